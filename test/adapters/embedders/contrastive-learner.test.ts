import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ContrastiveLearner } from '../../../src/adapters/embedders/contrastive-learner.ts'
import { seededDraw } from '../../../src/core/seeded-draw.ts'

const DIMENSIONS = 8

function randomVectors(words: number, seed: number): Float32Array {
  const draw = seededDraw(seed)
  return Float32Array.from({ length: words * DIMENSIONS }, () => draw() - 0.5)
}

const learnerOf = (vectors: Float32Array, learningRate = 0.05) =>
  new ContrastiveLearner(vectors, { dimensions: DIMENSIONS, learningRate, temperature: 0.1 })

/** The loss by its definition: mean cross-entropy of finding each text's partner, from both sides. */
function lossOf(vectors: Float32Array, left: readonly number[][], right: readonly number[][]): number {
  const embed = (rows: readonly number[]) => {
    const mean = Array.from({ length: DIMENSIONS }, (_, k) =>
      rows.reduce((sum, row) => sum + (vectors[row * DIMENSIONS + k] as number) / rows.length, 0),
    )
    const length = Math.hypot(...mean)
    return mean.map(value => value / length)
  }
  const [a, b] = [left.map(embed), right.map(embed)]
  const score = (i: number, j: number) =>
    (a[i] as number[]).reduce((sum, value, k) => sum + value * ((b[j] as number[])[k] as number), 0) / 0.1
  let loss = 0
  for (let i = 0; i < a.length; i += 1) {
    const rows = a.map((_, j) => Math.exp(score(i, j)))
    const columns = a.map((_, j) => Math.exp(score(j, i)))
    const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)
    loss += Math.log(sum(rows)) + Math.log(sum(columns)) - 2 * score(i, i)
  }
  return loss / (2 * a.length)
}

describe('ContrastiveLearner', () => {
  const texts = fc.array(fc.array(fc.nat({ max: 19 }), { minLength: 1, maxLength: 4 }), { minLength: 2, maxLength: 7 })

  test('tells the loss as it is defined', () => {
    fc.assert(
      fc.property(texts, fc.integer(), (left, seed) => {
        const right = left.toReversed()
        const vectors = randomVectors(20, seed)
        expect(learnerOf(vectors.slice()).learn(left, right)).toBeCloseTo(lossOf(vectors, left, right), 3)
      }),
    )
  })

  test('goes down the slope that finite differences find', () => {
    const [left, right] = [
      [[0, 1], [2], [3]],
      [[4], [5, 6], [7]],
    ]
    const before = randomVectors(8, 7)
    const after = before.slice()
    learnerOf(after, 1e-3).learn(left, right)
    for (let i = 0; i < before.length; i += 1) {
      const bumped = (by: number) => before.map((value, at) => (at === i ? value + by : value))
      const slope = lossOf(bumped(1e-2), left, right) - lossOf(bumped(-1e-2), left, right)
      // Adam's first step is the learning rate against the sign of the gradient, however steep it is.
      if (Math.abs(slope) > 1e-4)
        expect((after[i] as number) - (before[i] as number)).toBeCloseTo(-1e-3 * Math.sign(slope), 5)
    }
  })

  test('brings pairs together and leaves the words of no text alone', () => {
    const vectors = randomVectors(9, 3)
    const learner = learnerOf(vectors)
    const unseen = vectors.slice(8 * DIMENSIONS)
    const [left, right] = [
      [[0], [1], [2], [3]],
      [[4], [5], [6], [7]],
    ]
    const first = learner.learn(left, right)
    let last = first
    for (let step = 0; step < 100; step += 1) last = learner.learn(left, right)
    expect(last).toBeLessThan(first / 10)
    expect(vectors.slice(8 * DIMENSIONS)).toEqual(unseen)
  })

  test('does nothing at a rate of zero', () => {
    const vectors = randomVectors(4, 5)
    const before = vectors.slice()
    learnerOf(vectors).learn([[0], [1]], [[2], [3]], 0)
    expect(vectors).toEqual(before)
  })
})
