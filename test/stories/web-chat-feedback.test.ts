// What staff say of an answer, what the page says back, and what becomes of entries that are no longer published.
import { describe, expect, test } from 'vitest'
import { fakeWebChat, NOW, openWebChat } from '../fakes/fake-web-chat.ts'

const FRAGMENT = { 'X-Fragment': 'turn' }

async function askedChat(question: string) {
  const fake = fakeWebChat()
  const client = await openWebChat(fake.deps)
  await client.post('/ask', { question })
  return { fake, ...client }
}

describe('feedback', () => {
  test('thanks for 解決した, and takes the buttons away', async () => {
    await using chat = await askedChat('旅費')
    const response = await chat.post('/questions/q1/feedback', { kind: 'resolved', entry: 'ryohi-002' })
    expect(response.status).toBe(303)
    expect(response.headers.get('location')).toBe('/questions/q1?entry=ryohi-002&feedback=resolved#feedback-q1')
    expect(chat.fake.feedback).toEqual([
      { questionId: 'q1', kind: 'resolved', entryId: 'ryohi-002', comment: null, at: NOW },
    ])
    const page = await (await chat.get('/questions/q1?entry=ryohi-002&feedback=resolved')).text()
    expect(page).toMatch(/notice-success[\s\S]*id="feedback-q1"[\s\S]*ありがとうございます/)
    expect(page).toContain('ご質問によく合っています') // the first answer is still the answer, not a choice
    expect(page).not.toMatch(/解決しない|この中にない/)
  })

  test('names the sections to ask after 解決しない, the answering one first, each once, and leads to the ticket form', async () => {
    await using chat = await askedChat('旅費')
    const response = await chat.post('/questions/q1/feedback', { kind: 'unresolved', entry: 'ryohi-002' }, FRAGMENT)
    const turn = await response.text()
    expect(response.headers.get('x-fragment')).toBe('turn')
    expect(turn).toContain('担当課に問い合わせると、公式の回答を受け取れます。')
    expect(turn).toContain('href="/questions/q1/ticket">担当課に問い合わせる</a>')
    expect(turn).toContain('<li>旅費センター</li><li>会計課</li>')
    expect(turn).toContain('記録しました')
    expect(turn.match(/data-focus/g)).toHaveLength(1)
  })

  test('takes この中にない as said of the list, and keeps the chosen answer on show', async () => {
    await using chat = await askedChat('手当')
    const response = await chat.post('/questions/q1/feedback', { kind: 'none_of_these', entry: 'kyuyo-003' }, FRAGMENT)
    const turn = await response.text()
    expect(chat.fake.feedback).toEqual([
      { questionId: 'q1', kind: 'none_of_these', entryId: null, comment: null, at: NOW },
    ])
    expect(turn).toContain('引っ越した日から15日以内に')
    expect(turn).toContain('<li>給与課</li><li>総務事務センター</li>')
  })

  test('takes この中にない where nothing was chosen', async () => {
    await using chat = await askedChat('手当')
    const response = await chat.post('/questions/q1/feedback', { kind: 'none_of_these' })
    expect(response.headers.get('location')).toBe('/questions/q1?feedback=none_of_these#feedback-q1')
    const page = await (await chat.get('/questions/q1?feedback=none_of_these')).text()
    expect(page).toContain('<li>総務事務センター</li><li>給与課</li>')
    expect(page.match(/class="choice" name="entry"/g)).toHaveLength(5)
  })

  test('takes a reason after 解決しない, once, and leaves what was said before as it is', async () => {
    await using chat = await askedChat('旅費')
    const unresolved = { kind: 'unresolved', entry: 'ryohi-002' }
    const first = await (await chat.post('/questions/q1/feedback', unresolved, FRAGMENT)).text()
    expect(first).toMatch(/<textarea[^>]*name="comment"/)
    const withReason = { ...unresolved, comment: ' 期限が\r\n知りたい ' }
    const second = await (await chat.post('/questions/q1/feedback', withReason, FRAGMENT)).text()
    expect(second).toContain('理由を記録しました。')
    expect(second).not.toContain('name="comment"')
    expect(chat.fake.feedback.map(({ kind, comment }) => [kind, comment])).toEqual([
      ['unresolved', null],
      ['unresolved', '期限が\n知りたい'],
    ])
    const plain = await chat.post('/questions/q1/feedback', withReason)
    expect(plain.headers.get('location')).toBe(
      '/questions/q1?entry=ryohi-002&feedback=unresolved&commented=1#feedback-q1',
    )
    const blank = await (await chat.post('/questions/q1/feedback', { ...unresolved, comment: ' \n' }, FRAGMENT)).text()
    expect(blank).toContain('name="comment"')
  })

  test('refuses a kind that the form does not have, a foreign entry, and an unknown question', async () => {
    await using chat = await askedChat('旅費')
    expect((await chat.post('/questions/q1/feedback', { kind: 'chosen' })).status).toBe(422)
    expect((await chat.post('/questions/q1/feedback', {})).status).toBe(422)
    expect((await chat.post('/questions/q1/feedback', { kind: 'resolved', entry: 'jimu-001' })).status).toBe(404)
    expect((await chat.post('/questions/q9/feedback', { kind: 'resolved' })).status).toBe(404)
    expect(chat.fake.feedback).toEqual([])
  })
})

