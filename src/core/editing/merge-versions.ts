// Two people changed one entry: what each of them changed, field by field, and what comes of putting both together.
import type { EntryContent } from '../entry.ts'

/** An entry's content with the section it belongs to. */
export interface Version extends EntryContent {
  readonly section: string
}

export const MERGED_FIELDS = [
  'section',
  'question',
  'answer',
  'phrasings',
  'negativePhrasings',
  'tags',
  'basis',
  'validFrom',
  'validUntil',
  'reviewBy',
  'visibleTo',
] as const
export type MergedField = (typeof MERGED_FIELDS)[number]

/** Whose words a field takes; `both` for lists, of which additions and removals of both hold. */
export type Choice = 'mine' | 'theirs' | 'both'

export interface FieldMerge {
  readonly field: MergedField
  /** null where both changed it, each in another way, and somebody has to choose. */
  readonly proposal: Choice | null
  readonly choices: readonly Choice[]
}

export interface Versions {
  /** What both began with. */
  readonly base: Version
  readonly theirs: Version
  readonly mine: Version
}

/** The fields in which theirs and mine differ, in the order of the form. */
export function mergeFields(versions: Versions): readonly FieldMerge[] {
  return MERGED_FIELDS.filter(field => !same(versions.theirs[field], versions.mine[field])).map(field =>
    mergeField(field, versions),
  )
}

function mergeField(field: MergedField, { base, theirs, mine }: Versions): FieldMerge {
  if (same(base[field], theirs[field])) return { field, proposal: 'mine', choices: ['theirs', 'mine'] }
  if (same(base[field], mine[field])) return { field, proposal: 'theirs', choices: ['theirs', 'mine'] }
  // To whom an entry is open is one decision: two of them joined would be nobody's.
  const joins = Array.isArray(base[field]) && field !== 'visibleTo'
  return { field, proposal: joins ? 'both' : null, choices: joins ? ['both', 'theirs', 'mine'] : ['theirs', 'mine'] }
}

/** The version in which each field is as chosen; fields that nobody chose for are as proposed, or mine. */
export function mergedVersion(versions: Versions, chosen: ReadonlyMap<MergedField, Choice>): Version {
  const merged: Record<string, unknown> = { ...versions.mine }
  for (const { field, proposal, choices } of mergeFields(versions)) {
    const wish = chosen.get(field)
    const choice = wish !== undefined && choices.includes(wish) ? wish : (proposal ?? 'mine')
    merged[field] = valueOf(field, choice, versions)
  }
  return merged as unknown as Version
}

function valueOf(field: MergedField, choice: Choice, { base, theirs, mine }: Versions): unknown {
  if (choice === 'mine') return mine[field]
  if (choice === 'theirs') return theirs[field]
  return joined(listOf(base[field]), listOf(theirs[field]), listOf(mine[field]))
}

/** Theirs, without what mine took out, and with what mine put in. */
function joined(base: readonly string[], theirs: readonly string[], mine: readonly string[]): readonly string[] {
  const removed = new Set(base.filter(item => !mine.includes(item)))
  const added = mine.filter(item => !base.includes(item))
  return [...new Set([...theirs.filter(item => !removed.has(item)), ...added])]
}

function listOf(value: Version[MergedField]): readonly string[] {
  return Array.isArray(value) ? (value as readonly string[]) : []
}

function same(a: Version[MergedField], b: Version[MergedField]): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}

/** A field as text, one item of a list a line, for showing what changed. */
export function fieldText(version: Version, field: MergedField): string {
  const value = version[field]
  return Array.isArray(value) ? value.join('\n') : String(value ?? '')
}
