// YAML → raw rows. A file is one section with its entries, or `sections:` with several of them (what the export writes).
import * as z from 'zod'
import { entryFileSentences as ja } from '../../core/messages/ja/entry-files.ts'
import { checkSection } from './entry-row.ts'
import { expected } from './field-schemas.ts'
import { labelOf } from './fields.ts'
import { loadYaml } from './load-yaml.ts'
import { problemsOfIssues } from './problems-of-issues.ts'
import { isGroup, type Located, type ParsedRows, type RawRow, type RowProblem } from './raw-row.ts'

const groupError = { error: expected(ja.expectedGroup) }
const listError = { error: expected(ja.expectedList) }

/** Outer shape only; sections and entries are checked row by row. */
const groupShape = z.strictObject(
  { section: z.unknown().optional(), entries: z.array(z.record(z.string(), z.unknown(), groupError), listError) },
  groupError,
)
const fileShape = z.strictObject({ sections: z.array(groupShape, listError) }, groupError)

export function parseYamlRows(text: string): ParsedRows {
  const { root, problems } = loadYaml(text)
  if (root === null) return { rows: [], problems }
  const groups = groupsOf(root).map(readGroup)
  return {
    rows: groups.flatMap(group => group.rows),
    problems: [...problems, ...checkShape(root), ...groups.flatMap(group => group.problems)],
  }
}

function checkShape({ value, lineOf }: Located): readonly RowProblem[] {
  const several = hasSections(value)
  const checked = (several ? fileShape : groupShape).safeParse(value)
  const known = several ? ['sections', 'section', 'entries'] : ['section', 'entries']
  return checked.success ? [] : problemsOfIssues(checked.error.issues, lineOf, { known })
}

function groupsOf({ value, lineOf }: Located): readonly Located[] {
  if (!hasSections(value)) return [{ value, lineOf }]
  return itemsOf(value['sections']).map((group, index) => ({
    value: group,
    lineOf: path => lineOf(['sections', index, ...path]),
  }))
}

/** Rows of what has the right shape; `checkShape` tells of the rest. */
function readGroup({ value, lineOf }: Located): ParsedRows {
  if (!isGroup(value)) return { rows: [], problems: [] }
  const section: Located = { value: value['section'], lineOf: path => lineOf(['section', ...path]) }
  const rows = itemsOf(value['entries']).flatMap((entry, index): readonly RawRow[] => {
    if (!isGroup(entry)) return []
    return [{ values: { value: entry, lineOf: path => lineOf(['entries', index, ...path]) }, section }]
  })
  const sectionUnseen = rows.length === 0 && section.value !== undefined
  return {
    rows,
    problems: [...rows.flatMap(requireId), ...(sectionUnseen ? checkSection(section, undefined).problems : [])],
  }
}

/** YAML files are kept by hand over years: an id made from the question would change with it. */
function requireId({ values: { value, lineOf } }: RawRow): readonly RowProblem[] {
  const id = isGroup(value) ? value['id'] : undefined
  return id === undefined || id === null
    ? [{ line: lineOf(['id']), reason: ja.about(labelOf(['id']), ja.missing()) }]
    : []
}

function hasSections(value: unknown): value is { readonly sections: unknown } {
  return isGroup(value) && 'sections' in value
}

function itemsOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}
