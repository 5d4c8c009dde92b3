// 解決率 in the pages: told with its range, never of a few, as a file that no spreadsheet runs; falls are told once; and whatever
// people say, what is answered stays byte for byte what it was.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openDatabase } from '../../src/adapters/sqlite/open-database.ts'
import { addDays, dateInJapan, fiscalYearOf } from '../../src/core/fiscal-year.ts'
import { askIn } from '../fakes/ask-in.ts'
import { openStory, type Story } from './open-story.ts'
import { signInAs } from './sign-in.ts'
import { entryInput, PUBLISHED, STORY_ENTRIES } from './story-entries.ts'

const PATH = '/admin/learning/resolution'
/** Of ten days ago, which in April is not this one. */
const YEAR = fiscalYearOf(addDays(dateInJapan(new Date()), -10))
const RISKY = entryInput(
  'joho-666',
  { code: 'joho', name: '情報政策課' },
  {
    question: '=HYPERLINK("http://example.jp")とは何ですか。',
    answer: '式ではありません。',
  },
)
const CLOSED = entryInput(
  'joho-667',
  { code: 'joho', name: '情報政策課' },
  {
    question: '情報政策課だけの当番表はどこですか。',
    answer: '共有フォルダにあります。',
    visibleTo: ['joho'],
  },
)

let story: Story
let manager: string
let editor: { readonly cookie: string; readonly account: { readonly id: string } }
beforeAll(async () => {
  story = await openStory([...STORY_ENTRIES, RISKY, CLOSED])
  manager = (await signInAs(story, { grants: [{ role: 'manager', sectionCode: null }] })).cookie
  editor = await signInAs(story, { sectionCode: 'jinji', grants: [{ role: 'editor', sectionCode: 'jinji' }] })
  await say('jinji-001', { daysAgo: 120, resolved: 19, unresolved: 1 })
  await say('jinji-001', { daysAgo: 10, resolved: 3, unresolved: 7 })
  await say('jinji-001', { daysAgo: 0, resolved: 3, unresolved: 7 }) // of this fiscal year, whatever day it is
  await say('jinji-002', { daysAgo: 10, resolved: 3, unresolved: 1 })
  await say('joho-666', { daysAgo: 10, resolved: 4, unresolved: 1 })
  await say('joho-667', { daysAgo: 10, resolved: 5, unresolved: 0 })
})
afterAll(() => story[Symbol.asyncDispose]())

interface Saying {
  readonly daysAgo: number
  readonly resolved: number
  readonly unresolved: number
}

async function say(entryId: string, { daysAgo, resolved, unresolved }: Saying): Promise<void> {
  const at = `${addDays(dateInJapan(new Date()), -daysAgo)}T01:00:00Z`
  const text = 'tanaka@pref.example.jp に聞いた件です'
  for (let i = 0; i < resolved + unresolved; i += 1) {
    await askIn(story.product.questionLog, { at, text, said: [[i < resolved ? 'resolved' : 'unresolved', entryId]] })
  }
}

async function get(path: string, cookie: string) {
  const response = await fetch(`${story.url}${path}`, { headers: { Cookie: cookie }, redirect: 'manual' })
  return { status: response.status, text: await response.text(), location: response.headers.get('Location') ?? '' }
}

/** The row of an entry in the list of all. */
function rowOf(page: string, entryId: string): string {
  const entries = page.slice(page.indexOf('id="entries"'))
  return entries.split('<tr>').find(row => row.includes(entryId)) ?? ''
}

describe('the page of 解決率', () => {
  test('tells a rate with its range, and of fewer than five voices nothing', async () => {
    const { text } = await get(`${PATH}?year=${YEAR}`, manager)
    expect(rowOf(text, 'jinji-002')).toContain('5件未満')
    expect(rowOf(text, 'jinji-002')).not.toMatch(/<td class="number">[13]</u)
    expect(rowOf(text, 'joho-666')).toMatch(/>4<[\s\S]*>1<[\s\S]*80\.0%[\s\S]*37\.6%〜96\.4%/u)
  })

  test('shows what is open to the reader, in the order that they choose', async () => {
    const { text } = await get(`${PATH}?year=${YEAR}&order=highest`, manager)
    expect(rowOf(text, 'joho-667')).toBe('')
    const { cookie } = await signInAs(story, { sectionCode: 'joho', grants: [{ role: 'editor', sectionCode: 'joho' }] })
    const own = (await get(`${PATH}?year=${YEAR}&order=highest&section=joho`, cookie)).text
    expect(own.indexOf('joho-667')).toBeLessThan(own.lastIndexOf('joho-666'))
    expect(own.slice(own.indexOf('id="entries"'))).not.toContain('jinji-001')
  })

  test('refuses a year that is none', async () => {
    expect((await get(`${PATH}?year=1999`, manager)).status).toBe(400)
    expect((await get(`${PATH}?year=abc`, manager)).status).toBe(400)
  })

  test('leads to the questions behind, masked, and hides those of a few', async () => {
    const { status, text } = await get(`${PATH}/entries/jinji-001?year=${YEAR}`, manager)
    expect([status, text.includes('に聞いた件です'), text.includes('tanaka@')]).toEqual([200, true, false])
    const few = await get(`${PATH}/entries/jinji-002?year=${YEAR}`, manager)
    expect([few.text.includes('に聞いた件です'), few.text.includes('質問は表示しません')]).toEqual([false, true])
    expect((await get(`${PATH}/entries/joho-667`, manager)).status).toBe(404)
    expect((await get(`${PATH}/entries/jinji-901`, manager)).status).toBe(404)
  })

  test('leaves as a file in which nothing is a formula, and a few are a few', async () => {
    const response = await fetch(`${story.url}${PATH}/export?year=${YEAR}&format=csv`, { headers: { Cookie: manager } })
    expect(response.headers.get('Content-Type')).toBe('text/csv; charset=utf-8')
    expect(response.headers.get('Content-Disposition')).toMatch(
      /^attachment; filename="?zencho-resolution-\d{4}\.csv"?$/u,
    )
    const lines = (await response.text()).replace(/^\uFEFF/u, '').split('\r\n')
    expect(lines.find(line => line.includes('joho-666'))).toContain(`"'=HYPERLINK(""http://example.jp"")とは`)
    expect(lines.find(line => line.includes('joho-666'))).toMatch(/,4,1,0\.8,0\.376,0\.964$/u)
    expect(lines.find(line => line.includes('jinji-002'))).toMatch(/,,,5件未満,,$/u)
    expect(lines.some(line => line.includes('joho-667'))).toBe(false)
  })
})

