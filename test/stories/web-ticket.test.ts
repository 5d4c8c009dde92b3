// From a question without an answer to a ticket, and the page that tells its asker how it stands.
import { describe, expect, test } from 'vitest'
import { fakeWebChat, openWebChat } from '../fakes/fake-web-chat.ts'

const FORM = { question: '駐輪場を借りるには、どうすればよいですか。', section: 'jinji', name: '' }
const KAIKEI = { code: 'kaikei', name: '会計課' }

async function askedChat(question: string, fake = fakeWebChat()) {
  const client = await openWebChat(fake.deps)
  await client.post('/ask', { question })
  return { fake, ...client, pageOf: async (path: string) => (await client.get(path)).text() }
}

async function withTicket(form: Record<string, string> = FORM, fake = fakeWebChat({ mailWorks: true })) {
  const chat = await askedChat('駐輪場', fake)
  const opened = await chat.post('/questions/q1/ticket', form)
  expect([opened.status, opened.headers.get('location')]).toEqual([303, '/tickets/t1'])
  return chat
}

describe('the form for a ticket', () => {
  test('holds the question, proposes the likeliest sections first, and asks for no name', async () => {
    await using chat = await askedChat('手当の\n申請')
    const page = await chat.pageOf('/questions/q1/ticket')
    expect(page).toContain('<h1>担当課に問い合わせる</h1>')
    expect(page).toContain('>\n手当の\n申請</textarea>')
    expect(page).toMatch(
      /<optgroup label="近いと思われる課"><option value="jimu" selected>総務事務センター<\/option><option value="kyuyo" >給与課<\/option><\/optgroup>\s*<optgroup label="そのほかの課"><option value="jinji" >人事課/,
    )
    expect(page).toMatch(/氏名・所属\s*<span class="optional">任意/)
    expect(page).not.toContain('name="address"')
  })

  test('proposes no section where nothing speaks for one', async () => {
    await using chat = await askedChat('駐輪場')
    const page = await chat.pageOf('/questions/q1/ticket')
    expect(page).toContain('<option value="">選んでください</option>')
    expect(page).not.toMatch(/optgroup|selected>/)
    expect(page).toContain('問い合わせる課を選んでください。')
  })

  test('is reached from a question without an answer, and from 解決しない', async () => {
    await using chat = await askedChat('駐輪場')
    expect(await chat.pageOf('/questions/q1')).toContain('href="/questions/q1/ticket"')
  })

  test.each<[string, Record<string, string>, RegExp]>([
    ['no text', { question: ' \n' }, /「問い合わせの内容」を入力してください。/],
    ['too long a text', { question: '𠮷'.repeat(1_001) }, /1,000字以内で入力してください（現在1,001字）。/],
    ['no section', { section: '' }, /担当課を選んでください。/],
    ['a section that does not exist', { section: 'none' }, /担当課を選んでください。/],
    ['too long a name', { name: '名'.repeat(101) }, /「氏名・所属」は100字以内で入力してください/],
    ['an address that is none', { address: 'taro@@example.jp' }, /メールアドレスの形式を確認してください/],
    ['an address with a line break', { address: 'a@example.jp\nBcc: b@example.jp' }, /メールアドレスの形式/],
    ['two addresses', { address: 'a@example.jp,b@example.jp' }, /メールアドレスの形式/],
  ])('refuses %s at its field, and keeps the rest', async (_what, fields, sentence) => {
    await using chat = await askedChat('駐輪場', fakeWebChat({ mailWorks: true }))
    const sent = { ...FORM, name: '総務課 汐見', ...fields }
    const response = await chat.post('/questions/q1/ticket', sent)
    const page = await response.text()
    expect(response.status).toBe(422)
    expect(page).toMatch(sentence)
    expect(page.match(/aria-invalid=true/g)).toHaveLength(1)
    expect(page).toContain('<title>入力内容をご確認ください')
    if (fields['question'] === undefined) expect(page).toContain(`>\n${FORM.question}</textarea>`)
    if (fields['section'] === undefined) expect(page).toContain('<option value="jinji" selected>')
    if (fields['name'] === undefined) expect(page).toContain('value="総務課 汐見"')
    expect(await chat.fake.deps.tickets.find('t1')).toBeNull()
  })

  test('names every wrong field at once', async () => {
    await using chat = await askedChat('駐輪場')
    const page = await (await chat.post('/questions/q1/ticket', {})).text()
    expect(page.match(/aria-invalid=true/g)).toHaveLength(2)
  })

  test('does not exist for a question that was never asked', async () => {
    await using chat = await askedChat('駐輪場')
    expect((await chat.get('/questions/none/ticket')).status).toBe(404)
    expect((await chat.post('/questions/none/ticket', FORM)).status).toBe(404)
  })
})

