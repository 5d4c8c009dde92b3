// The first start as everybody has it: no setting but the port, an empty folder, and the whole sample data.
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { readEntryFolder } from '../../src/adapters/entry-files/read-entry-folder.ts'
import { askResponseSchema, entryListSchema } from '../../src/server/api-schemas.ts'
import { makeFolder } from './story-entries.ts'
import { PROJECT, startServer } from './zencho-process.ts'

const READY_MS_MAX = 45_000
/** One entry of so many is asked for by its own question. */
const STEP = 8

test('an empty folder becomes a service that answers for every section of the sample data', {
  timeout: 90_000,
}, async () => {
  const folder = await makeFolder()
  await mkdir(join(folder, 'home'))
  const files = await readEntryFolder(join(PROJECT, 'faq-data/entries'))
  const published = files
    .flatMap(({ entries }) => entries.map(({ input }) => input))
    .filter(({ status }) => status === 'published')
  await using server = await startServer({}, { cwd: join(folder, 'home') })
  const get = async (path: string): Promise<unknown> => (await fetch(server.url + path)).json()
  const ask = async (question: string) => {
    const headers = { 'Content-Type': 'application/json' }
    const response = await fetch(`${server.url}/api/v1/ask`, {
      method: 'POST',
      body: JSON.stringify({ question }),
      headers,
    })
    return askResponseSchema.parse(await response.json())
  }

  const ready = vi.waitFor(async () => expect((await fetch(`${server.url}/readyz`)).status).toBe(200), {
    timeout: READY_MS_MAX,
    interval: 50,
  })
  // Registered before the address was said, and so to be read while the index is still being made.
  expect(entryListSchema.parse(await get('/api/v1/entries?limit=1')).total).toBe(published.length)
  await ready
  expect(server.stderr()).toContain('見本データ')
  expect(await get('/readyz')).toEqual({ status: 'ready', entries: published.length })
  await expect.poll(server.stdout, { timeout: 5_000 }).toContain('準備ができました')

  expect(await ask('休みを取りたい')).toMatchObject({ outcome: 'answered', answer: { entryId: 'jinji-001' } })
  const sections = new Set<string>()
  for (const { id, question, section } of published.filter((_, i) => i % STEP === 0)) {
    const { outcome, answer } = await ask(question)
    expect([question, outcome, answer?.entryId]).toEqual([question, 'answered', id])
    sections.add(section.code)
  }
  expect(sections.size).toBe(files.length)
  server.child.kill('SIGTERM')
  expect((await server.finished).code).toBe(0)
  await rm(folder, { recursive: true })
})
