// The pages to which one-time links lead: choosing a password, and becoming the first administrator.
import { html } from 'hono/html'
import type { Account } from '../../src/core/access/account.ts'
import type { PasswordRules } from '../../src/core/access/password-rules.ts'
import { signInTexts as texts } from '../../src/core/messages/ja/admin/sign-in.ts'
import { type Problems, problemList, textField } from '../form-field.ts'
import type { AdminPage } from '../layout.ts'
import { newPasswordFields } from './new-password.ts'

interface InvitedView {
  readonly secret: string
  readonly account: Account
  readonly problems?: Problems
  readonly rules: PasswordRules
}

export function choosePasswordPage({ secret, account, problems = {}, rules }: InvitedView): AdminPage {
  const { name, login } = account
  const main = html`<h1>${texts.choose.title}</h1>
${problemList(problems)}
<p class="lead">${texts.choose.lead(name, login)}</p>
<form class="form form-narrow" method="post" action="/admin/sign-in/password" data-show-password="${texts.showPassword}">
  <input type="hidden" name="secret" value="${secret}">
  <input type="hidden" name="username" value="${login}" autocomplete="username">
  ${newPasswordFields(problems, rules)}
  <p class="button-row"><button class="button button-solid" type="submit">${texts.choose.submit}</button></p>
</form>`
  return { title: texts.choose.title, main, scripts: ['show-password.js'] }
}

export interface FirstView {
  readonly secret: string
  readonly login?: string
  readonly name?: string
  readonly problems?: Problems
  readonly rules: PasswordRules
}

export function firstAdministratorPage({ secret, login, name, problems = {}, rules }: FirstView): AdminPage {
  const { first } = texts
  const secretField = {
    id: 'secret',
    label: first.secret,
    value: secret,
    hint: first.secretHint,
    required: true,
  } as const
  const main = html`<h1>${first.title}</h1>
${problemList(problems)}
<p class="lead">${first.lead}</p>
<form class="form form-narrow" method="post" action="/admin/first" data-show-password="${texts.showPassword}">
  ${textField({ ...secretField, code: true, problem: problems['secret'] })}
  ${textField({ id: 'name', label: first.name, value: name, autocomplete: 'name', required: true, problem: problems['name'] })}
  ${textField({ id: 'login', label: texts.login, value: login, hint: first.loginHint, autocomplete: 'username', required: true, code: true, problem: problems['login'] })}
  ${newPasswordFields(problems, rules)}
  <p class="button-row"><button class="button button-solid" type="submit">${first.submit}</button></p>
</form>`
  return { title: first.title, main, scripts: ['show-password.js'] }
}

/** A link that leads nowhere any more. */
export function goneLinkPage({ gone, goneText }: { readonly gone: string; readonly goneText: string }): AdminPage {
  const main = html`<h1>${gone}</h1>
<p class="lead">${goneText}</p>
<p class="button-row"><a class="button button-outline" href="/admin/sign-in">${texts.choose.toSignIn}</a></p>`
  return { title: gone, main }
}
