// The workflow through the real application: an editor writes and submits, an approver decides, staff find what is published.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openDatabase } from '../../src/adapters/sqlite/open-database.ts'
import { actorOf } from '../../src/core/access/account.ts'
import { askResponseSchema } from '../../src/server/api-schemas.ts'
import { openStory, type Story } from './open-story.ts'
import { postForm, type SignedIn, signInAs } from './sign-in.ts'
import { entryInput } from './story-entries.ts'

const JINJI = { code: 'jinji', name: '人事課' }
const NEW = {
  question: '骨髄ドナーになるときの休暇を教えてください。',
  answer: 'ドナー休暇を、必要と認められる期間、取得できます。',
}

let story: Story
let editor: SignedIn
let approver: SignedIn
let stranger: SignedIn
beforeAll(async () => {
  story = await openStory()
  editor = await signInAs(story, {
    name: '編集 一郎',
    sectionCode: 'jinji',
    grants: [{ role: 'editor', sectionCode: 'jinji' }],
  })
  approver = await signInAs(story, { name: '承認 花子', grants: [{ role: 'approver', sectionCode: 'jinji' }] })
  stranger = await signInAs(story, { name: '別課 次郎', grants: [{ role: 'approver', sectionCode: 'joho' }] })
})
afterAll(() => story[Symbol.asyncDispose]())

let made = 0

/** A draft of its own for each test, as the editor's form saves it. */
async function draft(some: Partial<typeof NEW> = {}, by: SignedIn = editor): Promise<string> {
  const id = `jinji-w${(made += 1)}`
  const input = {
    ...entryInput(id, JINJI, { ...NEW, ...some }),
    status: 'draft',
    registeredOn: null,
    revisedOn: null,
  } as const
  await story.product.registry.save([input], { actor: actorOf(by.account), seen: new Map([[id, 0]]) })
  return id
}

async function working(id: string) {
  const [entry] = await story.product.registry.workingEntries([id])
  if (entry === undefined) throw new Error(`no entry ${id}`)
  return entry
}

async function step(id: string, name: string, person: SignedIn, fields: Record<string, string> = {}) {
  const seen = String((await working(id)).revision)
  return postForm(`${story.url}/admin/entries/${id}/${name}`, { cookie: person.cookie, fields: { seen, ...fields } })
}

async function page(path: string, person: SignedIn): Promise<{ readonly status: number; readonly text: string }> {
  const response = await fetch(`${story.url}${path}`, { headers: { Cookie: person.cookie } })
  return { status: response.status, text: await response.text() }
}

async function edit(id: string, some: Partial<typeof NEW>, by: SignedIn = editor) {
  const entry = await working(id)
  const input = { ...entry, ...some, status: 'draft', revisedOn: null } as const
  await story.product.registry.save([input], { actor: actorOf(by.account), seen: new Map([[id, entry.revision]]) })
}

