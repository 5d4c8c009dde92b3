// The one check of an entry from a file, whatever its format: raw row in, EntryInput or problems out.
import { createHash } from 'node:crypto'
import * as z from 'zod'
import { ENTRY_LIMITS, type Section } from '../../core/entry.ts'
import { entryFileSentences as ja } from '../../core/messages/ja/entry-files.ts'
import { normalise } from '../../core/normalise.ts'
import type { EntryInput } from '../../core/ports/registry.ts'
import {
  codesField,
  dateField,
  expected,
  idField,
  listField,
  readDate,
  sectionCodeField,
  statusField,
  textField,
} from './field-schemas.ts'
import { labelOf } from './fields.ts'
import { problemsOfIssues } from './problems-of-issues.ts'
import { isGroup, type Located, type RawRow, type RowProblem } from './raw-row.ts'

const SECTION_NAME_MAX = 100 // code points: the longest name of a section in any prefecture is under 40

const ID_HASH_LENGTH = 12 // hex digits: among 100,000 questions of one section a chance of 2 in 100,000 to collide

const sectionSchema = z.strictObject(
  { code: sectionCodeField(), name: textField(SECTION_NAME_MAX) },
  { error: expected(ja.expectedGroup) },
)

const entrySchema = z.strictObject({
  id: idField().nullish(),
  question: textField(ENTRY_LIMITS.question),
  answer: textField(ENTRY_LIMITS.answer),
  phrasings: listField(ENTRY_LIMITS.phrasing, ENTRY_LIMITS.phrasings),
  negative: listField(ENTRY_LIMITS.phrasing, ENTRY_LIMITS.phrasings),
  tags: listField(ENTRY_LIMITS.tag, ENTRY_LIMITS.tags),
  basis: listField(ENTRY_LIMITS.basis, ENTRY_LIMITS.bases),
  status: statusField(),
  registered: dateField(),
  revised: dateField(),
  review_by: dateField(),
  valid_from: dateField(),
  valid_until: dateField(),
  visible_to: codesField(ENTRY_LIMITS.visibleTo),
})

export interface RowOptions {
  /** For rows that name no section; without it they are a problem. */
  readonly defaultSection?: Section | undefined
}

export interface CheckedRow {
  readonly input: EntryInput | null
  readonly problems: readonly RowProblem[]
}

/** Finds everything that is wrong with a row; `input` is null exactly when there are problems. */
export function checkEntryRow(row: RawRow, options: RowOptions): CheckedRow {
  const { value, lineOf } = row.values
  const entry = entrySchema.safeParse(value)
  const section = checkSection(row.section, options.defaultSection)
  const problems = [
    ...(entry.success ? [] : problemsOfIssues(entry.error.issues, lineOf, { known: Object.keys(entrySchema.shape) })),
    ...section.problems,
    ...checkDateOrder(row.values),
  ]
  const input = entry.success && section.section !== null ? toInput(entry.data, section.section) : null
  return { input: problems.length === 0 ? input : null, problems }
}

interface CheckedSection {
  readonly section: Section | null
  readonly problems: readonly RowProblem[]
}

/** A missing section is a problem unless there is one to fall back on. */
export function checkSection({ value, lineOf }: Located, fallback: Section | undefined): CheckedSection {
  if ((value === undefined || value === null) && fallback !== undefined) return { section: fallback, problems: [] }
  const checked = sectionSchema.safeParse(value)
  if (checked.success) return { section: checked.data, problems: [] }
  const known = Object.keys(sectionSchema.shape)
  return { section: null, problems: problemsOfIssues(checked.error.issues, lineOf, { root: ['section'], known }) }
}

/** Apart from the schema, because a schema compares fields only once each of them is right. */
function checkDateOrder({ value, lineOf }: Located): readonly RowProblem[] {
  if (!isGroup(value)) return []
  return ORDERED_DATES.flatMap(({ earlier, later, reason }) => {
    const first = readDate(value[earlier])
    const last = readDate(value[later])
    if (first === null || last === null || first <= last) return []
    return [{ line: lineOf([later]), reason: ja.about(labelOf([later]), reason(last, first)) }]
  })
}

const ORDERED_DATES = [
  { earlier: 'registered', later: 'revised', reason: ja.revisedTooEarly },
  { earlier: 'valid_from', later: 'valid_until', reason: ja.endsTooEarly },
] as const

function toInput(entry: z.output<typeof entrySchema>, section: Section): EntryInput {
  return {
    id: entry.id ?? deriveId(section, entry.question),
    section,
    status: entry.status,
    question: entry.question,
    answer: entry.answer,
    phrasings: entry.phrasings,
    negativePhrasings: entry.negative,
    tags: entry.tags,
    basis: entry.basis,
    reviewBy: entry.review_by,
    validFrom: entry.valid_from,
    validUntil: entry.valid_until,
    visibleTo: entry.visible_to,
    registeredOn: entry.registered,
    revisedOn: entry.revised,
  }
}

/** An id from what the entry is, so that reading the same file twice makes no second entry. */
function deriveId(section: Section, question: string): string {
  const hash = createHash('sha256').update(normalise(question)).digest('hex')
  return `${section.code}-${hash.slice(0, ID_HASH_LENGTH)}`
}
