// The first start as everybody has it, with the whole sample data; and the quality of the answers, measured as `zencho eval`
// does it, which may not fall below the floors of test/golden/floors.json.
import { existsSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { readEntryFolder } from '../../src/adapters/entry-files/read-entry-folder.ts'
import { readFloors } from '../../src/cli/floors-file.ts'
import { readEvaluationSet } from '../../src/cli/read-evaluation-set.ts'
import { calibrate } from '../../src/core/evaluation/calibration.ts'
import { type Figures, figuresOf, findBreaches } from '../../src/core/evaluation/floors.ts'
import type { EvaluationRun } from '../../src/core/evaluation/measures.ts'
import { summarise } from '../../src/core/evaluation/summarise.ts'
import { askResponseSchema, entryListSchema } from '../../src/server/api-schemas.ts'
import { openProductIn } from './open-story.ts'
import { runHere } from './run-here.ts'
import { makeFolder } from './story-entries.ts'
import { PROJECT, startServer } from './zencho-process.ts'

const READY_MS_MAX = 45_000
const STORY_MS_MAX = 120_000
/** One entry of so many is asked for by its own question. */
const STEP = 8
/** Ranks that `zencho eval` keeps of each question. */
const DEPTH = 20

const OWN_SET = join(PROJECT, 'faq-data/evaluation')
/** Not a part of the project: measured where it lies beside it. */
const KOSODATE = join(PROJECT, '../shared/bench/kosodate')
const FLOORS = join(PROJECT, 'test/golden/floors.json')

/** The working folder of the first start; its `data` is where the product puts it by itself. */
let folder = ''
beforeAll(async () => {
  folder = await makeFolder()
})
afterAll(() => rm(folder, { recursive: true }))

/** Nothing is set but the port; the server is told to end when it has shown what it can. */
async function startFirstTime(): Promise<void> {
  const files = await readEntryFolder(join(PROJECT, 'faq-data/entries'))
  const entries = files.flatMap(file => file.entries.map(({ input }) => input))
  const published = entries.filter(({ status }) => status === 'published')
  await using server = await startServer({}, { cwd: folder })
  const get = async (path: string): Promise<unknown> => (await fetch(server.url + path)).json()
  const ask = async (question: string) => {
    const request = {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ question }),
    }
    return askResponseSchema.parse(await (await fetch(`${server.url}/api/v1/ask`, request)).json())
  }
  // Registered before the address was said, and so to be read while the index is still being made.
  expect(entryListSchema.parse(await get('/api/v1/entries?limit=1')).total).toBe(published.length)
  const ready = { status: 'ready', entries: published.length }
  await vi.waitFor(async () => expect(await get('/readyz')).toEqual(ready), { timeout: READY_MS_MAX, interval: 50 })
  expect(server.stderr()).toContain('見本データ')
  await vi.waitFor(() => expect(server.stdout()).toContain('準備ができました'), { timeout: READY_MS_MAX })

  expect(await ask('休みを取りたい')).toMatchObject({ outcome: 'answered', answer: { entryId: 'jinji-001' } })
  const asked = published.filter((_, i) => i % STEP === 0)
  expect(new Set(asked.map(({ section }) => section.code)).size).toBe(files.length)
  for (const { id, question } of asked) {
    const { outcome, answer } = await ask(question)
    expect([question, outcome, answer?.entryId]).toEqual([question, 'answered', id])
  }
  server.child.kill('SIGTERM')
  expect((await server.finished).code).toBe(0)
}

/** Asks the questions of the set, of the product that the first start left behind. */
async function evaluateOwnSet(): Promise<Figures> {
  const { queries } = await readEvaluationSet(OWN_SET)
  await using opened = await openProductIn(folder)
  await opened.product.settleIndex()
  const runs: EvaluationRun[] = []
  for (const { id, text } of queries) {
    const { outcome, confidence, ranked } = await opened.product.rank(text, DEPTH)
    const [ids, scores] = [ranked.map(({ entryId }) => entryId), ranked.map(({ score }) => score)]
    runs.push({ id, outcome, confidence, ranked: ids, scores })
  }
  expect(opened.events).toEqual([])
  return figuresOf(summarise(queries, runs), calibrate(queries, runs))
}

describe.concurrent('the answers', { timeout: STORY_MS_MAX }, () => {
  test('of a first start are there for every section, and at or above the floors of faq-data', async () => {
    await startFirstTime()
    const floors = (await readFloors(FLOORS))['faq-data']
    expect(floors).toBeDefined()
    expect(findBreaches(floors ?? {}, await evaluateOwnSet())).toEqual([])
  })

  test.skipIf(!existsSync(KOSODATE))(
    'are at or above the floors of kosodate (skipped where it is not at hand)',
    async () => {
      const { code, stderr } = await runHere(['eval', KOSODATE, '--floors', FLOORS], {})
      expect([code, stderr]).toEqual([0, ''])
    },
  )
})
