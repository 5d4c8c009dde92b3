// Files into the registry and out of it, through the real pages.

import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import iconv from 'iconv-lite'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openStory, type Story } from './open-story.ts'
import { postForm, type SignedIn, signInAs } from './sign-in.ts'
import { entryInput } from './story-entries.ts'
import { applyImport, importUpToCheck, uploadFile } from './upload-file.ts'

let story: Story
let approver: SignedIn
let editor: SignedIn
beforeAll(async () => {
  story = await openStory()
  approver = await signInAs(story, {
    name: '承認 太郎',
    grants: ['jinji', 'ryohi', 'joho'].map(sectionCode => ({ role: 'approver', sectionCode })),
  })
  editor = await signInAs(story, { grants: [{ role: 'editor', sectionCode: 'jinji' }] })
})
afterAll(() => story[Symbol.asyncDispose]())

const csv = (...rows: readonly (readonly string[])[]) =>
  rows.map(cells => cells.map(cell => `"${cell.replaceAll('"', '""')}"`).join(',')).join('\r\n')

const get = (path: string, { cookie }: SignedIn) =>
  fetch(`${story.url}${path}`, { headers: { Cookie: cookie }, redirect: 'manual' })
const pageOf = async (path: string, person: SignedIn) => (await get(path, person)).text()

describe('a CSV file of Shift_JIS', () => {
  const bytes = iconv.encode(
    csv(
      ['ID', '質問文', '回答', '担当課', 'キーワード', '備考'],
      [
        'jinji-002',
        '結婚したときに必要な届出を教えてください。',
        '結婚した日から10日以内に、身上異動届を提出してください。',
        '人事課',
        '',
        'x',
      ],
      [
        'jinji-100',
        '通勤手当の届出の期限を教えてください。',
        '事実の生じた日から15日以内です。',
        '人事課',
        '通勤\n手当',
        '',
      ],
      [
        'joho-003',
        '会議室の大型モニターの貸出しを受けるには、どうすればよいですか。',
        '職員ポータルの「備品予約」から、使用する日の前日までに予約してください。',
        '情報政策課',
        '',
        '',
      ],
      ['', '出張の旅費は、いつ支給されますか', '毎月です。', '旅費センター', '', ''],
    ),
    'cp932',
  )

  test('shows its encoding, its first rows and the columns that it seems to have', async () => {
    const uploaded = await uploadFile(story, { cookie: approver.cookie, name: 'FAQ一覧.csv', bytes })
    expect(uploaded.status).toBe(303)
    const page = await pageOf(uploaded.headers.get('Location') ?? '', approver)
    expect(page).toContain('取込: FAQ一覧.csv')
    expect(page).toContain('Shift_JIS（CP932）と判定しました。')
    expect(page).toContain('通勤手当の届出の期限を教えてください。')
    expect(page).toMatch(/name="column1"[^>]*>(?:(?!<\/select>)[\s\S])*<option value="question" selected>/u)
    expect(page).toMatch(/name="column4"[^>]*>(?:(?!<\/select>)[\s\S])*<option value="tags" selected>/u)
    expect(page).toMatch(/name="column5"[^>]*><option value="">/u)
  })

  test('is checked without changing anything, and taken in whole', async () => {
    const job = await importUpToCheck(story, { cookie: approver.cookie, name: 'FAQ一覧.csv', bytes })
    expect(job).toMatchObject({
      state: 'checked',
      summary: { counts: { new: 1, changed: 1, unchanged: 1, duplicate: 1, error: 0 } },
    })
    expect(await story.product.registry.entriesById(['jinji-100'])).toEqual([])
    const changed = await pageOf(`/admin/exchange/jobs/${job.id}?show=changed`, approver)
    expect(changed).toContain('結婚した日から14日以内')
    expect(changed).toContain('結婚した日から10日以内')
    expect(await pageOf(`/admin/exchange/jobs/${job.id}?show=duplicate`, approver)).toContain('ryohi-001')

    const applied = await applyImport(story, job, approver)
    expect(applied).toMatchObject({ state: 'applied', summary: { applied: { created: 1, revised: 1 } } })
    const [made] = await story.product.registry.entriesById(['jinji-100'])
    expect(made).toMatchObject({ status: 'published', tags: ['通勤', '手当'], section: { name: '人事課' } })
    const [kept] = await story.product.registry.entriesById(['jinji-002'])
    expect(kept).toMatchObject({ reviewBy: '2099-03-31', revision: 2 })
    expect(await pageOf(`/admin/exchange/jobs/${job.id}`, approver)).toContain('新規1件、変更1件を反映しました。')
  })
})

