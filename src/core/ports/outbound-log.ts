// Port: what left the building, recorded before it leaves. The texts themselves are not kept: the question is in the
// question log, the entries are in the registry.
import type { MaskedKind } from '../masking/masked-kinds.ts'

export const SENDING_PURPOSES = ['compose', 'rewrite', 'draft', 'phrasings', 'plain', 'english'] as const
export type SendingPurpose = (typeof SENDING_PURPOSES)[number]

export interface SentText {
  readonly at: Date
  /** Host and port. */
  readonly host: string
  readonly model: string
  readonly purpose: SendingPurpose
  /** Null for a text that is no logged question. */
  readonly questionId: string | null
  /** The entries of which parts were sent. */
  readonly entryIds: readonly string[]
  readonly characters: number
  /** What was masked in it. */
  readonly maskedKinds: readonly MaskedKind[]
}

export interface OutboundLog {
  /** Never rejects. Tells whether it was written: if not, nothing is sent. */
  readonly record: (sent: SentText) => Promise<boolean>
}

/** A record as it is read later, by a program that may know other purposes than the one that wrote it. */
export interface RecordedText extends Omit<SentText, 'purpose' | 'maskedKinds'> {
  readonly seq: number
  readonly purpose: string
  readonly maskedKinds: readonly string[]
}

export interface OutboundFilter {
  readonly from?: Date | undefined
  readonly before?: Date | undefined
  readonly purpose?: string | undefined
}

/** What was sent on one day in Japan. */
export interface OutboundDay {
  readonly day: string
  readonly times: number
  readonly characters: number
}

/** The same record as administrators read it. Nothing changes it; retention alone removes what is old. */
export interface OutboundRecords {
  /** Newest first, before `olderThan`. */
  readonly page: (
    filter: OutboundFilter,
    options: { readonly olderThan?: number | undefined; readonly limit: number },
  ) => Promise<readonly RecordedText[]>
  /** All, oldest first, some at a time. */
  readonly each: (filter: OutboundFilter) => AsyncIterable<readonly RecordedText[]>
  /** Days on which something was sent, newest first. */
  readonly days: (filter: OutboundFilter, limit: number) => Promise<readonly OutboundDay[]>
  /** Removes what was sent before, says so in the audit trail, and gives back how many records that were. */
  readonly purgeBefore: (before: Date, actor: string) => Promise<number>
}
