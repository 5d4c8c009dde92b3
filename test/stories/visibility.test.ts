// Whatever way one looks (TESTLIST E2): drafts, restricted, expired, not yet valid and archived entries appear to nobody who
// may not read them, and restricted ones do to those who may.
import { simpleParser } from 'mailparser'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { askText, entryText } from '../../bot/mcp/tool-texts.ts'
import { ask as askByMcp, readEntry, search } from '../../bot/mcp/tools.ts'
import { PUBLIC_SCOPE, type Scope } from '../../src/core/access/rights.ts'
import { composeForQuestion } from '../../src/core/compose/compose-for-question.ts'
import type { EntryInput } from '../../src/core/ports/registry.ts'
import { answerOneMail } from '../../src/wiring/open-mail.ts'
import { mcpDeps } from '../../src/wiring/open-mcp.ts'
import { rawMail } from '../fakes/raw-mail.ts'
import { collect, openScriptedAccess, scriptModel } from '../fakes/scripted-model.ts'
import { spacedAnalyser } from '../fakes/spaced-analyser.ts'
import { openSlackStory, type SlackStory, wordsIn } from './open-slack-story.ts'
import { postForm, type SignedIn, signInAs } from './sign-in.ts'
import { entryInput, STORY_ENTRIES } from './story-entries.ts'

const JOHO = { code: 'joho', name: '情報政策課' }

/** What each says and nobody may learn: its mark stands in its answer, and nobody types it. */
const mark = (id: string) => `〔${id}の中身〕`
const hidden = (id: string, question: string, some: Partial<EntryInput>): EntryInput =>
  entryInput(id, JOHO, { question, answer: `内線で確認してください。${mark(id)}`, ...some })

const RESTRICTED = hidden('h-gentei', '監査用端末の封印シールの保管場所はどこですか。', { visibleTo: ['ryohi'] })
const HIDDEN: readonly EntryInput[] = [
  RESTRICTED,
  hidden('h-shitagaki', '気球による庁舎点検の申込み方法を教えてください。', { status: 'draft', registeredOn: null }),
  hidden('h-machi', '潜水調査用具の貸出し手続きを教えてください。', { status: 'in_review', registeredOn: null }),
  hidden('h-kigengire', '旧式複写機のトナーの注文先はどこですか。', { validUntil: '2026-04-30' }),
  hidden('h-kore-kara', '量子暗号通信の利用開始届の様式を教えてください。', { validFrom: '2099-04-01' }),
  hidden('h-haishi', 'ポケットベルの返却先を教えてください。', { status: 'archived' }),
]
const OVERDUE = entryInput('joho-700', JOHO, {
  question: '液晶プロジェクターの電球を交換する手続きを教えてください。',
  answer: '備品係に連絡してください。',
  reviewBy: '2026-03-31',
})
/** A revision in the works of an entry that serves. */
const REVISED = 'joho-003'

let story: SlackStory
let ryohi: SignedIn
let joho: SignedIn
let jinji: SignedIn
let administrator: SignedIn
beforeAll(async () => {
  const environment = { MCP: 'on', MAIL_FROM: 'faq@pref.example.jp', PUBLIC_URL: 'http://faq.pref.shiomi.example' }
  story = await openSlackStory([...STORY_ENTRIES, ...HIDDEN, OVERDUE], environment)
  const { registry } = story.product
  const [serving] = await registry.entriesById([REVISED])
  if (serving === undefined) throw new Error('expected an entry')
  const change = { ...serving, status: 'draft' as const, answer: mark(REVISED), question: '宇宙望遠鏡の貸出しの窓口' }
  await registry.save([change], { actor: 'story' })
  await story.product.settleIndex()
  const staff = (sectionCode: string) =>
    signInAs(story, { sectionCode, grants: [{ role: 'staff', sectionCode: null }] })
  ;[ryohi, joho, jinji] = [await staff('ryohi'), await staff('joho'), await staff('jinji')]
  administrator = await signInAs(story, { grants: [{ role: 'administrator', sectionCode: null }] })
})
afterAll(() => story[Symbol.asyncDispose]())

const QUESTIONS = [...HIDDEN.map(({ question }) => question), '宇宙望遠鏡の貸出しの窓口', '端末の封印シール']
const MARKS = [...HIDDEN.map(({ id }) => mark(id)), mark(REVISED)]
const IDS = HIDDEN.map(({ id }) => id)
const MARKED = /〔.*の中身〕|h-(?:gentei|shitagaki|machi|kigengire|kore-kara|haishi)/u

const get = (path: string, cookie?: string) =>
  fetch(story.url + path, { redirect: 'manual', ...(cookie !== undefined && { headers: { Cookie: cookie } }) })
const textAt = async (path: string, cookie?: string) => (await get(path, cookie)).text()
const postJson = async (path: string, body: object) => {
  const options = { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) }
  return (await fetch(story.url + path, options)).text()
}
/** Asks on the page, and gives the page of the conversation. */
async function askOnPage(question: string, cookie?: string): Promise<string> {
  const asked = await postForm(`${story.url}/ask`, { fields: { question }, ...(cookie !== undefined && { cookie }) })
  return asked.headers.get('location')?.split('#')[0] ?? ''
}

