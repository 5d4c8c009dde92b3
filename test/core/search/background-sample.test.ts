import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ExactVectorIndex } from '../../../src/adapters/exact-vector-index.ts'
import {
  BackgroundSample,
  type BackgroundSource,
  type ScoreSpread,
} from '../../../src/core/search/background-sample.ts'
import type { IndexedEntry } from '../../../src/core/search/indexed-entry.ts'

/** As background-sample.ts documents: more entries than this are sampled. */
const SAMPLE_SIZE = 256
const QUERY = Float32Array.of(1, 0)

/** Entry `n` has the question unit 2n, the answer unit 2n + 1, and vectors that n alone decides. */
function makeEntry(n: number, kinds: readonly ('question' | 'answer')[] = ['question', 'answer']): IndexedEntry {
  const id = `entry-${n}`
  const unit = (kind: 'question' | 'answer') => {
    return { id: kind === 'question' ? 2 * n : 2 * n + 1, entryId: id, kind, position: 0, terms: [], reading: '' }
  }
  return { id, sectionCode: 'jinji', limits: null, units: kinds.map(unit) }
}

const onCircle = (radians: number) => Float32Array.of(Math.cos(radians), Math.sin(radians))

function makeVectors(count: number): ExactVectorIndex {
  const vectors = new ExactVectorIndex(2)
  for (let id = 0; id < 2 * count; id += 1) vectors.add(id, onCircle(id ** 2))
  return vectors
}

const spreadOf = (sample: BackgroundSample, entries: Iterable<IndexedEntry>, vectors: ExactVectorIndex) => {
  const bySlot = [...entries]
  const source: BackgroundSource = {
    slots: () => bySlot.entries().map(([slot, { id }]) => ({ slot, id })),
    records: {
      eachUnit: (slot, visit) => {
        for (const { id, kind } of bySlot[slot]?.units ?? []) visit(id, kind)
      },
    },
  }
  const cosine = (id: number | undefined) => (id === undefined ? 0 : (vectors.similarity(QUERY, id) ?? 0))
  return sample.spread(source, ({ questionId, answerId }) => cosine(questionId) + 0.5 * cosine(answerId))
}

function expectSameSpread(actual: ScoreSpread, expected: ScoreSpread): void {
  expect(actual.mean).toBeCloseTo(expected.mean, 6)
  expect(actual.deviation).toBeCloseTo(expected.deviation, 6)
}

describe('BackgroundSample', () => {
  test('is the mean and deviation of question cosine plus weighted answer cosine', () => {
    const vectors = new ExactVectorIndex(2)
    // Cosines with (1, 0): entry 1 has 1 and 0, entry 2 has 0 and 1; weighted by ½ that is 1 and ½.
    for (const [id, vector] of [
      [2, Float32Array.of(1, 0)],
      [3, Float32Array.of(0, 1)],
      [4, Float32Array.of(0, 1)],
      [5, Float32Array.of(1, 0)],
    ] as const) {
      vectors.add(id, vector)
    }
    const spread = spreadOf(new BackgroundSample(), [makeEntry(1), makeEntry(2)], vectors)
    expectSameSpread(spread, { mean: 0.75, deviation: 0.25 })
  })

  test('counts a missing answer, or a vector not there yet, as a cosine of zero', () => {
    const vectors = new ExactVectorIndex(2)
    vectors.add(2, Float32Array.of(1, 0))
    const spread = spreadOf(new BackgroundSample(), [makeEntry(1, ['question']), makeEntry(2)], vectors)
    expectSameSpread(spread, { mean: 0.5, deviation: 0.5 })
  })

  test('leaves cosines as they are where there are too few entries to compare with', () => {
    const vectors = makeVectors(2)
    expect(spreadOf(new BackgroundSample(), [], vectors)).toEqual({ mean: 0, deviation: 1 })
    expect(spreadOf(new BackgroundSample(), [makeEntry(1)], vectors)).toEqual({ mean: 0, deviation: 1 })
  })

  test('has a deviation to divide by where all entries are alike', () => {
    const vectors = new ExactVectorIndex(2)
    for (const id of [2, 3, 4, 5]) vectors.add(id, QUERY)
    const spread = spreadOf(new BackgroundSample(), [makeEntry(1), makeEntry(2)], vectors)
    expect(spread.deviation).toBeGreaterThan(0)
  })

  test('is a sample: of many entries it takes some, not the first and not all', () => {
    const entries = Array.from({ length: 2_000 }, (_, n) => makeEntry(n))
    const vectors = makeVectors(2_000)
    const cosine = (id: number) => vectors.similarity(QUERY, id) ?? 0
    const meanOf = (some: readonly IndexedEntry[]) =>
      some.reduce((sum, { units }) => sum + cosine(units[0]?.id ?? 0) + 0.5 * cosine(units[1]?.id ?? 0), 0) /
      some.length
    const { mean } = spreadOf(new BackgroundSample(), entries, vectors)
    expect(mean).not.toBeCloseTo(meanOf(entries), 6)
    expect(mean).not.toBeCloseTo(meanOf(entries.slice(0, SAMPLE_SIZE)), 6)
    expect(Math.abs(mean - meanOf(entries))).toBeLessThan(0.2) // three standard errors: 3 × 0.8 / 16
  })

  test('is drawn again when any one of its entries goes', () => {
    const entries = Array.from({ length: SAMPLE_SIZE + 40 }, (_, n) => makeEntry(n))
    const vectors = makeVectors(entries.length)
    for (const gone of entries) {
      const sample = new BackgroundSample()
      spreadOf(sample, entries, vectors)
      sample.noteChange(gone.id)
      const left = entries.filter(entry => entry !== gone)
      expectSameSpread(spreadOf(sample, left, vectors), spreadOf(new BackgroundSample(), left, vectors))
    }
  })

  test('is the same for the same registry, whatever its history', () => {
    const size = SAMPLE_SIZE + 60
    const vectors = makeVectors(size)
    const change = fc.record({ n: fc.nat({ max: size - 1 }), comes: fc.boolean(), asked: fc.boolean() })
    fc.assert(
      fc.property(fc.array(change, { maxLength: 80 }), fc.boolean(), (changes, startsFull) => {
        const sample = new BackgroundSample()
        const entries = new Map<string, IndexedEntry>()
        const come = (n: number) => {
          entries.delete(`entry-${n}`) // an entry that comes again stands last, as in any list that grows
          entries.set(`entry-${n}`, makeEntry(n))
          sample.noteChange(`entry-${n}`)
        }
        if (startsFull) for (let n = size - 1; n >= 0; n -= 1) come(n)
        for (const { n, comes, asked } of changes) {
          if (comes) come(n)
          else {
            entries.delete(`entry-${n}`)
            sample.noteChange(`entry-${n}`)
          }
          if (asked) spreadOf(sample, entries.values(), vectors)
        }
        const inOrder = [...entries.values()].sort((a, b) => (a.id < b.id ? -1 : 1))
        expectSameSpread(
          spreadOf(sample, entries.values(), vectors),
          spreadOf(new BackgroundSample(), inOrder, vectors),
        )
      }),
    )
  })
})
