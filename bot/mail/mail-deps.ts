// What answering a mail needs of the product, and what is known of who wrote it.
import type { MailAddress } from '../../src/adapters/mail/outgoing-mail.ts'
import type { ReceivedMail } from '../../src/adapters/mail/read-message.ts'
import type { Conversation } from '../../src/core/conversation/conversation.ts'
import type { AskerKeys } from '../../src/core/ports/asker-keys.ts'
import type { EventInbox } from '../../src/core/ports/event-inbox.ts'
import type { QuestionLog } from '../../src/core/ports/question-log.ts'
import type { Registry } from '../../src/core/ports/registry.ts'
import type { Tickets } from '../../src/core/ticket/tickets.ts'
import type { MailPlace } from './turn-blocks.ts'

export interface AnswerMailDeps {
  readonly conversation: Pick<Conversation, 'ask'>
  readonly questionLog: Pick<QuestionLog, 'ofAsker' | 'ofConversation'>
  readonly registry: Pick<Registry, 'sections'>
  readonly tickets: Pick<Tickets, 'open' | 'suggest'>
  readonly askerKeys: AskerKeys
  readonly inbox: EventInbox
  readonly from: MailAddress
  readonly allowedDomains: readonly string[]
  readonly place: MailPlace
  readonly now: () => Date
}

/** Whose question it is, and which conversation it belongs to. */
export interface MailAsker {
  readonly mail: ReceivedMail
  readonly address: string
  readonly asker: string
  readonly conversationId: string
}
