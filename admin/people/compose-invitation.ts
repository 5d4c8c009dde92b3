// An invitation as a mail: plain words with the link, and the same as HTML.
import { html } from 'hono/html'
import type { MailAddress, OutgoingMail } from '../../src/adapters/mail/outgoing-mail.ts'
import { formatMoment } from '../../src/core/japan-time.ts'
import { peopleTexts as texts } from '../../src/core/messages/ja/admin/people.ts'
import { toText } from '../../src/pages/html.ts'
import type { Invitation } from './people-deps.ts'

export async function composeInvitation(
  { to, account, link, until }: Invitation,
  { from, organisation }: { readonly from: MailAddress; readonly organisation: string },
): Promise<OutgoingMail> {
  const text = texts.mailText(account.name, link, formatMoment(until))
  return {
    from,
    to,
    subject: texts.mailSubject(organisation),
    text,
    html: await paragraphs(text, link),
    inReplyTo: null,
    references: [],
    messageId: null,
    headers: { 'Auto-Submitted': 'auto-generated' },
  }
}

function paragraphs(text: string, link: string): Promise<string> {
  const parts = text.trim().split('\n\n')
  return toText(
    html`<!doctype html><html lang="ja"><body>${parts.map(part =>
      part === link ? html`<p><a href="${link}">${link}</a></p>` : html`<p>${part}</p>`,
    )}</body></html>`,
  )
}
