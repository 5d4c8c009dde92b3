// Reads the form of a group of synonyms: what is to be done, or the form again with what is wrong with it.
import { synonymTexts as texts } from '../../src/core/messages/ja/admin/synonyms.ts'
import { countCodePoints } from '../../src/core/normalise.ts'
import { checkWords, splitWords } from '../../src/core/synonym-words.ts'
import { readField } from '../read-field.ts'
import type { SynonymAct } from './draft.ts'
import type { FormView } from './form-page.ts'

const NOTE_MAX = 200

export type ReadSynonymForm =
  | { readonly kind: 'act'; readonly act: SynonymAct }
  | { readonly kind: 'problems'; readonly view: FormView }

export function readSynonymForm(body: unknown, termsOf: (word: string) => readonly string[]): ReadSynonymForm {
  const [kind, id, seen] = ['act', 'id', 'seen'].map(name => readField(body, name))
  const existing = kind !== 'create' && id !== undefined && id !== '' ? { id, version: Number(seen) } : null
  if (kind === 'remove' && existing !== null) {
    const input = { words: [], note: '' } // filled in with what stands
    return { kind: 'act', act: { kind: 'remove', id: existing.id, seen: existing.version, input } }
  }
  const typed = readField(body, 'words')
  const words = splitWords(typed)
  const note = readField(body, 'note').trim()
  const problems = {
    words: checkWords(words, termsOf).map(texts.problem),
    note: countCodePoints(note) > NOTE_MAX ? [texts.noteTooLong] : [],
  }
  if (problems.words.length + problems.note.length > 0) {
    return { kind: 'problems', view: { group: existing, words: typed, note, problems } }
  }
  const input = { words, note }
  return existing === null
    ? { kind: 'act', act: { kind: 'create', input } }
    : { kind: 'act', act: { kind: 'change', id: existing.id, seen: existing.version, input } }
}
