// Editing through the real application: the list, the form, drafts, conflicts, what was typed, and files.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { HOSTILE_NAMES } from '../fakes/hostile-names.ts'
import { latin, officeFile, PNG_1X1 } from '../fakes/sample-files.ts'
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

describe('two people at once', () => {
  const NEW_TEXTS = {
    question: '結婚の届出は、いつまでですか。',
    answer: '14日以内です。',
    phrasings: '',
    basis: '',
    restricted: '0',
  }

  test('the second is shown both changes, chooses, and nothing is lost', async () => {
    const { product } = story
    const before = await working('jinji-002')
    const theirs = {
      ...before,
      status: 'draft' as const,
      revisedOn: null,
      note: '',
      answer: '人事課に出してください。',
    }
    const theirTags = { ...theirs, tags: ['届出'], reviewBy: '2028-03-31' }
    await product.registry.save([theirTags], { actor: 'user:taro', note: '提出先を改めた。' })
    const mine = { ...NEW_TEXTS, section: 'jinji', reviewBy: '2099-03-31', seen: '1', key: 'key-of-this-form-0005' }
    const refused = await post('/admin/entries/jinji-002/save', mine)
    expect(refused.status).toBe(409)
    const page = await refused.text()
    expect(page).toContain('第1版のあとに、ほかの人が第2版を保存しました')
    expect(page).toContain('変更の要点：提出先を改めた。')
    for (const text of [NEW_TEXTS.question, 'name="choose.answer"', 'name="choose.tags"']) expect(page).toContain(text)
    expect(await working('jinji-002')).toMatchObject({ revision: 2, answer: '人事課に出してください。' })

    const choices = { ...mine, theirs: '2', theirSection: 'jinji', 'choose.question': 'mine', 'choose.tags': 'theirs' }
    const unanswered = await post('/admin/entries/jinji-002/resolve', choices)
    expect(await unanswered.text()).toContain('「回答」で使う方を選んでください。')
    const form = await post('/admin/entries/jinji-002/resolve', { ...choices, 'choose.answer': 'theirs', next: 'form' })
    expect(await form.text()).toMatch(/name="seen" value="2"[\s\S]*人事課に出してください。/)
    const saved = await post('/admin/entries/jinji-002/resolve', {
      ...choices,
      'choose.answer': 'theirs',
      next: 'stay',
    })
    expect(saved.status).toBe(303)
    expect(await working('jinji-002')).toMatchObject({
      revision: 3,
      question: NEW_TEXTS.question,
      answer: '人事課に出してください。',
      tags: ['届出'],
      reviewBy: '2028-03-31',
    })
  })
})

describe('what was typed', () => {
  const keep = (id: string, fields: Record<string, unknown>, { cookie }: SignedIn = editor) =>
    fetch(`${story.url}/admin/entries/${id}/autosave`, {
      method: 'POST',
      headers: { Cookie: cookie, Origin: story.url, 'Content-Type': 'application/json' },
      body: JSON.stringify(fields),
    })

  test('is kept by itself, offered to the same person alone, restored or thrown away', async () => {
    const typed = {
      section: ['jinji'],
      question: ['書きかけの質問'],
      answer: ['書きかけ'],
      tags: ['甲', ''],
      seen: ['1'],
    }
    expect((await keep('jinji-004', typed)).status).toBe(200)
    expect(await textOf('/admin/entries/jinji-004/edit')).toContain('保存していない入力があります')
    const restored = await textOf('/admin/entries/jinji-004/edit?restore=1')
    expect(restored).toContain('自動保存した入力を復元しました')
    expect(restored).toMatch(/書きかけの質問<\/textarea>/)
    expect(await textOf('/admin/entries')).toContain('<a href="/admin/entries/jinji-004/edit">書きかけの質問</a>')
    const colleague = await signInAs(story, { grants: [{ role: 'editor', sectionCode: 'jinji' }] })
    expect(await textOf('/admin/entries/jinji-004/edit', colleague)).not.toContain('保存していない入力')
    expect((await post('/admin/entries/jinji-004/autosave/discard', {})).status).toBe(303)
    expect(await textOf('/admin/entries/jinji-004/edit')).not.toContain('保存していない入力')
  })

  test('of a new entry is found again from the list', async () => {
    await keep('jinji-2026-zzzzz', { section: ['jinji'], question: ['新しい書きかけ'], seen: ['0'] })
    expect(await textOf('/admin/entries')).toContain(
      '<a href="/admin/entries/new?id=jinji-2026-zzzzz">新しい書きかけ</a>',
    )
    expect(await textOf('/admin/entries/new?id=jinji-2026-zzzzz&restore=1')).toContain('新しい書きかけ')
    await post('/admin/entries/jinji-2026-zzzzz/autosave/discard', {})
  })
})

