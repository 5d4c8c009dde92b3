// Grouping: likeness by sums against the likeness of all pairs, average linkage, and that ids survive.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { agglomerate } from '../../../src/core/learning/cluster-agglomerate.ts'
import { ClusterBook } from '../../../src/core/learning/cluster-book.ts'
import { medoidOf, readableWords, tellingWords } from '../../../src/core/learning/cluster-describe.ts'
import { meanLikeness, profileOf, sumOf } from '../../../src/core/learning/cluster-profile.ts'
import { type Placed, regroupPlan } from '../../../src/core/learning/cluster-refine.ts'
import { whyTogether } from '../../../src/core/learning/cluster-why.ts'
import { normaliseLength } from '../../../src/core/search/vector.ts'
import { adjustedRandIndex } from './rand-index.ts'

const LIKENESS = { meaningWeight: 4, wordsWeight: 1, unrelatedCosine: 0.2 } as const
const GROUPING = { ...LIKENESS, mergeMin: 0.5, joinMin: 0.4 } as const
const STATISTICS = { entries: 100, entryFrequency: (term: string) => (term === '申請' ? 60 : 0) }
const pause = async () => {}

const profile = (words: string, ...meaning: number[]) =>
  profileOf(words.split(' '), normaliseLength(Float32Array.from(meaning)), STATISTICS)
const placed = (questionId: string, clusterId: number, made: Placed['profile'], fixed = false): Placed => {
  return { questionId, clusterId, profile: made, fixed }
}

const somebody = fc.record({
  words: fc.array(fc.constantFrom('名刺', '献血', '駐輪場', '申請'), { minLength: 1, maxLength: 3 }),
  meaning: fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 3, maxLength: 3 }),
})

describe('likeness', () => {
  test('of two sums is the mean over all pairs', () => {
    fc.assert(
      fc.property(
        fc.array(somebody, { minLength: 1, maxLength: 5 }),
        fc.array(somebody, { minLength: 1, maxLength: 5 }),
        (a, b) => {
          const [as, bs] = [a, b].map(list =>
            list.map(({ words, meaning }) => profile(words.join(' '), ...meaning)),
          ) as [Placed['profile'][], Placed['profile'][]]
          const pairs = as.flatMap(x => bs.map(y => meanLikeness(x, y, LIKENESS)))
          const mean = pairs.reduce((sum, alike) => sum + alike, 0) / pairs.length
          expect(meanLikeness(sumOf(as), sumOf(bs), LIKENESS)).toBeCloseTo(mean, 4)
        },
      ),
    )
  })

  test('rests on words alone where there is no model', () => {
    const [a, b] = [profile('名刺 申請'), profile('名刺 発注')]
    expect(meanLikeness(a, a, LIKENESS)).toBeCloseTo(1)
    expect(meanLikeness(a, b, LIKENESS)).toBeGreaterThan(0.3)
  })

  test('tells why: how like the others, and which words another has too', () => {
    const [first, , alone] = whyTogether(
      [profile('名刺 発注', 1, 0), profile('名刺 印刷', 1, 0.1), profile('献血', 0, 1)],
      LIKENESS,
    )
    expect(first?.words).toEqual(['名刺'])
    expect(first?.alike ?? 0).toBeGreaterThan(alone?.alike ?? 1)
    expect(whyTogether([profile('名刺', 1, 0)], LIKENESS)).toEqual([{ alike: null, words: [] }])
  })
})

describe('grouping', () => {
  const items = [
    profile('名刺 発注', 1, 0),
    profile('名刺 印刷', 1, 0.1),
    profile('献血 時間', 0, 1),
    profile('献血 勤務', 0.1, 1),
  ]

  test('puts together what is alike, and nothing else', async () => {
    expect(
      await agglomerate(
        items.map(made => ({ profile: made, fixedTo: null })),
        GROUPING,
        pause,
      ),
    ).toEqual([0, 0, 1, 1])
  })

  test('keeps what people put together, and apart what they put apart', async () => {
    const fixed = [7, 8, 7, null].map((fixedTo, i) => ({ profile: items[i] as Placed['profile'], fixedTo }))
    const [a, b, c] = await agglomerate(fixed, GROUPING, pause)
    expect(a).toBe(c)
    expect(a).not.toBe(b)
  })

  test('gives every item one group, whatever comes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(somebody, { maxLength: 12 }), async list => {
        const made = list.map(({ words, meaning }) => ({
          profile: profile(words.join(' '), ...meaning),
          fixedTo: null,
        }))
        const groups = await agglomerate(made, GROUPING, pause)
        expect(groups).toHaveLength(list.length)
        expect(new Set(groups).size).toBe(groups.length === 0 ? 0 : Math.max(...groups) + 1)
      }),
    )
  })
})

