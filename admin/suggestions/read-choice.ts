// What was chosen in the form of an entry's suggestions, and what is wrong with it, each thing at its field.
import { ENTRY_LIMITS } from '../../src/core/entry.ts'
import { asPhrasing } from '../../src/core/learning/suggested-words.ts'
import type { ChosenWords } from '../../src/core/learning/take-over.ts'
import { suggestionTexts as texts } from '../../src/core/messages/ja/admin/suggestions.ts'
import { countCodePoints } from '../../src/core/normalise.ts'
import type { Suggestion } from '../../src/core/ports/suggestions.ts'
import type { Problems } from '../form-field.ts'
import { readField, readFields } from '../read-field.ts'

/** A sentence or two; what is longer belongs into the entry. */
export const REASON_MAX = 300

/** As typed, to be shown again. */
export interface SentChoice {
  readonly entryId: string
  readonly ids: ReadonlySet<string>
  readonly texts: ReadonlyMap<string, string>
  readonly reason: string
  readonly problems: Problems
}

/** `listed` are the entry's suggestions by id; what is none of them, or decided meanwhile, is told by the store. */
export function readChoice(body: unknown, entryId: string, listed: readonly Suggestion[]): ReadChoice {
  const wanted = new Set(readFields(body, 'use'))
  const chosen = listed
    .filter(({ id }) => wanted.has(id))
    .map(({ id, kind }): ChosenWords => {
      const version = Number(readField(body, `seen.${id}`))
      return { id, version: Number.isInteger(version) ? version : 0, kind, text: readField(body, `text.${id}`) }
    })
  const sent = {
    entryId,
    ids: wanted,
    texts: new Map(listed.map(({ id, text }) => [id, readField(body, `text.${id}`) || text])),
    reason: readField(body, 'reason').trim(),
  }
  return { chosen, sent }
}

export interface ReadChoice {
  readonly chosen: readonly ChosenWords[]
  readonly sent: Omit<SentChoice, 'problems'>
}

export type CheckedChoice =
  | { readonly kind: 'good'; readonly chosen: readonly ChosenWords[] }
  | { readonly kind: 'bad'; readonly problems: Problems }

/** The words on one line each. */
export function checkWords({ chosen, sent }: ReadChoice): CheckedChoice {
  if (chosen.length === 0) return { kind: 'bad', problems: { [chooseId(sent.entryId)]: texts.problems.nothingChosen } }
  const lines = chosen.flatMap(one => {
    const text = asPhrasing(one.text)
    return text === null ? [] : [{ ...one, text }]
  })
  if (lines.length === chosen.length) return { kind: 'good', chosen: lines }
  const unfit = chosen.filter(({ text }) => asPhrasing(text) === null)
  const problem = texts.problems.noText(ENTRY_LIMITS.phrasing)
  return { kind: 'bad', problems: Object.fromEntries(unfit.map(({ id }) => [textId(id), problem])) }
}

/** Nothing where it may be rejected. */
export function checkRejection({ chosen, sent }: ReadChoice): Problems {
  const { nothingChosen, noReason, longReason } = texts.problems
  return {
    ...(chosen.length === 0 && { [chooseId(sent.entryId)]: nothingChosen }),
    ...(sent.reason === '' && { [reasonId(sent.entryId)]: noReason }),
    ...(countCodePoints(sent.reason) > REASON_MAX && { [reasonId(sent.entryId)]: longReason(REASON_MAX) }),
  }
}

/** Ids of fields; those of entries may have dots, which are no matter in an id. */
export const chooseId = (entryId: string) => `choose-${entryId}`
export const reasonId = (entryId: string) => `reason-${entryId}`
export const textId = (id: string) => `text-${id}`
