// A chat model helps editors, through the whole product: a draft of a ticket is looked over, taken into the form, saved by a person,
// marked until somebody made it theirs, and published by nobody who had it written.
import { LLMock } from '@copilotkit/aimock'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { draftingTexts } from '../../src/core/messages/ja/admin/drafting.ts'
import type { Ticket } from '../../src/core/ticket/ticket.ts'
import { openStory, type Story } from './open-story.ts'
import { postForm, type SignedIn, signInAs } from './sign-in.ts'
import { tokenAskers } from './token-askers.ts'

const QUESTION = '当直明けの勤務はどうなりますか'
const ANSWER = '当直明けは、午後から職務専念義務を免除します。人事課（内線2234）へ届け出てください。'
const DRAFT = {
  question: '当直明けの日の勤務は、どうなりますか。',
  answer: '当直明けは、午後から職務専念義務を免除します。人事課（内線2234）へ届け出てください。',
  phrasings: ['当直明けは帰れますか', '当直明けの勤務'],
  negativePhrasings: [],
  tags: ['当直'],
}
const mock = new LLMock({ port: 0, host: '127.0.0.1' })
let story: Story
let plain: Story
let editor: SignedIn
let approver: SignedIn
let other: SignedIn

beforeAll(async () => {
  await mock.start()
  story = await openStory(undefined, { OPENAI_BASE_URL: `${mock.url}/v1`, OPENAI_MODEL: 'tiny' })
  plain = await openStory()
  editor = await signInAs(story, { login: 'editor', grants: [{ role: 'editor', sectionCode: 'jinji' }] })
  approver = await signInAs(story, { login: 'approver', grants: [{ role: 'approver', sectionCode: 'jinji' }] })
  other = await signInAs(story, { login: 'other', grants: [{ role: 'editor', sectionCode: 'ryohi' }] })
})
afterAll(async () => {
  await story[Symbol.asyncDispose]()
  await plain[Symbol.asyncDispose]()
  await mock.stop()
})

async function answered({ product }: Story, question = QUESTION): Promise<Ticket> {
  const request = {
    question,
    questionId: null,
    sectionCode: 'jinji',
    replyTo: { door: 'web' },
    asker: null,
    askerName: null,
  } as const
  const { id } = await product.desk.tickets.open(request, 'web')
  return product.desk.tickets.act(id, { kind: 'answered', text: ANSWER }, 'user:editor')
}

const get = (path: string, { cookie } = editor) =>
  fetch(story.url + path, { headers: { Cookie: cookie }, redirect: 'manual' })
const page = async (path: string, who = editor) => (await get(path, who)).text()
const post = (path: string, fields: Readonly<Record<string, string>>, { cookie } = editor) =>
  postForm(story.url + path, { cookie, fields })
const reply = (content: unknown) => {
  mock.reset()
  mock.onMessage(/./u, { content: typeof content === 'string' ? content : JSON.stringify(content) })
}
const working = async (id: string) => (await story.product.registry.workingEntries([id]))[0]

/** Asks for a draft of a ticket of its own; gives back the address of its page. */
async function drafted(who = editor, question = QUESTION) {
  const ticket = await answered(story, question)
  const response = await post(`/admin/tickets/${ticket.id}/model-draft`, {}, who)
  const url = response.headers.get('location') ?? ''
  const draft = await story.product.writing.modelDrafts.find(url.split('/').at(-1) ?? '')
  return { ticket, url, draft, entryId: draft?.entryId ?? '' }
}

/** Saves the form as the browser would that was shown it. */
async function save(entryId: string, some: Readonly<Record<string, string>> = {}, who = editor) {
  const fields = {
    section: 'jinji',
    question: DRAFT.question,
    answer: DRAFT.answer,
    phrasings: DRAFT.phrasings.join('\r\n'),
    tags: '当直',
    seen: '0',
    key: crypto.randomUUID(),
    next: 'go',
    ...some,
  }
  return post(`/admin/entries/${entryId}/save`, fields, who)
}

