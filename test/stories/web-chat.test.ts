// The web chat over HTTP, as a browser without JavaScript uses it, and the fragments that its script asks for.
import { describe, expect, test } from 'vitest'
import { fakeWebChat, NOW, openWebChat } from '../fakes/fake-web-chat.ts'

const FRAGMENT = { 'X-Fragment': 'turn' }
const LONGEST = '旅'.repeat(1_000)

async function open(fake = fakeWebChat()) {
  return { fake, ...(await openWebChat(fake.deps)) }
}

describe('the start page', () => {
  test('explains itself, offers three examples and the form, and needs no script', async () => {
    await using chat = await open()
    const { get } = chat
    const response = await get('/')
    const page = await response.text()
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8')
    expect(page).toContain('<html lang="ja">')
    expect(page).toContain('汐見県')
    expect(page.match(/<h1/g)).toHaveLength(1)
    expect(page.match(/class="button button-outline example"/g)).toHaveLength(3)
    expect(page).toContain('<option value="ryohi" >旅費センター</option>')
    expect(page).toContain('1,000字以内')
    expect(page).toMatch(/id="conversation" role="log" aria-live="polite" aria-label="質問と回答"><\/div>/)
  })

  test('has no inline script, style or handler, and loads only from its own origin', async () => {
    await using chat = await open()
    const { get } = chat
    const page = (await (await get('/')).text()).replace(/<p class="printed.*<\/p>/, '')
    expect(page).not.toMatch(/<style|\sstyle=|\son[a-z]+=|https?:\/\//)
    expect(page.match(/<script[^>]*>/g)).toEqual([
      expect.stringMatching(/^<script type="module" src="\/assets\/chat\.js\?v=[0-9a-f]{16}">$/),
    ])
  })
})

describe('asking', () => {
  test('when too many ask at once, says so with the text kept, and when to come back', async () => {
    await using chat = await open()
    for (const headers of [{}, FRAGMENT]) {
      const refused = await chat.post('/ask', { question: '満員のときの<質問>' }, headers)
      expect(refused.status).toBe(503)
      expect(refused.headers.get('Retry-After')).toBe('5')
      const page = await refused.text()
      expect(page).toContain('満員のときの&lt;質問&gt;</textarea>')
      expect(page).toContain('ただいま混み合っているため、すぐにお答えできません。')
    }
  })

  test('leads from the form to the page of the conversation, so that reloading does not ask again', async () => {
    await using chat = await open()
    const { fake, get, post } = chat
    const asked = await post('/ask', { question: ' 出張の旅費はいつ\r\n出ますか ', section: '' })
    expect(asked.status).toBe(303)
    expect(asked.headers.get('location')).toMatch(/^\/conversations\/[\w-]{22}#turn-q1$/)
    expect(fake.asked).toMatchObject([{ text: '出張の旅費はいつ\n出ますか', channel: 'web', sectionCode: undefined }])
    const page = await (await get('/questions/q1')).text()
    expect(page).toContain('出張の旅費はいつ\n出ますか</h2>')
  })

  test('gives the whole answer with its particulars', async () => {
    await using chat = await open()
    const { get, post } = chat
    await post('/ask', { question: '旅費' })
    const page = await (await get('/questions/q1')).text()
    expect(page).toContain('出張が終わった後の旅費請求の期限と、旅費が支給される日を教えてください。</h3>')
    expect(page).toContain('ご質問によく合っています')
    expect(page).toContain('<dd>旅費センター</dd>')
    expect(page).toContain('<time datetime="2026-02-16">令和8年2月16日（2026年2月16日）</time>')
    expect(page).toContain('<li>汐見県職員等の旅費に関する条例第13条</li><li>旅費事務の手引き第7章</li>')
    expect(page).toContain('<a href="/entries/ryohi-002">この回答のページ</a>')
    expect(page).toContain('ほかの候補')
    expect(page).toMatch(
      /name="entry" value="ryohi-003"[\s\S]*担当課：旅費センター[\s\S]*value="kaikei-010"[\s\S]*担当課：会計課/,
    )
    expect(page).toContain('この中にない')
    expect(page).toMatch(/解決した<\/button>[\s\S]*解決しない<\/button>/)
  })

  test('words a weaker match with more reserve', async () => {
    await using chat = await open()
    const { get, post } = chat
    await post('/ask', { question: '休暇' })
    const page = await (await get('/questions/q1')).text()
    expect(page).toContain('ご質問に合っていると思われます')
    expect(page).not.toContain('ほかの候補')
  })

  test('offers up to five candidates with their sections where no answer is certain', async () => {
    await using chat = await open()
    const { get, post } = chat
    await post('/ask', { question: '手当' })
    const page = await (await get('/questions/q1')).text()
    expect(page).toContain('近いFAQが見つかりました')
    expect(page.match(/class="choice" name="entry"/g)).toHaveLength(5)
    expect(page).toContain('この中にない')
    expect(page).not.toContain('解決した')
  })

  test('says plainly that there is no answer, that it was recorded, and how to find one', async () => {
    await using chat = await open()
    const { get, post } = chat
    await post('/ask', { question: '駐輪場' })
    const page = await (await get('/questions/q1')).text()
    expect(page).toContain('該当するFAQが見つかりませんでした')
    expect(page).toContain('この質問は記録しました')
    expect(page).toContain('「人事課」を選び')
    await post('/ask', { question: '旅費', section: 'kaikei' })
    const narrowed = await (await get('/questions/q2')).text()
    expect(narrowed).toContain('担当課を「会計課」に絞り込み')
    expect(narrowed).toContain('「すべての担当課」に戻して')
    expect(narrowed).toContain('<option value="kaikei" selected>')
  })

  test('gives the script the turn alone', async () => {
    await using chat = await open()
    const { post } = chat
    const response = await post('/ask', { question: '旅費' }, FRAGMENT)
    const fragment = await response.text()
    expect(response.status).toBe(200)
    expect(response.headers.get('x-fragment')).toBe('turn')
    expect(fragment).toMatch(/^<article class="turn" id="turn-q1"/)
    expect(fragment).not.toContain('<html')
    expect(fragment).toContain('令和8年2月16日')
  })

  test('answers at once where the log cannot be written, and promises nothing that rests on it', async () => {
    await using chat = await open(fakeWebChat({ logWorks: false }))
    const { get, post } = chat
    const response = await post('/ask', { question: '旅費' })
    const page = await response.text()
    expect(response.status).toBe(200)
    expect(page).toContain('旅費センター')
    expect(page).toContain('<a class="choice" href="/entries/ryohi-003">')
    expect(page).not.toMatch(/解決した|この中にない/)
    expect(await (await post('/ask', { question: '駐輪場' }, FRAGMENT)).text()).not.toContain('この質問は記録しました')
    expect((await get('/questions/q1')).status).toBe(404)
  })

  test('sends who reloads the address of a refused question to the start', async () => {
    await using chat = await open()
    const { get } = chat
    const response = await get('/ask')
    expect([response.status, response.headers.get('location')]).toEqual([303, '/'])
  })
})

describe('refused input', () => {
  test.each([
    ['empty', '', '質問を入力してください。'],
    ['blank', ' 　\n', '質問を入力してください。'],
    ['one character too long', `${LONGEST}費`, '質問は1,000字以内で入力してください（現在1,001字）。'],
  ])('%s: 422, a sentence tied to the field, and the text kept', async (_name, question, sentence) => {
    await using chat = await open()
    const { fake, post } = chat
    const response = await post('/ask', { question, section: 'ryohi' })
    const page = await response.text()
    expect(response.status).toBe(422)
    expect(page).toContain('<title>入力内容をご確認ください')
    expect(page).toContain(sentence)
    expect(page).toMatch(/<textarea[^>]*aria-describedby="[^"]*question-error"[^>]*aria-invalid=true/)
    expect(page).toContain(`>\n${question}</textarea>`)
    expect(page).toContain('<option value="ryohi" selected>')
    expect(fake.asked).toEqual([])
  })

  test('takes the longest question, counted in code points', async () => {
    await using chat = await open()
    const { post } = chat
    expect((await post('/ask', { question: LONGEST })).status).toBe(303)
    expect((await post('/ask', { question: '𠮷'.repeat(1_000) })).status).toBe(303)
    expect((await post('/ask', { question: '𠮷'.repeat(1_001) })).status).toBe(422)
  })

  test('reads a missing, doubled or misshapen field as empty', async () => {
    await using chat = await open()
    const { url, post } = chat
    expect((await post('/ask', {})).status).toBe(422)
    expect(
      (
        await post('/ask', [
          ['question', 'a'],
          ['question', 'b'],
        ])
      ).status,
    ).toBe(422)
    const json = { method: 'POST', body: '{"question":"旅費"}', headers: { 'Content-Type': 'application/json' } }
    expect((await fetch(`${url}/ask`, json)).status).toBe(422)
  })

  test('refuses a section that does not exist, at its own field', async () => {
    await using chat = await open()
    const { post } = chat
    const response = await post('/ask', { question: '旅費', section: 'none' })
    const page = await response.text()
    expect(response.status).toBe(422)
    expect(page).toMatch(/<select id="section"[^>]*aria-invalid=true/)
    expect(page).toContain('選択した担当課が見つかりませんでした')
    expect(page).toContain('>\n旅費</textarea>')
  })

  test('gives the script the form alone', async () => {
    await using chat = await open()
    const { post } = chat
    const response = await post('/ask', { question: '' }, FRAGMENT)
    expect([response.status, response.headers.get('x-fragment')]).toEqual([422, 'composer'])
    expect(await response.text()).toMatch(/^<form class="composer"/)
  })
})

describe('choosing a candidate', () => {
  test('records the choice and shows that answer', async () => {
    await using chat = await open()
    const { fake, get, post } = chat
    await post('/ask', { question: '手当' })
    const chosen = await post('/questions/q1/choose', { entry: 'kyuyo-003' })
    expect([chosen.status, chosen.headers.get('location')]).toEqual([303, '/questions/q1?entry=kyuyo-003'])
    expect(fake.feedback).toEqual([{ questionId: 'q1', kind: 'chosen', entryId: 'kyuyo-003', comment: null, at: NOW }])
    const page = await (await get('/questions/q1?entry=kyuyo-003')).text()
    expect(page).toContain('候補から選んだFAQです')
    expect(page).toContain('引っ越した日から15日以内に')
    expect(page.match(/class="choice" name="entry"/g)).toHaveLength(4)
  })

  test('gives the script the whole turn anew', async () => {
    await using chat = await open()
    const { post } = chat
    await post('/ask', { question: '手当' })
    const response = await post('/questions/q1/choose', { entry: 'jimu-001' }, FRAGMENT)
    expect([response.status, response.headers.get('x-fragment')]).toEqual([200, 'turn'])
    expect(await response.text()).toMatch(/<h3[^>]*data-focus>子どもが生まれたとき/)
  })

  test('refuses what was not offered', async () => {
    await using chat = await open()
    const { fake, get, post } = chat
    await post('/ask', { question: '手当' })
    expect((await post('/questions/q1/choose', { entry: 'ryohi-002' })).status).toBe(404)
    expect((await post('/questions/none/choose', { entry: 'jimu-001' })).status).toBe(404)
    expect((await post('/questions/q1/choose', {})).status).toBe(422)
    expect((await get('/questions/q1?entry=ryohi-002')).status).toBe(404)
    expect(fake.feedback).toEqual([])
  })
})