describe('opening a ticket', () => {
  test('keeps the words, the name and the address, and answers on the page', async () => {
    await using chat = await withTicket({ ...FORM, name: ' 総務課 汐見 ', address: 'shiomi.taro@example.jp' })
    expect(await chat.fake.deps.tickets.find('t1')).toMatchObject({
      question: FORM.question,
      questionId: 'q1',
      section: { code: 'jinji' },
      asker: null,
      askerName: '総務課 汐見',
      replyTo: { door: 'mail', address: 'shiomi.taro@example.jp', messageId: null, subject: FORM.question },
    })
    expect((await chat.fake.deps.tickets.events('t1'))[0]?.actor).toBe('web')
  })

  test('without a name it is anonymous, and without mail an address is not taken', async () => {
    await using chat = await withTicket({ ...FORM, address: 'a@example.jp' }, fakeWebChat())
    expect(await chat.fake.deps.tickets.find('t1')).toMatchObject({ askerName: null, replyTo: { door: 'web' } })
  })

  test('sent twice it is the same ticket, also at once', async () => {
    await using chat = await askedChat('駐輪場')
    const sent = [1, 2, 3].map(() => chat.post('/questions/q1/ticket', FORM))
    const places = (await Promise.all(sent)).map(response => response.headers.get('location'))
    expect(new Set(places)).toEqual(new Set([places[0]]))
    expect((await chat.fake.deps.tickets.events('t1')).length).toBe(1)
  })

  test('another text for the same question is refused with the text kept, and the ticket named', async () => {
    await using chat = await withTicket()
    const response = await chat.post('/questions/q1/ticket', { ...FORM, question: '別の問い合わせ' })
    const page = await response.text()
    expect(response.status).toBe(409)
    expect(page).toContain('この質問は、すでに問い合わせています')
    expect(page).toContain('href="/tickets/t1">問い合わせ票を見る</a>')
    expect(page).toContain('>\n別の問い合わせ</textarea>')
  })
})

