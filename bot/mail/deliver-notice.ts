// A notice of an entry by mail, to one person: what happened, what was said, and where to look. Mails of one entry are one thread.
import type { MailAddress, OutgoingMail } from '../../src/adapters/mail/outgoing-mail.ts'
import { FaqError } from '../../src/core/errors.ts'
import { noticeTexts } from '../../src/core/messages/ja/admin/notices.ts'
import type { Accounts } from '../../src/core/ports/accounts.ts'
import type { AskerKeys } from '../../src/core/ports/asker-keys.ts'
import type { Notice, NoticeMessage, Notices } from '../../src/core/ports/notices.ts'
import type { Block } from './blocks.ts'
import { messageIdOf } from './message-id.ts'
import { makeMail } from './reply-mail.ts'
import { footer, type MailPlace, text } from './turn-blocks.ts'

export interface DeliverNoticeDeps {
  readonly notices: Pick<Notices, 'find'>
  readonly accounts: Pick<Accounts, 'find'>
  readonly askerKeys: AskerKeys
  readonly from: MailAddress
  readonly place: MailPlace
  readonly send: (mail: OutgoingMail) => Promise<void>
}

/** Of a question in a subject; mail programs show no more. */
const SUBJECT_QUESTION_MAX = 60

/** Throws `undeliverable` where the person cannot be reached by mail any more. */
export async function deliverNotice(message: NoticeMessage, deps: DeliverNoticeDeps): Promise<void> {
  const notice = await deps.notices.find(message.noticeId)
  if (notice === null) throw undeliverable('no such notice')
  const account = await deps.accounts.find(notice.accountId)
  if (account === null || account.disabled || account.mail === null)
    throw undeliverable('the account has no mail address')
  const mail = await makeMail({
    from: deps.from,
    to: account.mail,
    subject: noticeTexts.subject(noticeTexts.subjects[notice.kind], subjectOf(notice)),
    blocks: blocksOf(notice, deps.place),
    messageId: messageIdOf(`notice ${notice.id}`, deps),
    thread: { messageId: null, references: [messageIdOf(`entry ${notice.entryId ?? notice.detail['ticket']}`, deps)] },
    kind: 'auto-generated',
  })
  await deps.send(mail)
}

function subjectOf({ detail, entryId }: Notice): string {
  const question = (detail['question'] ?? detail['name'] ?? entryId ?? '').replace(/\s+/gu, ' ')
  const letters = Array.from(question)
  return letters.length <= SUBJECT_QUESTION_MAX ? question : `${letters.slice(0, SUBJECT_QUESTION_MAX - 1).join('')}…`
}

function blocksOf(notice: Notice, place: MailPlace): readonly Block[] {
  const { detail } = notice
  const question = detail['question'] ?? ''
  const said = detail['text'] ?? ''
  return [
    text(noticeTexts.sentence(notice)),
    ...(question === '' ? [] : [{ kind: 'heading', text: question } as const]),
    ...(said === '' ? [] : [{ kind: 'quote', text: said } as const]),
    { kind: 'link', label: openLabelOf(notice), url: `${place.publicUrl}/admin/notices/${notice.id}/open` },
    text(noticeTexts.why),
    footer(place),
  ]
}

function openLabelOf({ detail }: Notice): string {
  return detail['ticket'] === undefined ? noticeTexts.open : noticeTexts.openTicket
}

function undeliverable(reason: string): FaqError {
  return new FaqError('undeliverable', { door: 'mail', reason })
}
