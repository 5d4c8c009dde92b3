// Editing through the real application: the list, the form, drafts, conflicts, what was typed, and files.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openStory, type Story } from './open-story.ts'
import { postForm, type SignedIn, signInAs } from './sign-in.ts'

let story: Story
let editor: SignedIn
let other: SignedIn
beforeAll(async () => {
  story = await openStory()
  editor = await signInAs(story, {
    name: '人事 花子',
    sectionCode: 'jinji',
    grants: [{ role: 'editor', sectionCode: 'jinji' }],
  })
  other = await signInAs(story, {
    name: '旅費 次郎',
    sectionCode: 'ryohi',
    grants: [{ role: 'editor', sectionCode: 'ryohi' }],
  })
})
afterAll(() => story[Symbol.asyncDispose]())

const get = (path: string, { cookie }: Pick<SignedIn, 'cookie'> = editor) =>
  fetch(story.url + path, { headers: { Cookie: cookie }, redirect: 'manual' })
const textOf = async (path: string, person?: SignedIn) => (await get(path, person)).text()
const post = (path: string, fields: Record<string, string> | [string, string][], { cookie }: SignedIn = editor) =>
  postForm(story.url + path, { cookie, fields })

const FIELDS = {
  section: 'jinji',
  question: '夏季休暇は何日取れますか。',
  answer: '5日です。',
  phrasings: '夏休みの日数\n\n夏季休暇の日数',
  basis: '規則第3条 https://reiki.example/3',
  restricted: '0',
  key: 'key-of-this-form-0001',
  seen: '0',
}

async function working(id: string) {
  const [entry] = await story.product.registry.workingEntries([id])
  if (entry === undefined) throw new Error(`expected ${id}`)
  return entry
}

describe('the list', () => {
  test('shows own drafts and what serves of others, and finds any two letters', async () => {
    const page = await textOf('/admin/entries')
    expect(page).toContain('時差出勤の新しい区分')
    expect(page).not.toContain('生成ＡＩの利用申請')
    expect(page).toContain('出張の旅費は')
    const found = await textOf('/admin/entries?q=%E6%97%85%E8%B2%BB')
    expect(found).toContain('ryohi-001')
    expect(found).not.toContain('jinji-001')
    expect(await textOf('/admin/entries?q=%E7%94%9F%E6%88%90')).toContain('条件に合うFAQはありません')
    expect(await textOf('/admin/entries?q=vpn')).toContain('joho-001')
  })

  test('is closed to staff', async () => {
    const staff = await signInAs(story, { grants: [{ role: 'staff', sectionCode: null }] })
    expect((await get('/admin/entries', staff)).status).toBe(403)
  })
})

describe('a new entry', () => {
  test('has its id from the start, is saved once however often its form is sent, and is found in the list', async () => {
    const opened = await get('/admin/entries/new')
    const location = opened.headers.get('location') ?? ''
    const id = new URLSearchParams(location.split('?')[1]).get('id') ?? ''
    expect(id).toMatch(/^jinji-\d{4}-[a-z0-9]{5}$/)
    expect(await textOf(location)).toContain(`FAQ番号：${id}`)
    const sent = await Promise.all(Array.from({ length: 5 }, () => post(`/admin/entries/${id}/save`, FIELDS)))
    expect(sent.map(({ status }) => status)).toEqual([303, 303, 303, 303, 303])
    const entry = await working(id)
    expect(entry).toMatchObject({ status: 'draft', revision: 1, phrasings: ['夏休みの日数', '夏季休暇の日数'] })
    expect(await textOf('/admin/entries?q=%E5%A4%8F%E4%BC%91')).toContain(id)
    expect(await textOf(`/admin/entries/${id}/edit?done=saved`)).toContain('第1版を下書きとして保存しました')
  })

  test('in a section of others is refused', async () => {
    const fields = { ...FIELDS, section: 'ryohi', key: 'key-of-this-form-0002' }
    expect((await post('/admin/entries/jinji-2026-aaaaa/save', fields)).status).toBe(403)
  })

  test('tells what is wrong at its fields, and keeps what was typed', async () => {
    const fields = {
      ...FIELDS,
      question: '',
      answer: 'あ'.repeat(20_001),
      validFrom: '2027-04-01',
      validUntil: '2027-03-31',
    }
    const refused = await post('/admin/entries/jinji-2026-bbbbb/save', fields)
    expect(refused.status).toBe(422)
    const page = await refused.text()
    expect(page).toContain('<a href="#field-question">「質問」を入力してください。</a>')
    expect(page).toContain('「回答」は20,000字以内で入力してください（現在20,001字）。')
    expect(page).toContain('「有効期間の終了日」は、開始日と同じか、それより後の日にしてください。')
    expect(page).toContain('夏休みの日数')
  })
})

describe('an entry that serves', () => {
  test('keeps serving while a draft of it is written', async () => {
    const fields = { ...FIELDS, question: '副業の許可は、どう取りますか。', seen: '1', key: 'key-of-this-form-0003' }
    const saved = await post('/admin/entries/jinji-003/save', fields)
    expect(saved.headers.get('location')).toBe('/admin/entries/jinji-003/edit?done=saved')
    expect(await working('jinji-003')).toMatchObject({ status: 'draft', revision: 2, publishedRevision: 1 })
    const mine = await textOf('/admin/entries?state=revising')
    expect(mine).toContain('副業の許可は、どう取りますか。')
    expect(mine).toContain('改訂中')
    const theirs = await textOf('/admin/entries', other)
    expect(theirs).not.toContain('副業の許可は、どう取りますか。')
    expect(theirs).toContain('副業をしたいときは')
    const again = await post('/admin/entries/jinji-003/save', { ...fields, seen: '2', key: 'key-of-this-form-0004' })
    expect(again.headers.get('location')).toBe('/admin/entries/jinji-003/edit?done=unchanged')
  })

  test('is edited by its own section alone', async () => {
    expect((await get('/admin/entries/jinji-001/edit', other)).status).toBe(403)
    expect((await get('/admin/entries/jinji-901/edit', other)).status).toBe(404)
    expect((await post('/admin/entries/jinji-901/save', FIELDS, other)).status).toBe(404)
    expect((await get('/admin/entries/nothing/edit')).status).toBe(404)
  })
})
