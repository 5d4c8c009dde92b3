// What every store of renderings must do.
import { beforeEach, describe, expect, test } from 'vitest'
import type { Registry } from '../../src/core/ports/registry.ts'
import type { RenderedEntry, Renderings } from '../../src/core/ports/renderings.ts'
import { makeInput } from '../fakes/entry-builders.ts'

export interface RenderingStores {
  readonly renderings: Renderings
  /** On the same data. */
  readonly registry: Registry
}

const AT = new Date('2026-04-01T09:00:00+09:00')
const MADE = { language: 'en', model: 'tiny', question: 'Q', answer: 'A', at: AT, state: 'machine' } as const

export function renderingsContract(name: string, open: () => Promise<RenderingStores>): void {
  describe(`${name} keeps the contract of renderings`, () => {
    let stores: RenderingStores
    let entry: RenderedEntry
    const publish = async (words: { readonly answer: string; readonly tags?: readonly string[] }) => {
      await stores.registry.save([makeInput('e1', { question: '問い', ...words })], { actor: 'user:a' })
      const [official] = await stores.registry.entriesById(['e1'])
      if (official === undefined) throw new Error('expected the entry')
      return official
    }
    beforeEach(async () => {
      stores = await open()
      entry = await publish({ answer: '答え' })
    })
    const decide = (state: 'confirmed' | 'withdrawn', seenVersion: number, words = { question: 'Q2', answer: 'A2' }) =>
      stores.renderings.decide({ entry, language: 'en', state, words, actor: 'user:a', seenVersion })

    test('gives back what a model wrote of this revision, by language and model', async () => {
      expect(await stores.renderings.find(entry, 'en', 'tiny')).toBeNull()
      await stores.renderings.keep(entry, MADE)
      expect(await stores.renderings.find(entry, 'en', 'tiny')).toMatchObject({ ...MADE, revision: 1, decidedBy: null })
      expect(await stores.renderings.find(entry, 'plain', 'tiny')).toBeNull()
      expect(await stores.renderings.find(entry, 'en', 'other')).toBeNull()
    })

    test('has nothing of a model for another revision, even of the same words', async () => {
      await stores.renderings.keep(entry, MADE)
      const next = await publish({ answer: '答え', tags: ['札'] })
      expect(await stores.renderings.find(next, 'en', 'tiny')).toBeNull()
      expect(await stores.renderings.find(entry, 'en', 'tiny')).toBeNull()
    })

    test('keeps the word of the section for as long as the words are the same, and has it again when they come back', async () => {
      await stores.renderings.keep(entry, MADE)
      await decide('confirmed', 1)
      await stores.renderings.keep(entry, MADE)
      const tagged = await publish({ answer: '答え', tags: ['札'] })
      expect(await stores.renderings.find(tagged, 'en', 'other')).toMatchObject({
        question: 'Q2',
        answer: 'A2',
        state: 'confirmed',
        decidedBy: 'user:a',
      })
      const other = await publish({ answer: '別の答え' })
      expect(await stores.renderings.find(other, 'en', 'tiny')).toBeNull()
      const back = await publish({ answer: '答え' })
      expect((await stores.renderings.find(back, 'en', 'tiny'))?.state).toBe('confirmed')
    })

    test('takes a decision over what was seen alone', async () => {
      await expect(decide('confirmed', 1)).rejects.toMatchObject({ code: 'conflict' })
      await decide('confirmed', 0)
      await expect(decide('withdrawn', 0)).rejects.toMatchObject({ code: 'conflict' })
      await decide('withdrawn', 1)
      expect(await stores.renderings.find(entry, 'en', 'tiny')).toMatchObject({ state: 'withdrawn', version: 2 })
    })
  })
}
