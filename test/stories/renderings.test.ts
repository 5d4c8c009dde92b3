// An official answer in plain Japanese and in English, through the whole product: marked, beside the original, made once, and never
// shown to whoever may not read the entry, nor where it says something else.
import { LLMock } from '@copilotkit/aimock'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { dateInJapan } from '../../src/core/fiscal-year.ts'
import { draftingTexts } from '../../src/core/messages/ja/admin/drafting.ts'
import { renderingMessages as texts } from '../../src/core/messages/ja/rendering.ts'
import { openStory, type Story } from './open-story.ts'
import { postForm, type SignedIn, signInAs } from './sign-in.ts'
import { entryInput, STORY_ENTRIES } from './story-entries.ts'
import { tokenAskers } from './token-askers.ts'

const ENGLISH = {
  question: 'What notification is needed when I get married?',
  answer:
    'Please submit a 身上異動届 (notification of personal changes) to the Personnel Division within 14 days of your marriage.',
}
const PLAIN = {
  question: '結婚したとき、どんな届出が必要ですか。',
  answer: '結婚した日から14日以内に、身上異動届を人事課に提出して（＝出して）ください。',
}
const RESTRICTED = entryInput(
  'jinji-950',
  { code: 'jinji', name: '人事課' },
  { question: '人事評価の調整の手順', answer: '評価は5日までに人事課へ提出してください。', visibleTo: ['jinji'] },
)
const mock = new LLMock({ port: 0, host: '127.0.0.1' })
let story: Story
let plain: Story
let editor: SignedIn
beforeAll(async () => {
  await mock.start()
  const model = { OPENAI_BASE_URL: `${mock.url}/v1`, OPENAI_MODEL: 'tiny' }
  story = await openStory([...STORY_ENTRIES, RESTRICTED], model)
  plain = await openStory()
  editor = await signInAs(story, {
    login: 'editor',
    sectionCode: 'jinji',
    grants: [{ role: 'editor', sectionCode: 'jinji' }],
  })
})
afterAll(async () => {
  await story[Symbol.asyncDispose]()
  await plain[Symbol.asyncDispose]()
  await mock.stop()
})

const reply = (content: unknown) => {
  mock.reset()
  mock.onMessage(/./u, { content: JSON.stringify(content) })
}
const get = (path: string, cookie = '') => fetch(story.url + path, { headers: { Cookie: cookie }, redirect: 'manual' })
const page = async (path: string, cookie = '') => (await get(path, cookie)).text()
const make = (path: string, cookie?: string) =>
  postForm(story.url + path, { ...(cookie !== undefined && { cookie }), fields: {} })
const sendings = async () => (await story.product.modelUse.outbound.page({}, { limit: 100 })).length