describe('the page of a ticket', () => {
  test('tells a new one: number, state, section, due date, and that the address is to be kept', async () => {
    await using chat = await withTicket({ ...FORM, name: '総務課 汐見' })
    const response = await chat.get('/tickets/t1')
    const page = await response.text()
    expect(page).toContain('<h1>問い合わせ票 令和8年度第1号</h1>')
    expect(page).toContain('回答の期限は令和8年11月30日の予定です。')
    expect(page).toContain('このページのアドレスを控えておいてください。')
    expect(page).toMatch(/<dt>状態<\/dt><dd><span class="chip">受付<\/span>/)
    expect(page).toMatch(/<dt>担当課<\/dt><dd>人事課</)
    expect(page).toMatch(/令和8年11月22日 10:00<\/time><br>受け付けました/)
    expect(page).not.toMatch(/総務課 汐見|まだ解決しない|解決した/)
    expect(response.headers.get('cache-control')).toBe('no-store')
    expect(response.headers.get('x-robots-tag')).toBe('noindex, nofollow')
  })

  test('says that the answer also goes by mail, without showing the address', async () => {
    await using chat = await withTicket({ ...FORM, address: 'shiomi.taro@example.jp' })
    const page = await chat.pageOf('/tickets/t1')
    expect(page).toContain('回答は、入力されたメールアドレスにもお送りします。')
    expect(page).not.toContain('shiomi.taro')
  })

  test('tells of a move with its reason, and of who takes it on', async () => {
    await using chat = await withTicket()
    await chat.fake.act('t1', { kind: 'assigned', section: KAIKEI, reason: '会計の話のため' })
    const page = await chat.pageOf('/tickets/t1')
    expect(page).toContain('担当課が回答を準備しています。')
    expect(page).toContain('「人事課」から移りました。理由：会計の話のため')
    expect(page).toMatch(/<dt>担当課<\/dt><dd>会計課</)
  })

  test('gives the official answer as Markdown, without the name of who wrote it', async () => {
    await using chat = await withTicket()
    await chat.fake.act('t1', { kind: 'answered', text: '管財課に**申請**してください。\n- 様式第1号' })
    const page = await chat.pageOf('/tickets/t1')
    expect(page).toContain('人事課からの回答</h2>')
    expect(page).toContain('<strong>申請</strong>')
    expect(page).toContain('<li>様式第1号</li>')
    expect(page).toMatch(/この回答で解決しましたか[\s\S]*解決した<\/button>[\s\S]*まだ解決しない<\/button>/)
    expect(page).not.toContain('tester')
  })

  test('takes 解決した as said of the question, and leaves the ticket to be registered', async () => {
    await using chat = await withTicket()
    await chat.fake.act('t1', { kind: 'answered', text: '回答' })
    const said = await chat.post('/tickets/t1/resolved', {})
    expect([said.status, said.headers.get('location')]).toEqual([303, '/tickets/t1?resolved=1#thanks'])
    expect(chat.fake.feedback.at(-1)).toMatchObject({ questionId: 'q1', kind: 'resolved', entryId: null })
    const page = await chat.pageOf('/tickets/t1?resolved=1')
    expect(page).toContain('ありがとうございます')
    expect(page).not.toContain('解決した</button>')
    expect(await chat.fake.deps.tickets.find('t1')).toMatchObject({ state: 'answered' })
  })

  test('sends it back to the section with a reason, once, and asks for one', async () => {
    await using chat = await withTicket()
    await chat.fake.act('t1', { kind: 'answered', text: '回答' })
    const empty = await chat.post('/tickets/t1/reopen', { reason: ' ' })
    expect(empty.status).toBe(422)
    expect(await empty.text()).toContain('「理由」を入力してください。')
    const long = await chat.post('/tickets/t1/reopen', { reason: '長'.repeat(501) })
    expect(await long.text()).toContain(`>\n${'長'.repeat(501)}</textarea>`)
    const reopen = () => chat.post('/tickets/t1/reopen', { reason: '期限が書かれていません' })
    for (const sent of [await reopen(), await reopen()]) {
      expect([sent.status, sent.headers.get('location')]).toEqual([303, '/tickets/t1'])
    }
    const page = await chat.pageOf('/tickets/t1')
    expect(page).toMatch(/対応中/)
    expect(page.match(/理由：期限が書かれていません/g)).toHaveLength(1)
    expect(page).toContain('回答</p>') // the earlier answer stays to be read
  })

  test('is taken back while it waits, once, and then tells that it was', async () => {
    await using chat = await withTicket()
    expect(await chat.pageOf('/tickets/t1')).toContain('問い合わせを取り下げる')
    for (const sent of [await chat.post('/tickets/t1/withdraw', {}), await chat.post('/tickets/t1/withdraw', {})]) {
      expect([sent.status, sent.headers.get('location')]).toEqual([303, '/tickets/t1'])
    }
    const page = await chat.pageOf('/tickets/t1')
    expect(page).toContain('お問い合わせは、取り下げられました。')
    expect(page).not.toContain('/tickets/t1/withdraw')
    expect((await chat.post('/tickets/none/withdraw', {})).status).toBe(404)
  })

  test('is not taken back when it is answered', async () => {
    await using chat = await withTicket()
    await chat.fake.act('t1', { kind: 'answered', text: '回答' })
    expect(await chat.pageOf('/tickets/t1')).not.toContain('問い合わせを取り下げる')
    const late = await chat.post('/tickets/t1/withdraw', {})
    expect([late.status, (await late.text()).includes('受け付けられませんでした')]).toEqual([409, true])
  })

  test('a reason that comes too late is refused, and shown so that it is not lost', async () => {
    await using chat = await withTicket()
    const late = await chat.post('/tickets/t1/reopen', { reason: 'まだ分かりません' })
    const page = await late.text()
    expect(late.status).toBe(409)
    expect(page).toContain('問い合わせ票の状態が変わったため、この操作はできません。')
    expect(page).toContain('<p class="as-typed">まだ分かりません</p>')
  })

  test('tells why it was closed, and can be opened again', async () => {
    await using chat = await withTicket()
    await chat.fake.act('t1', { kind: 'closed', reason: '電話で回答したため' })
    const page = await chat.pageOf('/tickets/t1')
    expect(page).toContain('対応を終了しました。理由：電話で回答したため')
    expect(page).toContain('対応の終了後も解決していないときは')
  })

  test('leads to the entry that the answer became', async () => {
    await using chat = await withTicket()
    await chat.fake.act('t1', { kind: 'answered', text: '回答' })
    await chat.fake.act('t1', { kind: 'drafted', entryId: 'jinji-001' })
    await chat.fake.act('t1', { kind: 'registered' })
    const page = await chat.pageOf('/tickets/t1')
    expect(page).toContain('FAQに登録済み')
    expect(page).toContain('<a href="/entries/jinji-001">年次有給休暇を取得するとき')
    expect(page).not.toContain('まだ解決しない')
  })

  test('is unknown to who makes up an address', async () => {
    await using chat = await withTicket()
    for (const response of [
      await chat.get('/tickets/none'),
      await chat.post('/tickets/none/reopen', { reason: 'x' }),
      await chat.post('/tickets/none/resolved', {}),
    ]) {
      expect(response.status).toBe(404)
      expect(await response.text()).toContain('ページが見つかりません')
    }
  })
})

