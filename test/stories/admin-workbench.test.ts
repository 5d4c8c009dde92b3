// What an entry, synonyms and question sets do to the answers, through the pages of the admin door.
import iconv from 'iconv-lite'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { openDatabase } from '../../src/adapters/sqlite/open-database.ts'
import { openSqliteSynonymGroups } from '../../src/adapters/sqlite/sqlite-synonyms.ts'
import { EntryIndex } from '../../src/core/search/entry-index.ts'
import { until } from '../indexer/until.ts'
import { openStory, type Story } from './open-story.ts'
import { postForm, signInAs } from './sign-in.ts'
import { entryInput, PUBLISHED, STORY_ENTRIES } from './story-entries.ts'

const JINJI = { code: 'jinji', name: '人事課' }
/** Long enough for the thread to start on a busy machine. */
const DEADLINE_MS = 20_000

let story: Story
let cookie: string
beforeAll(async () => {
  story = await openStory(STORY_ENTRIES, { SYNONYMS_FILE: 'faq-data/synonyms.txt' })
  cookie = (await signInAs(story, { login: 'hanako', grants: [{ role: 'administrator', sectionCode: null }] })).cookie
  await story.product.bench.workbench.run({ questions: [], trial: null }) // its thread starts
})
afterAll(() => story[Symbol.asyncDispose]())

async function get(path: string, as = cookie) {
  const response = await fetch(`${story.url}${path}`, { headers: { Cookie: as }, redirect: 'manual' })
  return { status: response.status, text: await response.text(), location: response.headers.get('Location') ?? '' }
}

async function post(path: string, fields: Readonly<Record<string, string>> = {}, as = cookie) {
  const response = await postForm(`${story.url}${path}`, { cookie: as, fields })
  return { status: response.status, text: await response.text(), location: response.headers.get('Location') ?? '' }
}

/** The page behind a job, when the job has ended. */
async function whenDone(path: string) {
  let page = await get(path)
  await until(async () => {
    page = await get(page.status === 303 ? page.location : path)
    return page.status !== 303 && !page.text.includes('data-job=')
  }, DEADLINE_MS)
  return page
}

async function upload(
  name: string,
  file: Uint8Array | string,
): Promise<{ status: number; text: string; location: string }> {
  const form = new FormData()
  form.set('name', name)
  form.set('file', new Blob([typeof file === 'string' ? file : new Uint8Array(file)]), 'questions.csv')
  const options = {
    method: 'POST',
    body: form,
    redirect: 'manual',
    headers: { Cookie: cookie, Origin: story.url },
  } as const
  const response = await fetch(`${story.url}/admin/workbench/sets`, options)
  return { status: response.status, text: await response.text(), location: response.headers.get('Location') ?? '' }
}

const SET = [
  ['結婚したら何を出せばいい？', 'jinji-002'],
  ['バイトしてもいいですか', 'jinji-003'],
  ['VPNがつながらないです', 'joho-001'],
  ['食堂の今日の献立', ''],
]
const CSV = ['質問,FAQ番号', ...SET.map(cells => cells.join(','))].join('\r\n')

