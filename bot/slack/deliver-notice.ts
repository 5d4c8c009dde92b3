// A notice of an entry as a direct message to one person in Slack.
import { FaqError } from '../../src/core/errors.ts'
import { noticeTexts } from '../../src/core/messages/ja/admin/notices.ts'
import type { Accounts } from '../../src/core/ports/accounts.ts'
import type { KeptValues } from '../../src/core/ports/kept-values.ts'
import type { Notice, NoticeMessage, Notices } from '../../src/core/ports/notices.ts'
import { cutLine, cutText } from './blocks/cut-text.ts'
import { type Message, messageOf } from './blocks/message.ts'
import { link, paragraph, quote, richSection, richText, words } from './blocks/rich.ts'
import { type SendOnceDeps, sendOnce } from './send-once.ts'
import type { Client } from './talk.ts'
import { describeError, whenToRetry } from './transport/failure.ts'

export interface DeliverNoticeDeps extends SendOnceDeps {
  readonly notices: Pick<Notices, 'find'>
  readonly accounts: Pick<Accounts, 'find'>
  /** Remembers the direct channel of each person, where a message is looked for after a crash. */
  readonly kept: KeptValues
  /** Without a trailing slash. */
  readonly publicUrl: string
}

const QUESTION_LENGTH_MAX = 300
const REMARK_LENGTH_MAX = 1_000

/** Throws where it was not sent: `undeliverable` where trying again is no use. */
export async function deliverNotice(client: Client, message: NoticeMessage, deps: DeliverNoticeDeps): Promise<void> {
  const notice = await deps.notices.find(message.noticeId)
  if (notice === null) throw undeliverable('no such notice')
  const account = await deps.accounts.find(notice.accountId)
  const user = account === null || account.disabled ? null : account.slackUser
  if (user === null) throw undeliverable('the account has no Slack user')
  const post = noticeMessage(notice, deps.publicUrl)
  try {
    const name = `slack_direct:${user}`
    const known = await deps.kept.read(name)
    // Until it is known, a person's id stands for the direct channel with them.
    const place = { channel: known ?? user, thread: null, user }
    const { channel } = await sendOnce(client, { queue: 'notice', message, place, post }, deps)
    if (channel !== known && channel !== user) await deps.kept.write(name, channel)
  } catch (error) {
    if (error instanceof FaqError || whenToRetry(error) === 'later') throw error
    throw undeliverable(describeError(error), error)
  }
}

function noticeMessage(notice: Notice, publicUrl: string): Message {
  const question = notice.detail['question'] ?? ''
  const said = notice.detail['text'] ?? ''
  const head = richSection([
    words(noticeTexts.sentence(notice), { bold: true }),
    words(question === '' ? '' : `\n${cutLine(question, QUESTION_LENGTH_MAX)}`),
  ])
  const url = `${publicUrl}/admin/notices/${notice.id}/open`
  return messageOf([
    richText(said === '' ? [head] : [head, quote(cutText(said, REMARK_LENGTH_MAX))]),
    paragraph([link(url, notice.detail['ticket'] === undefined ? noticeTexts.open : noticeTexts.openTicket)]),
  ])
}

function undeliverable(reason: string, cause?: unknown): FaqError {
  return new FaqError('undeliverable', { door: 'slack', reason }, { cause })
}