describe('grouping anew', () => {
  test('joins clusters under the id of the larger, and a second time moves nothing', async () => {
    const before = [
      placed('a', 5, profile('名刺 発注', 1, 0)),
      placed('b', 5, profile('名刺 印刷', 1, 0.1)),
      placed('c', 3, profile('名刺 注文', 1, 0.05)),
    ]
    const moves = await regroupPlan(before, GROUPING, pause)
    expect([...moves]).toEqual([['c', 5]])
    const after = before.map(one => ({ ...one, clusterId: moves.get(one.questionId) ?? one.clusterId }))
    expect([...(await regroupPlan(after, GROUPING, pause))]).toEqual([])
  })

  test('opens a cluster for what does not belong, and leaves the rest its id', async () => {
    const before = [
      placed('a', 5, profile('名刺 発注', 1, 0)),
      placed('b', 5, profile('名刺 印刷', 1, 0.1)),
      placed('c', 5, profile('献血', 0, 1)),
    ]
    expect([...(await regroupPlan(before, GROUPING, pause))]).toEqual([['c', -1]])
  })

  test('never moves what a person has put somewhere', async () => {
    const before = [placed('a', 5, profile('名刺 発注', 1, 0)), placed('c', 5, profile('献血', 0, 1), true)]
    const moves = await regroupPlan(before, GROUPING, pause)
    expect(moves.has('c')).toBe(false)
    expect(moves.get('a')).toBe(-1)
  })
})

describe('the book', () => {
  test('finds the nearest cluster, also by a word that the model does not know', () => {
    const book = new ClusterBook()
    book.add(1, profile('名刺', 1, 0))
    book.add(2, profile('クラファン', 0, 0))
    book.add(-1, profile('献血', 0, 1))
    expect(book.nearest(profile('名刺 発注', 1, 0.1), LIKENESS, 1)[0]?.id).toBe(1)
    expect(book.nearest(profile('クラファン', 0, 0), LIKENESS, 1)[0]?.id).toBe(2)
    book.rename(-1, 9)
    expect(book.nearest(profile('献血', 0, 1), LIKENESS, 1)[0]?.id).toBe(9)
    book.remove(9)
    expect([book.size, book.sum(9)]).toEqual([2, undefined])
  })
})

describe('a cluster is told', () => {
  test('by the question most like the others, and by words that several have and few entries', () => {
    const members = [profile('名刺 申請', 1, 0.3), profile('名刺 発注', 1, 0), profile('名刺 印刷', 1, -0.3)].map(
      made => ({ profile: made }),
    )
    expect(medoidOf(members, LIKENESS)).toBe(members[1])
    expect(medoidOf([], LIKENESS)).toBe(null)
    const terms = [
      ['名刺', '申請', '発注'],
      ['名刺', '申請'],
      ['名刺', '印刷'],
    ]
    expect(tellingWords(terms, STATISTICS)).toEqual(['名刺', '申請'])
  })

  test('with words put together again that the dictionary has cut', () => {
    expect(readableWords(['ド', 'ローン', '飛ばす'], ['ドローンを飛ばす', 'ドローンの申請'])).toEqual([
      'ドローン',
      '飛ばす',
    ])
    expect(readableWords(['名刺', '発注'], ['名刺の発注'])).toEqual(['名刺', '発注'])
    expect(readableWords(['あ'], ['あ'])).toEqual([])
  })
})

test('the adjusted Rand index is 1 for the same groups, and about 0 for chance', () => {
  expect(adjustedRandIndex([1, 1, 2, 2], ['a', 'a', 'b', 'b'])).toBe(1)
  expect(adjustedRandIndex([1, 1, 2, 2], ['a', 'b', 'a', 'b'])).toBeCloseTo(-0.5)
  expect(adjustedRandIndex([1, 1, 1, 2, 2, 2], [1, 1, 2, 2, 3, 3])).toBeCloseTo(0.2424, 3)
})
