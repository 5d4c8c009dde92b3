// Two changes put together: what each field takes, and that nothing of either is lost without somebody having chosen so.
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  fieldText,
  MERGED_FIELDS,
  mergedVersion,
  mergeFields,
  type Version,
} from '../../../src/core/editing/merge-versions.ts'
import { makeContent } from '../../fakes/entry-builders.ts'

const version = (some: Partial<Version> = {}): Version => ({ ...makeContent(), section: 'jinji', ...some })

const items = fc.uniqueArray(fc.constantFrom('一', '二', '三', '四', '五'))
const anyVersion = fc
  .record({
    question: fc.constantFrom('問', '問い', '質問'),
    answer: fc.constantFrom('答', '答え', '回答'),
    phrasings: items,
    tags: items,
    reviewBy: fc.constantFrom(null, '2027-03-31', '2028-03-31'),
    visibleTo: fc.constantFrom([], ['jinji'], ['kaikei']),
    section: fc.constantFrom('jinji', 'kaikei'),
  })
  .map(version)

describe('two changes of one entry', () => {
  test('that touch different fields are put together without a question', () => {
    const base = version({ question: '問', tags: ['一'] })
    const versions = {
      base,
      theirs: version({ ...base, question: '新しい問' }),
      mine: version({ ...base, tags: ['二'] }),
    }
    expect(mergeFields(versions).map(({ field, proposal }) => [field, proposal])).toEqual([
      ['question', 'theirs'],
      ['tags', 'mine'],
    ])
    expect(mergedVersion(versions, new Map())).toMatchObject({ question: '新しい問', tags: ['二'] })
  })

  test('of one text need somebody to choose', () => {
    const versions = { base: version(), theirs: version({ answer: '甲' }), mine: version({ answer: '乙' }) }
    expect(mergeFields(versions)).toEqual([{ field: 'answer', proposal: null, choices: ['theirs', 'mine'] }])
    expect(mergedVersion(versions, new Map([['answer', 'theirs']])).answer).toBe('甲')
    expect(mergedVersion(versions, new Map([['answer', 'both']])).answer).toBe('乙')
  })

  test('of one list hold both: what was added and what was taken out', () => {
    const versions = {
      base: version({ phrasings: ['一', '二', '三'] }),
      theirs: version({ phrasings: ['一', '三', '四'] }),
      mine: version({ phrasings: ['二', '三', '五'] }),
    }
    expect(mergedVersion(versions, new Map()).phrasings).toEqual(['三', '四', '五'])
  })

  test('ask nothing where both did the same, or only one did anything', () => {
    fc.assert(
      fc.property(anyVersion, anyVersion, (base, changed) => {
        expect(mergeFields({ base, theirs: changed, mine: changed })).toEqual([])
        expect(mergedVersion({ base, theirs: base, mine: changed }, new Map())).toEqual(changed)
        expect(mergedVersion({ base, theirs: changed, mine: base }, new Map())).toEqual(changed)
      }),
    )
  })

  test('never lose what one of them put into a list, unless it is chosen so', () => {
    fc.assert(
      fc.property(anyVersion, anyVersion, anyVersion, (base, theirs, mine) => {
        const { phrasings } = mergedVersion({ base, theirs, mine }, new Map())
        const added = [...theirs.phrasings, ...mine.phrasings].filter(text => !base.phrasings.includes(text))
        expect(added.every(text => phrasings.includes(text))).toBe(true)
      }),
    )
  })

  test('are each in every field what somebody wrote', () => {
    fc.assert(
      fc.property(anyVersion, anyVersion, anyVersion, (base, theirs, mine) => {
        const merged = mergedVersion(
          { base, theirs, mine },
          new Map([
            ['phrasings', 'mine'],
            ['tags', 'theirs'],
          ]),
        )
        for (const field of MERGED_FIELDS) {
          expect([fieldText(base, field), fieldText(theirs, field), fieldText(mine, field)]).toContain(
            fieldText(merged, field),
          )
        }
      }),
    )
  })
})
