// One message in, at most one reply out. What a machine sent is left alone; the same message is answered once, also when the
// mail server hands it over again; and a sender that writes without end is not kept company.
import { createHash } from 'node:crypto'
import type { OutgoingMail } from '../../src/adapters/mail/outgoing-mail.ts'
import { type ReceivedMail, readMessage } from '../../src/adapters/mail/read-message.ts'
import { type MailIgnored, mailMessages } from '../../src/core/messages/ja/mail.ts'
import type { Block } from './blocks.ts'
import type { AnswerMailDeps, MailAsker } from './mail-deps.ts'
import { openTicketByMail } from './open-ticket-by-mail.ts'
import { questionOfMail } from './question-of-mail.ts'
import { makeMail, replySubject } from './reply-mail.ts'
import { footer, text, turnBlocks } from './turn-blocks.ts'
import { replyAddress, whyIgnored } from './why-ignored.ts'

/** `busy`: another process has the same message in hand; it is to be handed over again later. */
type MailOutcome =
  | { readonly kind: 'answered' }
  | { readonly kind: 'ignored'; readonly reason: MailIgnored }
  | { readonly kind: 'busy' }

const SOURCE = 'mail'
/** Longer than any mail server keeps trying. */
const REMEMBERED_MS = 30 * 24 * 60 * 60_000
/** A message is answered within seconds; what is in hand for longer was dropped by a crash. */
const IN_HAND_MAX_MS = 2 * 60_000

/** More questions in an hour are not asked by a person: the last brake on a loop that hides itself. */
export const QUESTIONS_PER_HOUR_MAX = 20
const HOUR_MS = 60 * 60_000

/** Hands the reply to `send`; throws what `send` throws, and then the message may be handed over again. */
export async function answerMail(
  raw: Buffer,
  send: (reply: OutgoingMail) => Promise<void>,
  deps: AnswerMailDeps,
): Promise<MailOutcome> {
  const mail = await readMessage(raw)
  if (mail === null) return { kind: 'ignored', reason: 'unreadable' }
  const reason = whyIgnored(mail, { ownAddress: deps.from.address, allowedDomains: deps.allowedDomains })
  if (reason !== null) return { kind: 'ignored', reason }
  const id = mail.messageId ?? createHash('sha256').update(raw).digest('hex')
  const taken = await take(id, deps)
  if (taken !== null) return taken
  const asker = askerOf(mail, deps)
  const outcome = (await tooMany(asker, deps)) ? ignoredAsTooMany : await reply(asker, send, deps)
  await deps.inbox.done(SOURCE, id)
  return outcome
}

const ignoredAsTooMany: MailOutcome = { kind: 'ignored', reason: 'too_many' }

/** null where the message is ours to answer. */
async function take(id: string, { inbox, now }: AnswerMailDeps): Promise<MailOutcome | null> {
  const at = now()
  const since = new Date(at.getTime() - REMEMBERED_MS)
  await inbox.forget(SOURCE, since)
  // The message itself stays with the mail server until we have answered, so no text of it is kept here.
  if ((await inbox.receive({ source: SOURCE, id, payload: 'in hand', at })) === 'new') return null
  const open = (await inbox.waiting(SOURCE, since)).find(event => event.id === id)
  if (open === undefined) return { kind: 'ignored', reason: 'seen' }
  return at.getTime() - open.at.getTime() < IN_HAND_MAX_MS ? { kind: 'busy' } : null
}

/** A thread is one conversation of one person: others in it do not see what it was about. */
function askerOf(mail: ReceivedMail, { askerKeys }: AnswerMailDeps): MailAsker {
  const address = mail.from ?? ''
  const root = mail.references[0] ?? mail.messageId ?? ''
  const conversationId = `mail:${askerKeys('mail-thread', `${address} ${root}`)}`
  return { mail, address: replyAddress(mail) ?? '', asker: askerKeys('mail', address), conversationId }
}

async function tooMany({ asker }: MailAsker, { questionLog, now }: AnswerMailDeps): Promise<boolean> {
  const last = await questionLog.ofAsker(asker, QUESTIONS_PER_HOUR_MAX)
  const since = now().getTime() - HOUR_MS
  return last.filter(({ askedAt }) => askedAt.getTime() > since).length >= QUESTIONS_PER_HOUR_MAX
}

async function reply(
  asker: MailAsker,
  send: (reply: OutgoingMail) => Promise<void>,
  deps: AnswerMailDeps,
): Promise<MailOutcome> {
  const { mail, address } = asker
  const outgoing = await makeMail({
    from: deps.from,
    to: address,
    subject: replySubject(mail.subject),
    blocks: await replyBlocks(asker, deps),
    thread: { messageId: mail.messageId, references: mail.references },
    kind: 'auto-replied',
    messageId: null,
  })
  await send(outgoing)
  return { kind: 'answered' }
}

async function replyBlocks(asker: MailAsker, deps: AnswerMailDeps): Promise<readonly Block[]> {
  const question = questionOfMail(asker.mail)
  const { place, conversation } = deps
  if (question === null) return [text(mailMessages.reply.empty), footer(place)]
  if (isTicketWord(question.text)) return openTicketByMail(asker, deps)
  const { asker: who, conversationId } = asker
  const turn = await conversation.ask({ text: question.text, channel: 'mail', conversationId, asker: who })
  return turnBlocks(turn, { cut: question.cut, place })
}

/** The word alone; within a sentence it belongs to a question. */
function isTicketWord(words: string): boolean {
  const bare = words.replace(/[「」『』。.！!\s]/gu, '')
  return mailMessages.ticketWords.some(word => word === bare)
}
