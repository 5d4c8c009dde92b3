// What the room needs from the house, and what its request handlers share.
import type { Request } from 'express'
import type { Conversation } from '../../src/core/conversation/conversation.ts'
import type { Entry, Section } from '../../src/core/entry.ts'
import type { Tickets } from '../../src/core/ticket/tickets.ts'
import type { Compose } from './compose.ts'
import type { WebRenderings } from './rendering-source.ts'
import type { ChatFrame } from './respond.ts'

export interface WebChatDeps {
  readonly conversation: Conversation
  readonly entriesById: (ids: readonly string[]) => Promise<readonly Entry[]>
  readonly sections: () => Promise<readonly Section[]>
  /** Shown in the header, e.g. 汐見県. */
  readonly organisation: string
  /** How people reach the pages, without a slash at the end; stands on what they print. */
  readonly publicUrl: string
  readonly now: () => Date
  readonly tickets: Pick<Tickets, 'act' | 'events' | 'find' | 'open' | 'settleRegistered' | 'suggest'>
  /** Origins of sites that may show the chat in a frame; without any there is no widget. */
  readonly widgetOrigins: readonly string[]
  /** Writes a summary beside the official answer; null where no model is set up. */
  readonly compose: Compose | null
  /** Whether administrators let summaries be written now; never rejects. Left out where nobody can stop them. */
  readonly composes?: () => Promise<boolean>
  /** Official answers in other words; null where no model is set up. */
  readonly renderings: WebRenderings | null
  /** Mail leaves the product, so that an answer can be sent to an address. */
  readonly mailWorks: boolean
  readonly log: (event: string, data: Readonly<Record<string, unknown>>) => void
}

export interface Chat extends WebChatDeps {
  readonly frame: ChatFrame
}

export type IdRequest = Request<{ id: string }>
