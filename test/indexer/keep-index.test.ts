// The kept index with everything real: the indexing thread, its own database connection and analyser, the graph file.
import { existsSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { type KeptIndex, keepIndex } from '../../indexer/keep-index.ts'
import { type BuiltinEmbedders, openBuiltinEmbedders } from '../../src/adapters/embedders/builtin-embedder.ts'
import { openLinderaAnalyser } from '../../src/adapters/lindera/lindera-analyser.ts'
import { retrieve } from '../../src/core/search/retrieve.ts'
import { tokenise } from '../../src/core/tokenise.ts'
import { makeInput } from '../fakes/entry-builders.ts'
import { makeTempFolder } from '../fakes/temp-folder.ts'
import { writeTinyWordTable } from '../fakes/tiny-word-table.ts'
import { type OpenedRegistry, openRegistry } from './open-registry.ts'
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

const running: KeptIndex[] = []
/** Runs before the databases are closed: hooks run in the reverse order of their registration. */
afterEach(async () => {
  for (const kept of running.splice(0)) await kept.close()
})

async function keep(
  opened: OpenedRegistry,
  some: {
    readonly embedders?: BuiltinEmbedders | null
    readonly modelFolder?: string
    readonly databasePath?: string
  } = {},
): Promise<Kept> {
  const { path } = opened.database
  const graphPath = join(path, '..', 'index', 'vectors.hnsw')
  const events: string[] = []
  const kept = await keepIndex({
    store: opened.store,
    embedders: some.embedders === undefined ? embedders : some.embedders,
    settings: { databasePath: some.databasePath ?? path, modelFolder: some.modelFolder ?? MODEL_FOLDER, graphPath },
    log: event => events.push(event),
  })
  running.push(kept)
  return { ...opened, kept, graphPath, events }
}

async function close(kept: KeptIndex): Promise<void> {
  running.splice(running.indexOf(kept), 1)
  await kept.close()
}

async function ask(text: string, { index }: KeptIndex): Promise<readonly string[]> {
  const ranked = await retrieve({ text, terms: tokenise(text, analyser) }, index, { limit: 5 })
  return ranked.map(({ entryId }) => entryId)
}

const isReady = (kept: KeptIndex) => until(async () => (await kept.status()).ready, START_MS)

describe('a kept index', () => {
  test('has everything searchable by words and vectors that was marked at its start', async () => {
    const opened = openRegistry()
    await opened.save(ryohi, kyuka, kaigi, makeInput('draft', { status: 'draft' }))
    const { kept, events } = await keep(opened)
    await kept.ready
    const model = await opened.store.currentModel()
    expect(await kept.status()).toEqual({
      ready: true,
      entries: 3,
      pending: 0,
      vectors: 6,
      modelId: model?.id,
      degraded: null,
    })
    expect((await ask('旅費', kept))[0]).toBe('ryohi')
    expect((await ask('年休', kept))[0]).toBeDefined()
    expect(events).toEqual([])
  })

  test('has a change searchable when the poke that told of it resolves', async () => {
    const opened = openRegistry()
    await opened.save(ryohi, kyuka, kaigi)
    const { kept, save, registry } = await keep(opened)
    await kept.poke()
    await save({ ...kyuka, question: '宿泊の届出' })
    await kept.poke()
    expect((await ask('宿泊の届出', kept))[0]).toBe('kyuka')
    expect(await ask('休暇の申請', kept)).not.toEqual(['kyuka'])
    await registry.archive('kyuka', 'tester')
    await kept.poke()
    expect(await ask('宿泊の届出', kept)).not.toContain('kyuka')
    expect(await kept.status()).toMatchObject({ entries: 2, vectors: 4, pending: 0 })
  })

  test('has what another connection imports searchable within a second', async () => {
    const opened = openRegistry()
    await opened.save(ryohi, kyuka)
    const { kept } = await keep(opened)
    await isReady(kept)
    const importer = openRegistry(opened.database.path)
    await importer.save(kaigi)
    const tookMs = await until(async () => (await kept.status()).entries === 3, START_MS)
    expect(tookMs).toBeLessThan(SEARCHABLE_MS)
    expect((await ask('会議の案内', kept))[0]).toBe('kaigi')
    await importer.registry.archive('kaigi', 'tester')
    await until(async () => !(await ask('会議の案内', kept)).includes('kaigi'), START_MS)
  })

  test('takes a new model over when the registry outgrows the old one', async () => {
    const opened = openRegistry()
    await opened.save(ryohi, kyuka)
    const { kept, save } = await keep(opened)
    await kept.ready
    const before = await kept.status()
    await save(...Array.from({ length: 20 }, (_, i) => makeInput(`e${i}`, { question: `会議${i}`, answer: '年休' })))
    await kept.poke()
    const after = await kept.status()
    expect(after).toMatchObject({ entries: 22, vectors: 44, degraded: null })
    expect(after.modelId).not.toBe(before.modelId)
    expect(after.modelId).toBe((await opened.store.currentModel())?.id)
  })

  test('starts with an empty registry, and fills with it', async () => {
    const { kept, save } = await keep(openRegistry())
    await kept.ready
    expect(await kept.status()).toEqual({
      ready: true,
      entries: 0,
      pending: 0,
      vectors: 0,
      modelId: null,
      degraded: null,
    })
    await save(ryohi)
    await kept.poke()
    expect(await kept.status()).toMatchObject({ entries: 1, vectors: 2 })
  })

  test('lets the first question wait for the first index, but no longer than told', async () => {
    const opened = openRegistry()
    await opened.save(ryohi)
    const { kept } = await keep(opened)
    await kept.firstIndexMade(START_MS)
    expect(await ask('旅費', kept)).toEqual(['ryohi'])
    const empty = await keep(openRegistry())
    await expect(empty.kept.firstIndexMade(START_MS)).resolves.toBeUndefined()
  })

  test('can be closed at once, in the middle of its work, and twice; a poke after that resolves', async () => {
    const opened = openRegistry()
    await opened.save(ryohi, kyuka)
    const { kept, events } = await keep(opened)
    await kept.close()
    await kept.close()
    await expect(kept.poke()).resolves.toBeUndefined()
    expect(events).toEqual([])
  })
})

describe('the graph file of a kept index', () => {
  async function openOnce() {
    const opened = openRegistry()
    await opened.save(ryohi, kyuka, kaigi)
    const first = await keep(opened)
    await first.kept.ready
    await close(first.kept)
    return { opened, graphPath: first.graphPath }
  }

  test('serves at the next start at once, without being built again', async () => {
    const { opened, graphPath } = await openOnce()
    const before = readFileSync(graphPath)
    const { kept, events } = await keep(opened)
    expect(await kept.status()).toMatchObject({ entries: 3, vectors: 6 })
    await kept.ready
    expect(events).toEqual([])
    expect(readFileSync(graphPath).equals(before)).toBe(true)
  })

  test.each([
    ['cut', (path: string) => truncateSync(path, 100)],
    ['overwritten', (path: string) => writeFileSync(path, readFileSync(path).fill(0, 200, 216))],
    ['deleted', (path: string) => rmSync(path)],
    ['without its manifest', (path: string) => rmSync(`${path}.manifest.json`)],
  ])('is built again where it is %s; meanwhile words are answered', async (_, harm) => {
    const { opened, graphPath } = await openOnce()
    harm(graphPath)
    const { kept } = await keep(opened)
    expect(await kept.status()).toMatchObject({ entries: 3, vectors: 0, modelId: null })
    expect(await ask('旅費', kept)).toEqual(['ryohi'])
    await kept.ready
    expect(await kept.status()).toMatchObject({ ready: true, entries: 3, vectors: 6, degraded: null })
    await close(kept)
    const again = await keep(opened)
    expect(await again.kept.status()).toMatchObject({ vectors: 6 })
  })

  test('has what changed while nobody kept it', async () => {
    const { opened } = await openOnce()
    await opened.registry.archive('ryohi', 'tester')
    await opened.save({ ...kyuka, question: '年休の申請' })
    const { kept } = await keep(opened)
    await kept.ready
    expect(await kept.status()).toMatchObject({ entries: 2, vectors: 4, degraded: null })
    expect(await ask('旅費', kept)).not.toContain('ryohi')
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
    const first = await keep(opened)
    await first.kept.ready
    await close(first.kept)
    const file = join(makeTempFolder(), 'file')
    writeFileSync(file, '')
    await opened.save(kaigi)
    const { kept, events } = await keep(opened, { databasePath: join(file, 'zencho.sqlite') })
    await until(() => events.length >= 2, START_MS)
    expect(new Set(events)).toEqual(new Set(['indexing_failed']))
    const status = await kept.status()
    expect(status).toMatchObject({ ready: false, entries: 2, pending: 1 })
    expect(status.degraded).toContain('data_folder')
    expect((await ask('旅費', kept))[0]).toBe('ryohi')
    await expect(kept.poke()).resolves.toBeUndefined()
  })

  // A failed run leaves before the changes are followed, and nothing tries again while no mark is left.
  test('answers by words where the graph file cannot be written', async () => {
    const opened = openRegistry()
    await opened.save(ryohi, kyuka)
    writeFileSync(join(opened.database.path, '..', 'index'), 'a file in the place of the folder')
    const { kept } = await keep(opened)
    await until(async () => (await kept.status()).degraded !== null, START_MS)
    await until(async () => (await ask('旅費', kept))[0] === 'ryohi', START_MS)
    expect(await kept.status()).toMatchObject({ entries: 2, vectors: 0 })
  })
})