describe('an import', () => {
  const rows = (...answers: readonly string[]) =>
    Buffer.from(
      csv(
        ['ID', '質問', '回答', '担当課コード', '状態'],
        ...answers.map((answer, index) => [
          `jinji-${300 + index}`,
          `試しの質問その${index}です。`,
          answer,
          'jinji',
          '下書き',
        ]),
      ),
    )

  test('that was sent twice is taken in once', async () => {
    const job = await importUpToCheck(story, { cookie: editor.cookie, name: 'a.csv', bytes: rows('一度だけ。') })
    const send = () =>
      postForm(`${story.url}/admin/exchange/jobs/${job.id}/apply`, { cookie: editor.cookie, fields: {} })
    const answers = await Promise.all([send(), send(), send()])
    expect(answers.map(({ status }) => status)).toEqual([303, 303, 303])
    await story.product.exchange.settle()
    const [entry] = await story.product.registry.workingEntries(['jinji-300'])
    expect(entry).toMatchObject({ revision: 1, status: 'draft' })
  })

  test('is refused with a list where somebody saved an entry since its check, and changes nothing', async () => {
    const job = await importUpToCheck(story, {
      cookie: editor.cookie,
      name: 'a.csv',
      bytes: rows('二度目。', '新しい。'),
    })
    const [before] = await story.product.registry.workingEntries(['jinji-300'])
    if (before === undefined) throw new Error('expected the entry of the test before')
    await story.product.registry.save([{ ...before, answer: '他の人の回答。' }], { actor: 'user:another' })
    const failed = await applyImport(story, job, editor)
    expect(failed).toMatchObject({
      state: 'failed',
      problem: { kind: 'stale', count: 1, entries: [{ line: 2, entryId: 'jinji-300' }] },
    })
    expect(await story.product.registry.workingEntries(['jinji-301'])).toEqual([])
    expect((await story.product.registry.workingEntries(['jinji-300']))[0]).toMatchObject({ answer: '他の人の回答。' })
    expect(await pageOf(`/admin/exchange/jobs/${job.id}`, editor)).toContain('ほかの人が保存したFAQが1件あります')
  })

  test('of rows that the person may not write gives back those rows with the reasons', async () => {
    const bytes = Buffer.from(
      csv(
        ['ID', '質問', '回答', '担当課', '状態'],
        ['jinji-400', '公開したい質問です。', '回答です。', '人事課', '公開'],
        ['joho-400', '他課の質問です。', '回答です。', '情報政策課', '下書き'],
        ['jinji-401', '', '質問がありません。', '人事課', '下書き'],
        ['jinji-402', '担当課がない質問です。', '回答です。', 'ない課', '下書き'],
        ['jinji-403', '外字のある質問\ue000です。', '回答です。', '人事課', '下書き'],
        ['jinji-404', 'よい質問です。', '回答です。', '人事課', '下書き'],
      ),
    )
    const job = await importUpToCheck(story, { cookie: editor.cookie, name: '権限.csv', bytes })
    expect(job.summary?.counts).toEqual({ new: 1, changed: 0, unchanged: 0, duplicate: 0, error: 5 })
    const response = await get(`/admin/exchange/jobs/${job.id}/errors`, editor)
    expect(response.headers.get('Content-Disposition')).toContain(encodeURIComponent('権限_取り込めない行'))
    const back: readonly (readonly string[])[] = parse(Buffer.from(await response.arrayBuffer()), { bom: true })
    expect(back[0]).toEqual(['ID', '質問', '回答', '担当課', '状態', '取り込めない理由'])
    expect(back.slice(1).map(cells => [cells[0], cells[5]])).toEqual([
      ['jinji-400', expect.stringContaining('公開する権限がありません')],
      ['joho-400', expect.stringContaining('「情報政策課」のFAQを編集する権限がありません')],
      ['jinji-401', expect.stringContaining('「質問（question）」')],
      ['jinji-402', expect.stringContaining('担当課「ない課」は登録されていません')],
      ['jinji-403', expect.stringContaining('外字（U+E000）')],
    ])
    const applied = await applyImport(story, job, editor)
    expect(applied.state).toBe('checked')
    expect(await story.product.registry.workingEntries(['jinji-404'])).toEqual([])
  })

  test('is nobody else’s affair', async () => {
    const job = await importUpToCheck(story, { cookie: editor.cookie, name: 'a.csv', bytes: rows('だれかの。') })
    for (const path of ['', '/progress', '/errors']) {
      expect((await get(`/admin/exchange/jobs/${job.id}${path}`, approver)).status).toBe(404)
    }
    const applied = await postForm(`${story.url}/admin/exchange/jobs/${job.id}/apply`, {
      cookie: approver.cookie,
      fields: {},
    })
    expect(applied.status).toBe(404)
    expect((await story.product.exchange.imports.find(job.id))?.state).toBe('checked')
  })
})