describe('from draft to answer', () => {
  test('an editor submits, the approver is told and publishes, staff find it within a second, the editor is told', async () => {
    const id = await draft()
    expect((await page(`/admin/entries/${id}`, editor)).text).toContain('下書きです。職員には表示していません。')
    const submitted = await step(id, 'submit', editor, { text: '新しい休暇です。' })
    expect([submitted.status, submitted.headers.get('location')]).toEqual([303, `/admin/entries/${id}?done=submit`])

    const home = (await page('/admin', approver)).text
    expect(home).toContain('お知らせ（未読1件）')
    expect(home).toContain(NEW.question)
    const view = (await page(`/admin/entries/${id}`, approver)).text
    expect(view).toContain('承認を待っています')
    expect(view).toContain('新しい休暇です。')

    await story.product.settleIndex()
    expect((await step(id, 'publish', approver)).status).toBe(303)
    await expect.poll(() => answeredBy(NEW.question), { timeout: 1_000, interval: 20 }).toBe(id)

    const entry = await working(id)
    expect(entry).toMatchObject({ status: 'published', publishedRevision: 3, registeredOn: expect.any(String) })
    const notices = (await page('/admin/notices', editor)).text
    expect(notices).toContain('承認 花子さんが、FAQを公開しました。')
  })

  test('sent back with a reason, it is the editor’s to-do; put right and submitted again, it is published', async () => {
    const id = await draft({ question: '配偶者の出産で休めますか。' })
    await step(id, 'submit', editor)
    const silent = await step(id, 'return', approver, { text: '  ' })
    expect(silent.status).toBe(400)
    expect(await silent.text()).toContain('href="#return-text"')
    expect((await step(id, 'return', approver, { text: '日数を書いてください。' })).status).toBe(303)
    expect((await working(id)).status).toBe('draft')

    const home = (await page('/admin', editor)).text
    expect(section(home, 'returned')).toContain('配偶者の出産で休めますか。')
    expect(section(home, 'drafts')).not.toContain('配偶者の出産で休めますか。')
    expect(section((await page('/admin', approver)).text, 'drafts')).not.toContain('配偶者の出産で休めますか。')
    expect((await page('/admin/notices', editor)).text).toContain('日数を書いてください。')

    await edit(id, { answer: '3日以内で取得できます。' })
    expect((await step(id, 'submit', editor)).status).toBe(303)
    expect((await step(id, 'publish', approver)).status).toBe(303)
    const history = (await page(`/admin/entries/${id}/history`, editor)).text
    for (const word of ['作成', '承認を依頼', '差し戻し', '公開', '編集 一郎', '承認 花子', '変わった項目：回答']) {
      expect(history).toContain(word)
    }
  })

  test('a submission is taken back by its editor', async () => {
    const id = await draft()
    await step(id, 'submit', editor)
    expect((await step(id, 'withdraw', editor)).status).toBe(303)
    expect((await working(id)).status).toBe('draft')
    expect((await step(id, 'withdraw', editor)).status).toBe(409)
  })

  test('an archived entry leaves the answers and keeps its registration; its content comes back as a draft', async () => {
    const id = await draft({
      question: '献血で職場を離れられますか。',
      answer: '職務専念義務の免除を申請してください。',
    })
    await step(id, 'publish', approver)
    const { registeredOn } = await working(id)
    expect((await step(id, 'archive', approver, { text: '制度が変わりました。' })).status).toBe(303)
    expect(await working(id)).toMatchObject({ status: 'archived', publishedRevision: null, registeredOn })
    expect((await page(`/admin/entries/${id}`, editor)).text).toContain('制度が変わりました。')
    const restored = await step(id, 'restore', editor, { revision: '1' })
    expect(restored.headers.get('location')).toBe(`/admin/entries/${id}?done=restore`)
    expect(await working(id)).toMatchObject({ status: 'draft', registeredOn, note: '第1版の内容に戻しました。' })
  })
})

describe('a section without approval', () => {
  test('lets its editors publish themselves, and no one of another section', async () => {
    const database = openDatabase(story.product.databasePath, { check: false })
    await database.query.updateTable('section').set({ approval: 0 }).where('code', '=', 'ryohi').execute()
    await database.close()
    const own = await signInAs(story, { grants: [{ role: 'editor', sectionCode: 'ryohi' }] })
    const [entry] = await story.product.registry.workingEntries(['ryohi-001'])
    if (entry === undefined) throw new Error('no entry')
    const input = { ...entry, answer: '翌月10日に支給します。', status: 'draft', revisedOn: null } as const
    await story.product.registry.save([input], { actor: actorOf(own.account) })
    expect((await page('/admin/entries/ryohi-001', own)).text).not.toContain('承認を依頼する')
    expect((await step('ryohi-001', 'publish', editor)).status).toBe(403)
    expect((await step('ryohi-001', 'publish', own)).status).toBe(303)
    expect((await working('ryohi-001')).publishedRevision).toBe(3)
  })
})