describe('a question set', () => {
  test('comes from a CP932 file, is run, and its results are looked at and taken along', async () => {
    const { status, location } = await upload('人事の質問', iconv.encode(CSV, 'cp932'))
    expect([status, location]).toEqual([303, expect.stringMatching(/^\/admin\/workbench\/sets\/[\w-]+$/u)])
    expect((await get(location)).text).toContain('結婚したら何を出せばいい？')
    const begun = await post(`${location}/run`)
    const page = await whenDone(begun.location)
    expect(page.text).toContain('1位に正解（hits@1）')
    expect(page.text).toContain('最初の確認')
    const again = await whenDone((await post(`${location}/run`)).location)
    expect(again.text).toContain('良くなった質問は0問、悪くなった質問は0問です。')

    const runId = /runs\/([\w-]+)\/results\.csv/u.exec(again.text)?.[1] ?? ''
    const file = await fetch(`${story.url}/admin/workbench/runs/${runId}/results.csv`, { headers: { Cookie: cookie } })
    expect(file.headers.get('Content-Disposition')).toMatch(/^attachment; filename="?zencho-[\d-]+-[\da-f]{8}\.csv"?$/u)
    const bytes = Buffer.from(await file.arrayBuffer())
    expect(bytes.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]))
    const rows = bytes.toString('utf8').trim().split('\r\n')
    expect(rows).toHaveLength(5)
    expect(rows[1]).toContain('"結婚したら何を出せばいい？","jinji-002"')
  })

  test('that has faults is not taken, and says what they are', async () => {
    const { status, text } = await upload('', '質問,FAQ番号\n年休,nowhere-1\n年休,\n')
    expect(status).toBe(400)
    expect(text).toContain('名前を1文字以上60文字以内で入力してください。')
    expect(text).toContain('2行目: FAQ番号「nowhere-1」は公開されていません。')
    expect(text).toContain('3行目: 2行目と同じ質問です。')
    expect((await upload('x', '')).text).toContain('CSVファイルを選んでください。')
    expect((await upload('x', 'x'.repeat(1_100_000))).text).toContain('ファイルが大きすぎます。')
    const notAForm = await post('/admin/workbench/sets', { name: 'x' })
    expect(notAForm.status).toBe(400)
  })

  test('is renamed and removed, unless somebody was faster', async () => {
    const { location } = await upload('古い名前', CSV)
    expect((await post(`${location}/rename`, { name: '新しい名前', seen: '1' })).location).toBe(
      `${location}?done=renamed`,
    )
    const stale = await post(`${location}/rename`, { name: '別の名前', seen: '1' })
    expect([stale.status, stale.text.includes('ほかの人が先に変更しました')]).toEqual([409, true])
    expect((await post(`${location}/remove`, { seen: '1' })).status).toBe(409)
    expect((await post(`${location}/remove`, { seen: '2' })).location).toBe('/admin/workbench/sets')
    expect((await get(location)).status).toBe(404)
  })

  test('is run without one question being ranked by the thread that answers staff', async () => {
    const rankings = vi.spyOn(EntryIndex.prototype, 'exactAsks')
    try {
      const { location } = await upload('静かな確認', CSV)
      await whenDone((await post(`${location}/run`)).location)
      expect(rankings).not.toHaveBeenCalled()
      await story.product.rank('年休', 1)
      expect(rankings).toHaveBeenCalled()
    } finally {
      rankings.mockRestore()
    }
  })
})

describe('the effect of an entry', () => {
  const bad = {
    ...(PUBLISHED[0] ?? entryInput('x', JINJI, { question: '', answer: '' })),
    phrasings: SET.slice(0, 3).map(([text = '']) => text),
  }

  test('is seen before a bad revision is published: whose answers it would take', async () => {
    await upload('見張り', CSV)
    const personal = '副業の許可について090-1234-5678へ電話ください'
    const { questionId } = await story.product.ask({ text: personal, channel: 'web' })
    const solved = { questionId, kind: 'resolved', entryId: 'jinji-003', comment: null, at: new Date() } as const
    await story.product.questionLog.giveFeedback(solved)
    const draft = { ...bad, status: 'draft', phrasings: [...bad.phrasings, personal] } as const
    await story.product.registry.save([draft], { actor: 'user:mallory' })
    const { text } = await whenDone(`/admin/entries/${bad.id}/impact`)
    expect(text).toMatch(/悪くなる質問が[2-4]問あります/u)
    expect(text).toContain('職員の「解決した」など')
    expect(text).toContain('バイトしてもいいですか')
    expect(text).toContain('質問セットの正解')
    expect(text).not.toContain('1234-5678')
    const events = await story.product.rank('バイトしてもいいですか', 1)
    expect(events.ranked[0]?.entryId).toBe('jinji-003')
  })

  test('keeps it from being published in a section that asks for that', async () => {
    const { gate } = story.product.bench
    expect(await gate.check(bad)).toEqual({ kind: 'open' })
    const database = openDatabase(story.product.databasePath, { check: false })
    await database.query.updateTable('section').set({ gate: 1 }).where('code', '=', 'jinji').execute()
    expect(await gate.check(bad)).toMatchObject({ kind: 'closed', worse: expect.any(Number) as number })
    expect(await gate.check(PUBLISHED[0] ?? bad)).toEqual({ kind: 'open' })
    expect((await whenDone(`/admin/entries/${bad.id}/impact`)).text).toContain('公開できません')
    const [working] = await story.product.registry.workingEntries([bad.id])
    const refused = await post(`/admin/entries/${bad.id}/publish`, { seen: String(working?.revision), text: '' })
    expect([refused.status < 500, refused.text.includes('回答が今より悪くなります')]).toEqual([true, true])
    const [official] = await story.product.registry.entriesById([bad.id])
    expect(official?.phrasings).toEqual(PUBLISHED[0]?.phrasings)
    await database.query.updateTable('section').set({ gate: 0 }).execute()
    await database.close()
  })

  test('is not there for an entry without a revision in the works, and not to be seen by others', async () => {
    expect((await get('/admin/entries/jinji-002/impact')).text).toContain('公開している版と同じです')
    expect((await get('/admin/entries/none/impact')).status).toBe(404)
    const other = await signInAs(story, { sectionCode: 'joho', grants: [{ role: 'editor', sectionCode: 'joho' }] })
    expect((await get(`/admin/entries/${bad.id}/impact`, other.cookie)).status).toBe(404)
  })
})

