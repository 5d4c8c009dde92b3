import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { explanation } from '../../../src/core/messages/ja/explanation.ts'

const THRESHOLDS = { answered: 0.7, candidates: 0.15 }

describe('the reason of an outcome', () => {
  test('never tells a confidence below a threshold as if it were the threshold', () => {
    const below = fc.double({ min: 0, max: 0.7, maxExcluded: true, noNaN: true })
    fc.assert(
      fc.property(fc.oneof(below, fc.constant(0.7 - 2 ** -53)), confidence => {
        const judged = { outcome: 'candidates', confidence, relatedness: 0.9, thresholds: THRESHOLDS } as const
        const reason = explanation.reason(judged, 'features')
        expect(Number(/確からしさ ([\d.]+)%/u.exec(reason)?.[1])).toBeLessThan(70)
      }),
    )
  })

  test.for([
    ['answered', 0.7, 0.9, 'features', '確からしさ 70% が、回答の基準 70% 以上'],
    ['candidates', 0.699, 0.9, 'features', '確からしさ 69.9% が、回答の基準 70% 未満'],
    ['candidates', 0.699, 0.15, 'features', '見込み 15% が、候補の基準 15% 以上'],
    ['unanswered', 0.1, 0.149, 'features', '見込み 14.9% が、候補の基準 15% 未満'],
    ['unanswered', 0, 0, 'vetoed', '案内しない言い換え'],
    ['unanswered', 0, 0, null, '1件も見つからなかった'],
  ] as const)('%s with %d and %d by %s says 「%s」', ([outcome, confidence, relatedness, ground, part]) => {
    const reason = explanation.reason({ outcome, confidence, relatedness, thresholds: THRESHOLDS }, ground)
    expect(reason).toContain(part)
    expect(reason).toMatch(/しました。$/u)
  })
})
