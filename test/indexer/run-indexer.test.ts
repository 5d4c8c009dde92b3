import { describe, expect, test } from 'vitest'
import { runIndexer } from '../../indexer/run-indexer.ts'
import { openBuiltinEmbedders } from '../../src/adapters/embedders/builtin-embedder.ts'
import { FaqError } from '../../src/core/errors.ts'
import type { Embedder } from '../../src/core/ports/embedder.ts'
import type { FittedModel, UnitStore } from '../../src/core/ports/unit-store.ts'
import { makeInput } from '../fakes/entry-builders.ts'
import { spacedAnalyser } from '../fakes/spaced-analyser.ts'
import { writeTinyWordTable } from '../fakes/tiny-word-table.ts'
import { toyEmbedderSource } from '../fakes/toy-embedder-source.ts'
import { openRegistry, runOnce } from './open-registry.ts'
import { until } from './until.ts'

const embedders = openBuiltinEmbedders(writeTinyWordTable())

/** An entry of two units: a question and an answer. */
const entry = (id: string, question = '年休 申請', answer = '旅費 請求') => makeInput(id, { question, answer })
const entries = (count: number, from = 0) => {
  return Array.from({ length: count }, (_, i) => entry(`e${String(from + i).padStart(4, '0')}`))
}

const unitIds = async (store: UnitStore) => (await store.unitsAfter(0, 10_000)).map(({ id }) => id)
const vectorIds = async (store: UnitStore, modelId: string | null) => {
  return (await store.vectorsAfter(modelId ?? '', 0, 10_000)).map(({ unitId }) => unitId)
}

describe('the indexer', () => {
  test('turns published entries into units, and units into vectors', async () => {
    const { store, save } = openRegistry()
    await save(entry('a'), entry('b', '休暇', '出張'), makeInput('c', { status: 'draft' }))
    const { modelId, progress } = await runOnce(store, embedders)
    expect(await store.pendingCount()).toBe(0)
    expect(
      (await store.indexedEntriesAfter('', 10)).map(({ id, units }) => [id, units.map(({ terms }) => terms)]),
    ).toEqual([
      [
        'a',
        [
          ['年休', '申請'],
          ['旅費', '請求'],
        ],
      ],
      ['b', [['休暇'], ['出張']]],
    ])
    expect((await store.currentModel())?.id).toBe(modelId)
    expect(await vectorIds(store, modelId)).toEqual(await unitIds(store))
    const [first] = await store.vectorsOf(modelId ?? '', [1])
    expect(Math.hypot(...(first?.vector ?? []))).toBeCloseTo(1, 5)
    expect(progress).toEqual(['units 3/3', 'vectors 4/4'])
  })

  test('keeps the letters of negative phrasings, by which a question is told beyond doubt', async () => {
    const { store, save } = openRegistry()
    await save(makeInput('a', { question: '年休 取る', answer: '窓口', negativePhrasings: ['「年休」 取れ ない！'] }))
    await runOnce(store, embedders)
    const [indexed] = await store.indexedEntriesById(['a'])
    expect(Object.fromEntries(indexed?.units.map(({ kind, bare }) => [kind, bare]) ?? [])).toEqual({
      question: null,
      negative: '年休取れない',
      answer: null,
    })
  })

  test('makes new units and vectors only for what a revision changed', async () => {
    const { store, save } = openRegistry()
    await save(entry('a'), entry('b'))
    const { modelId } = await runOnce(store, embedders)
    const before = await store.vectorsOf(modelId ?? '', [2, 3, 4])
    await save(entry('a', '休暇 申請'))
    const second = await runOnce(store, embedders)
    expect(second).toEqual({ modelId, progress: ['units 1/1', 'vectors 1/1'] })
    expect(await unitIds(store)).toEqual([2, 3, 4, 5])
    expect(await vectorIds(store, modelId)).toEqual([2, 3, 4, 5])
    expect(await store.vectorsOf(modelId ?? '', [2, 3, 4])).toEqual(before)
  })

  test('takes away the units of an entry that is archived, and their vectors', async () => {
    const { registry, store, save } = openRegistry()
    await save(entry('a'), entry('b'), entry('c'))
    const { modelId } = await runOnce(store, embedders)
    await registry.archive('b', 'tester')
    await runOnce(store, embedders)
    expect((await store.indexedEntriesAfter('', 10)).map(({ id }) => id)).toEqual(['a', 'c'])
    expect(await unitIds(store)).toEqual([1, 2, 5, 6])
    expect(await vectorIds(store, modelId)).toEqual([1, 2, 5, 6])
  })

  test('run twice changes nothing', async () => {
    const { store, save } = openRegistry()
    await save(...entries(5))
    const first = await runOnce(store, embedders)
    const state = async () => [
      await store.latestChange(),
      await unitIds(store),
      await vectorIds(store, first.modelId),
      await store.currentModel(),
    ]
    const before = await state()
    expect(await runOnce(store, embedders)).toEqual({ modelId: first.modelId, progress: [] })
    expect(await state()).toEqual(before)
  })

  test('works in steps, and tells of each', async () => {
    const { store, save } = openRegistry()
    await save(...entries(250))
    const { progress } = await runOnce(store, embedders)
    expect(progress).toEqual(['units 100/250', 'units 200/250', 'units 250/250', 'vectors 500/500'])
  })

  test('indexes the state of now when an entry is saved while it runs', async () => {
    const { store, save } = openRegistry()
    await save(...entries(150))
    const saved: Promise<unknown>[] = []
    await runOnce(store, embedders, phase => {
      if (phase === 'units' && saved.length === 0) saved.push(save(entry('e0000', '会議')))
    })
    await Promise.all(saved)
    await runOnce(store, embedders)
    const [first] = await store.indexedEntriesById(['e0000'])
    expect(first?.units.find(({ kind }) => kind === 'question')?.terms).toEqual(['会議'])
    expect(await store.pendingCount()).toBe(0)
  })

  test('leaves the marks of what it could not index, and does it the next time', async () => {
    const { store, save } = openRegistry()
    await save(...entries(110), entry('e0110', '毒'), ...entries(9, 111))
    const analyser = {
      analyse: (text: string) => {
        if (text === '毒') throw new Error('cannot be analysed')
        return spacedAnalyser.analyse(text)
      },
    }
    await expect(runIndexer({ store, analyser, embedders, onProgress: () => {} })).rejects.toThrow('cannot be analysed')
    expect(await store.pendingCount()).toBe(20)
    expect((await store.indexedEntriesById(['e0000']))[0]?.units).toHaveLength(2)
    await runOnce(store, embedders)
    expect([await store.pendingCount(), await store.unitCount()]).toEqual([0, 240])
  })
})

