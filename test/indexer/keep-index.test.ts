// The kept index with everything real: the indexing thread, its own database connection and analyser, the graph file.
import { cpSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildGraph } from '../../indexer/build-graph.ts'
import { type KeptIndex, keepIndex } from '../../indexer/keep-index.ts'
import { runIndexer } from '../../indexer/run-indexer.ts'
import { type BuiltinEmbedders, openBuiltinEmbedders } from '../../src/adapters/embedders/builtin-embedder.ts'
import { openLinderaAnalyser } from '../../src/adapters/lindera/lindera-analyser.ts'
import { analyseQuestion } from '../../src/core/analyse-question.ts'
import { retrieve } from '../../src/core/search/retrieve.ts'
import { Synonyms } from '../../src/core/search/synonyms.ts'
import { makeInput } from '../fakes/entry-builders.ts'
import { makeTempFolder } from '../fakes/temp-folder.ts'
import { writeTinyWordTable } from '../fakes/tiny-word-table.ts'
import { type OpenedRegistry, openRegistry, runOnce } from './open-registry.ts'
import { until } from './until.ts'

/** Generous: the thread loads its dictionary first, on a machine that may have other work. */
const START_MS = 20_000
/** The promise to whoever publishes. */
const SEARCHABLE_MS = 1_000

const analyser = openLinderaAnalyser()
const MODEL_FOLDER = writeTinyWordTable()
const embedders = openBuiltinEmbedders(MODEL_FOLDER)

const ryohi = makeInput('ryohi', { question: '出張の旅費の請求', answer: '出張の後に請求してください。' })
const kyuka = makeInput('kyuka', { question: '休暇の申請', answer: '前日までに申請してください。' })
const kaigi = makeInput('kaigi', { question: '会議の案内', answer: '会議室を予約してください。' })

interface Kept extends OpenedRegistry {
  readonly kept: KeptIndex
  readonly graphPath: string
  readonly events: readonly string[]
}

const running = new Set<KeptIndex>()
afterAll(async () => {
  for (const kept of running) await kept.close()
})

async function keep(
  opened: OpenedRegistry,
  some: {
    readonly embedders?: BuiltinEmbedders | null
    readonly modelFolder?: string
    readonly databasePath?: string
    readonly imageEntriesMin?: number
  } = {},
): Promise<Kept> {
  const { path } = opened.database
  const graphPath = join(path, '..', 'index', 'vectors.hnsw')
  const events: string[] = []
  const used = some.embedders === undefined ? embedders : some.embedders
  const kept = await keepIndex({
    store: opened.store,
    embedders: used,
    nearTerms: used?.nearTerms() ?? null,
    synonyms: new Synonyms([]),
    settings: {
      databasePath: some.databasePath ?? path,
      modelFolder: some.modelFolder ?? MODEL_FOLDER,
      embedder: { kind: 'builtin' },
      graphPath,
      imagePath: join(path, '..', 'index', 'words.image'),
      imageEntriesMin: some.imageEntriesMin ?? Number.POSITIVE_INFINITY,
    },
    log: event => events.push(event),
  })
  running.add(kept)
  return { ...opened, kept, graphPath, events }
}

async function ask(text: string, { index }: KeptIndex): Promise<readonly string[]> {
  const ranked = await retrieve(analyseQuestion(text, analyser), index, { limit: 5 })
  return ranked.map(({ entryId }) => entryId)
}

describe('a kept index', () => {
  // One index for all of them, as in production: each test finds what the one before left.
  let opened: Kept
  let kept: KeptIndex
  beforeAll(async () => {
    opened = await keep(openRegistry())
    ;({ kept } = opened)
  })

  test('starts with an empty registry, and has nobody wait for it', async () => {
    await kept.firstIndexMade(START_MS)
    await kept.ready
    expect(await kept.status()).toEqual({
      ready: true,
      entries: 0,
      pending: 0,
      vectors: 0,
      modelId: null,
      degraded: null,
    })
  })

  test('has what comes first searchable by words and vectors, for those who wait', async () => {
    await opened.save(ryohi, kyuka, makeInput('draft', { status: 'draft' }))
    const { ready, pending } = await kept.status()
    expect(ready).toBe(pending === 0) // nobody is told 「ready」 while the very first entries wait
    await kept.firstIndexMade(START_MS)
    const model = await opened.store.currentModel()
    expect(await kept.status()).toEqual({
      ready: true,
      entries: 2,
      pending: 0,
      vectors: 4,
      modelId: model?.id,
      degraded: null,
    })
    expect((await ask('旅費', kept))[0]).toBe('ryohi')
    expect((await ask('休暇', kept))[0]).toBe('kyuka')
  })

  test('has a change searchable when the poke that told of it resolves', async () => {
    await opened.save({ ...kyuka, question: '宿泊の届出' })
    await kept.poke()
    expect((await ask('宿泊の届出', kept))[0]).toBe('kyuka')
    await opened.registry.archive('kyuka', 'tester')
    await kept.poke()
    expect(await ask('宿泊の届出', kept)).not.toContain('kyuka')
    expect(await kept.status()).toMatchObject({ entries: 1, vectors: 2, pending: 0 })
  })

  test('has what another connection imports searchable within a second, and what it archives gone', async () => {
    const importer = openRegistry(opened.database.path)
    await importer.save(kaigi)
    const tookMs = await until(async () => (await ask('会議の案内', kept))[0] === 'kaigi', START_MS)
    expect(tookMs).toBeLessThan(SEARCHABLE_MS)
    await importer.registry.archive('kaigi', 'tester')
    await until(async () => !(await ask('会議の案内', kept)).includes('kaigi'), START_MS)
  })

  test('takes a new model over when the registry outgrows the old one', async () => {
    await kept.poke()
    const before = await kept.status()
    await opened.save(
      ...Array.from({ length: 20 }, (_, i) => makeInput(`e${i}`, { question: `会議${i}`, answer: '申請' })),
    )
    await kept.poke()
    const after = await kept.status()
    expect(after).toMatchObject({ entries: 21, vectors: 42, degraded: null })
    expect(after.modelId).not.toBe(before.modelId)
    expect(after.modelId).toBe((await opened.store.currentModel())?.id)
    expect(opened.events).toEqual([])
  })

  test('can be closed in the middle of its work, and twice; a poke after that resolves', async () => {
    await opened.save(kyuka)
    const poked = kept.poke()
    await kept.close()
    await kept.close()
    await expect(poked).resolves.toBeUndefined()
    await expect(kept.poke()).resolves.toBeUndefined()
    expect(opened.events).toEqual([])
  })
})

