// Reads the form of an entry, sent as a form or as JSON, whatever came in its place.
import type { EntryDraft } from '../../src/core/editing/entry-draft.ts'
import { readField, readFields } from '../read-field.ts'

/** Line breaks come from browsers as CR LF; texts of the registry have LF. */
const readText = (fields: unknown, name: string) => readField(fields, name).replace(/\r\n?/gu, '\n')

export function readDraft(fields: unknown): EntryDraft {
  return {
    section: readField(fields, 'section').trim(),
    question: readText(fields, 'question').replace(/\n+/gu, ' '),
    answer: readText(fields, 'answer'),
    phrasings: readText(fields, 'phrasings'),
    negativePhrasings: readText(fields, 'negativePhrasings'),
    tags: readFields(fields, 'tags')
      .map(tag => tag.trim())
      .filter(tag => tag !== ''),
    basis: readText(fields, 'basis'),
    validFrom: readField(fields, 'validFrom').trim(),
    validUntil: readField(fields, 'validUntil').trim(),
    reviewBy: readField(fields, 'reviewBy').trim(),
    restricted: readField(fields, 'restricted') === '1',
    visibleTo: readFields(fields, 'visibleTo'),
    note: readText(fields, 'note'),
  }
}

/** The revision that the person had before them; 0 for a new entry, and for what is no number. */
export function readRevision(fields: unknown, name: string): number {
  const revision = Number(readField(fields, name))
  return Number.isSafeInteger(revision) && revision > 0 ? revision : 0
}
