// Names of the columns of question files: data, like the columns of entry files.
import { questionFiles } from '../../core/messages/ja/admin/question-files.ts'

/** Each column's names; the first is the one that we write. */
export const QUESTION_COLUMNS: Readonly<Record<'question' | 'expected', readonly string[]>> = {
  question: [questionFiles.question, 'question', 'text'],
  expected: [questionFiles.expected, questionFiles.id, 'entry_id', 'expected', 'entry'],
}