describe('a group of synonyms', () => {
  const ask = async (text: string) => (await story.product.rank(text, 1)).ranked[0]

  async function preview(fields: Readonly<Record<string, string>>) {
    const { location } = await post('/admin/synonyms/preview', fields)
    return { location, page: await whenDone(location) }
  }

  test('is tried out, saved, in force at once, changed and removed', async () => {
    const before = await ask('ペアリング婚の手続')
    const { location, page } = await preview({ act: 'create', words: 'ペアリング婚\n結婚', note: '' })
    expect(page.text).toContain('「ペアリング婚、結婚」を追加したとき')
    expect(await ask('ペアリング婚の手続')).toEqual(before)
    expect((await post(`${location}/save`)).location).toBe('/admin/synonyms?done=create')
    expect((await ask('ペアリング婚の手続'))?.entryId).toBe('jinji-002')
    const [group] = await story.product.bench.synonymGroups.list()
    const list = await get('/admin/synonyms?text=ペアリング')
    expect(list.text).toContain(`/admin/synonyms/${group?.id}/edit`)

    const form = { act: 'change', id: group?.id ?? '', seen: '1', words: 'ペアリング婚、婚姻、結婚', note: '人事' }
    const change = await preview(form)
    const stale = await preview({ ...form, note: 'もう一人' })
    expect((await post(`${change.location}/save`)).location).toBe('/admin/synonyms?done=change')
    const refused = await post(`${stale.location}/save`)
    expect([refused.status, refused.text.includes('ほかの人が先に変更しました')]).toEqual([409, true])
    expect((await post('/admin/synonyms/preview', form)).status).toBe(409)

    const removal = await preview({ act: 'remove', id: group?.id ?? '', seen: '2' })
    expect(removal.page.text).toContain('「ペアリング婚、婚姻、結婚」を削除したとき')
    expect((await post(`${removal.location}/save`)).location).toBe('/admin/synonyms?done=remove')
    expect(await ask('ペアリング婚の手続')).toEqual(before)
  })

  test('with faults is asked for again, and one that says something else of a word is warned of', async () => {
    const { status, text } = await post('/admin/synonyms/preview', {
      act: 'create',
      words: '年休',
      note: 'あ'.repeat(201),
    })
    expect(status).toBe(400)
    expect(text).toContain('言葉を2つ以上入力してください。')
    expect(text).toContain('備考は200文字までにしてください。')
    const { page, location } = await preview({ act: 'create', words: '年休、骨休め', note: '' })
    expect(page.text).toContain('「年休」は、グループ「年休、年次有給休暇、有休」にもあります。')
    expect((await get(`${location}/rewrite`)).text).toContain('骨休め')
    expect((await get('/admin/synonyms/preview/none')).status).toBe(404)
  })

  test("of the office's file is taken over, once", async () => {
    expect((await get('/admin/synonyms')).text).toContain('病休、病気休暇')
    await post('/admin/synonyms/take', { line: '4' })
    await post('/admin/synonyms/take', { line: '4' })
    const words = (await story.product.bench.synonymGroups.list()).map(group => group.words)
    expect(words).toEqual([['病休', '病気休暇']])
    await post('/admin/synonyms/take')
    expect((await story.product.bench.synonymGroups.list()).length).toBe(story.product.bench.fileGroups.length)
    expect((await get('/admin/synonyms')).text).not.toContain('すべて取り込む')
  })

  test('that another process saves is in force a moment later', async () => {
    const database = openDatabase(story.product.databasePath, { check: false })
    const elsewhere = openSqliteSynonymGroups(database.query, { now: () => new Date(), newId: () => 'elsewhere' })
    await elsewhere.create([{ words: ['フクフク', '副業'], note: '' }], 'user:other')
    await until(async () => (await ask('フクフクの許可'))?.entryId === 'jinji-003', DEADLINE_MS)
    await database.close()
  })
})

describe('one question', () => {
  test('is tried out with everything that went into its answer, and leaves no trace', async () => {
    const count = await story.product.questionLog.count()
    const { text } = await get(`/admin/workbench?q=${encodeURIComponent('結婚した時の届')}&section=jinji`)
    for (const part of [
      '判定: ',
      '検索語の重みと近い語',
      '総合点の内訳（候補1）',
      '判断の内訳（候補1）',
      '語の分け方',
    ]) {
      expect(text).toContain(part)
    }
    expect(await story.product.questionLog.count()).toBe(count)
    expect((await get(`/admin/workbench?q=${'あ'.repeat(1_001)}`)).status).toBe(400)
    expect((await get('/admin/workbench')).text).not.toContain('判定: ')
  })
})
