// Port: what people are told of entries they have to do with: in the pages, and by mail and Slack where these are set up.
// Deliveries are written with the notice, so that neither a crash nor a service that is down loses one.
import type { QueuedMessage } from './outbox.ts'

export const NOTICE_KINDS = [
  /** To those who approve: an entry waits for them. */
  'submitted',
  /** To those who worked on the entry. */
  'returned',
  'published',
  'scheduled',
  'archived',
  'commented',
  /** To whoever set it, and those who worked on the entry. */
  'schedule_failed',
  /** To the section: an entry has to be looked at again. */
  'review_due',
  /** To the section: a question that was handed to it waits past its date. */
  'ticket_overdue',
  /** To administrators: the data were not copied. */
  'backup_failed',
  /** To the section: wordings are proposed for its entries. */
  'suggestions_waiting',
  /** To the section: an entry helps fewer people than before. */
  'resolution_falling',
] as const
export type NoticeKind = (typeof NOTICE_KINDS)[number]

/** Facts that the sentences are made of, by name; people's words among them as they wrote them. */
export type NoticeDetail = Readonly<Record<string, string>>

export interface NoticeInput {
  readonly kind: NoticeKind
  readonly entryId: string | null
  /** `by`: who did it, by name; `question`: the entry's; `text`: what they wrote. */
  readonly detail: NoticeDetail
  /** Ids of accounts; each is told once. */
  readonly to: readonly string[]
}

export interface Notice {
  readonly id: string
  readonly accountId: string
  readonly kind: NoticeKind
  readonly entryId: string | null
  readonly detail: NoticeDetail
  readonly at: Date
  readonly readAt: Date | null
}

/** A notice on its way to one person through one door. */
export interface NoticeMessage extends QueuedMessage {
  readonly noticeId: string
  readonly news: NoticeKind
}

export interface Notices {
  /** Writes notices with their deliveries, all or none. */
  readonly add: (inputs: readonly NoticeInput[]) => Promise<void>
  readonly find: (id: string) => Promise<Notice | null>
  /** Of one account, newest first. */
  readonly list: (
    accountId: string,
    page: { readonly unreadOnly?: boolean; readonly limit: number; readonly offset: number },
  ) => Promise<{ readonly total: number; readonly notices: readonly Notice[] }>
  readonly unreadCount: (accountId: string) => Promise<number>
  /** Those named, of this account and nobody else; `all` for every one. */
  readonly markRead: (accountId: string, which: readonly string[] | 'all') => Promise<void>
}
