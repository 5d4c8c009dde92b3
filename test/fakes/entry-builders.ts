// Entries in as few words as a test needs: everything that is not said is plain.
import type { Entry, EntryContent } from '../../src/core/entry.ts'
import type { EntryInput } from '../../src/core/ports/registry.ts'

const PLAIN: EntryContent = {
  question: '年次有給休暇の申請方法',
  answer: '庶務事務システムから申請してください。',
  phrasings: [],
  negativePhrasings: [],
  tags: [],
  basis: [],
  reviewBy: null,
  validFrom: null,
  validUntil: null,
  visibleTo: [],
}

export const JINJI = { code: 'jinji', name: '人事課' }
export const KAIKEI = { code: 'kaikei', name: '会計課' }

export function makeContent(some: Partial<EntryContent> = {}): EntryContent {
  return { ...PLAIN, ...some }
}

/** A published entry of 人事課 as a file brings it. */
export function makeInput(id: string, some: Partial<Omit<EntryInput, 'id'>> = {}): EntryInput {
  return { ...PLAIN, id, section: JINJI, status: 'published', registeredOn: null, revisedOn: null, ...some }
}

/** A published entry of 人事課 as the registry gives it. */
export function makeEntry(id: string, some: Partial<Omit<Entry, 'id'>> = {}): Entry {
  const dates = { registeredOn: '2024-05-14', revisedOn: '2026-04-01', mergedInto: null }
  return { ...PLAIN, id, section: JINJI, status: 'published', revision: 1, ...dates, ...some }
}
