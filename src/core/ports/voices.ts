// Port: what staff said of entries as answers to questions in the same words, for suggestions to be made of.
import type { FeedbackKind } from './question-log.ts'

/** The last word of one question on one entry. */
export interface Voice {
  /** `none`: 「この中にない」 after the entry was given or chosen, and nothing else. */
  readonly said: Extract<FeedbackKind, 'resolved' | 'unresolved'> | 'none'
  /** The entry was chosen among candidates. */
  readonly clicked: boolean
  readonly askedAt: Date
  /** Tells people apart: the asker's keyed hash, else the conversation; null where neither is known. */
  readonly who: string | null
}

/** Of one question's words the newest count: they are said of the answer as it is now. */
export const VOICES_MAX = 200

/** One question, in whatever width and signs it was typed, and all that was said of one entry as its answer. */
export interface HeardWords {
  readonly entryId: string
  /** As it was typed last. */
  readonly text: string
  /** Newest first, `VOICES_MAX` at most. */
  readonly voices: readonly Voice[]
  /** Names the words, and the last that was said of them: what `settle` takes as looked at. */
  readonly words: string
  readonly until: Date
}

export interface Voices {
  /** Words of which something new was said: each again with every new voice, until it is settled. Follow-ups are left out. */
  readonly next: (limit: number) => Promise<readonly HeardWords[]>
  /** These were looked at; what was said meanwhile comes again. */
  readonly settle: (heard: readonly HeardWords[]) => Promise<void>
}
