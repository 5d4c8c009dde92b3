// A change is live within a second and without a restart: whoever made it, in this process or in another.
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import BetterSqlite3 from 'better-sqlite3'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import type { EntryInput } from '../../src/core/ports/registry.ts'
import { askResponseSchema } from '../../src/server/api-schemas.ts'
import { manyEntries } from './many-entries.ts'
import { openStory, type Story } from './open-story.ts'
import { entryInput, makeFolder, PUBLISHED, writeEntries, writeSampleFolder } from './story-entries.ts'
import { runZencho, startServer, type ZenchoServer } from './zencho-process.ts'

const WITHIN_A_SECOND = { timeout: 1_000, interval: 50 }
const KOHO = { code: 'koho', name: '広報課' }

const FIRST = entryInput('koho-001', KOHO, {
  question: '広報誌の表紙に写真を載せたいときは、どうすればよいですか。',
  answer: '写真の原本を広報課に送ってください。',
  phrasings: ['マスコットの着ぐるみを借りる'],
})
const REVISED: EntryInput = {
  ...FIRST,
  answer: '写真の原本と使用許諾書を広報課に送ってください。',
  phrasings: ['表紙の画像を提供'],
  revisedOn: '2026-05-01',
}

/** The entry that answers, and everything that is shown at all. */
async function askAt(url: string, question: string) {
  const body = JSON.stringify({ question, limit: 20 })
  const response = await fetch(`${url}/api/v1/ask`, {
    method: 'POST',
    body,
    headers: { 'Content-Type': 'application/json' },
  })
  const { outcome, answer, candidates } = askResponseSchema.parse(await response.json())
  const answeredBy = outcome === 'answered' ? (answer?.entryId ?? null) : null
  return { answeredBy, text: answer?.answer, shown: [answeredBy, ...candidates.map(({ entryId }) => entryId)] }
}

const statusOf = async (url: string, path: string) => (await fetch(url + path)).status

describe('a change in the same process', () => {
  let story: Story
  beforeAll(async () => {
    story = await openStory()
  })
  afterAll(() => story[Symbol.asyncDispose]())
  beforeEach(() => story.product.settleIndex())

  const save = (input: EntryInput) => story.product.registry.save([input], { actor: 'editor' })
  const answeredBy = async (question: string) => {
    const { outcome, ranked } = await story.product.rank(question, 1)
    return outcome === 'answered' ? (ranked[0]?.entryId ?? null) : null
  }

  test('is answered within a second of its registration', async () => {
    expect(await answeredBy(FIRST.question)).toBeNull()
    await save(FIRST)
    await expect.poll(() => answeredBy(FIRST.question), WITHIN_A_SECOND).toBe(FIRST.id)
    expect(await answeredBy('マスコットの着ぐるみを借りる')).toBe(FIRST.id)
  })

  test('takes an old phrasing away with the revision, and brings the new one', async () => {
    await save(REVISED)
    await expect.poll(() => answeredBy('表紙の画像を提供'), WITHIN_A_SECOND).toBe(FIRST.id)
    await expect.poll(() => answeredBy('マスコットの着ぐるみを借りる'), WITHIN_A_SECOND).toBeNull()
    expect(await askAt(story.url, FIRST.question)).toMatchObject({ answeredBy: FIRST.id, text: REVISED.answer })
  })

  test('takes an archived entry out of answers and candidates at once, and off its page', async () => {
    await story.product.registry.archive(FIRST.id, 'editor')
    // The answer reads the registry, so not even a moment passes.
    for (const question of [FIRST.question, ...REVISED.phrasings]) {
      expect((await askAt(story.url, question)).shown).not.toContain(FIRST.id)
    }
    expect(await statusOf(story.url, `/api/v1/entries/${FIRST.id}`)).toBe(404)
    expect(await statusOf(story.url, `/entries/${FIRST.id}`)).toBe(404)
    await expect.poll(async () => (await story.product.indexState()).entries, WITHIN_A_SECOND).toBe(PUBLISHED.length)
  })

  test('brings an archived entry back when it is published again, with its first registration date', async () => {
    await save({ ...REVISED, registeredOn: '2026-11-01' })
    await expect.poll(() => answeredBy(FIRST.question), WITHIN_A_SECOND).toBe(FIRST.id)
    const [entry] = await story.product.registry.entriesById([FIRST.id])
    expect(entry).toMatchObject({ status: 'published', registeredOn: FIRST.registeredOn })
  })

  test('keeps a draft to itself until it is published', async () => {
    const draft = entryInput('koho-002', KOHO, {
      question: '記者会見の手話通訳は誰が手配しますか。',
      answer: '広報課が手配します。',
      status: 'draft',
      registeredOn: null,
    })
    await save(draft)
    await story.product.settleIndex()
    expect((await askAt(story.url, draft.question)).shown).not.toContain(draft.id)
    await save({ ...draft, status: 'published' })
    await expect.poll(() => answeredBy(draft.question), WITHIN_A_SECOND).toBe(draft.id)
  })

  test('moves an entry to another section, whose filter finds it from then on', async () => {
    const [moved] = PUBLISHED
    if (moved === undefined) throw new Error('expected an entry')
    const limit = { channel: 'api', text: moved.question, sectionCode: KOHO.code } as const
    await save({ ...moved, section: KOHO })
    const found = async () => {
      const answer = await story.product.ask(limit)
      return answer.outcome === 'answered' ? answer.entry.section : answer.outcome
    }
    await expect.poll(found, WITHIN_A_SECOND).toEqual(KOHO)
    expect((await story.product.ask({ ...limit, sectionCode: moved.section.code })).outcome).not.toBe('answered')
  })

  test('leaves the others as they are, however often entries change', async () => {
    for (let round = 0; round < 5; round += 1) {
      await save({ ...FIRST, answer: `第${round}版`, phrasings: [`言い換え${round}`] })
      await story.product.settleIndex()
    }
    for (const { id, question } of PUBLISHED) expect(await answeredBy(question)).toBe(id)
    expect(await askAt(story.url, FIRST.question)).toMatchObject({ answeredBy: FIRST.id, text: '第4版' })
  })

  // A transaction that began without the write lock would have read, and SQLite would refuse its write at once
  // (SQLITE_BUSY_SNAPSHOT) because of the commit in between, whatever the busy timeout.
  test('is saved although another connection commits while it is being checked', async () => {
    const other = new BetterSqlite3(story.product.databasePath, { timeout: 0 })
    const commitElsewhere = () => {
      try {
        other.exec("INSERT INTO index_mark (entry_id) VALUES ('elsewhere')")
      } catch {
        // Refused, because the save holds the database: just as well.
      }
    }
    // `seen` is asked after the save has read and before it writes.
    class Interrupting extends Map<string, number> {
      override get(): undefined {
        commitElsewhere()
      }
    }
    try {
      await story.product.settleIndex()
      await story.product.registry.save([{ ...FIRST, answer: '同時の版' }], {
        actor: 'editor',
        seen: new Interrupting(),
      })
    } finally {
      other.close()
    }
  })

  test('goes on beside questions and the indexer, and none of them refuses the other', async () => {
    const inputs = manyEntries(0, 40)
    const eventsBefore = story.events.length
    const saved = new AbortController()
    const asking = (async () => {
      while (!saved.signal.aborted) await story.product.ask({ text: '休みを取りたい', channel: 'api' })
    })()
    try {
      for (const input of inputs) await save(input)
    } finally {
      saved.abort()
      await asking
    }
    await story.product.settleIndex()
    expect(story.events.slice(eventsBefore)).toEqual([])
    for (const { id, question } of inputs) {
      expect(await story.product.rank(question, 1)).toMatchObject({ outcome: 'answered', ranked: [{ entryId: id }] })
    }
  })
})