describe('an answer in other words', () => {
  test('is offered nowhere without a model', async () => {
    const asked = await postForm(`${plain.url}/ask`, {
      fields: { question: '結婚したときに必要な届出を教えてください。' },
    })
    const shown = await (await fetch(plain.url + (asked.headers.get('location') ?? ''))).text()
    expect(shown).toContain('身上異動届')
    expect(shown).not.toContain('Read in English')
    expect(await (await fetch(`${plain.url}/entries/jinji-002`)).text()).not.toContain('/in/en')
    expect((await fetch(`${plain.url}/entries/jinji-002/in/en`)).status).toBe(404)
  })

  test('is offered below the answer, made by a form, and stands marked beside the original', async () => {
    reply(ENGLISH)
    const asked = await postForm(`${story.url}/ask`, {
      fields: { question: '結婚したときに必要な届出を教えてください。' },
    })
    expect(await page(asked.headers.get('location') ?? '')).toContain('action="/entries/jinji-002/in/en"')
    expect(await page('/entries/jinji-002')).toContain(texts.links.plain)
    expect(await page('/entries/jinji-002/in/en')).toContain(texts.make.en)
    expect(await sendings()).toBe(0)
    const made = await make('/entries/jinji-002/in/en')
    expect([made.status, made.headers.get('location')]).toEqual([303, '/entries/jinji-002/in/en'])
    const shown = await page('/entries/jinji-002/in/en')
    for (const words of [
      ENGLISH.question,
      'within 14 days',
      texts.machine.en,
      texts.machineJapanese,
      '結婚した日から14日以内に',
      texts.original,
    ]) {
      expect(shown).toContain(words)
    }
    expect(shown).toContain('lang="en"')
  })

  test('is made once for all readers, and again for another revision', async () => {
    const before = await sendings()
    await make('/entries/jinji-002/in/en')
    await page('/entries/jinji-002/in/en')
    expect(await sendings()).toBe(before)
    reply(PLAIN)
    await Promise.all([make('/entries/jinji-002/in/plain'), make('/entries/jinji-002/in/plain')])
    expect(await sendings()).toBe(before + 1)
    const [entry] = await story.product.registry.entriesById(['jinji-002'])
    if (entry === undefined) throw new Error('expected the entry')
    await story.product.registry.save([{ ...entry, tags: ['結婚'] }], { actor: 'story' })
    expect(await page('/entries/jinji-002/in/plain')).toContain(texts.make.plain)
    await make('/entries/jinji-002/in/plain')
    expect(await sendings()).toBe(before + 2)
  })

  test('that says something else is not shown, and whoever asked is told so', async () => {
    reply({
      ...ENGLISH,
      question: 'What do I need for a side job?',
      answer: 'Please submit 営利企業従事等許可申請書 (the application) 14 days before you start.',
    })
    const refused = await make('/entries/jinji-003/in/en')
    expect(refused.status).toBe(503)
    const shown = await refused.text()
    expect(shown).toContain(texts.failures.unfit)
    expect(shown).not.toContain('14 days before')
    expect(shown).toContain('30日前までに')
    expect(await page('/entries/jinji-003/in/en')).not.toContain('14 days before')
  })

  test('of a restricted entry is there for its readers alone, whoever had it made', async () => {
    reply({
      question: 'Steps of adjusting appraisals',
      answer: 'Please submit the appraisal to 人事課 (Personnel Division) by the 5th.',
    })
    expect((await make('/entries/jinji-950/in/en')).status).toBe(404)
    expect((await make('/entries/jinji-950/in/en', editor.cookie)).status).toBe(303)
    expect(await page('/entries/jinji-950/in/en', editor.cookie)).toContain('by the 5th')
    expect((await get('/entries/jinji-950/in/en')).status).toBe(404)
    expect((await get('/entries/draft-001/in/en')).status).toBe(404)
    expect((await get('/entries/jinji-002/in/fr')).status).toBe(404)
  })
})

describe('an answer in other words, as its section sees it', () => {
  const path = '/admin/entries/jinji-002/renderings/en'
  const seen = (html: string) => /name="seen" value="(\d+)"/u.exec(html)?.[1] ?? ''

  test('is told on the entry’s page, and confirmed by those who approve', async () => {
    reply(ENGLISH)
    await postForm(story.url + path, { cookie: editor.cookie, fields: { step: 'make' } })
    expect(await page('/admin/entries/jinji-002', editor.cookie)).toContain(draftingTexts.renderings.states.machine)
    const shown = await page(path, editor.cookie)
    expect(shown).toContain(ENGLISH.question)
    expect(shown).not.toContain(draftingTexts.renderings.confirm)
    const fields = { step: 'confirm', seen: seen(shown), ...ENGLISH }
    expect((await postForm(story.url + path, { cookie: editor.cookie, fields })).status).toBe(403)
    const approver = await signInAs(story, { grants: [{ role: 'approver', sectionCode: 'jinji' }] })
    const differs = await postForm(story.url + path, {
      cookie: approver.cookie,
      fields: { ...fields, answer: ENGLISH.answer.replace('14', '15') },
    })
    expect(differs.status).toBe(422)
    expect(await differs.text()).toContain(draftingTexts.renderings.differs)
    const mended = { ...fields, answer: `${ENGLISH.answer} Thank you.` }
    expect((await postForm(story.url + path, { cookie: approver.cookie, fields: mended })).status).toBe(303)
    expect((await postForm(story.url + path, { cookie: approver.cookie, fields: mended })).status).toBe(409)
    const read = await page('/entries/jinji-002/in/en')
    expect(read).toContain(texts.confirmed.en)
    expect(read).toContain('Thank you.')
    expect(await page('/admin/entries/jinji-002/history', editor.cookie)).toContain('ほかの言葉での表示を確認')
  })

  test('holds while the words are the same, and goes when they change; withdrawn, it is shown to nobody', async () => {
    const [entry] = await story.product.registry.entriesById(['jinji-002'])
    if (entry === undefined) throw new Error('expected the entry')
    await story.product.registry.save([{ ...entry, tags: ['婚姻'] }], { actor: 'story' })
    expect(await page('/entries/jinji-002/in/en')).toContain('Thank you.')
    await story.product.registry.save([{ ...entry, answer: `${entry.answer}夫婦とも必要です。` }], { actor: 'story' })
    expect(await page('/entries/jinji-002/in/en')).not.toContain('Thank you.')
    await story.product.registry.save([entry], { actor: 'story' })
    const shown = await page(path, editor.cookie)
    const fields = { step: 'withdraw', seen: seen(shown), question: '', answer: '' }
    expect((await postForm(story.url + path, { cookie: editor.cookie, fields })).status).toBe(303)
    expect(await page('/entries/jinji-002/in/en')).toContain(texts.failures.withdrawn)
  })
})

