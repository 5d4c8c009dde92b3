import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { meaningOf, relatednessOf } from '../../../src/core/search/relatedness.ts'

const candidate = fc.record({
  cosine: fc.double({ min: 0, max: 1, noNaN: true }),
  denseZ: fc.double({ min: -5, max: 10, noNaN: true }),
  breadth: fc.double({ min: 0, max: 30, noNaN: true }),
  known: fc.double({ min: 0, max: 1, noNaN: true }),
})

describe('relatedness', () => {
  test('is a probability, whatever the candidates', () => {
    fc.assert(
      fc.property(fc.array(candidate), shown => {
        const relatedness = relatednessOf(shown)
        expect(relatedness).toBeGreaterThanOrEqual(0)
        expect(relatedness).toBeLessThanOrEqual(1)
      }),
    )
  })

  test('is zero where there is nothing to show', () => {
    expect(relatednessOf([])).toBe(0)
  })

  test('never falls for more evidence or another candidate', () => {
    const evidence = fc.constantFrom('cosine', 'breadth', 'known')
    fc.assert(
      fc.property(fc.array(candidate, { minLength: 1 }), candidate, evidence, (shown, other, name) => {
        const [first, ...others] = shown.map(one => ({ ...one, denseZ: 1 }))
        if (first === undefined) return
        const before = relatednessOf([first, ...others]) - 1e-12
        expect(relatednessOf([{ ...first, [name]: first[name] + 0.2 }, ...others])).toBeGreaterThanOrEqual(before)
        expect(relatednessOf([first, ...others, other])).toBeGreaterThanOrEqual(before)
      }),
    )
  })

  test('does not depend on the order of the candidates', () => {
    fc.assert(
      fc.property(fc.array(candidate), shown => {
        expect(relatednessOf(shown.toReversed())).toBe(relatednessOf(shown))
      }),
    )
  })

  test('is high for several words of the registry, low for one by chance among words nobody uses', () => {
    // 「パスワードを忘れた」, and 「近くのおいしいラーメン屋は」, of which an entry has 近く.
    const asked = { cosine: 0.6, denseZ: 3, breadth: 2, known: 1 }
    const far = { cosine: 0.2, denseZ: 1, breadth: 1, known: 0.4 }
    expect(relatednessOf([asked])).toBeGreaterThan(0.5)
    expect(relatednessOf([far])).toBeLessThan(0.1)
  })

  test('goes by the words alone where no vectors are compared', () => {
    const words = { cosine: 0, denseZ: 0, breadth: 2, known: 1 }
    expect(relatednessOf([words])).toBeGreaterThan(0.5)
    expect(relatednessOf([{ ...words, breadth: 0, known: 0.2 }])).toBeLessThan(0.2)
  })

  test('is told of another model by how its cosines are measured', () => {
    const embedder = { modelId: 'm', dimensions: 2, embed: async () => [] }
    expect(meaningOf({ dense: null })).toBe('word table')
    expect(meaningOf({ dense: { embedder } })).toBe('word table')
    expect(meaningOf({ dense: { embedder: { ...embedder, unrelatedCosine: 0.7 } } })).toBe('another model')
  })
})
