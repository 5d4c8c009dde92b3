// JSON Lines → raw rows: one entry an object, one object a line. Also the form of the evaluation sets (with `category`).
import { entryFileSentences as ja } from '../../core/messages/ja/entry-files.ts'
import { labelOf } from './fields.ts'
import { describeValue, excerpt } from './problems-of-issues.ts'
import { isGroup, type ParsedRows, type RawRow, type RowProblem } from './raw-row.ts'

/** Every line is read on its own: a broken one hides nothing of the others. */
export function parseJsonlRows(text: string): ParsedRows {
  const rows: RawRow[] = []
  const problems: RowProblem[] = []
  for (const [index, source] of text.split(/\r\n|[\r\n]/u).entries()) {
    if (source.trim() === '') continue
    const parsed = parseLine(source, index + 1)
    if ('reason' in parsed) problems.push(parsed)
    else rows.push(parsed)
  }
  return { rows, problems }
}

function parseLine(source: string, line: number): RawRow | RowProblem {
  let value: unknown
  try {
    value = JSON.parse(source)
  } catch {
    return { line, reason: source.startsWith('\ufeff') ? ja.strayBom() : ja.badJson(excerpt(source)) }
  }
  if (!isGroup(value)) return { line, reason: ja.jsonNotAnObject(describeValue(value)) }
  const { category } = value
  if (category !== undefined && category !== null && typeof category !== 'string') {
    return { line, reason: ja.about(labelOf(['category']), ja.expectedText(describeValue(category))) }
  }
  return toRow(value, line)
}

/** Takes the section out of either of its two forms, and turns a category 「妊娠・出産/妊娠」 into tags. */
function toRow(value: Readonly<Record<string, unknown>>, line: number): RawRow {
  const lineOf = () => line
  const { section, category, ...rest } = value
  const values = typeof category === 'string' ? { ...rest, tags: addTags(rest['tags'], category) } : rest
  if (section !== undefined && section !== null) {
    return { values: { value: values, lineOf }, section: { value: section, lineOf } }
  }
  const { section_code: code, section_name: name, ...others } = values
  const named = code !== undefined || name !== undefined
  return { values: { value: others, lineOf }, section: { value: named ? { code, name } : undefined, lineOf } }
}

function addTags(tags: unknown, category: string): unknown {
  if (tags !== undefined && tags !== null && !Array.isArray(tags)) return tags // its type is the row check's affair
  const parts = category.split('/').filter(part => part.trim() !== '')
  return [...(Array.isArray(tags) ? tags : []), ...parts]
}