describe('entries that are no longer published', () => {
  test('an answer that was withdrawn is not shown again; the page says so and offers the others', async () => {
    await using chat = await askedChat('旅費')
    chat.fake.setStatus('ryohi-002', 'archived')
    const page = await (await chat.get('/questions/q1')).text()
    expect(page).toContain('現在公開されていません')
    expect(page).not.toContain('帰着した日の翌日')
    expect(page.match(/class="choice" name="entry"/g)).toHaveLength(2)
  })

  test('a withdrawn candidate is left out', async () => {
    await using chat = await askedChat('手当')
    chat.fake.setStatus('jimu-002', 'in_review')
    const page = await (await chat.get('/questions/q1')).text()
    expect(page.match(/class="choice" name="entry"/g)).toHaveLength(4)
    expect(page).not.toContain('扶養親族の子どもや親の収入')
  })

  test('with nothing left to show, the page says that there is no answer', async () => {
    await using chat = await askedChat('休暇')
    chat.fake.setStatus('jinji-001', 'archived')
    const page = await (await chat.get('/questions/q1')).text()
    expect(page).toContain('現在公開されていません')
    expect(page).toContain('該当するFAQが見つかりませんでした')
  })
})

describe('the page of an entry', () => {
  test('shows the official words, with the question as its one heading of the first level', async () => {
    await using chat = await askedChat('旅費')
    const response = await chat.get('/entries/ryohi-002')
    const page = await response.text()
    expect(response.status).toBe(200)
    expect(page.match(/<h1>/g)).toHaveLength(1)
    expect(page).toContain('<h1>出張が終わった後の旅費請求の期限と')
    expect(page).toContain('<strong>4月10日</strong>')
    expect(page).toContain('令和8年2月16日（2026年2月16日）')
  })

  test('says that an entry is past its review date, and only then', async () => {
    await using chat = await askedChat('旅費')
    expect(await (await chat.get('/entries/ryohi-002')).text()).not.toContain('要確認')
    const due = await (await chat.get('/entries/kaikei-010')).text()
    expect(due).toMatch(/要確認<\/span>見直しの期限（令和8年11月21日）を過ぎています。/)
    expect(due).toContain('href="/?section=kaikei#question">会計課のFAQに絞って質問する</a>')
    expect(await (await chat.get('/?section=kaikei')).text()).toContain('<option value="kaikei" selected>')
  })

  test('says that an archived entry was abolished, without its old answer', async () => {
    await using chat = await askedChat('旅費')
    const response = await chat.get('/entries/jinji-900')
    const page = await response.text()
    expect(response.status).toBe(404)
    expect(page).toContain('このFAQは廃止されました')
    expect(page).toContain('人事課')
    expect(page).not.toContain('廃止前の回答')
  })

  test('does not tell a draft from what never was', async () => {
    await using chat = await askedChat('旅費')
    const draft = await chat.get('/entries/jinji-901')
    const unknown = await chat.get('/entries/%E3%81%AA%E3%81%97')
    expect([draft.status, unknown.status]).toEqual([404, 404])
    expect(await draft.text()).toBe(await unknown.text())
  })

  test('an unknown question has a page that says so', async () => {
    await using chat = await askedChat('旅費')
    const response = await chat.get('/questions/q9')
    expect(response.status).toBe(404)
    expect(await response.text()).toContain('<h1>ページが見つかりません</h1>')
  })
})