describe('to somebody who is not signed in', () => {
  test.each(QUESTIONS)('nothing hidden is answered, proposed, explained or summed up: %s', async question => {
    const { product } = story
    expect(await textAt(await askOnPage(question))).not.toMatch(MARKED)
    expect(await postJson('/api/v1/ask', { question, limit: 20 })).not.toMatch(MARKED)
    expect(await postJson('/api/v1/ask', { question, section: 'joho' })).not.toMatch(MARKED)
    expect(await postJson('/api/v1/explain', { question, limit: 20 })).not.toMatch(MARKED)
    expect(JSON.stringify(await product.search({ text: question, limit: 20 }))).not.toMatch(MARKED)
    expect(JSON.stringify(await product.rank(question, 60))).not.toMatch(MARKED)
    const { questionId } = await product.ask({ text: question, channel: 'web', limit: 20 })
    expect(JSON.stringify(await product.questionLog.find(questionId))).not.toMatch(MARKED)
  })

  test.each(QUESTIONS)('nothing hidden comes by mail, MCP or Slack: %s', async question => {
    const { product, config } = story
    const mails: string[] = []
    const mail = { raw: rawMail({ body: question }), send: false, print: (text: string) => void mails.push(text) }
    expect(await answerOneMail(product, mail, config)).toEqual({ kind: 'answered' })
    const printed = mails.join('')
    const decoded = printed.replace(/[A-Za-z0-9+/=\n]{60,}/gu, text => Buffer.from(text, 'base64').toString())
    expect(printed + decoded).not.toMatch(MARKED)
    const deps = mcpDeps(product, { config, version: '1', log: () => {} })
    expect(JSON.stringify(await search({ query: question, limit: 20 }, deps))).not.toMatch(MARKED)
    const asker = story.someone()
    await asker.say(question)
    expect(wordsIn(await story.message(({ channel }) => channel === asker.direct))).not.toMatch(MARKED)
  })

  test('its page, its place in the API and in MCP are unknown', async () => {
    const deps = mcpDeps(story.product, { config: story.config, version: '1', log: () => {} })
    for (const id of IDS) {
      expect([id, (await get(`/entries/${id}`)).status]).toEqual([id, 404])
      expect(await textAt(`/entries/${id}`)).not.toMatch(/〔.*の中身〕/u)
      expect((await get(`/api/v1/entries/${id}`)).status).toBe(404)
      await expect(readEntry(id, deps)).rejects.toMatchObject({ code: 'not_found' })
    }
    expect(await textAt(`/entries/${REVISED}`)).not.toMatch(MARKED)
  })

  test('lists and their counts leave them out, whatever is searched for', async () => {
    const published = STORY_ENTRIES.filter(({ status }) => status === 'published').length + 1
    const list = JSON.parse(await textAt('/api/v1/entries?limit=100')) as { total: number; entries: { id: string }[] }
    expect(list.total).toBe(published)
    expect(list.entries).toHaveLength(published)
    expect(JSON.stringify(list)).not.toMatch(MARKED)
    for (const id of IDS) expect(JSON.parse(await textAt(`/api/v1/entries?q=${id}`))).toMatchObject({ total: 0 })
    const sealed = encodeURIComponent('封印シール')
    expect(JSON.parse(await textAt(`/api/v1/entries?section=joho&q=${sealed}`))).toMatchObject({ total: 0 })
  })
})