describe('an upload', () => {
  const send = (name: string, bytes: Uint8Array) => uploadFile(story, { cookie: editor.cookie, name, bytes })

  test('of another kind, or of nothing, gets the form again with what is wrong', async () => {
    const other = await send('FAQ.docx', Buffer.from('x'))
    expect(other.status).toBe(422)
    expect(await other.text()).toContain('「FAQ.docx」は取り込めない種類のファイルです')
    const nothing = await fetch(`${story.url}/admin/exchange/upload`, {
      method: 'POST',
      headers: { Origin: story.url, Cookie: editor.cookie },
      body: new FormData(),
    })
    expect(nothing.status).toBe(422)
    expect(await nothing.text()).toContain('ファイルを選んでください。')
  })

  test('above 50 MB is refused, and nothing of it stays', async () => {
    const response = await send('FAQ.csv', Buffer.alloc(50 * 1024 * 1024 + 1, 'a'))
    expect(response.status).toBe(413)
    const kept = await readdir(join(story.config.dataDir, 'imports'))
    expect(kept.filter(name => name.endsWith('.part'))).toEqual([])
  })

  test('that no reader takes says why, and offers another file', async () => {
    const response = await send('FAQ.xlsx', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0, 0]))
    const page = await pageOf(response.headers.get('Location') ?? '', editor)
    expect(page).toContain('古い形式のExcelブック（.xls）です。')
    expect(page).toContain('別のファイルを選ぶ')
  })

  test('from a page of another site is refused', async () => {
    const response = await fetch(`${story.url}/admin/exchange/upload`, {
      method: 'POST',
      headers: { Origin: 'https://evil.example', Cookie: editor.cookie },
      body: new FormData(),
    })
    expect(response.status).toBe(403)
  })
})

