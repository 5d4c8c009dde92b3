import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { aroundRevision, findFalls } from '../../../src/core/learning/find-falls.ts'
import {
  addVoices,
  FALL_MIN,
  FALL_VOICES_MIN,
  hasFallen,
  isTold,
  RESOLUTION_ORDERS,
  rateOf,
  sortByRate,
} from '../../../src/core/learning/resolution.ts'
import { openFallWatch } from '../../../src/core/learning/watch-falls.ts'

const anyCount = fc.record({ resolved: fc.nat(200), unresolved: fc.nat(200) })
const count = (resolved: number, unresolved: number) => ({ resolved, unresolved })

describe('解決率', () => {
  test('of nobody is none, of fewer than five is not told', () => {
    expect(rateOf(count(0, 0))).toBe('none')
    expect([rateOf(count(1, 0)), rateOf(count(2, 2)), rateOf(count(0, 4))]).toEqual(['few', 'few', 'few'])
    expect(rateOf(count(4, 1))).toMatchObject({ voices: 5, rate: 0.8 })
  })

  test('has the interval that textbooks give', () => {
    const rate = rateOf(count(8, 2)) // Wilson, 95 %: 0.490–0.943
    expect(isTold(rate) && [rate.low.toFixed(3), rate.high.toFixed(3)]).toEqual(['0.490', '0.943'])
  })

  test('lies within its interval, which lies within 0 and 1', () => {
    fc.assert(
      fc.property(anyCount, voices => {
        const rate = rateOf(voices)
        if (!isTold(rate)) return
        expect(rate.low).toBeGreaterThanOrEqual(0)
        expect(rate.high).toBeLessThanOrEqual(1)
        expect(rate.low).toBeLessThanOrEqual(rate.rate)
        expect(rate.high).toBeGreaterThanOrEqual(rate.rate)
      }),
    )
  })

  test('adds up', () => {
    expect(addVoices([count(1, 2), count(3, 4)])).toEqual(count(4, 6))
    expect(addVoices([])).toEqual(count(0, 0))
  })
})

describe('a fall', () => {
  test('is told from chance', () => {
    expect(hasFallen(count(19, 1), count(8, 12))).toBe(true)
    expect(hasFallen(count(9, 1), count(7, 3))).toBe(false)
    expect(hasFallen(count(95, 5), count(60, 40))).toBe(true)
    expect(hasFallen(count(9_500, 500), count(9_000, 1_000))).toBe(false) // sure, and too little
  })

  test('takes ten voices before and ten since', () => {
    expect(hasFallen(count(9, 0), count(0, 50))).toBe(false)
    expect(hasFallen(count(50, 0), count(0, 9))).toBe(false)
    expect(hasFallen(count(10, 0), count(0, 10))).toBe(true)
  })

  test('is none where the rate rose or stayed; what has fallen has not fallen the other way round', () => {
    fc.assert(
      fc.property(anyCount, anyCount, (before, now) => {
        if (!hasFallen(before, now)) return
        expect(hasFallen(now, before)).toBe(false)
        const [votes, votesNow] = [before.resolved + before.unresolved, now.resolved + now.unresolved]
        expect(Math.min(votes, votesNow)).toBeGreaterThanOrEqual(FALL_VOICES_MIN)
        expect(before.resolved / votes - now.resolved / votesNow).toBeGreaterThanOrEqual(FALL_MIN)
      }),
    )
  })

  test('is hardly ever seen where nothing changed', () => {
    // All pairs of 30 voices each, weighted by how likely they are with a rate of 0.8 both times.
    const likely = Array.from({ length: 31 }, (_, k) => binomial(30, k) * 0.8 ** k * 0.2 ** (30 - k))
    let chance = 0
    for (const [a, pa] of likely.entries()) {
      for (const [b, pb] of likely.entries()) if (hasFallen(count(a, 30 - a), count(b, 30 - b))) chance += pa * pb
    }
    expect(chance).toBeLessThan(0.01)
  })
})

function binomial(n: number, k: number): number {
  let value = 1
  for (let i = 1; i <= k; i += 1) value = (value * (n - k + i)) / i
  return value
}