describe('a draft by a model', () => {
  test('is offered nowhere without a model, but for a sentence to administrators', async () => {
    const admin = await signInAs(plain, { grants: [{ role: 'administrator', sectionCode: null }] })
    const one = await signInAs(plain, { grants: [{ role: 'editor', sectionCode: 'jinji' }] })
    const ticket = await answered(plain)
    const read = async (cookie: string) =>
      (await fetch(`${plain.url}/admin/tickets/${ticket.id}`, { headers: { Cookie: cookie } })).text()
    expect(await read(one.cookie)).not.toContain('AI')
    expect(await read(admin.cookie)).toContain(draftingTexts.ask.off)
    expect(await read(admin.cookie)).not.toContain('model-draft')
    const refused = await postForm(`${plain.url}/admin/tickets/${ticket.id}/model-draft`, {
      cookie: one.cookie,
      fields: {},
    })
    expect(refused.status).toBe(404)
  })

  test('is offered to nobody while administrators have switched the model off', async () => {
    const ticket = await answered(story, '当直の引継ぎについて')
    const { modelSwitch } = story.product.modelUse
    await modelSwitch.move(false, 'user:admin')
    expect(await page(`/admin/tickets/${ticket.id}`)).not.toContain(draftingTexts.ask.button)
    expect(await page('/entries/jinji-002')).not.toContain('/in/en')
    const asked = await post(`/admin/tickets/${ticket.id}/model-draft`, {})
    expect(await asked.text()).toContain(draftingTexts.failures.switched_off)
    await modelSwitch.move(true, 'user:admin')
  })

  test('is made of a ticket, and registers nothing until a person saves it', async () => {
    reply({ ...DRAFT, answer: `${DRAFT.answer}手当は5,000円です。` })
    const { ticket, url, entryId } = await drafted()
    expect(await page(`/admin/tickets/${ticket.id}`)).toContain(draftingTexts.ask.button)
    const review = await page(url)
    for (const words of [
      QUESTION,
      ANSWER,
      DRAFT.question,
      '手当は5,000円です。',
      '5000円',
      draftingTexts.review.checkLead,
    ]) {
      expect(review).toContain(words)
    }
    expect(await working(entryId)).toBeUndefined()
    const link = /href="(\/admin\/entries\/new\?[^"]+)"/u.exec(review)?.[1]?.replaceAll('&amp;', '&') ?? ''
    const form = await page(link)
    expect(form).toContain(draftingTexts.form.heading)
    expect(form).toContain(DRAFT.question)
    expect(form).toContain('当直明けは帰れますか')
    expect(await working(entryId)).toBeUndefined()
    expect(mock.getLastRequest()?.body).toMatchObject({
      response_format: { type: 'json_schema', json_schema: { name: 'faq_draft', strict: true } },
    })
    const sent = await story.product.modelUse.outbound.page({}, { limit: 1 })
    expect(sent).toMatchObject([{ purpose: 'draft', model: 'tiny' }])
    expect(tokenAskers(story)).toEqual([story.product.desk.askerKeys('account', editor.account.id)])
  })

  test('saved as it came is marked everywhere, links its ticket, and is published by somebody else alone', async () => {
    reply(DRAFT)
    const { ticket, entryId } = await drafted(approver, '当直明けの勤務について')
    expect((await save(entryId, {}, approver)).status).toBe(303)
    expect(await story.product.desk.tickets.find(ticket.id)).toMatchObject({ entryId })
    const marked = [`/admin/entries/${entryId}`, '/admin/entries', '/admin/entries?model=1']
    for (const path of marked) expect(await page(path), path).toContain(draftingTexts.badge)
    expect(await page(`/admin/entries/${entryId}/history`)).toContain('AIが作った下書きから作成')
    expect((await post(`/admin/entries/${entryId}/submit`, { seen: '1', text: '' }, approver)).status).toBe(303)
    expect(await page('/admin/reviews')).toContain(draftingTexts.badge)
    const own = await post(`/admin/entries/${entryId}/publish`, { seen: '2', text: '' }, approver)
    expect(own.status).toBe(409)
    expect(await own.text()).toContain(draftingTexts.mark.ownHeading)
    const planned = await post(
      `/admin/entries/${entryId}/schedule`,
      { kind: 'publish', seen: '2', date: '2027-01-10', time: '09:00' },
      approver,
    )
    expect(planned.status).toBe(409)
    expect((await working(entryId))?.publishedRevision).toBeNull()
    const second = await signInAs(story, { login: 'second', grants: [{ role: 'approver', sectionCode: 'jinji' }] })
    expect((await post(`/admin/entries/${entryId}/publish`, { seen: '2', text: '' }, second)).status).toBe(303)
    expect((await working(entryId))?.publishedRevision).toBe(3)
    for (const path of marked) expect(await page(path), path).not.toContain(`>${draftingTexts.badge}<`)
    expect(await page(`/admin/entries/${entryId}/history`)).toContain('AIが作った下書きから作成')
  })

  test('that a person changed is theirs: the mark goes, the history keeps it', async () => {
    reply(DRAFT)
    const { entryId } = await drafted(editor, '当直の翌日の勤務について')
    await save(entryId)
    expect(await page(`/admin/entries/${entryId}`)).toContain(draftingTexts.mark.heading)
    await save(entryId, { seen: '1', tags: '服務' })
    expect(await page(`/admin/entries/${entryId}`)).toContain(draftingTexts.mark.heading)
    await save(entryId, { seen: '2', answer: '当直明けは、午後から休めます。' })
    expect(await page(`/admin/entries/${entryId}`)).not.toContain(draftingTexts.badge)
    expect(await page(`/admin/entries/${entryId}/history`)).toContain('AIが作った下書きから作成')
  })

  test('asked for once more leaves a form open that shows the words of the first: saved, they are marked all the same', async () => {
    reply(DRAFT)
    const { ticket, draft, entryId } = await drafted(approver, '当直明けの翌日の勤務について')
    reply({ ...DRAFT, answer: '当直明けは、午後から休めます。' })
    const again = await post(`/admin/tickets/${ticket.id}/model-draft`, {})
    expect(await page(again.headers.get('location') ?? '')).toContain('午後から休めます')
    expect((await save(entryId, {}, approver)).status).toBe(303)
    expect(await page(`/admin/entries/${entryId}`)).toContain(draftingTexts.mark.heading)
    expect(await page('/admin/entries?model=1')).toContain(entryId)
    const [event] = await story.product.auditLog.page({ action: 'entry.drafted_by_model' }, { limit: 1 })
    expect(event).toMatchObject({ subject: entryId, after: { draft: draft?.id, askedBy: 'user:approver' } })
    expect((await get(`/admin/drafts/${draft?.id}`)).status).toBe(200)
    await post(`/admin/entries/${entryId}/submit`, { seen: '1', text: '' }, approver)
    expect((await post(`/admin/entries/${entryId}/publish`, { seen: '2', text: '' }, approver)).status).toBe(409)
  })

  test('is for its section alone', async () => {
    reply(DRAFT)
    const { url, ticket } = await drafted(editor, '当直明けの休みについて')
    expect((await get(url, other)).status).toBe(403)
    expect((await post(`/admin/tickets/${ticket.id}/model-draft`, {}, other)).status).toBe(403)
    expect((await get('/admin/drafts/none', editor)).status).toBe(404)
  })

  test('shows its ticket to nobody of a section that gave it away', async () => {
    reply(DRAFT)
    const { url, ticket } = await drafted(editor, '当直明けの代休について')
    expect(await page(url)).toContain(ticket.question)
    const { tickets } = story.product.desk
    await tickets.act(ticket.id, { kind: 'reopened', reason: '秘密の続き' }, 'web')
    const section = { code: 'ryohi', name: '旅費センター' }
    await tickets.act(ticket.id, { kind: 'assigned', section, reason: '' }, 'user:editor')
    const shown = await page(url)
    expect(shown).toContain(draftingTexts.review.without.moved)
    expect(shown).not.toContain(ticket.question)
    expect(shown).not.toContain('秘密の続き')
    expect(shown).not.toContain(`/admin/tickets/${ticket.id}`)
  })

  test('of a model in trouble is a page that says why, and the ticket is as it was', async () => {
    reply('申し訳ありませんが、お答えできません。')
    const ticket = await answered(story, '当直の回数について')
    const failed = await post(`/admin/tickets/${ticket.id}/model-draft`, {})
    expect(failed.status).toBe(503)
    expect(await failed.text()).toContain(draftingTexts.failures.no_json)
    mock.reset()
    mock.onMessage(/./u, { error: { message: 'no', type: 'x' }, status: 401 })
    expect(await (await post(`/admin/tickets/${ticket.id}/model-draft`, {})).text()).toContain(
      draftingTexts.failures.refused,
    )
    expect(await story.product.desk.tickets.find(ticket.id)).toMatchObject({ state: 'answered', entryId: null })
  })

  test('is asked for without a schema of a server that refuses one', async () => {
    mock.reset()
    mock.on(
      { responseFormat: 'json_schema' },
      { error: { message: 'unknown parameter', type: 'invalid' }, status: 400 },
    )
    mock.onMessage(/./u, { content: `\`\`\`json\n${JSON.stringify(DRAFT)}\n\`\`\`` })
    const { draft } = await drafted(editor, '当直の交代について')
    expect(draft?.draft.question).toBe(DRAFT.question)
  })
})