describe('files', () => {
  async function upload(bytes: Uint8Array, name: string, person: SignedIn = editor, script = true) {
    const body = new FormData()
    for (const [field, value] of Object.entries({ ...FIELDS, seen: '1' })) body.append(field, value)
    body.append('file', new Blob([new Uint8Array(bytes)]), name)
    const headers = { Cookie: person.cookie, Origin: story.url, ...(script && { 'X-Fragment': 'file' }) }
    return fetch(`${story.url}/admin/entries/jinji-001/attachments`, { method: 'POST', headers, body })
  }
  /** As a browser asks for it. */
  async function addressOf(response: Response): Promise<string> {
    const { markdown } = (await response.json()) as { markdown: string }
    return encodeURI(/\((?<url>\/attachments\/[^)]+)\)/u.exec(markdown)?.groups?.['url'] ?? '')
  }

  test('are served to whoever may read the answer that shows them, and to nobody before', async () => {
    const url = await addressOf(await upload(PNG_1X1, '図.png'))
    const asNobody = () => fetch(story.url + url)
    expect([(await get(url)).status, (await get(url, other)).status, (await asNobody()).status]).toEqual([
      200, 404, 404,
    ])
    const entry = await working('jinji-001')
    const answer = `${entry.answer}\n\n![手順の図](${url})\n![外の絵](https://evil.example/x.png)`
    await story.product.registry.save([{ ...entry, answer, status: 'published' }], { actor: 'story' })
    const served = await asNobody()
    expect(served.status).toBe(200)
    expect(Object.fromEntries(served.headers)).toMatchObject({
      'content-type': 'image/png',
      'content-disposition': `inline; filename*=UTF-8''${encodeURIComponent('図.png')}`,
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, no-cache',
    })
    expect(Buffer.from(await served.arrayBuffer()).equals(PNG_1X1)).toBe(true)
    const etag = served.headers.get('etag') ?? ''
    expect(
      (await fetch(story.url + url, { headers: { 'If-None-Match': etag, 'Cache-Control': 'max-age=0' } })).status,
    ).toBe(304)
    const page = await (await fetch(`${story.url}/entries/jinji-001`)).text()
    expect(page).toContain(`<img src="${url}" alt="手順の図">`)
    expect(page).not.toContain('evil.example/x.png"')
    // Restricted, it is there for those sections alone.
    await story.product.registry.save([{ ...entry, answer, status: 'published', visibleTo: ['ryohi'] }], {
      actor: 'story',
    })
    expect([(await get(url, other)).status, (await asNobody()).status]).toEqual([200, 404])
    await story.product.registry.save([{ ...entry, answer, status: 'published' }], { actor: 'story' })
  })

  test('are told by what they are; documents are downloaded', async () => {
    const url = await addressOf(await upload(officeFile('word/document.xml'), '様式.exe'))
    const served = await get(url)
    expect(served.headers.get('content-disposition')).toBe(
      `attachment; filename*=UTF-8''${encodeURIComponent('様式.docx')}`,
    )
    for (const bytes of [latin('MZ\0'), officeFile('word/document.xml', 'word/vbaProject.bin')]) {
      const refused = await upload(bytes, 'x.png')
      expect([refused.status, ((await refused.json()) as { problem: string }).problem]).toEqual([
        422,
        expect.stringContaining('この形式のファイルは添付できません'),
      ])
    }
    expect((await upload(new Uint8Array(10 * 1024 * 1024 + 1), 'x.txt')).status).toBe(422)
    expect((await upload(PNG_1X1, 'x.png', other)).status).toBe(403)
  })

  test('without a script come with everything that was typed, and leave a trace when they are taken out', async () => {
    const page = await (await upload(latin('申請'.replace(/./gu, 'a')), '一覧.csv', editor, false)).text()
    expect(page).toContain('「一覧.csv」を追加しました')
    expect(page).toContain('夏休みの日数')
    const remove = /formaction="(?<url>[^"]+\/remove)">「一覧.csv」を外す/u.exec(page)?.groups?.['url'] ?? ''
    expect(await (await post(remove, FIELDS)).text()).toContain('ファイルを外しました')
    expect((await post(remove, FIELDS)).status).toBe(404)
  })

  test('of hostile names lead nowhere: not when they come, not when they are asked for', async () => {
    for (const name of HOSTILE_NAMES.filter((_, i) => i % 8 === 0)) {
      const came = await upload(PNG_1X1, name) // with a NUL it is no form
      expect([name, came.status]).toEqual([name, name.includes('\0') ? 400 : 200])
      expect(name.includes('\0') || !/\.\.\/|<img/u.test(await came.text())).toBe(true)
      for (const { id } of await story.product.editing.attachments.ofEntry('jinji-001')) {
        await story.product.editing.attachments.remove(id, 'story')
      }
    }
    const url = await addressOf(await upload(PNG_1X1, 'a.png'))
    const id = url.split('/')[2] ?? ''
    for (const [i, name] of HOSTILE_NAMES.entries()) {
      const way = encodeURIComponent(name.toWellFormed())
      for (const path of [
        `/attachments/${id}/${i % 2 === 0 ? name : way}`,
        `/attachments/${i % 2 === 0 ? way : name}/a.png`,
      ]) {
        const response = await get(path.replace(/[\0\r\n]/gu, '%00'))
        expect([path, response.status < 500 && response.headers.get('content-type') !== 'image/png']).toEqual([
          path,
          true,
        ])
        expect(await response.text()).not.toMatch(/root:|SQLite format/u)
      }
    }
  })
})
