// The page on which a person signs in.
import { html } from 'hono/html'
import { signInTexts as texts } from '../../src/core/messages/ja/admin/sign-in.ts'
import { noticeHtml } from '../../src/pages/notice.ts'
import type { AdminPage } from '../layout.ts'

export interface SignInView {
  readonly to: string
  readonly login?: string
  readonly refused?: boolean
}

export function signInPage({ to, login = '', refused = false }: SignInView): AdminPage {
  const main = html`<h1>${texts.title}</h1>
${refused && noticeHtml({ kind: 'error', heading: texts.refused, headingLevel: 2, body: html`<p>${texts.refusedText}</p>` })}
<form class="form form-narrow" method="post" action="/admin/sign-in">
  <input type="hidden" name="to" value="${to}">
  <div class="field">
    <label for="login">${texts.login}</label>
    <input class="input" id="login" name="login" value="${login}" autocomplete="username" autocapitalize="none" spellcheck="false" required>
  </div>
  <div class="field">
    <label for="password">${texts.password}</label>
    <input class="input" id="password" name="password" type="password" autocomplete="current-password" required>
  </div>
  <p class="button-row"><button class="button button-solid" type="submit">${texts.signIn}</button></p>
</form>`
  return { title: texts.title, main }
}