describe('the model', () => {
  test('is fitted again when the registry has outgrown it, and not before', async () => {
    const { store, save } = openRegistry()
    await save(...entries(4)) // 8 units
    const first = (await runOnce(store, embedders)).modelId
    await save(...entries(2, 4)) // 12 units: once and a half
    expect((await runOnce(store, embedders)).modelId).toBe(first)
    await save(...entries(1, 6)) // 14 units
    const second = (await runOnce(store, embedders)).modelId
    expect(second).not.toBe(first)
    expect((await store.currentModel())?.fittedUnits).toBe(14)
  })

  test('is fitted again when the registry has shrunk below two thirds', async () => {
    const { registry, store, save } = openRegistry()
    await save(...entries(6)) // 12 units
    const first = (await runOnce(store, embedders)).modelId
    for (const id of ['e0000', 'e0001']) await registry.archive(id, 'tester') // 8 units: two thirds
    expect((await runOnce(store, embedders)).modelId).toBe(first)
    await registry.archive('e0002', 'tester')
    expect((await runOnce(store, embedders)).modelId).not.toBe(first)
  })

  test('serves with its vectors until those of the next are complete; then they are deleted', async () => {
    const { store, save } = openRegistry()
    await save(...entries(2))
    const first = (await runOnce(store, embedders)).modelId
    const oldUnits = await unitIds(store)
    await save(...entries(600, 2))
    const during: Promise<unknown>[] = []
    const second = await runOnce(store, embedders, phase => {
      if (phase === 'vectors')
        during.push(Promise.all([store.currentModel().then(model => model?.id), vectorIds(store, first)]))
    })
    expect(second.progress.filter(step => step.startsWith('vectors'))).toEqual([
      'vectors 1000/1204',
      'vectors 1204/1204',
    ])
    expect((await Promise.all(during))[0]).toEqual([first, oldUnits])
    expect((await store.currentModel())?.id).toBe(second.modelId)
    expect(await vectorIds(store, first)).toEqual([])
    expect(await vectorIds(store, second.modelId)).toEqual(await unitIds(store))
  })

  test('of another word table is replaced', async () => {
    const { store, save } = openRegistry()
    await save(entry('a'))
    const others = openBuiltinEmbedders(writeTinyWordTable({ 年休: 0, 申請: 90 }))
    const first = (await runOnce(store, others)).modelId
    const second = (await runOnce(store, embedders)).modelId
    expect(second).not.toBe(first)
    expect([await vectorIds(store, first), await vectorIds(store, second)]).toEqual([[], [1, 2]])
  })

  test('that takes its time does not keep words of new entries waiting, and gets those entries next', async () => {
    const { store, save } = openRegistry()
    const toy = toyEmbedderSource(['年休', '旅費'])
    const slow = {
      ...toy,
      open: async (model: FittedModel) => {
        const embedder = await toy.open(model)
        const embed: Embedder['embed'] = async (inputs, role) => {
          if (inputs.length === 4) {
            await save(entry('new'))
            await until(async () => (await store.indexedEntriesById(['new']))[0]?.units.length === 2, 10_000)
          }
          return (await embedder?.embed(inputs, role)) ?? []
        }
        return embedder && { ...embedder, embed }
      },
    }
    await save(entry('a'), entry('b'))
    const { modelId } = await runOnce(store, slow)
    expect(await store.pendingCount()).toBe(0)
    expect(await vectorIds(store, modelId)).toEqual(await unitIds(store))
    expect(await store.unitCount()).toBe(6)
  })

  test('gets what was indexed after its last look, too', async () => {
    const { store, save } = openRegistry()
    await save(entry('a'))
    const late: typeof store = {
      ...store,
      useModel: async model => {
        await save(entry('new'))
        await until(async () => (await store.indexedEntriesById(['new']))[0]?.units.length === 2, 10_000)
        await store.useModel(model)
      },
    }
    const { modelId } = await runOnce(late, toyEmbedderSource(['年休', '旅費']))
    expect(await vectorIds(store, modelId)).toEqual([1, 2, 3, 4])
  })

  test('that fails costs vectors, not words; the next run makes them', async () => {
    const { store, save } = openRegistry()
    const toy = toyEmbedderSource(['年休', '旅費'])
    const fault = new FaqError('model_unusable', { path: '/models/tiny', reason: 'gone' })
    await save(entry('a'))
    const failed = await runOnce(store, { ...toy, fit: () => Promise.reject(fault) })
    expect(failed).toEqual({ modelId: null, progress: ['units 1/1'], embeddingFailure: fault.message })
    const { modelId } = await runOnce(store, toy)
    expect(await vectorIds(store, modelId)).toEqual([1, 2])
    await save(entry('b'))
    const dead = { ...toy, open: () => Promise.reject(fault) }
    expect(await runOnce(store, dead)).toMatchObject({ modelId, embeddingFailure: fault.message })
    expect([await store.pendingCount(), await store.unitCount(), (await vectorIds(store, modelId)).length]).toEqual([
      0, 4, 2,
    ])
  })

  test('that fails for another reason than its own is a failure of the run', async () => {
    const { store, save } = openRegistry()
    await save(entry('a'))
    const source = { ...toyEmbedderSource(['年休']), fit: () => Promise.reject(new Error('a bug')) }
    await expect(runOnce(store, source)).rejects.toThrow('a bug')
  })

  test('that cannot be read leaves words to be searched, and vectors for later', async () => {
    const { store, save } = openRegistry()
    await save(entry('a'))
    expect(await runOnce(store, null)).toEqual({ modelId: null, progress: ['units 1/1'] })
    expect([await store.unitCount(), await store.currentModel()]).toEqual([2, null])
    const { modelId } = await runOnce(store, embedders)
    expect(await vectorIds(store, modelId)).toEqual([1, 2])
  })

  test('that learns nothing is made once, from nothing, however much the registry grows', async () => {
    const { store, save } = openRegistry()
    const source = toyEmbedderSource(['年休', '申請', '旅費', '請求'])
    await save(...entries(2))
    const first = await runOnce(store, source)
    await save(...entries(40, 2))
    expect((await runOnce(store, source)).modelId).toBe(first.modelId)
    expect(source.fits).toEqual([[]])
    expect(await vectorIds(store, first.modelId)).toEqual(await unitIds(store))
  })

  test('can be left for one of another kind and taken up again, at the cost of the vectors alone', async () => {
    const { store, save } = openRegistry()
    await save(...entries(3))
    const source = toyEmbedderSource(['年休', '旅費'])
    const builtin = (await runOnce(store, embedders)).modelId
    const toy = (await runOnce(store, source)).modelId
    expect([await vectorIds(store, builtin), await vectorIds(store, toy)]).toEqual([[], await unitIds(store)])
    expect((await runOnce(store, embedders)).modelId).toBe(builtin)
    expect([await vectorIds(store, builtin), await vectorIds(store, toy)]).toEqual([await unitIds(store), []])
  })

  test('is none for a registry without published entries', async () => {
    const { registry, store, save } = openRegistry()
    expect(await runOnce(store, embedders)).toEqual({ modelId: null, progress: [] })
    await save(entry('a'))
    await runOnce(store, embedders)
    await registry.archive('a', 'tester')
    expect((await runOnce(store, embedders)).modelId).toBeNull()
    await save(entry('a'))
    const { modelId } = await runOnce(store, embedders)
    expect(await vectorIds(store, modelId)).toEqual(await unitIds(store))
  })
})
