// What every unit store must do: the feed of marks (registry → indexer) and the feed of changes (indexer → readers).
import { beforeEach, describe, expect, test } from 'vitest'
import type { EntryContent } from '../../src/core/entry.ts'
import type { Registry } from '../../src/core/ports/registry.ts'
import type { FittedModel, UnitChange, UnitStore, UnitVector } from '../../src/core/ports/unit-store.ts'
import { splitIntoUnits, type TextUnit } from '../../src/core/text-unit.ts'
import { KAIKEI, makeInput } from '../fakes/entry-builders.ts'

export interface OpenStore {
  readonly registry: Registry
  readonly store: UnitStore
}

/** Runs the contract; `open` makes an empty registry with its store. */
export function unitStoreContract(name: string, open: () => Promise<OpenStore>): void {
  describe(`${name} keeps the contract of a unit store`, () => {
    let registry: Registry
    let store: UnitStore
    beforeEach(async () => {
      ;({ registry, store } = await open())
    })

    const publish = (id: string, content: Partial<EntryContent> = {}) => {
      return registry.save([makeInput(id, content)], { actor: 'tester' })
    }
    /** Settles everything that is pending, as the indexer does; a unit's terms are its text, split at blanks. */
    const settle = async () => {
      const pending = await store.pendingEntries(1_000)
      await store.applyChanges(pending.map(({ entryId, content, markSeq }) => toChange(entryId, content, markSeq)))
    }
    const unitsOf = async (id: string) => (await store.indexedEntriesById([id]))[0]?.units ?? []
    const idsByTerms = async (id: string) => new Map((await unitsOf(id)).map(unit => [unit.terms.join(' '), unit.id]))
    const embedAll = async (modelId: string) => {
      const units = await store.unitsWithoutVector(modelId, 1_000)
      await store.saveVectors(
        modelId,
        units.map(({ id, textHash }) => toVector(id, textHash)),
      )
    }

    describe('lineage', () => {
      test('a registry came of every state that it was in', async () => {
        const states = [await store.lineage()]
        await publish('a')
        states.push(await store.lineage())
        await settle()
        states.push(await store.lineage())
        await publish('b')
        await settle()
        for (const state of states) expect([state, await store.descendsFrom(state)]).toEqual([state, true])
      })

      test('it did not come of a state that it has not reached, nor of another registry, nor of nonsense', async () => {
        await publish('a')
        await settle()
        const lineage = await store.lineage()
        const other = await open()
        expect(await other.store.descendsFrom(lineage)).toBe(false)
        await other.registry.save([makeInput('z')], { actor: 'tester' })
        await other.store.applyChanges((await other.store.pendingEntries(9)).map(toDeletion))
        expect(await other.store.descendsFrom(lineage)).toBe(false)
        for (const nonsense of ['', ':', '1', '1::1', 'x:y:z']) expect(await store.descendsFrom(nonsense)).toBe(false)
      })
    })

    describe('marks', () => {
      test('there are none at first', async () => {
        expect([await store.pendingCount(), await store.pendingEntries(10)]).toEqual([0, []])
      })

      test('every saved entry is one piece of work, however often it was saved', async () => {
        await publish('a')
        await publish('a', { question: '二版' })
        await publish('b')
        expect(await store.pendingCount()).toBe(2)
        const pending = await store.pendingEntries(10)
        expect(pending.map(({ entryId, content }) => [entryId, content?.question])).toEqual([
          ['a', '二版'],
          ['b', '年次有給休暇の申請方法'],
        ])
      })

      test('what was not changed is no work', async () => {
        await publish('a')
        await settle()
        await publish('a')
        expect(await store.pendingCount()).toBe(0)
      })

      test.each(['draft', 'in_review', 'archived'] as const)(
        'an entry that is %s has no content to index',
        async status => {
          await registry.save([makeInput('a', { status })], { actor: 'tester' })
          expect(await store.pendingEntries(10)).toMatchObject([{ entryId: 'a', content: null }])
        },
      )

      test('gives as many as asked for, those that waited longest first', async () => {
        for (const id of ['c', 'a', 'b']) await publish(id)
        expect((await store.pendingEntries(2)).map(({ entryId }) => entryId)).toEqual(['c', 'a'])
      })

      test('indexing settles only the marks up to what was read', async () => {
        await publish('a', { question: '一版' })
        const [read] = await store.pendingEntries(10)
        await publish('a', { question: '二版' })
        await store.applyChanges([toChange('a', read?.content ?? null, read?.markSeq ?? 0)])
        expect([...(await idsByTerms('a')).keys()]).toContain('一版')
        expect(await store.pendingEntries(10)).toMatchObject([{ entryId: 'a', content: { question: '二版' } }])
        await settle()
        expect([...(await idsByTerms('a')).keys()]).toContain('二版')
        expect(await store.pendingCount()).toBe(0)
      })

      test("indexing one entry leaves another's marks", async () => {
        await publish('a')
        await publish('b')
        const pending = await store.pendingEntries(10)
        await store.applyChanges([toChange('b', pending[1]?.content ?? null, pending[1]?.markSeq ?? 0)])
        expect((await store.pendingEntries(10)).map(({ entryId }) => entryId)).toEqual(['a'])
      })
    })

    describe('the way texts are analysed', () => {
      test('marks every entry once when it is another than before', async () => {
        await publish('a', { question: '年休' })
        await publish('b', { question: '旅費' })
        await store.markUnlessAnalysedBy('first')
        await settle()
        expect(await store.pendingCount()).toBe(0)
        await store.markUnlessAnalysedBy('first')
        expect(await store.pendingCount()).toBe(0)
        await store.markUnlessAnalysedBy('second')
        expect((await store.pendingEntries(10)).map(({ entryId }) => entryId)).toEqual(['a', 'b'])
      })
    })

    describe('units', () => {
      test('are stored with kind, place, text, terms and reading', async () => {
        await publish('a', {
          question: '年休 申請',
          phrasings: ['休み たい'],
          negativePhrasings: ['病気'],
          answer: '窓口 へ',
        })
        await settle()
        expect(await store.indexedEntriesById(['a'])).toEqual([
          {
            id: 'a',
            limits: null,
            sectionCode: 'jinji',
            units: [
              {
                id: 1,
                entryId: 'a',
                kind: 'question',
                position: 0,
                terms: ['年休', '申請'],
                reading: '年休申請',
                bare: null,
              },
              {
                id: 2,
                entryId: 'a',
                kind: 'phrasing',
                position: 0,
                terms: ['休み', 'たい'],
                reading: '休みたい',
                bare: null,
              },
              { id: 3, entryId: 'a', kind: 'negative', position: 0, terms: ['病気'], reading: '病気', bare: '病気' },
              {
                id: 4,
                entryId: 'a',
                kind: 'answer',
                position: 0,
                terms: ['窓口', 'へ'],
                reading: '窓口へ',
                bare: null,
              },
            ],
          },
        ])
        expect(await store.unitCount()).toBe(4)
        const [first, second] = await store.unitsAfter(0, 10)
        expect(first).toEqual({
          id: 1,
          entryId: 'a',
          kind: 'question',
          text: '年休 申請',
          textHash: expect.any(String) as string,
          terms: ['年休', '申請'],
        })
        expect([second?.entryId, second?.kind]).toEqual(['a', 'phrasing'])
        expect(second?.textHash).not.toBe(first?.textHash)
      })

      test('without terms come back without terms', async () => {
        await publish('a', { question: '😀' })
        const [pending] = await store.pendingEntries(1)
        const unit = { kind: 'question' as const, position: 0, text: '😀', terms: [], reading: '' }
        await store.applyChanges([{ entryId: 'a', markSeq: pending?.markSeq ?? 0, units: [unit] }])
        expect(await unitsOf('a')).toMatchObject([{ terms: [] }])
      })

      test('with an unchanged text keep their ids, those with a new text get new ones', async () => {
        await publish('a', { question: '一版', phrasings: ['同じ', '古い'], answer: '窓口' })
        await settle()
        const before = await idsByTerms('a')
        await publish('a', { question: '二版', phrasings: ['同じ', '新しい'], answer: '窓口' })
        await settle()
        const after = await idsByTerms('a')
        expect([...after.keys()].toSorted()).toEqual(['二版', '同じ', '新しい', '窓口'])
        for (const kept of ['同じ', '窓口']) expect(after.get(kept)).toBe(before.get(kept))
        const highest = Math.max(...before.values())
        for (const fresh of ['二版', '新しい']) expect(after.get(fresh)).toBeGreaterThan(highest)
        expect(await store.unitCount()).toBe(4)
      })

      test('keep their ids when another is put before them', async () => {
        await publish('a', { phrasings: ['一', '二'] })
        await settle()
        const before = await idsByTerms('a')
        await publish('a', { phrasings: ['新しい', '一', '二'] })
        await settle()
        const after = await idsByTerms('a')
        expect([after.get('一'), after.get('二')]).toEqual([before.get('一'), before.get('二')])
        const phrasings = (await unitsOf('a')).filter(({ kind }) => kind === 'phrasing')
        expect(phrasings.map(({ position, terms }) => [position, ...terms])).toEqual([
          [0, '新しい'],
          [1, '一'],
          [2, '二'],
        ])
      })

      test('get new ids when the analyser hears them otherwise', async () => {
        await publish('a', { question: '明日' })
        await settle()
        const before = (await unitsOf('a')).find(({ kind }) => kind === 'question')
        const units = [{ kind: 'question' as const, position: 0, text: '明日', terms: ['明日'], reading: 'みょうにち' }]
        await store.applyChanges([{ entryId: 'a', markSeq: 0, units }])
        const [after] = await unitsOf('a')
        expect(after?.reading).toBe('みょうにち')
        expect(after?.id).not.toBe(before?.id)
      })

      test('get new ids when the analyser reads them otherwise', async () => {
        await publish('a', { question: '年休 申請' })
        await settle()
        const before = (await unitsOf('a')).find(({ kind }) => kind === 'question')
        const units = [
          { kind: 'question' as const, position: 0, text: '年休 申請', terms: ['年次', '休暇', '申請'], reading: '' },
        ]
        await store.applyChanges([{ entryId: 'a', markSeq: 0, units }])
        const [after] = await unitsOf('a')
        expect(after?.terms).toEqual(['年次', '休暇', '申請'])
        expect(after?.id).not.toBe(before?.id)
      })

      test('with equal texts are units of their own', async () => {
        const sentence = `${'同じ'.repeat(150)}。`
        await publish('a', { question: '同じ', phrasings: ['同じ'], answer: sentence + sentence })
        await settle()
        expect((await unitsOf('a')).map(({ kind, position }) => [kind, position])).toEqual([
          ['question', 0],
          ['phrasing', 0],
          ['answer', 0],
          ['answer', 1],
        ])
      })

      test('come in the order of the entry, whatever their history', async () => {
        const parts = ['一', '二', '三'].map(word => `${word.repeat(300)}。`)
        await publish('a', { answer: parts.join('') })
        await settle()
        await publish('a', { answer: ['零'.repeat(300), '。', ...parts.slice(1)].join('') })
        await settle()
        const answers = (await unitsOf('a')).filter(({ kind }) => kind === 'answer')
        expect(answers.map(({ position }) => position)).toEqual([0, 1, 2])
      })

      test('go with an entry that is archived, and come again with it', async () => {
        await publish('a')
        await settle()
        await registry.archive('a', 'tester')
        await settle()
        expect([await store.unitCount(), await store.indexedEntriesById(['a'])]).toEqual([0, []])
        await publish('a')
        await settle()
        expect(await store.unitCount()).toBe(2)
      })

      test('are walked in pages by id', async () => {
        for (const id of ['a', 'b', 'c']) await publish(id)
        await settle()
        const seen: number[] = []
        for (let afterId = 0; ; ) {
          const page = await store.unitsAfter(afterId, 4)
          if (page.length === 0) break
          seen.push(...page.map(({ id }) => id))
          afterId = page.at(-1)?.id ?? 0
        }
        expect(seen).toEqual([1, 2, 3, 4, 5, 6])
      })

      test('are stored for all changes or for none', async () => {
        await publish('a')
        const [pending] = await store.pendingEntries(1)
        const good = toChange('a', pending?.content ?? null, pending?.markSeq ?? 0)
        await expect(store.applyChanges([good, { ...good, entryId: 'nobody' }])).rejects.toThrow()
        expect([await store.unitCount(), await store.pendingCount(), await store.latestChange()]).toEqual([0, 1, 0])
      })
    })

    describe('changes', () => {
      test('are announced in order, each entry once, at the place of its last', async () => {
        expect([await store.latestChange(), await store.changesAfter(0)]).toEqual([0, []])
        for (const id of ['a', 'b', 'c']) await publish(id)
        await settle()
        const first = await store.latestChange()
        expect((await store.changesAfter(0)).map(({ entryId }) => entryId)).toEqual(['a', 'b', 'c'])
        await publish('a', { question: '二版' })
        expect(await store.changesAfter(first)).toEqual([])
        await settle()
        expect((await store.changesAfter(0)).map(({ entryId }) => entryId)).toEqual(['b', 'c', 'a'])
        expect((await store.changesAfter(first)).map(({ entryId }) => entryId)).toEqual(['a'])
        expect((await store.changesAfter(first))[0]?.seq).toBe(await store.latestChange())
        expect(await store.changesAfter(await store.latestChange())).toEqual([])
      })

      test('tell of an entry that went', async () => {
        await publish('a')
        await settle()
        const before = await store.latestChange()
        await registry.archive('a', 'tester')
        await settle()
        expect((await store.changesAfter(before)).map(({ entryId }) => entryId)).toEqual(['a'])
      })

      test('tell of entries that got vectors', async () => {
        await publish('a')
        await publish('b')
        await settle()
        const before = await store.latestChange()
        const units = await unitsOf('b')
        await store.saveVectors(
          'm',
          units.map(({ id }) => toVector(id, 'h')),
        )
        expect((await store.changesAfter(before)).map(({ entryId }) => entryId)).toEqual(['b'])
      })
    })

    describe('indexed entries', () => {
      test('are the published ones, in pages by id', async () => {
        for (const id of ['d', 'b', 'a']) await publish(id)
        await registry.save([makeInput('c', { status: 'draft' }), makeInput('e', { section: KAIKEI })], {
          actor: 'tester',
        })
        await settle()
        const page = async (afterId: string, limit: number) => {
          return (await store.indexedEntriesAfter(afterId, limit)).map(({ id, sectionCode }) => `${id} ${sectionCode}`)
        }
        expect(await page('', 2)).toEqual(['a jinji', 'b jinji'])
        expect(await page('b', 10)).toEqual(['d jinji', 'e kaikei'])
        expect(await page('e', 10)).toEqual([])
      })

      test('can be named, more than a statement takes values, the unknown left out', async () => {
        const ids = Array.from({ length: 1_900 }, (_, i) => `e${String(i).padStart(4, '0')}`)
        await registry.save(
          ids.slice(0, 1_000).map(id => makeInput(id)),
          { actor: 'tester' },
        )
        await settle()
        const found = await store.indexedEntriesById(ids)
        expect(found.map(({ id }) => id).toSorted()).toEqual(ids.slice(0, 1_000))
        expect(await store.indexedEntriesById([])).toEqual([])
      })

      test('without units yet have none to show', async () => {
        await publish('a')
        expect((await store.indexedEntriesById(['a'])).flatMap(({ units }) => units)).toEqual([])
      })
    })

    describe('vectors', () => {
      beforeEach(async () => {
        await publish('a', { question: '一', answer: '二' })
        await publish('b', { question: '三', answer: '四' })
        await settle()
      })

      test('are missed of new units only, once all the others had theirs, until those of the model are gone', async () => {
        const missing = async (modelId: string) => {
          const units = await store.unitsWithoutVector(modelId, 10)
          expect(await store.countWithoutVector(modelId)).toBe(units.length)
          return units.map(({ text }) => text)
        }
        const embed = async (modelId: string) => {
          const units = await store.unitsWithoutVector(modelId, 10)
          await store.saveVectors(
            modelId,
            units.map(({ id }) => toVector(id, 'h')),
          )
        }
        await embed('m')
        expect(await missing('m')).toEqual([])
        await publish('c', { question: '五', answer: '六' })
        await publish('a', { question: '一', answer: '七' })
        await settle()
        expect(await missing('m')).toEqual(['五', '六', '七'])
        await embed('m')
        await embed('new')
        expect([await missing('m'), await missing('new')]).toEqual([[], []])
        await store.deleteVectorsOfOtherModels('new')
        expect([(await missing('m')).length, await missing('new')]).toEqual([6, []])
      })

      test('come back to the last bit', async () => {
        const exact = Float32Array.of(1 / 3, -0, 1e-40, Math.PI, Number.MAX_VALUE)
        await store.saveVectors('m', [{ unitId: 2, textHash: 'h', vector: exact }])
        expect(await store.vectorsOf('m', [2])).toEqual([{ unitId: 2, textHash: 'h', vector: exact }])
      })

      test('come back as the part of a longer array that they are', async () => {
        const vector = Float32Array.of(9, 1, 2, 9).subarray(1, 3)
        await store.saveVectors('m', [{ unitId: 1, textHash: 'h', vector }])
        expect((await store.vectorsOf('m', [1]))[0]?.vector).toEqual(Float32Array.of(1, 2))
      })

      test('are missing until they are saved', async () => {
        expect(await store.countWithoutVector('m')).toBe(4)
        expect((await store.unitsWithoutVector('m', 3)).map(({ id }) => id)).toEqual([1, 2, 3])
        await store.saveVectors('m', [toVector(2, 'h')])
        expect(await store.countWithoutVector('m')).toBe(3)
        expect((await store.unitsWithoutVector('m', 3)).map(({ id, text }) => [id, text])).toEqual([
          [1, '一'],
          [3, '三'],
          [4, '四'],
        ])
      })

      test('of two models never mix, and the old ones can be deleted', async () => {
        await embedAll('old')
        await store.saveVectors('new', [{ ...toVector(1, 'h'), vector: Float32Array.of(7) }])
        expect(await store.countWithoutVector('new')).toBe(3)
        expect((await store.vectorsOf('new', [1, 2])).map(({ unitId, vector }) => [unitId, [...vector]])).toEqual([
          [1, [7]],
        ])
        await store.deleteVectorsOfOtherModels('new')
        expect(await store.vectorsOf('old', [1, 2, 3, 4])).toEqual([])
        expect(await store.vectorsOf('new', [1])).toHaveLength(1)
      })

      test('are walked in pages by unit', async () => {
        await embedAll('m')
        expect((await store.vectorsAfter('m', 0, 3)).map(({ unitId }) => unitId)).toEqual([1, 2, 3])
        expect((await store.vectorsAfter('m', 3, 3)).map(({ unitId }) => unitId)).toEqual([4])
        expect(await store.vectorsAfter('m', 4, 3)).toEqual([])
        expect(await store.vectorsAfter('other', 0, 3)).toEqual([])
      })

      test('of units that were replaced vanish, the others stay', async () => {
        await embedAll('m')
        await publish('a', { question: '五', answer: '二' })
        await settle()
        expect((await store.vectorsAfter('m', 0, 10)).map(({ unitId }) => unitId)).toEqual([2, 3, 4])
        expect(await store.vectorsOf('m', [1])).toEqual([])
        expect(await store.countWithoutVector('m')).toBe(1)
        expect((await store.unitsWithoutVector('m', 10)).map(({ text }) => text)).toEqual(['五'])
      })

      test('made for a unit that was replaced meanwhile are dropped', async () => {
        await publish('a', { question: '五', answer: '二' })
        await settle()
        await store.saveVectors('m', [toVector(1, 'h'), toVector(2, 'h')])
        expect((await store.vectorsAfter('m', 0, 10)).map(({ unitId }) => unitId)).toEqual([2])
      })

      test('can be none at all', async () => {
        await store.saveVectors('m', [])
        expect(await store.vectorsOf('m', [])).toEqual([])
      })
    })

    describe('the current model', () => {
      const model = (id: string, bytes: readonly number[]): FittedModel => {
        return { id, parameters: Uint8Array.from(bytes), fittedUnits: bytes.length }
      }
      const current = async () => {
        const found = await store.currentModel()
        return found === null ? null : { ...found, parameters: [...found.parameters] }
      }

      test('is none at first, then the one put in use last', async () => {
        expect(await current()).toBeNull()
        await store.useModel(model('m1', [1, 2, 255]))
        expect(await current()).toEqual({ id: 'm1', parameters: [1, 2, 255], fittedUnits: 3 })
        await store.useModel(model('m2', [4]))
        expect(await current()).toEqual({ id: 'm2', parameters: [4], fittedUnits: 1 })
        await store.useModel(model('m1', [5, 6]))
        expect(await current()).toEqual({ id: 'm1', parameters: [5, 6], fittedUnits: 2 })
      })
    })
  })
}

/** As an analyser would: the letters as they sound. */
function readingOf(text: string): string {
  return text.replace(/\s/gu, '')
}

function toChange(entryId: string, content: EntryContent | null, markSeq: number): UnitChange {
  const units = content === null ? [] : splitIntoUnits(content)
  const bareOf = ({ kind, text }: TextUnit) => (kind === 'negative' ? text : null)
  return {
    entryId,
    markSeq,
    units: units.map(unit => ({
      ...unit,
      terms: unit.text.split(' '),
      reading: readingOf(unit.text),
      bare: bareOf(unit),
    })),
  }
}

function toVector(unitId: number, textHash: string): UnitVector {
  return { unitId, textHash, vector: Float32Array.of(unitId, -unitId) }
}

function toDeletion({ entryId, markSeq }: { readonly entryId: string; readonly markSeq: number }): UnitChange {
  return { entryId, markSeq, units: [] }
}