describe('who may do what', () => {
  test('is kept for each role and section', async () => {
    const id = await draft()
    await step(id, 'submit', editor)
    const staff = await signInAs(story, { grants: [{ role: 'staff', sectionCode: null }] })
    const manager = await signInAs(story, { grants: [{ role: 'manager', sectionCode: null }] })
    const administrator = await signInAs(story, { grants: [{ role: 'administrator', sectionCode: null }] })
    const statuses: Record<string, number> = {}
    for (const [name, person] of Object.entries({ staff, manager, editor, stranger })) {
      statuses[name] = (await step(id, 'publish', person)).status
    }
    expect(statuses).toEqual({ staff: 403, manager: 403, editor: 403, stranger: 404 })
    expect((await working(id)).status).toBe('in_review')
    expect((await step(id, 'comment', stranger, { text: '見ました' })).status).toBe(404)
    expect((await step(id, 'publish', administrator)).status).toBe(303)
    const unsigned = await postForm(`${story.url}/admin/entries/${id}/archive`, { fields: {} })
    expect(unsigned.status).toBe(401)
  })

  test('hides unpublished work from other sections, in every page', async () => {
    const id = await draft({ question: '秘密の下書きの質問です。' })
    await step(id, 'submit', editor)
    for (const path of [`/admin/entries/${id}`, `/admin/entries/${id}/history`, `/admin/entries/${id}/revisions/1`]) {
      const { status, text } = await page(path, stranger)
      expect([path, status]).toEqual([path, 404])
      expect(text).not.toContain('秘密の下書き')
    }
    expect((await page('/admin/reviews', stranger)).text).not.toContain('秘密の下書き')
    expect((await page('/admin/reviews', approver)).text).toContain('秘密の下書き')
    const official = await page('/admin/entries/jinji-001', stranger)
    expect([official.status, official.text.includes('公開中の内容だけを表示しています')]).toEqual([200, true])
  })

  test('lets an approver publish their own work, and writes it down', async () => {
    const id = await draft({}, approver)
    expect((await page(`/admin/entries/${id}`, approver)).text).toContain('監査記録に残ります')
    await step(id, 'publish', approver)
    const { events } = await story.product.editorial.revisions.history(id, { limit: 10, offset: 0 })
    expect(events.map(({ action }) => action)).toEqual(['entry.own_work_published', 'entry.published', 'entry.created'])
  })
})

describe('two people at once', () => {
  test('make one publication: the slower one is shown what is there now', async () => {
    const id = await draft()
    await step(id, 'submit', editor)
    const second = await signInAs(story, { grants: [{ role: 'approver', sectionCode: 'jinji' }] })
    const seen = String((await working(id)).revision)
    const answers = await Promise.all(
      [approver, second].map(({ cookie }) =>
        postForm(`${story.url}/admin/entries/${id}/publish`, { cookie, fields: { seen } }),
      ),
    )
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([303, 409])
    const refused = answers.find(({ status }) => status === 409)
    expect(await refused?.text()).toContain('この間に、ほかの人が変更しました')
    expect((await working(id)).revision).toBe(3)
  })

  test('an approver who saw an older version publishes nothing, and keeps what was typed', async () => {
    const id = await draft()
    const seen = String((await working(id)).revision)
    await edit(id, { answer: '別の回答です。' })
    const fields = { seen, text: '確認しました。' }
    const late = await postForm(`${story.url}/admin/entries/${id}/publish`, { cookie: approver.cookie, fields })
    const text = await late.text()
    expect(late.status).toBe(409)
    expect(text).toContain('この間に、ほかの人が変更しました')
    expect(text).toContain('確認しました。</textarea>')
    expect((await working(id)).status).toBe('draft')
  })
})

describe('revisions', () => {
  test('are compared word by word, with the one before or any other', async () => {
    const id = await draft({ answer: '前日までに申請してください。' })
    await edit(id, { answer: '3日前までに申請してください。' })
    await edit(id, { answer: '5日前までに申請してください。' })
    const last = (await page(`/admin/entries/${id}/revisions/3`, editor)).text
    expect(last).toContain('第2版から第3版への変更')
    expect(last).toMatch(/<del>.*3.*<\/del>.*<ins>.*5.*<\/ins>/su)
    const first = (await page(`/admin/entries/${id}/revisions/3?with=1`, editor)).text
    expect(first).toContain('第1版から第3版への変更')
    expect((await page(`/admin/entries/${id}/revisions/9`, editor)).status).toBe(404)
    await step(id, 'publish', approver)
    await edit(id, { answer: '7日前までに申請してください。' })
    const view = (await page(`/admin/entries/${id}`, editor)).text
    expect(view).toContain('職員には第4版を公開しています。第5版は下書きで、職員には表示していません。')
    expect(view).toContain('公開中の版との違い（第4版 → 第5版）')
  })

  test('the history pages, and knows what files brought', async () => {
    const { text } = await page('/admin/entries/jinji-002/history', editor)
    expect(text).toContain('全1件')
    expect((await page('/admin/entries/jinji-002/history?page=2', editor)).text).toContain('記録がありません')
  })
})

