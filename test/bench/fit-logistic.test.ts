import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fitLogistic, probabilityOf, type Sample } from './fit-logistic.ts'

const sample = (value: number, right: boolean, weight = 1): Sample => ({ values: [value], right, weight })

test('finds the odds of a feature that is there or not', () => {
  // 80 of 100 are right with it, 20 of 100 without: ln 4 and −ln 4; the ridge pulls the two together a little.
  const samples = [sample(1, true, 800), sample(1, false, 200), sample(0, true, 200), sample(0, false, 800)]
  const model = fitLogistic(samples, 1)
  expect(probabilityOf(model, [1])).toBeCloseTo(0.8, 2)
  expect(probabilityOf(model, [0])).toBeCloseTo(0.2, 2)
})

test('gives no weight to evidence that speaks against what it should speak for', () => {
  const model = fitLogistic([sample(1, false, 9), sample(1, true), sample(0, true, 9), sample(0, false)], 1)
  expect(model.weights).toEqual([0])
  expect(probabilityOf(model, [1])).toBeCloseTo(0.5, 6)
})

test('is right on average: its probabilities add up to what was right', () => {
  const samples = fc.array(
    fc.record({
      values: fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 9, noNaN: true })),
      right: fc.boolean(),
      weight: fc.double({ min: 0.05, max: 2, noNaN: true }),
    }),
    { minLength: 8, maxLength: 40 },
  )
  fc.assert(
    fc.property(samples, some => {
      fc.pre(some.some(({ right }) => right) && some.some(({ right }) => !right))
      const model = fitLogistic(some, 2)
      const sum = (valueOf: (one: Sample) => number) =>
        some.reduce((total, one) => total + one.weight * valueOf(one), 0)
      expect(sum(({ values }) => probabilityOf(model, values))).toBeCloseTo(
        sum(({ right }) => Number(right)),
        3,
      )
      for (const weight of model.weights) expect(weight).toBeGreaterThanOrEqual(0)
    }),
    { numRuns: 50 },
  )
})
