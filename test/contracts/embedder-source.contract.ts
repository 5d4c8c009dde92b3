// What every source of embedders promises, whatever stands behind it.
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Embedder } from '../../src/core/ports/embedder.ts'
import type { EmbedderSource, FittingUnit } from '../../src/core/ports/embedder-source.ts'
import { dot } from '../../src/core/search/vector.ts'

export interface OpenedSource extends AsyncDisposable {
  readonly source: EmbedderSource
  /** Another source of the same settings, as after a restart. */
  readonly again: EmbedderSource
}

const UNITS: readonly FittingUnit[] = [['休暇', '申請'], ['旅費'], ['会議']].map((terms, i) => {
  return { entryId: `e${i}`, kind: 'question', terms }
})
/** Known words, known to be unknown, and nothing at all. */
const TEXTS = ['休暇', '旅費申請', '宇宙', '会議', '休暇', '旅費旅費']
const WORDS = /休暇|旅費|申請|会議|宇宙/gu
const toInput = (text: string) => ({ text, terms: text.match(WORDS) ?? [] })

/** Every implementation knows the words 休暇, 旅費, 会議 and 申請, and does not know 宇宙. */
export function embedderSourceContract(name: string, open: () => Promise<OpenedSource>): void {
  describe(`${name} keeps the contract of a source of embedders`, () => {
    let opened: OpenedSource
    let embedder: Embedder
    beforeEach(async () => {
      opened = await open()
      const made = await opened.source.open(await opened.source.fit(UNITS))
      if (made === null) throw new Error('expected the model just fitted to open')
      embedder = made
    })
    afterEach(() => opened[Symbol.asyncDispose]())

    const embed = (texts: readonly string[], role: 'question' | 'passage' = 'passage') =>
      embedder.embed(texts.map(toInput), role)

    test('gives vectors of its dimensions, of unit length or zero, in order', async () => {
      for (const role of ['question', 'passage'] as const) {
        const vectors = await embed(TEXTS, role)
        expect(vectors.map(vector => vector.length)).toEqual(TEXTS.map(() => embedder.dimensions))
        expect(vectors.map(vector => Math.round(Math.hypot(...vector) * 1e5) / 1e5)).toEqual([1, 1, 0, 1, 1, 1])
        expect(vectors[4]).toEqual(vectors[0])
        expect(dot(vectors[0] ?? [], vectors[5] ?? [])).toBeLessThan(0.5)
      }
    })

    test('gives each text the same vector alone as in company', async () => {
      const together = await embed(TEXTS)
      for (const [i, text] of TEXTS.entries()) {
        const [alone] = await embed([text])
        for (const [d, value] of (alone ?? []).entries()) expect(together[i]?.[d]).toBeCloseTo(value, 5)
      }
    })

    test('has nothing to say to nothing', async () => {
      expect(await embed([])).toEqual([])
    })

    test('opens what it fitted, after a restart too, with the same id and vectors', async () => {
      const model = await opened.source.fit(UNITS)
      const stored = { ...model, parameters: model.parameters.slice() }
      const reopened = await opened.again.open(stored)
      expect([reopened?.modelId, reopened?.dimensions]).toEqual([embedder.modelId, embedder.dimensions])
      expect(reopened?.modelId).toBe(model.id)
      expect(await reopened?.embed(TEXTS.map(toInput), 'passage')).toEqual(await embed(TEXTS))
    })

    test('does not open what another made', async () => {
      const model = await opened.source.fit(UNITS)
      expect(await opened.source.open({ ...model, id: `${model.id}x` })).toBeNull()
      const foreign = { id: 'foreign', parameters: Uint8Array.of(1, 2, 3), fittedUnits: 0 }
      expect(await opened.source.open(foreign)).toBeNull()
    })

    test('that learns nothing is fitted from nothing, to the same', async () => {
      const { source } = opened
      const [some, none] = [await source.fit(UNITS), await source.fit([])]
      if (source.learnsFromRegistry) expect(some.fittedUnits).toBe(UNITS.length)
      else expect(none).toEqual(some)
    })

    test('tells of itself within what ranking can use', () => {
      const { unrelatedCosine = 0, denseWeight = 1, textsPerStep = 1 } = embedder
      expect(unrelatedCosine >= 0 && unrelatedCosine < 1).toBe(true)
      expect(denseWeight).toBeGreaterThanOrEqual(0)
      expect(Number.isInteger(textsPerStep) && textsPerStep > 0).toBe(true)
    })
  })
}
