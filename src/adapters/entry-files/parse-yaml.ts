// YAML → raw rows. A file is one section with its entries, or `sections:` with several of them (what the export writes).
import { type Document, isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument, visit } from 'yaml'
import * as z from 'zod'
import { entryFileSentences as ja } from '../../core/messages/ja/entry-files.ts'
import { expected } from './field-schemas.ts'
import { labelOf } from './fields.ts'
import { problemsOfIssues } from './problems-of-issues.ts'
import { isGroup, type LineOf, type ParsedRows, type RawRow, type RowProblem } from './raw-row.ts'

const groupError = { error: expected(ja.expectedGroup) }
const listError = { error: expected(ja.expectedList) }

/** Outer shape only; sections and entries are checked row by row. */
const groupShape = z.strictObject(
  { section: z.unknown(), entries: z.array(z.record(z.string(), z.unknown(), groupError), listError) },
  groupError,
)
const fileShape = z.strictObject({ sections: z.array(groupShape, listError) }, groupError)

const SYNTAX_SENTENCES: Readonly<Record<string, () => string>> = {
  DUPLICATE_KEY: ja.yamlDuplicateKey,
  TAB_AS_INDENT: ja.yamlTab,
  BAD_INDENT: ja.yamlIndent,
  MISSING_CHAR: ja.yamlUnclosed,
  MULTIPLE_DOCS: ja.yamlSeveralDocuments,
  TAG_RESOLVE_FAILED: ja.yamlTag,
  RESOURCE_EXHAUSTION: ja.yamlTooDeep,
}

export function parseYamlRows(text: string): ParsedRows {
  try {
    return readDocument(text.replace(/\r\n?/gu, '\n')) // YAML reads any break as LF; the library knows a lone CR only so
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    return { rows: [], problems: [{ line: 1, reason: ja.yamlTooDeep() }] } // the stack ran out: nesting nobody writes
  }
}

function readDocument(text: string): ParsedRows {
  const lines = new LineCounter()
  const options = { lineCounter: lines, prettyErrors: false, schema: 'core', logLevel: 'error' } as const
  const document = parseDocument(text, options)
  const faults = [...document.errors, ...document.warnings]
  const problems = [
    ...faults.map(({ code, pos }) => ({ line: lines.linePos(pos[0]).line, reason: syntaxReason(code) })),
    ...(document.errors.length === 0 ? aliasProblems(document, lines) : []),
  ]
  // A key written twice leaves a readable document, so the rest of it is checked in the same go.
  if (problems.some(({ reason }) => reason !== ja.yamlDuplicateKey())) return { rows: [], problems }
  const value: unknown = document.toJS()
  if (value === null) return { rows: [], problems: [{ line: 1, reason: ja.emptyFile() }] }
  const parsed = readGroups(value, path => lineAt(document.contents, path, lines))
  return { rows: parsed.rows, problems: [...problems, ...parsed.problems] }
}

function syntaxReason(code: string): string {
  return SYNTAX_SENTENCES[code]?.() ?? ja.yamlOther(code)
}

/** Aliases could unfold a small file into a huge one, and no entry needs them. */
function aliasProblems(document: Document.Parsed, lines: LineCounter): readonly RowProblem[] {
  const problems: RowProblem[] = []
  visit(document, {
    Alias: (_, alias) => {
      problems.push({ line: lines.linePos(alias.range?.[0] ?? 0).line, reason: ja.yamlAlias() })
    },
  })
  return problems
}

function readGroups(value: unknown, lineOf: LineOf): ParsedRows {
  const several = isGroup(value) && 'sections' in value
  const shape = several ? fileShape : groupShape
  const checked = shape.safeParse(value)
  const known = several ? ['sections', 'section', 'entries'] : ['section', 'entries']
  const problems = checked.success ? [] : problemsOfIssues(checked.error.issues, lineOf, { known })
  const groups = several
    ? items(value['sections']).map((group, index) => toRows(group, ['sections', index], lineOf))
    : [toRows(value, [], lineOf)]
  return {
    rows: groups.flatMap(group => group.rows),
    problems: [...problems, ...groups.flatMap(group => group.problems)],
  }
}

function toRows(group: unknown, path: readonly PropertyKey[], lineOf: LineOf): ParsedRows {
  if (!isGroup(group)) return { rows: [], problems: [] }
  const section = {
    value: group['section'],
    lineOf: (inner: readonly PropertyKey[]) => lineOf([...path, 'section', ...inner]),
  }
  const rows: RawRow[] = []
  const problems: RowProblem[] = []
  for (const [index, value] of items(group['entries']).entries()) {
    if (!isGroup(value)) continue
    const lineOfEntry: LineOf = inner => lineOf([...path, 'entries', index, ...inner])
    rows.push({ values: { value, lineOf: lineOfEntry }, section })
    // YAML files are kept by hand over years: an id made from the question would change with it.
    if (value['id'] === undefined || value['id'] === null) {
      problems.push({ line: lineOfEntry(['id']), reason: ja.about(labelOf(['id']), ja.missing()) })
    }
  }
  return { rows, problems }
}

function items(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

/** The line of the key or item that a path leads to, or of the deepest one on the way that is there. */
function lineAt(root: unknown, path: readonly PropertyKey[], lines: LineCounter): number {
  let offset = startOf(root) ?? 0
  let node = root
  for (const step of path) {
    if (isMap(node)) {
      const pair = node.items.findLast(({ key }) => isScalar(key) && String(key.value) === step)
      if (pair === undefined) break
      offset = startOf(pair.key) ?? offset
      node = pair.value
    } else if (isSeq(node) && typeof step === 'number') {
      node = node.items[step]
      offset = startOf(node) ?? offset
    } else break
  }
  return lines.linePos(offset).line
}

function startOf(node: unknown): number | undefined {
  return isMap(node) || isSeq(node) || isScalar(node) || isAlias(node) ? node.range?.[0] : undefined
}
