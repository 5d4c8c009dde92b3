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
