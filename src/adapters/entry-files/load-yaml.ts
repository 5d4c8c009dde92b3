// YAML text → plain values with their lines, or what is wrong with the syntax. What the values mean is parse-yaml's part.
import { type Document, isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument, visit } from 'yaml'
import { entryFileSentences as ja } from '../../core/messages/ja/entry-files.ts'
import type { Located, RowProblem } from './raw-row.ts'

export interface LoadedYaml {
  /** null when the syntax leaves nothing that could be trusted. */
  readonly root: Located | null
  readonly problems: readonly RowProblem[]
}

const SENTENCES: Readonly<Record<string, () => string>> = {
  DUPLICATE_KEY: ja.yamlDuplicateKey,
  TAB_AS_INDENT: ja.yamlTab,
  BAD_INDENT: ja.yamlIndent,
  MISSING_CHAR: ja.yamlUnclosed,
  MULTIPLE_DOCS: ja.yamlSeveralDocuments,
  TAG_RESOLVE_FAILED: ja.yamlTag,
  RESOURCE_EXHAUSTION: ja.yamlTooDeep,
}

export function loadYaml(text: string): LoadedYaml {
  try {
    return loadDocument(text.replace(/\r\n?/gu, '\n')) // the library does not take a lone CR for the line break it is
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    return { root: null, problems: [{ line: 1, reason: ja.yamlTooDeep() }] } // the stack ran out: nesting nobody writes
  }
}

function loadDocument(text: string): LoadedYaml {
  const lines = new LineCounter()
  const options = { lineCounter: lines, prettyErrors: false, schema: 'core', logLevel: 'error' } as const
  const document = parseDocument(text, options)
  const problems = [...syntaxProblems(document, lines), ...aliasProblems(document, lines)]
  // A key written twice leaves a readable document, so the rest of it is checked in the same go.
  if (problems.some(({ reason }) => reason !== ja.yamlDuplicateKey())) return { root: null, problems }
  const value: unknown = document.toJS()
  if (value === null) return { root: null, problems: [{ line: 1, reason: ja.emptyFile() }] }
  return { root: { value, lineOf: path => lineAt(document.contents, path, lines) }, problems }
}

/** Warnings too: they are about tags, which would give a value another meaning than it has to the eye. */
function syntaxProblems(document: Document.Parsed, lines: LineCounter): readonly RowProblem[] {
  return [...document.errors, ...document.warnings].map(({ code, pos }) => {
    const offset = code === 'MISSING_CHAR' ? openingOf(document, pos[0]) : pos[0]
    return { line: lines.linePos(offset).line, reason: SENTENCES[code]?.() ?? ja.yamlOther(code) }
  })
}

/** Where the quoted text began that lacks its end at this offset: the library knows only where it gave up. */
function openingOf(document: Document.Parsed, offset: number): number {
  let opening = offset
  visit(document, {
    Scalar: (_, { type, range }) => {
      const quoted = type === 'QUOTE_DOUBLE' || type === 'QUOTE_SINGLE'
      if (quoted && range && range[0] <= offset && offset <= range[1]) opening = range[0]
    },
  })
  return opening
}

/** Aliases could unfold a small file into a huge one, and no entry needs them. */
function aliasProblems(document: Document.Parsed, lines: LineCounter): readonly RowProblem[] {
  const problems: RowProblem[] = []
  visit(document, {
    Alias: (_, alias) => {
      problems.push({ line: lines.linePos(startOf(alias) ?? 0).line, reason: ja.yamlAlias() })
    },
  })
  return problems
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
