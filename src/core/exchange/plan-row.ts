// What a row of a table would bring about: compared with the entry as its editors have it, within the rights of who imports.
// Columns that the table does not have leave what is there.
import type { EntryStatus, Section, WorkingEntry } from '../entry.ts'
import { rowSentences as ja } from '../messages/ja/admin/exchange.ts'
import type { EntryInput } from '../ports/registry.ts'
import type { DefaultStatus, FieldChange } from './import-job.ts'
import type { TableField } from './reading.ts'

/** A section as imports must know it. */
export interface SectionState extends Section {
  /** Whether its editors need somebody else to publish. */
  readonly approval: boolean
  /** Nothing is published without a look at what becomes worse. */
  readonly gate: boolean
  readonly closed: boolean
}

export interface PlanContext {
  readonly sections: ReadonlyMap<string, SectionState>
  readonly mayEdit: (sectionCode: string) => boolean
  readonly mayPublish: (sectionCode: string) => boolean
  readonly columns: ReadonlySet<TableField>
  readonly defaultSection: Section | null
  readonly defaultStatus: DefaultStatus
}

/** A row that passed the check of its own. */
export interface RowToPlan {
  readonly input: EntryInput
  /** What its section cells lead to; null where they are empty. */
  readonly section: Section | null
  readonly statusGiven: boolean
}

export type PlannedRow =
  | { readonly kind: 'new'; readonly input: EntryInput }
  | { readonly kind: 'changed'; readonly input: EntryInput; readonly changes: readonly FieldChange[] }
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'refused'; readonly reasons: readonly string[] }

export function planRow(row: RowToPlan, stored: WorkingEntry | undefined, context: PlanContext): PlannedRow {
  const section = row.section ?? stored?.section ?? context.defaultSection
  if (section === null) return { kind: 'refused', reasons: [ja.sectionMissing()] }
  const merged = mergeContent({ ...row.input, section }, stored, context)
  if (stored === undefined) {
    const input = { ...merged, status: row.statusGiven ? merged.status : context.defaultStatus }
    return decide({ kind: 'new', input }, undefined, context)
  }
  const sameContent = contentChanges(merged, stored).length === 0
  const status = row.statusGiven ? merged.status : statusWithout(stored, sameContent, context)
  const input = withDate({ ...merged, status }, stored, sameContent)
  const changes = [...contentChanges(input, stored), ...stateChanges(input, stored)]
  return changes.length === 0 ? { kind: 'unchanged' } : decide({ kind: 'changed', input, changes }, stored, context)
}

/** What the table has no column for stays as it is. */
function mergeContent(input: EntryInput, stored: WorkingEntry | undefined, { columns }: PlanContext): EntryInput {
  if (stored === undefined) return input
  const kept = Object.entries(CONTENT).filter(([, field]) => !columns.has(field))
  const keep = Object.fromEntries(kept.map(([key]) => [key, stored[key as keyof typeof CONTENT]]))
  return { ...input, ...keep, registeredOn: stored.registeredOn }
}

/** What no cell says: an entry out of service stays so, an untouched one keeps its state. */
function statusWithout(stored: WorkingEntry, sameContent: boolean, { defaultStatus }: PlanContext): EntryStatus {
  return sameContent || stored.status === 'archived' ? stored.status : defaultStatus
}

/** A changed text with the old date would tell staff that it is old: it gets today's. */
function withDate(input: EntryInput, stored: WorkingEntry, sameContent: boolean): EntryInput {
  const { revisedOn } = input
  if (sameContent) return { ...input, revisedOn: revisedOn ?? stored.revisedOn }
  return { ...input, revisedOn: revisedOn === stored.revisedOn ? null : revisedOn }
}

function decide(
  planned: Extract<PlannedRow, { readonly input: EntryInput }>,
  stored: WorkingEntry | undefined,
  context: PlanContext,
): PlannedRow {
  const reasons = [
    ...refuseSection(planned.input, stored, context),
    ...planned.input.visibleTo.filter(code => !context.sections.has(code)).map(ja.unknownVisibleTo),
  ]
  return reasons.length === 0 ? planned : { kind: 'refused', reasons }
}

function refuseSection(
  { section, status }: EntryInput,
  stored: WorkingEntry | undefined,
  { sections, mayEdit, mayPublish }: PlanContext,
): readonly string[] {
  const state = sections.get(section.code)
  if (state === undefined) return [ja.unknownSection(section.code)]
  if (state.closed) return [ja.closedSection(state.name)]
  if (!mayEdit(section.code)) return [ja.mayNotEdit(state.name)]
  if (stored !== undefined && stored.section.code !== section.code && !mayEdit(stored.section.code)) {
    return [ja.mayNotTakeOver(stored.section.name)]
  }
  const goesPublic = status === 'published'
  const withdraws = status === 'archived' && stored?.status !== 'archived'
  if (!goesPublic && !withdraws) return []
  if (state.approval && !mayPublish(section.code))
    return [goesPublic ? ja.mayNotPublish(state.name) : ja.mayNotArchive()]
  return goesPublic && state.gate ? [ja.gated(state.name)] : []
}

/** The columns of content, by their names in an entry. */
const CONTENT = {
  question: 'question',
  answer: 'answer',
  phrasings: 'phrasings',
  negativePhrasings: 'negative',
  tags: 'tags',
  basis: 'basis',
  reviewBy: 'review_by',
  validFrom: 'valid_from',
  validUntil: 'valid_until',
  visibleTo: 'visible_to',
} as const satisfies Partial<Record<keyof WorkingEntry, TableField>>

function contentChanges(input: EntryInput, stored: WorkingEntry): readonly FieldChange[] {
  return Object.entries(CONTENT).flatMap(([key, field]) => {
    const before = stored[key as keyof typeof CONTENT]
    const after = input[key as keyof typeof CONTENT]
    const same = JSON.stringify(before) === JSON.stringify(after)
    return same ? [] : [{ field, before: textOf(before), after: textOf(after) }]
  })
}

function stateChanges(input: EntryInput, stored: WorkingEntry): readonly FieldChange[] {
  const pairs: readonly (readonly [TableField, string, string])[] = [
    [
      'section_name',
      stored.section.name,
      input.section.code === stored.section.code ? stored.section.name : input.section.name,
    ],
    ['status', stored.status, input.status],
    ['revised', stored.revisedOn, input.revisedOn ?? stored.revisedOn],
  ]
  return pairs.flatMap(([field, before, after]) => (before === after ? [] : [{ field, before, after }]))
}

function textOf(value: string | readonly string[] | null): string {
  if (value === null) return ''
  return typeof value === 'string' ? value : value.join('\n')
}