describe('comments', () => {
  test('are told to those who work on the entry, and never change', async () => {
    const id = await draft()
    await step(id, 'submit', editor)
    expect((await step(id, 'comment', approver, { text: '根拠はどれですか。\n<b>条例</b>' })).status).toBe(303)
    const view = (await page(`/admin/entries/${id}`, editor)).text
    expect(view).toContain('根拠はどれですか。\n&lt;b&gt;条例&lt;/b&gt;')
    expect((await page('/admin/notices', editor)).text).toContain('承認 花子さんが、FAQにコメントを書きました。')
    expect((await step(id, 'comment', approver, { text: '' })).status).toBe(400)
    const { value = '' } = /name="form" value="(?<value>[^"]+)"/u.exec(view)?.groups ?? {}
    for (let sent = 0; sent < 2; sent += 1) {
      expect((await step(id, 'comment', editor, { text: '条例です。', form: value })).status).toBe(303)
    }
    const comments = await story.product.editorial.comments.of(id)
    expect(comments.map(({ kind, text }) => [kind, text])).toEqual([
      ['submitted', ''],
      ['comment', '根拠はどれですか。\n<b>条例</b>'],
      ['comment', '条例です。'],
    ])
    expect((await step(id, 'comment', approver, { text: 'あ'.repeat(2_001) })).status).toBe(400)
    const database = openDatabase(story.product.databasePath, { check: false })
    await expect(database.query.deleteFrom('review_comment').execute()).rejects.toThrow('append-only')
    await expect(database.query.updateTable('review_comment').set({ text: '' }).execute()).rejects.toThrow(
      'append-only',
    )
    await database.close()
  })
})

describe('notices', () => {
  test('are read one by one or all, and lead to what they are about; nobody reads those of others', async () => {
    const reader = await signInAs(story, { grants: [{ role: 'editor', sectionCode: 'jinji' }] })
    const { notices } = story.product.editorial
    const detail = { by: '誰か', question: '質問', text: '' }
    await notices.add(
      [1, 2, 3].map(() => ({ kind: 'commented', entryId: 'jinji-001', detail, to: [reader.account.id] })),
    )
    const { notices: told } = await notices.list(reader.account.id, { limit: 9, offset: 0 })
    expect(told.length).toBe(3)
    const [first] = told
    const open = (person: SignedIn) =>
      fetch(`${story.url}/admin/notices/${first?.id}/open`, { headers: { Cookie: person.cookie }, redirect: 'manual' })
    expect((await open(editor)).headers.get('location')).toBe('/admin/notices')
    expect((await open(reader)).headers.get('location')).toBe('/admin/entries/jinji-001')
    expect(await notices.unreadCount(reader.account.id)).toBe(2)
    await postForm(`${story.url}/admin/notices/read`, { cookie: editor.cookie, fields: { id: told[1]?.id ?? '' } })
    expect(await notices.unreadCount(reader.account.id)).toBe(2)
    await postForm(`${story.url}/admin/notices/read`, { cookie: reader.cookie, fields: {} })
    expect((await page('/admin/notices', reader)).text).toContain('未読のお知らせはありません。')
  })
})

/** The entry that answers a member of staff. */
async function answeredBy(question: string): Promise<string | null> {
  const body = JSON.stringify({ question })
  const headers = { 'Content-Type': 'application/json' }
  const response = await fetch(`${story.url}/api/v1/ask`, { method: 'POST', headers, body })
  return askResponseSchema.parse(await response.json()).answer?.entryId ?? null
}

/** The part of the home page under one heading. */
function section(html: string, id: string): string {
  return html.split(`aria-labelledby="${id}"`)[1]?.split('</section>')[0] ?? ''
}
