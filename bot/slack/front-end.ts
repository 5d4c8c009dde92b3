// What the Slack front end needs of the product; the wiring hands it in.
import type { ComposedEvent } from '../../src/core/compose/compose-answer.ts'
import type { Conversation } from '../../src/core/conversation/conversation.ts'
import type { KeptDraft } from '../../src/core/drafting/draft-and-keep.ts'
import type { ThreadToDraft } from '../../src/core/drafting/draft-of-thread.ts'
import type { RegistrationKpi } from '../../src/core/kpi/registration-kpi.ts'
import type { AskerKeys } from '../../src/core/ports/asker-keys.ts'
import type { ModelDrafts } from '../../src/core/ports/model-drafts.ts'
import type { QuestionLog } from '../../src/core/ports/question-log.ts'
import type { Registry } from '../../src/core/ports/registry.ts'
import type { SectionContacts, TicketStore } from '../../src/core/ports/ticket-store.ts'
import type { Tickets } from '../../src/core/ticket/tickets.ts'

/** Writes a summary of the entries found for a question that anybody may read. Never rejects for what the model does. */
export interface Summaries {
  readonly isOn: () => Promise<boolean>
  readonly compose: (questionId: string, asker: string, signal: AbortSignal) => AsyncIterable<ComposedEvent>
}

/** Lets a model draft an entry of a thread. */
export interface ThreadDrafts {
  /** Administrators may have switched the model off. */
  readonly isOn: () => Promise<boolean>
  readonly draft: (thread: ThreadToDraft) => Promise<KeptDraft>
  readonly assign: ModelDrafts['assign']
}

export interface FrontEndDeps {
  readonly conversation: Conversation
  readonly tickets: Tickets
  readonly contacts: Pick<SectionContacts, 'contactOf'>
  readonly posts: Pick<TicketStore, 'posts' | 'notePost'>
  readonly registry: Pick<Registry, 'entriesById' | 'sections' | 'save'>
  readonly questionLog: Pick<QuestionLog, 'ofAsker' | 'popular' | 'find'>
  readonly askerKeys: AskerKeys
  /** Null where no chat model is set up. */
  readonly summaries: Summaries | null
  /** Drafts by a chat model; null where none is set up. */
  readonly threadDrafts: ThreadDrafts | null
  readonly kpi: () => Promise<RegistrationKpi>
  /** Where the product's pages are reached, without a trailing slash. */
  readonly publicUrl: string
  /** Channel for the tickets of sections without one of their own; null without any. */
  readonly fallbackChannel: string | null
  readonly now: () => Date
  readonly log: (event: string, data: Readonly<Record<string, unknown>>) => void
}

export function entryUrl(publicUrl: string, entryId: string): string {
  return `${publicUrl}/entries/${encodeURIComponent(entryId)}`
}

export function ticketUrl(publicUrl: string, ticketId: string): string {
  return `${publicUrl}/tickets/${encodeURIComponent(ticketId)}`
}

/** Who did it, for the audit. */
export function actorOf(userId: string): string {
  return `slack:${userId}`
}
