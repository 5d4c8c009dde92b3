// The results of a run as a file that opens in Excel.
import { formatTable } from '../../src/adapters/question-files/format-table.ts'
import type { TestReport } from '../../src/core/impact/compare-test-runs.ts'
import { OUTCOME_WORDS, workbenchTexts } from '../../src/core/messages/ja/admin/workbench.ts'
import { fareWord } from './run-page.ts'

const texts = workbenchTexts.run

/** `questionOf` gives an entry's question, or '' where it is not for the reader. */
export function resultsFile({ questions }: TestReport, questionOf: (id: string) => string): Buffer {
  const rows = questions.map(tested => {
    const { query, run, rank, change } = tested
    const right = Object.entries(query.relevant).filter(([, grade]) => grade > 0)
    const [first = ''] = run.outcome === 'unanswered' ? [] : run.ranked
    return [
      query.id,
      query.text,
      right.map(([id]) => id).join('\n'),
      fareWord(tested),
      OUTCOME_WORDS[run.outcome],
      run.confidence.toFixed(3),
      rank === null ? '' : String(rank),
      first,
      first === '' ? '' : questionOf(first),
      change === null ? '' : texts.changes[change],
    ]
  })
  return formatTable(Object.values(texts.file), rows)
}