describe('whose allowance an answer in other words uses', () => {
  test('is known by keyed hashes of accounts and addresses alone', async () => {
    const { askerKeys } = story.product.desk
    const known = [askerKeys('account', editor.account.id), askerKeys('web', '127.0.0.1')]
    expect(tokenAskers(story).toSorted()).toEqual(known.toSorted())
  })

  test('is nobody’s where everybody seems to come from the proxy', async () => {
    const model = { OPENAI_BASE_URL: `${mock.url}/v1`, OPENAI_MODEL: 'tiny', PUBLIC_URL: 'https://faq.shiomi.test' }
    await using proxied = await openStory(undefined, model)
    reply(ENGLISH)
    const made = await postForm(`${proxied.url}/entries/jinji-002/in/en`, { fields: {} })
    expect(made.status).toBe(303)
    expect(tokenAskers(proxied)).toEqual([])
    expect((await proxied.product.modelUse.usage.tokensOn(dateInJapan(new Date()))).all).toBeGreaterThan(0)
  })
})

describe('phrasings by a model', () => {
  test('become suggestions that a person decides on, and change no entry', async () => {
    reply({
      phrasings: ['籍を入れたときの届', '結婚したら何を出す', '副業をしたいときは、どのような許可が必要ですか。'],
      negativePhrasings: [],
    })
    const url = '/admin/entries/jinji-002/model-phrasings'
    expect(await page('/admin/entries/jinji-002', editor.cookie)).toContain(url)
    const proposed = await postForm(story.url + url, { cookie: editor.cookie, fields: {} })
    expect(proposed.headers.get('location')).toBe(`${url}?proposed=2`)
    expect(await page(`${url}?proposed=2`, editor.cookie)).toContain('/admin/learning/suggestions?entry=jinji-002')
    const open = await story.product.suggestions.open({
      sectionCodes: null,
      entryIds: ['jinji-002'],
      limit: 10,
      offset: 0,
    })
    expect(new Set(open.suggestions.map(({ text, source }) => `${source} ${text}`))).toEqual(
      new Set(['model 籍を入れたときの届', 'model 結婚したら何を出す']),
    )
    const [entry] = await story.product.registry.workingEntries(['jinji-002'])
    expect(entry?.phrasings).toEqual([])
  })
})

// Last: so many failures leave the model alone for a while.
describe('asking for too many', () => {
  test('is refused to another site’s page, and to whoever asks for too many', async () => {
    const foreign = await fetch(`${story.url}/entries/jinji-004/in/en`, {
      method: 'POST',
      headers: { Origin: 'https://evil.example' },
    })
    expect(foreign.status).toBe(403)
    mock.reset()
    mock.onMessage(/./u, { error: { message: 'no', type: 'x' }, status: 401 })
    const statuses = []
    for (let i = 0; i < 21; i += 1) statuses.push((await make('/entries/jinji-004/in/en')).status)
    expect(statuses.slice(0, 5)).toEqual([503, 503, 503, 503, 503])
    expect(statuses.at(-1)).toBe(429)
  })
})