describe('the order of entries', () => {
  const entries = [
    { entryId: 'b', ...count(5, 5) },
    { entryId: 'a', ...count(9, 1) },
    { entryId: 'few', ...count(0, 1) },
    { entryId: 'c', ...count(50, 50) },
  ]
  test.each([
    ['lowest', ['c', 'b', 'a', 'few']],
    ['highest', ['a', 'c', 'b', 'few']],
    ['voices', ['c', 'b', 'a', 'few']],
    ['id', ['a', 'b', 'c', 'few']],
  ] as const)('by %s', (order, ids) => {
    expect(sortByRate(entries, order).map(({ entryId }) => entryId)).toEqual(ids)
  })

  test('loses nothing, and puts those that are not told last whatever they are', () => {
    const list = fc.uniqueArray(fc.record({ entryId: fc.string(), resolved: fc.nat(9), unresolved: fc.nat(9) }), {
      selector: ({ entryId }) => entryId,
    })
    fc.assert(
      fc.property(list, fc.constantFrom(...RESOLUTION_ORDERS), (all, order) => {
        const sorted = sortByRate(all, order)
        expect(sorted.length).toBe(all.length)
        const told = sorted.map(entry => isTold(rateOf(entry)))
        expect(told).toEqual(told.toSorted((a, b) => Number(b) - Number(a)))
        const untold = sorted.filter(entry => !isTold(rateOf(entry))).map(({ entryId }) => entryId)
        expect(untold).toEqual(untold.toSorted((a, b) => (a < b ? -1 : 1)))
      }),
    )
  })
})

describe('falls beside revisions', () => {
  const section = { code: 'jinji', name: '人事課' }
  const course = (entryId: string, before: ReturnType<typeof count>, now: ReturnType<typeof count>) => {
    return { entryId, section, before, now }
  }
  const resolution = (lastRevisedOn: string | null) => {
    const spans: string[] = []
    return {
      spans,
      courses: async () => [
        course('same', count(20, 0), count(20, 0)),
        course('little', count(20, 0), count(10, 10)),
        course('much', count(20, 0), count(1, 19)),
      ],
      lastRevisedOn: async () => lastRevisedOn,
      countOf: async (_id: string, { from, before }: { readonly from: string; readonly before: string }) => {
        spans.push(`${from}/${before}`)
        return count(1, 2)
      },
    }
  }

  test('the deepest comes first, and what stayed does not come', async () => {
    const falls = await findFalls('2026-11-30', resolution(null))
    expect(falls.map(({ entryId, revision }) => [entryId, revision])).toEqual([
      ['much', null],
      ['little', null],
    ])
  })

  test('the days before and after the last revision are compared, without the day itself', async () => {
    const port = resolution('2026-10-10')
    const around = { on: '2026-10-10', before: count(1, 2), after: count(1, 2) }
    expect(await aroundRevision('x', '2026-11-30', port)).toEqual(around)
    expect(port.spans).toEqual(['2026-07-12/2026-10-10', '2026-10-11/2027-01-09'])
  })

  test('a revision of long ago explains nothing', async () => {
    expect(await aroundRevision('x', '2026-11-30', resolution('2026-06-03'))).toBeNull()
    expect(await aroundRevision('x', '2026-11-30', resolution('2026-06-04'))).not.toBeNull()
  })
})

describe('a watch for falls', () => {
  test('looks at every entry once a day, meanwhile at those alone of which something was said, and again at what failed', async () => {
    const looked: (readonly string[] | 'all')[] = []
    let said: readonly string[] = []
    const watch = openFallWatch({
      voicedSince: async mark => ({ entryIds: mark === null ? [] : said, mark: 1 }),
      courses: async ({ entryIds }) => {
        looked.push(entryIds ?? 'all')
        return [{ entryId: 'a', section: { code: 'jinji', name: '人事課' }, before: count(20, 0), now: count(1, 19) }]
      },
      lastRevisedOn: async () => null,
      countOf: async () => count(0, 0),
    })
    const tell = async (falls: readonly unknown[]) => falls.length
    expect(await watch('2026-11-29', tell)).toBe(1)
    expect(await watch('2026-11-29', tell)).toBe(0)
    said = ['a']
    await expect(watch('2026-11-29', () => Promise.reject(new Error('disk full')))).rejects.toThrow()
    expect(await watch('2026-11-29', tell)).toBe(1)
    said = []
    await watch('2026-11-30', tell)
    expect(looked).toEqual(['all', ['a'], ['a'], 'all'])
  })
})