describe('hostile texts', () => {
  const EVIL = "\"><script>document.title='broken'</script><img src=x onerror=alert(1)>"

  test('stay text on the form and on the page, wherever they came in', async () => {
    const fake = fakeWebChat({ mailWorks: true })
    await using chat = await askedChat(EVIL, fake)
    const refused = await chat.post('/questions/q1/ticket', {
      question: EVIL,
      section: EVIL,
      name: EVIL,
      address: EVIL,
    })
    const opened = await chat.post('/questions/q1/ticket', { question: EVIL, section: 'jinji', name: EVIL })
    expect(opened.status).toBe(303)
    await fake.act('t1', { kind: 'assigned', section: { code: 'hostile', name: '<b>課</b>' }, reason: EVIL })
    await fake.act('t1', {
      kind: 'answered',
      text: `${EVIL}\n[a](javascript:alert(1)) ![b](https://example.test/b.png)`,
    })
    const late = await chat.post('/tickets/t1/reopen', { reason: EVIL.repeat(9) })
    await chat.post('/tickets/t1/reopen', { reason: EVIL })
    await fake.act('t1', { kind: 'closed', reason: EVIL })
    const pages = [
      await refused.text(),
      await late.text(),
      ...(await Promise.all(['/questions/q1/ticket', '/tickets/t1', '/questions/q1'].map(chat.pageOf))),
    ]
    for (const page of pages) {
      expect(page.match(/<script/g)).toHaveLength(1) // ours
      expect(page.match(/<img/g)).toHaveLength(1) // the icon of the header
      expect(page).not.toMatch(/<b>|href="javascript|\sonerror="/)
      expect(page).toContain('&lt;script&gt;')
    }
  })
})
