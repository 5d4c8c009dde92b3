// Text units (検索単位): the strings of an entry that are tokenised, embedded and searched.
import type { EntryContent } from './entry.ts'

/** `question` and `phrasing` are ways to ask; `negative` must not lead here; `answer` is a part of the answer. */
export const UNIT_KINDS = ['question', 'phrasing', 'negative', 'answer'] as const
export type UnitKind = (typeof UNIT_KINDS)[number]

export interface TextUnit {
  readonly kind: UnitKind
  readonly position: number
  readonly text: string
}

/** A stored unit, as the search sides load it. Units are immutable: another text is another unit with another id. */
export interface IndexedUnit {
  readonly id: number
  readonly entryId: string
  readonly kind: UnitKind
  readonly position: number
  /** Search terms in order, repeats included. */
  readonly terms: readonly string[]
  /** How the text sounds, for the reading index; see `analyseText`. */
  readonly reading: string
  /** Of a negative phrasing its bare form: a question that equals it must not lead here, whatever its terms say. */
  readonly bare?: string | null | undefined
}

/** Aim for the length of an answer part, in UTF-16 units: long parts blur their vector, short ones lose their context. */
const ANSWER_PART_LENGTH = 400

/** All units of an entry's content, in a fixed order. */
export function splitIntoUnits(content: EntryContent): readonly TextUnit[] {
  return [
    { kind: 'question', position: 0, text: content.question },
    ...content.phrasings.map((text, position): TextUnit => ({ kind: 'phrasing', position, text })),
    ...content.negativePhrasings.map((text, position): TextUnit => ({ kind: 'negative', position, text })),
    ...splitAnswer(content.answer).map((text, position): TextUnit => ({ kind: 'answer', position, text })),
  ]
}

/** Cuts an answer after sentences or lines into parts of about ANSWER_PART_LENGTH; every character is in one part. */
export function splitAnswer(answer: string): readonly string[] {
  const parts: string[] = []
  let part = ''
  for (const sentence of answer.match(/[^。！？\n]+[。！？\n]*|[。！？\n]+/gu) ?? []) {
    if (part.length > 0 && part.length + sentence.length > ANSWER_PART_LENGTH) {
      parts.push(part)
      part = ''
    }
    part += sentence
  }
  if (part.length > 0) parts.push(part)
  return parts
}