describe('the graph file of a kept index', () => {
  let folder: string
  beforeAll(async () => {
    const { database, store, save } = openRegistry()
    folder = join(database.path, '..')
    await save(ryohi, kyuka, kaigi)
    const { modelId } = await runIndexer({ store, analyser, embedders, onProgress: () => {} })
    await buildGraph(store, join(folder, 'index', 'vectors.hnsw'), modelId ?? '', () => {})
    await database.close()
  })

  /** A copy of the data folder, as if the program had been stopped. */
  const copyFolder = () => {
    const copy = makeTempFolder()
    cpSync(folder, copy, { recursive: true })
    return { graphPath: join(copy, 'index', 'vectors.hnsw'), opened: openRegistry(join(copy, 'zencho.sqlite')) }
  }

  test('serves at the next start at once, without being built again', async () => {
    const { opened, graphPath } = copyFolder()
    const before = readFileSync(graphPath)
    const { kept, events } = await keep(opened)
    expect(await kept.status()).toMatchObject({ entries: 3, vectors: 6 })
    await kept.ready
    expect(events).toEqual([])
    expect(readFileSync(graphPath).equals(before)).toBe(true)
  })

  test('is built again where it is damaged; meanwhile words are answered', async () => {
    const { opened, graphPath } = copyFolder()
    const whole = readFileSync(graphPath)
    const damaged = whole.map(byte => byte ^ 0xff)
    writeFileSync(graphPath, damaged)
    const { kept, events } = await keep(opened)
    expect(await kept.status()).toMatchObject({ ready: false, entries: 3, vectors: 0, modelId: null })
    expect((await ask('旅費', kept))[0]).toBe('ryohi')
    await kept.ready
    expect(await kept.status()).toMatchObject({ ready: true, entries: 3, vectors: 6, degraded: null })
    expect(events).toEqual(['graph_rebuilt'])
    expect(readFileSync(graphPath).equals(damaged)).toBe(false)
  })

  test('is brought up to what changed while nobody kept it', async () => {
    const { opened } = copyFolder()
    await opened.registry.archive('ryohi', 'tester')
    await opened.save({ ...kyuka, question: '会議の申請' })
    const { kept } = await keep(opened)
    await kept.ready
    expect(await kept.status()).toMatchObject({ entries: 2, vectors: 4, degraded: null })
    expect(await ask('旅費', kept)).not.toContain('ryohi')
    expect((await ask('会議の申請', kept))[0]).toBe('kyuka')
  })
})

describe('a kept index in trouble', () => {
  test('answers by words without its model, and says what is wrong', async () => {
    const opened = openRegistry()
    await opened.save(ryohi, kyuka)
    const modelFolder = join(makeTempFolder(), 'missing')
    const { kept, save, graphPath } = await keep(opened, { embedders: null, modelFolder })
    await kept.ready
    const status = await kept.status()
    expect(status).toMatchObject({ ready: true, entries: 2, vectors: 0, modelId: null })
    expect(status.degraded).toContain('model_damaged')
    expect(status.degraded).toContain(modelFolder)
    expect(await ask('旅費', kept)).toEqual(['ryohi'])
    await save(kaigi)
    await kept.poke()
    expect(await ask('会議の案内', kept)).toEqual(['kaigi'])
    expect(existsSync(graphPath)).toBe(false)
  })

  test('serves what it has, tells of the failure and tries again where its thread cannot start', async () => {
    const opened = openRegistry()
    await opened.save(ryohi, kyuka)
    await runOnce(opened.store, null)
    await opened.save(kaigi)
    const file = join(makeTempFolder(), 'file')
    writeFileSync(file, '')
    const { kept, events } = await keep(opened, { databasePath: join(file, 'zencho.sqlite') })
    await until(() => events.length >= 2, START_MS)
    expect(new Set(events)).toEqual(new Set(['indexing_failed']))
    const status = await kept.status()
    expect(status).toMatchObject({ ready: false, entries: 2, pending: 1 })
    expect(status.degraded).toContain('data_folder')
    await expect(kept.poke()).resolves.toBeUndefined()
  })

  test('answers by words where the graph file cannot be written, and writes it as soon as it can', async () => {
    const opened = openRegistry()
    await opened.save(ryohi, kyuka)
    const place = join(opened.database.path, '..', 'index')
    writeFileSync(place, 'a file in the place of the folder')
    const { kept } = await keep(opened)
    await until(async () => (await kept.status()).degraded !== null, START_MS)
    await until(async () => (await ask('旅費', kept))[0] === 'ryohi', START_MS)
    await kept.poke() // the last one in the queue: it fails like those before it
    expect(await kept.status()).toMatchObject({ ready: false, entries: 2, vectors: 0 })
    rmSync(place)
    await until(async () => (await kept.status()).ready, START_MS)
    expect(await kept.status()).toMatchObject({ entries: 2, vectors: 4, degraded: null })
  })
})