describe('an import that ends early', () => {
  const bytes = Buffer.from(
    csv(['ID', '質問', '回答', '担当課コード'], ['jinji-500', '止める質問です。', '回答です。', 'jinji']),
  )

  test('is given up with its file', async () => {
    const job = await importUpToCheck(
      story,
      { cookie: editor.cookie, name: 'a.csv', bytes },
      { defaultStatus: 'draft' },
    )
    await postForm(`${story.url}/admin/exchange/jobs/${job.id}/cancel`, { cookie: editor.cookie, fields: {} })
    expect((await applyImport(story, job, editor)).state).toBe('cancelled')
    expect(await story.product.registry.workingEntries(['jinji-500'])).toEqual([])
    expect(await readdir(join(story.config.dataDir, 'imports'))).not.toContain(`${job.id}.upload`)
  })

  test('with its process has failed at the next start, and changed nothing', async () => {
    const { exchange } = story.product
    const job = await importUpToCheck(
      story,
      { cookie: editor.cookie, name: 'a.csv', bytes },
      { defaultStatus: 'draft' },
    )
    expect(await exchange.imports.beginApply(job.id)).toBe(true) // as a process that was killed leaves it
    await exchange.recover()
    expect(await exchange.imports.find(job.id)).toMatchObject({
      state: 'failed',
      problem: { kind: 'interrupted', during: 'apply' },
    })
    expect(await pageOf(`/admin/exchange/jobs/${job.id}`, editor)).toContain('1件も反映されていません')
  })
})

describe('an export', () => {
  test('has what the person may see, and comes back as it was', async () => {
    const response = await get('/admin/exchange/export?format=csv', editor)
    expect(response.headers.get('Content-Type')).toContain('text/csv')
    const bytes = Buffer.from(await response.arrayBuffer())
    const rows: readonly (readonly string[])[] = parse(bytes, { bom: true })
    const ids = rows.slice(1).map(cells => cells[0])
    expect(ids).toContain('joho-001')
    expect(ids).toContain('jinji-901') // a draft of the editor's own section
    expect(ids).not.toContain('joho-902') // one of another's
    const job = await importUpToCheck(story, { cookie: editor.cookie, name: 'back.csv', bytes })
    expect(job.summary?.counts).toMatchObject({ new: 0, changed: 0, error: 0, duplicate: 0, unchanged: ids.length })
  })

  test('as a workbook comes back as it was, too', async () => {
    const response = await get('/admin/exchange/export?format=xlsx&section=jinji&status=published', approver)
    const bytes = Buffer.from(await response.arrayBuffer())
    const job = await importUpToCheck(story, { cookie: approver.cookie, name: 'back.xlsx', bytes })
    const { counts } = job.summary ?? {}
    expect(counts).toMatchObject({ new: 0, changed: 0, error: 0, duplicate: 0 })
    expect(counts?.unchanged).toBeGreaterThan(0)
  })

  test('to Shift_JIS tells what it cannot hold, entry by entry, and marks it where the person says so', async () => {
    const section = { code: 'joho', name: '情報政策課' }
    const entry = entryInput('joho-700', section, {
      question: '𠮷野室の予約の方法を教えてください。',
      answer: '予約してください。',
    })
    await story.product.registry.save([entry], { actor: 'story' })
    const refused = await get('/admin/exchange/export?format=csv-cp932&section=joho', approver)
    expect(refused.status).toBe(422)
    const page = await refused.text()
    expect(page).toContain('𠮷(U+20BB7)')
    expect(page).toContain('/admin/entries/joho-700')
    const marked = await get('/admin/exchange/export?format=csv-cp932&section=joho&marked=on', approver)
    expect(iconv.decode(Buffer.from(await marked.arrayBuffer()), 'cp932')).toContain('［U+20BB7］野室の予約')
  })

  test('to a workbook names what no cell holds, instead of cutting it', async () => {
    const section = { code: 'joho', name: '情報政策課' }
    const phrasings = Array.from({ length: 80 }, (_, index) => `${index}${'長'.repeat(490)}`)
    const entry = entryInput('joho-701', section, {
      question: '長い言い換えのある質問です。',
      answer: '回答です。',
      phrasings,
    })
    await story.product.registry.save([entry], { actor: 'story' })
    const refused = await get('/admin/exchange/export?format=xlsx&section=joho', approver)
    expect(refused.status).toBe(422)
    expect(await refused.text()).toMatch(/joho-701[\s\S]*言い換え[\s\S]*長さの上限を超えています/u)
  })
})
