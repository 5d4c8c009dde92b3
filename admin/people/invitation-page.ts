// The page that shows an invitation's link: once, for it is kept nowhere.
import { html } from 'hono/html'
import type { Account } from '../../src/core/access/account.ts'
import { formatMoment } from '../../src/core/japan-time.ts'
import { peopleTexts as texts } from '../../src/core/messages/ja/admin/people.ts'
import { noticeHtml } from '../../src/pages/notice.ts'
import type { AdminPage } from '../layout.ts'

export interface InvitationView {
  readonly account: Account
  readonly link: string
  readonly until: Date
  /** Whether the link was mailed; null where it was not tried. */
  readonly mailed: boolean | null
}

export function invitationPage({ account, link, until, mailed }: InvitationView): AdminPage {
  const { id, name, mail } = account
  const main = html`<h1>${texts.invitationTitle}</h1>
<p class="lead">${texts.invitationLead(name, formatMoment(until))}</p>
${mailed !== null && mail !== null && html`<p>${mailed ? texts.mailed(mail) : texts.notMailed(mail)}</p>`}
<div class="field invitation"><label for="link">${texts.invitationLink}</label>
<textarea class="input" id="link" readonly rows="3" spellcheck="false">${link}</textarea></div>
${noticeHtml({ kind: 'warning', heading: texts.invitationOnce, headingLevel: 2, body: html`<p>${texts.invitationOnceText}</p>` })}
<p class="button-row page-end"><a class="button button-outline" href="/admin/people/${id}">${texts.toPerson}</a> <a class="button button-outline" href="/admin/people">${texts.toList}</a></p>`
  return { title: texts.invitationTitle, main, place: '/admin/people' }
}
