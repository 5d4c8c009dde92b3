import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  countPeople,
  isTypical,
  kindSuggested,
  PHRASING_LENGTH_MAX,
  WRONG_PEOPLE_MIN,
  wouldChange,
} from '../../../src/core/learning/suggest-phrasings.ts'
import type { Voice } from '../../../src/core/ports/voices.ts'

const voice = (some: Partial<Voice>): Voice => {
  return { said: 'resolved', clicked: true, askedAt: new Date('2026-06-01'), who: 'a', ...some }
}
const wrong = (...people: readonly (string | null)[]) => people.map(who => voice({ said: 'unresolved', who }))

const anyVoice: fc.Arbitrary<Voice> = fc.record({
  said: fc.constantFrom('resolved', 'unresolved', 'none'),
  clicked: fc.boolean(),
  askedAt: fc.date({ min: new Date('2026-01-01'), max: new Date('2026-12-31'), noInvalidDate: true }),
  who: fc.option(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f')),
})

describe('what reactions suggest', () => {
  test('a candidate that was chosen and solved it suggests a phrasing', () => {
    expect(kindSuggested({ voices: [voice({})] })).toBe('phrasing')
  })

  test('an answer that was given and solved it suggests nothing: it was found', () => {
    expect(kindSuggested({ voices: [voice({ clicked: false })] })).toBeNull()
  })

  test('one who was helped does not outweigh one who was not', () => {
    expect(kindSuggested({ voices: [voice({}), ...wrong('b')] })).toBeNull()
  })

  test('three different people whom it did not help suggest a negative phrasing; one of them three times does not', () => {
    expect(kindSuggested({ voices: wrong('a', 'b', 'c') })).toBe('negative')
    expect(kindSuggested({ voices: wrong('a', 'a', 'a', 'b') })).toBeNull()
    expect(kindSuggested({ voices: wrong(null, null, null, null) })).toBeNull()
  })

  test('この中にない counts like 解決しない', () => {
    const voices = [...wrong('a', 'b'), voice({ said: 'none', who: 'c' })]
    expect(kindSuggested({ voices })).toBe('negative')
  })

  test('many whom it does not help are not enough where it helps as many', () => {
    const right = ['p', 'q', 'r', 's'].map(who => voice({ who, clicked: false }))
    expect(kindSuggested({ voices: [...wrong('a', 'b', 'c', 'd'), ...right] })).toBeNull()
    expect(kindSuggested({ voices: [...wrong('a', 'b', 'c', 'd', 'e'), ...right.slice(3)] })).toBe('negative')
  })

  test('the last word of a person is theirs', () => {
    const before = voice({ said: 'unresolved', askedAt: new Date('2026-05-01') })
    expect(countPeople([before, voice({})])).toEqual({ found: 1, right: 1, wrong: 0 })
  })

  test('the order in which voices come does not matter, nor does saying the same again', () => {
    fc.assert(
      fc.property(fc.uniqueArray(anyVoice, { selector: ({ askedAt }) => askedAt.getTime() }), voices => {
        const kind = kindSuggested({ voices })
        expect(kindSuggested({ voices: voices.toReversed() })).toBe(kind)
        expect(kindSuggested({ voices: [...voices, ...voices] })).toBe(kind)
      }),
    )
  })

  test('nobody is counted twice, and nothing is suggested against an entry by fewer people than it takes', () => {
    fc.assert(
      fc.property(fc.array(anyVoice), voices => {
        const people = new Set(voices.map(({ who }) => who))
        const { found, right, wrong: against } = countPeople(voices)
        expect(right + against).toBe(people.size)
        expect(found).toBeLessThanOrEqual(right)
        const kind = kindSuggested({ voices })
        if (kind === 'negative') expect(against).toBeGreaterThanOrEqual(WRONG_PEOPLE_MIN)
        if (kind === 'phrasing') expect(right).toBeGreaterThan(against)
      }),
    )
  })

  test('one more person against an entry never turns a negative phrasing into none', () => {
    fc.assert(
      fc.property(fc.array(anyVoice), voices => {
        fc.pre(kindSuggested({ voices }) === 'negative')
        expect(kindSuggested({ voices: [...voices, ...wrong('new')] })).toBe('negative')
      }),
      { numRuns: 300 },
    )
  })
})

describe('a text that others may type too', () => {
  test('has two words at least, and no more than a sentence', () => {
    expect(isTypical('休みを取りたい', ['休み', '取る'])).toBe(true)
    expect(isTypical('休み', ['休み'])).toBe(false)
    expect(isTypical('休み休み', ['休み', '休み'])).toBe(false)
    expect(isTypical('お疲れ様です', [])).toBe(false)
    expect(isTypical('長'.repeat(PHRASING_LENGTH_MAX), ['長い', '話'])).toBe(true)
    expect(isTypical('長'.repeat(PHRASING_LENGTH_MAX + 1), ['長い', '話'])).toBe(false)
  })
})

describe('whether a wording would change anything', () => {
  const ranked = [
    { entryId: 'a', vetoed: false },
    { entryId: 'b', vetoed: true },
  ]
  test('a phrasing does, unless the entry is the answer already', () => {
    expect(wouldChange('phrasing', 'a', { outcome: 'answered', ranked })).toBe(false)
    expect(wouldChange('phrasing', 'a', { outcome: 'candidates', ranked })).toBe(true)
    expect(wouldChange('phrasing', 'c', { outcome: 'answered', ranked })).toBe(true)
    expect(wouldChange('phrasing', 'a', { outcome: 'unanswered', ranked: [] })).toBe(true)
  })
  test('a negative one does where the entry is shown', () => {
    expect(wouldChange('negative', 'a', { outcome: 'answered', ranked })).toBe(true)
    expect(wouldChange('negative', 'b', { outcome: 'answered', ranked })).toBe(false)
    expect(wouldChange('negative', 'c', { outcome: 'candidates', ranked })).toBe(false)
    expect(wouldChange('negative', 'a', { outcome: 'unanswered', ranked })).toBe(false)
  })
})
