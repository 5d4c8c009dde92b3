import { expect, test } from 'vitest'
import { openBm25Baseline } from '../../../src/core/search/bm25-baseline.ts'

const rank = openBm25Baseline([
  { id: 'asks', questionTerms: ['休暇', '申請'], answerTerms: ['窓口'] },
  { id: 'tells', questionTerms: ['旅費', '期限'], answerTerms: ['休暇'] },
  { id: 'both', questionTerms: ['休暇', '期限'], answerTerms: ['休暇'] },
])

test('adds the scores of question and answer, and ranks by the sum', () => {
  const ranked = rank(['休暇'], 10)
  expect(ranked.map(({ id }) => id)).toEqual(['both', 'asks', 'tells']) // equal scores in the order that came
  const [both, asks, tells] = ranked.map(({ score }) => score)
  // Both fields have 休暇 in two of three documents of one length: each adds ln(1 + 1.5 / 2.5) × 1 (a frequency of one, mean length).
  const idf = Math.log(1 + 1.5 / 2.5)
  expect([both, asks, tells].map(score => score?.toFixed(4))).toEqual(
    [2 * idf, idf, idf].map(score => score.toFixed(4)),
  )
})

test('counts a repeated word of the question once, and cuts where told', () => {
  expect(rank(['休暇', '休暇'], 10)).toEqual(rank(['休暇'], 10))
  expect(rank(['休暇'], 1).map(({ id }) => id)).toEqual(['both'])
  expect(rank(['宇宙'], 10)).toEqual([])
})