describe('to those who may read it a restricted entry', () => {
  test('is answered, has its page, and stays in their conversation; nobody else sees it there', async () => {
    for (const { cookie } of [ryohi, joho, administrator]) {
      const conversation = await askOnPage(RESTRICTED.question, cookie)
      expect(await textAt(conversation, cookie)).toContain(mark(RESTRICTED.id))
      for (const other of [undefined, jinji.cookie]) {
        const seen = await textAt(conversation, other)
        expect(seen).toContain(RESTRICTED.question) // as it was typed
        expect(seen).not.toMatch(MARKED)
      }
      expect(await textAt(`/entries/${RESTRICTED.id}`, cookie)).toContain(mark(RESTRICTED.id))
    }
    expect((await get(`/entries/${RESTRICTED.id}`, jinji.cookie)).status).toBe(404)
    expect(await textAt(await askOnPage(RESTRICTED.question, jinji.cookie))).not.toMatch(MARKED)
  })

  test('is shown to nobody else under the address of the question, as a choice, or in a summary', async () => {
    const { product } = story
    const question = { text: RESTRICTED.question, channel: 'web', scope: ['ryohi'] } as const
    const { questionId } = await product.conversation.ask(question)
    const { id: entryId } = RESTRICTED
    const page = `/questions/${questionId}`
    expect(await textAt(page, ryohi.cookie)).toContain(mark(entryId))
    for (const path of [page, `${page}?entry=${entryId}`, `${page}/ticket`]) {
      expect(await textAt(path)).not.toMatch(/〔.*の中身〕/u)
      expect(await textAt(path, jinji.cookie)).not.toMatch(/〔.*の中身〕/u)
    }
    await postForm(`${story.url}${page}/choose`, { fields: { entry: entryId } })
    expect(await textAt(`${page}?entry=${entryId}`)).not.toMatch(/〔.*の中身〕/u)
    expect(await sentToModel(questionId, PUBLIC_SCOPE)).not.toMatch(MARKED)
    expect(await sentToModel(questionId, ['jinji'])).not.toMatch(MARKED)
    expect(await sentToModel(questionId, ['ryohi'])).toContain(mark(entryId))
  })

  test('does not stand among what is often looked at in Slack, nor in the post of its ticket', async () => {
    const { product } = story
    const scope = ['ryohi']
    const { questionId } = await product.conversation.ask({ text: RESTRICTED.question, channel: 'web', scope })
    const reader = { scope: PUBLIC_SCOPE, today: '2026-07-01' }
    const ids = (await product.questionLog.popular(new Date(0), 50, reader)).map(({ entryId }) => entryId)
    expect(ids).not.toContain(RESTRICTED.id)
    const own = await product.questionLog.popular(new Date(0), 50, { ...reader, scope })
    expect(own.map(({ entryId }) => entryId)).toContain(RESTRICTED.id)
    const fields = { question: '封印シールの保管場所', section: 'joho', name: '', address: '' }
    await postForm(`${story.url}/questions/${questionId}/ticket`, { fields })
    const post = await story.message(({ channel, blocks }) => channel === 'C9' && wordsIn({ blocks }).includes('封印'))
    expect(wordsIn(post)).not.toMatch(MARKED)
  })

  test('that is closed to them is gone at once, before the index knows', async () => {
    const { product } = story
    const [entry] = await product.registry.entriesById([RESTRICTED.id])
    if (entry === undefined) throw new Error('expected an entry')
    await product.registry.save([{ ...entry, visibleTo: ['jinji'] }], { actor: 'story' })
    const asking = { text: RESTRICTED.question, scope: ['ryohi'] }
    const found = await Promise.all([product.ask({ ...asking, channel: 'web' }), product.search(asking)])
    expect(JSON.stringify(found)).not.toMatch(MARKED)
    await product.registry.save([{ ...entry, visibleTo: ['ryohi'] }], { actor: 'story' })
    await product.settleIndex()
    expect(JSON.stringify(await product.search(asking))).toContain(mark(RESTRICTED.id))
  })
})

/** Everything that a model would be given to compose an answer of. */
async function sentToModel(questionId: string, scope: Scope): Promise<string> {
  const model = scriptModel(['。'])
  const { access } = openScriptedAccess(model)
  const composing = { access, analyser: spacedAnalyser, employeeNumberForms: [] }
  const { questionLog, registry } = story.product
  const deps = { composing, questionLog, registry, now: () => new Date() }
  await collect(composeForQuestion({ questionId, scope, signal: new AbortController().signal }, deps))
  return JSON.stringify(model.requests)
}

test('an answer past its review date says so in every door, and stays the answer', async () => {
  const { product, config } = story
  const { question, answer } = OVERDUE
  const sentence = '見直しの期限（令和8年3月31日）を過ぎています。'
  const page = await textAt(await askOnPage(question))
  for (const part of [answer, '要確認', sentence]) expect(page).toContain(part)
  const overdue = { reviewBy: '2026-03-31', reviewOverdue: true }
  expect(JSON.parse(await postJson('/api/v1/ask', { question }))).toMatchObject({ answer: overdue })
  expect(JSON.parse(await textAt(`/api/v1/entries/${OVERDUE.id}`))).toMatchObject(overdue)
  expect(JSON.parse(await textAt('/api/v1/entries/joho-001'))).toMatchObject({ reviewOverdue: false })
  const deps = mcpDeps(product, { config, version: '1', log: () => {} })
  const asked = await askByMcp({ question }, deps)
  expect(asked).toMatchObject({ answer: overdue })
  expect(askText(asked)).toContain(`【要確認】${sentence}`)
  expect(entryText(await readEntry(OVERDUE.id, deps))).toContain(`【要確認】${sentence}`)
  const asker = story.someone()
  await asker.say(question)
  const shown = await story.message(({ channel }) => channel === asker.direct)
  expect(wordsIn(shown)).toMatch(/【要確認】.*見直しの期限（令和8年3月31日）を過ぎています/u)
  const mails: string[] = []
  const mail = { raw: rawMail({ body: question }), send: false, print: (text: string) => void mails.push(text) }
  await answerOneMail(product, mail, config)
  expect((await simpleParser(mails.join(''))).text).toContain(`【要確認】${sentence}`)
})

test('every mark of this story is looked for', () => {
  for (const text of [...MARKS.slice(0, -1), ...IDS]) expect(text).toMatch(MARKED)
})
