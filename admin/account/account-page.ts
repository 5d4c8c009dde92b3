// A person's own page: who they are to the product, their password, and where they are signed in.
import { html } from 'hono/html'
import type { Account } from '../../src/core/access/account.ts'
import { browserName } from '../../src/core/access/browser-name.ts'
import type { PasswordRules } from '../../src/core/access/password-rules.ts'
import { formatMoment } from '../../src/core/japan-time.ts'
import { accountTexts as texts } from '../../src/core/messages/ja/admin/account.ts'
import { grantInWords } from '../../src/core/messages/ja/admin/roles.ts'
import { signInTexts } from '../../src/core/messages/ja/admin/sign-in.ts'
import type { OwnSession } from '../../src/core/ports/sessions.ts'
import type { Html } from '../../src/pages/html.ts'
import { noticeHtml } from '../../src/pages/notice.ts'
import { type Problems, problemList, textField } from '../form-field.ts'
import type { AdminPage } from '../layout.ts'
import { newPasswordFields } from '../sign-in/new-password.ts'

export interface AccountView {
  readonly account: Account
  /** By code. */
  readonly sectionNames: ReadonlyMap<string, string>
  /** Whether the person signs in by password here. */
  readonly hasPassword: boolean
  readonly sessions: readonly OwnSession[]
  /** Which of them this is. */
  readonly sessionId: string | null
  readonly rules: PasswordRules
  readonly problems?: Problems
  readonly done?: 'changed' | 'ended' | undefined
  /** Seconds until another try is taken, where too many failed. */
  readonly waitS?: number
}

export function accountPage(view: AccountView): AdminPage {
  const { problems = {}, done, waitS } = view
  const main = html`<h1>${texts.title}</h1>
${done !== undefined && doneNotice(done)}
${waitS !== undefined && limitedNotice(waitS)}
${problemList(problems)}
<section aria-labelledby="about"><h2 id="about">${texts.about}</h2>
${about(view)}
<p>${texts.wrongHint}</p>
</section>
<section aria-labelledby="change"><h2 id="change">${texts.password}</h2>
${view.hasPassword ? passwordForm(view) : html`<p>${texts.byProvider}</p>`}
</section>
<section aria-labelledby="sessions"><h2 id="sessions">${texts.sessions}</h2>
<p>${texts.sessionsHint}</p>
${sessionTable(view)}
${view.sessions.length > 1 && html`<form class="form" method="post" action="/admin/account/sessions/end-others"><p class="button-row"><button class="button button-outline" type="submit">${texts.endOthers}</button></p></form>`}
</section>`
  return { title: texts.title, main, scripts: view.hasPassword ? ['show-password.js'] : [] }
}

function doneNotice(done: 'changed' | 'ended'): Html {
  const [heading, text] = done === 'changed' ? [texts.changed, texts.changedText] : [texts.ended, texts.endedText]
  return noticeHtml({ kind: 'success', heading, headingLevel: 2, body: html`<p>${text}</p>` })
}

function limitedNotice(seconds: number): Html {
  const { heading, text } = signInTexts.limited
  return noticeHtml({ kind: 'error', heading, headingLevel: 2, body: html`<p>${text(seconds)}</p>` })
}

function about({ account, sectionNames }: AccountView): Html {
  const roles = account.grants.map(grant => grantInWords(grant, sectionNames))
  const rows = [
    [texts.name, account.name],
    [texts.login, account.login],
    [texts.mail, account.mail ?? texts.none],
    [texts.slackUser, account.slackUser ?? texts.none],
    [texts.section, account.section?.name ?? texts.none],
    [texts.roles, roles.length === 0 ? texts.none : roles.join('、')],
  ]
  return html`<dl class="facts">${rows.map(([term, value]) => html`<div><dt>${term}</dt><dd>${value}</dd></div>`)}</dl>`
}

function passwordForm({ account, rules, problems = {} }: AccountView): Html {
  return html`<p>${texts.passwordLead}</p>
<form class="form form-narrow" method="post" action="/admin/account/password" data-show-password="${signInTexts.showPassword}">
  <input type="hidden" name="username" value="${account.login}" autocomplete="username">
  ${textField({ id: 'current', label: texts.current, type: 'password', autocomplete: 'current-password', required: true, problem: problems['current'] })}
  ${newPasswordFields(problems, rules)}
  <p class="button-row"><button class="button button-solid" type="submit">${texts.change}</button></p>
</form>`
}

function sessionTable({ sessions, sessionId }: AccountView): Html {
  return html`<div class="table-scroll" role="region" aria-label="${texts.sessionsCaption}" tabindex="0"><table class="table own-sessions">
<caption class="visually-hidden">${texts.sessionsCaption}</caption>
<thead><tr>${[texts.device, texts.from, texts.began, texts.used, texts.action].map(title => html`<th scope="col">${title}</th>`)}</tr></thead>
<tbody>${sessions.map(session => sessionRow(session, session.id === sessionId))}</tbody>
</table></div>`
}

function sessionRow({ id, agent, address, createdAt, seenAt }: OwnSession, isThis: boolean): Html {
  const device = texts.deviceName(browserName(agent)) ?? ''
  const began = formatMoment(createdAt)
  return html`<tr><th scope="row">${device}${isThis && html` <span class="badge badge-good">${texts.thisOne}</span>`}</th><td>${address ?? texts.none}</td><td>${began}</td><td>${formatMoment(seenAt)}</td>
<td>${!isThis && html`<form method="post" action="/admin/account/sessions/${id}/end"><button class="button-text" type="submit" aria-label="${texts.endNamed(device, began)}">${texts.end}</button></form>`}</td></tr>
`
}
