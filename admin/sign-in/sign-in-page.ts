// The page on which a person signs in.
import { html } from 'hono/html'
import { signInTexts as texts } from '../../src/core/messages/ja/admin/sign-in.ts'
import type { Html } from '../../src/pages/html.ts'
import { noticeHtml } from '../../src/pages/notice.ts'
import { type Problems, problemList, textField } from '../form-field.ts'
import type { AdminPage } from '../layout.ts'

export type SignInProblem =
  | { readonly kind: keyof typeof texts.problems }
  | { readonly kind: 'limited'; readonly retryAfterS: number }

export interface SignInView {
  /** Where to go on to. */
  readonly to: string
  readonly login?: string
  readonly problem?: SignInProblem
  readonly problems?: Problems
  /** Which ways in there are. */
  readonly local: boolean
  readonly provider: boolean
}

export function signInPage({ to, login = '', problem, problems = {}, local, provider }: SignInView): AdminPage {
  const main = html`<h1>${texts.title}</h1>
${problem !== undefined && problemNotice(problem)}
${problemList(problems)}
${provider && html`<p class="button-row sign-in-provider"><a class="button ${local ? 'button-outline' : 'button-solid'}" href="/admin/sign-in/provider?to=${encodeURIComponent(to)}">${texts.withProvider}</a></p>`}
${provider && local && html`<p class="lead">${texts.or}</p>`}
${local && passwordForm({ to, login, problems })}`
  return { title: texts.title, main, scripts: local ? ['show-password.js'] : [] }
}

function problemNotice(problem: SignInProblem): Html {
  const { heading, text } =
    problem.kind === 'limited'
      ? { heading: texts.limited.heading, text: texts.limited.text(problem.retryAfterS) }
      : texts.problems[problem.kind]
  return noticeHtml({ kind: 'error', heading, headingLevel: 2, body: html`<p>${text}</p>` })
}

function passwordForm({ to, login, problems }: Required<Pick<SignInView, 'to' | 'login' | 'problems'>>): Html {
  return html`<form class="form form-narrow" method="post" action="/admin/sign-in" data-show-password="${texts.showPassword}">
  <input type="hidden" name="to" value="${to}">
  ${textField({ id: 'login', label: texts.login, value: login, autocomplete: 'username', required: true, code: true, problem: problems['login'] })}
  ${textField({ id: 'password', label: texts.password, type: 'password', autocomplete: 'current-password', required: true, problem: problems['password'] })}
  <p class="button-row"><button class="button button-solid" type="submit">${texts.signIn}</button></p>
</form>`
}