describe('a fall', () => {
  test('stands on the page, on the home of its keepers, and on the page of the entry', async () => {
    const page = await get(PATH, manager)
    const falling = page.text.slice(page.text.indexOf('id="falling"'), page.text.indexOf('id="whole"'))
    expect(falling).toMatch(/jinji-001[\s\S]*95\.0%（20件）[\s\S]*30\.0%（20件）[\s\S]*この間に改訂されていません。/u)
    expect(falling).not.toContain('joho-666')
    expect((await get('/admin', editor.cookie)).text).toMatch(
      /解決率が下がったもの<\/span> <span class="todo-value">1件/u,
    )
    const entry = await get('/admin/entries/jinji-001', editor.cookie)
    expect(entry.text).toMatch(/<h2 id="resolution">解決率[\s\S]*月ごとの解決率/u)
    expect((await get('/admin/entries/jinji-003', editor.cookie)).text).not.toContain('id="resolution"')
  })

  test('is told to its keepers once', async () => {
    const kinds = async () => {
      await story.product.feedback.learn()
      const { notices } = await story.product.editorial.notices.list(editor.account.id, { limit: 9, offset: 0 })
      return notices.map(({ kind, entryId, id }) => ({ kind, entryId, id }))
    }
    const [told] = await kinds()
    expect(told).toMatchObject({ kind: 'resolution_falling', entryId: 'jinji-001' })
    expect((await kinds()).length).toBe(1)
    const opened = await get(`/admin/notices/${told?.id}/open`, editor.cookie)
    expect(opened.location).toBe(`${PATH}/entries/jinji-001`)
  })
})

describe('what people say', () => {
  const QUESTIONS = [
    '会社を休むとき何を出すの',
    'モニター借りたい',
    '出張をやめたときのお金',
    'パソコンの暗証番号を忘れた',
    '献立',
  ]
  const answers = async () => {
    const verdicts = await Promise.all(QUESTIONS.map(text => story.product.rank(text, 20)))
    const explained = await Promise.all(QUESTIONS.map(text => story.product.explain({ text })))
    return JSON.stringify([verdicts, explained])
  }

  test('thousands of voices for and against, looked at and learnt from, leave every ranking byte for byte as it was', async () => {
    const before = await answers()
    await sayThousandsOfThings()
    await story.product.feedback.learn()
    await story.product.settleIndex()
    const open = await story.product.suggestions.open({ sectionCodes: null, limit: 1, offset: 0 })
    expect(open.total).toBeGreaterThan(0) // it was heard
    expect(await answers()).toBe(before)
  })

  /** In one transaction: by way of the log each would be a write to the disk of its own. */
  async function sayThousandsOfThings(): Promise<void> {
    const database = openDatabase(story.product.databasePath, { check: false })
    const at = new Date().toISOString()
    await database.query.transaction().execute(async transaction => {
      for (let i = 0; i < 3_000; i += 1) {
        const entryId = PUBLISHED[i % PUBLISHED.length]?.id ?? ''
        const id = `voice-${i}`
        const judged = { outcome: 'candidates', confidence: 0.5, took_ms: 5 } as const
        const question = { id, asked_at: at, channel: 'web', text: QUESTIONS[i % 5] ?? '', asker: `asker-${i % 700}` }
        await transaction
          .insertInto('question_log')
          .values({ ...question, ...judged })
          .execute()
        for (const kind of ['chosen', i % 3 === 0 ? 'unresolved' : 'resolved'] as const) {
          await transaction.insertInto('feedback').values({ question_id: id, kind, entry_id: entryId, at }).execute()
        }
      }
    })
    await database.close()
  }
})