describe('a change by `zencho import` while the server runs', () => {
  let folder = ''
  let server: ZenchoServer
  let environment: Record<string, string> = {}
  beforeAll(async () => {
    folder = await makeFolder()
    environment = { DATA_DIR: join(folder, 'data'), SAMPLE_DIR: await writeSampleFolder(folder, [...PUBLISHED, FIRST]) }
    server = await startServer(environment)
    await vi.waitFor(async () => expect(await statusOf(server.url, '/readyz')).toBe(200), {
      timeout: 10_000,
      interval: 20,
    })
  })
  afterAll(async () => {
    await server[Symbol.asyncDispose]()
    await rm(folder, { recursive: true })
  })

  const answeredBy = async (question: string) => (await askAt(server.url, question)).answeredBy

  test('is live within a second: new entries answer, revised ones in their new words only, archived ones are gone', async () => {
    const news = entryInput('koho-003', KOHO, {
      question: '県章の使用を申請したいです。',
      answer: '様式第7号で申請してください。',
    })
    const [kept, gone] = PUBLISHED
    if (kept === undefined || gone === undefined) throw new Error('expected two entries')
    expect(await answeredBy('マスコットの着ぐるみを借りる')).toBe(FIRST.id)
    expect(await answeredBy(gone.question)).toBe(gone.id)
    expect(await answeredBy(news.question)).toBeNull()

    const file = await writeEntries(join(folder, 'change.jsonl'), [news, REVISED, { ...gone, status: 'archived' }])
    const { code, stderr } = await runZencho(['import', file], environment)
    expect([code, stderr]).toEqual([0, ''])
    await expect.poll(() => answeredBy(news.question), WITHIN_A_SECOND).toBe(news.id)
    await expect.poll(() => answeredBy('表紙の画像を提供'), WITHIN_A_SECOND).toBe(FIRST.id)
    await expect.poll(() => answeredBy('マスコットの着ぐるみを借りる'), WITHIN_A_SECOND).toBeNull()
    expect((await askAt(server.url, FIRST.question)).text).toBe(REVISED.answer)
    expect((await askAt(server.url, gone.question)).shown).not.toContain(gone.id)
    expect(await statusOf(server.url, `/entries/${gone.id}`)).toBe(404)
    expect(await answeredBy(kept.question)).toBe(kept.id)
  })
})
