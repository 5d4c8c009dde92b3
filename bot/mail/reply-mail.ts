// Mail of ours: who it comes from, what it answers to, and the marks by which other programs leave it alone.
import type { MailAddress, OutgoingMail } from '../../src/adapters/mail/outgoing-mail.ts'
import { mailMessages } from '../../src/core/messages/ja/mail.ts'
import { type Block, toHtml, toText } from './blocks.ts'
import { withoutReplyMarks } from './question-of-mail.ts'
import { LOOP_HEADER } from './why-ignored.ts'

export interface MailContent {
  readonly from: MailAddress
  readonly to: string
  readonly subject: string
  readonly blocks: readonly Block[]
  /** The message this belongs under; null begins a thread. */
  readonly thread: { readonly messageId: string | null; readonly references: readonly string[] } | null
  /** `auto-replied` to a message, `auto-generated` without one (RFC 3834). */
  readonly kind: 'auto-replied' | 'auto-generated'
  readonly messageId: string | null
}

/** Ids kept of a long thread, besides its first: more makes headers that servers refuse. */
const REFERENCES_MAX = 20

export async function makeMail({ blocks, thread, kind, ...content }: MailContent): Promise<OutgoingMail> {
  const messageId = thread?.messageId ?? null
  return {
    ...content,
    text: toText(blocks),
    html: await toHtml(blocks, content.subject),
    inReplyTo: messageId,
    references: referencesOf(thread?.references ?? [], messageId),
    // Exchange reads a header of its own; the last one is how we know our mail again.
    headers: { 'Auto-Submitted': kind, 'X-Auto-Response-Suppress': 'All', [LOOP_HEADER]: kind },
  }
}

/** 「Re: 旅費」, however often it was replied to. */
export function replySubject(subject: string): string {
  const bare = withoutReplyMarks(subject)
  return `Re: ${bare === '' ? mailMessages.defaultSubject : bare}`
}

function referencesOf(earlier: readonly string[], messageId: string | null): readonly string[] {
  const [root, ...rest] = messageId === null ? earlier : [...earlier.filter(id => id !== messageId), messageId]
  return root === undefined ? [] : [root, ...rest.slice(-REFERENCES_MAX)]
}
