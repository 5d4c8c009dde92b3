// A file of questions with the entries that should answer them: CSV as Excel writes it, in UTF-8 or CP932.
import { checkQuestion } from '../../core/answer-question.ts'
import { FaqError } from '../../core/errors.ts'
import type { EvaluationQuery } from '../../core/evaluation/measures.ts'
import { normalise } from '../../core/normalise.ts'
import { splitListCell, unguardCell } from '../entry-files/csv-cell.ts'
import { decodeText } from '../entry-files/decode-text.ts'
import { splitCsv } from '../entry-files/split-csv.ts'
import type { TableRecord } from '../entry-files/table-rows.ts'
import { QUESTION_COLUMNS } from './columns.ts'

/** More than anybody writes by hand; asking them takes some ten seconds. */
export const QUESTIONS_MAX = 2_000

export type QuestionProblem =
  | { readonly kind: 'file'; readonly line: number; readonly reason: string }
  | { readonly kind: 'no_header' }
  | { readonly kind: 'no_questions' }
  | { readonly kind: 'too_many' }
  | { readonly kind: 'bad_question'; readonly line: number }
  | { readonly kind: 'doubled'; readonly line: number; readonly first: number }

export interface ReadQuestion extends EvaluationQuery {
  readonly line: number
}

export interface ReadQuestions {
  readonly questions: readonly ReadQuestion[]
  readonly problems: readonly QuestionProblem[]
}

/** Questions are numbered q1, q2, … in the order of the file. What is wrong is told line by line. */
export function readQuestions(bytes: Buffer): ReadQuestions {
  const decoded = decodeText(bytes, 'spreadsheet')
  if ('problem' in decoded) return { questions: [], problems: [{ kind: 'file', ...decoded.problem }] }
  const { records, problems } = splitCsv(decoded.text)
  const broken = problems.map(problem => ({ kind: 'file' as const, ...problem }))
  const [header, ...rows] = records
  const columns = header === undefined ? null : findColumns(header)
  if (columns === null) return { questions: [], problems: broken.length > 0 ? broken : [{ kind: 'no_header' }] }
  if (rows.length > QUESTIONS_MAX) return { questions: [], problems: [{ kind: 'too_many' }] }
  const read = rows.map((row, i) => readRow(row, columns, `q${i + 1}`))
  const questions = read.filter(row => 'relevant' in row)
  const found = [...broken, ...read.filter(isProblem), ...doubles(questions)]
  return { questions, problems: found.length === 0 && questions.length === 0 ? [{ kind: 'no_questions' }] : found }
}

interface Columns {
  readonly question: number
  readonly expected: number
}

function findColumns({ cells }: TableRecord): Columns | null {
  const names = cells.map(cell => normalise(unguardCell(cell)))
  const find = (known: readonly string[]) => names.findIndex(name => known.some(one => normalise(one) === name))
  const columns = { question: find(QUESTION_COLUMNS.question), expected: find(QUESTION_COLUMNS.expected) }
  return columns.question < 0 || columns.expected < 0 ? null : columns
}

function readRow(
  { cells, line }: TableRecord,
  { question, expected }: Columns,
  id: string,
): ReadQuestion | Extract<QuestionProblem, { kind: 'bad_question' }> {
  try {
    const text = checkQuestion(unguardCell(cells[question] ?? ''))
    const ids = splitListCell(unguardCell(cells[expected] ?? '')).flatMap(cell => cell.split(/[、,;；\s]+/u))
    const relevant = Object.fromEntries(ids.filter(one => one !== '').map(one => [one, 2]))
    return { id, text, relevant, line }
  } catch (error) {
    if (error instanceof FaqError) return { kind: 'bad_question', line }
    throw error
  }
}

type ReadRow = ReturnType<typeof readRow>

function isProblem(row: ReadRow): row is Exclude<ReadRow, ReadQuestion> {
  return !('relevant' in row)
}

/** The same question twice would count twice, and might be expected to be answered in two ways. */
function doubles(questions: readonly ReadQuestion[]): readonly QuestionProblem[] {
  const first = new Map<string, number>()
  return questions.flatMap(({ text, line }) => {
    const key = normalise(text)
    const earlier = first.get(key)
    if (earlier === undefined) first.set(key, line)
    return earlier === undefined ? [] : [{ kind: 'doubled' as const, line, first: earlier }]
  })
}
