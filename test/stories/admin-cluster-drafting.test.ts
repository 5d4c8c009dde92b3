// A chat model drafts an entry of questions that nobody answered, through the whole product: from the cluster over the page on which
// a person looks the draft over, to the entry that they save, which settles the cluster.
import { randomUUID } from 'node:crypto'
import { LLMock } from '@copilotkit/aimock'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { clusterTexts } from '../../src/core/messages/ja/admin/clusters.ts'
import { draftingTexts } from '../../src/core/messages/ja/admin/drafting.ts'
import { makeQuestion } from '../contracts/question-log.contract.ts'
import { openStory, type Story } from './open-story.ts'
import { postForm, type SignedIn, signInAs } from './sign-in.ts'

const DRONES = ['業務でドローンを飛ばす手続き', 'ドローンを飛ばしたい。連絡は090-1234-5678へ', 'ドローンの飛行の申請']
const DRAFT = {
  question: '業務でドローンを飛ばすときの手続を教えてください。',
  answer: '飛行の30日前までに、情報政策課へ届け出てください。',
  phrasings: ['ドローンを飛ばしたい'],
  negativePhrasings: [],
  tags: ['ドローン'],
}
const mock = new LLMock({ port: 0, host: '127.0.0.1' })
let story: Story
let plain: Story
let joho: SignedIn
let jinji: SignedIn
let manager: SignedIn

beforeAll(async () => {
  await mock.start()
  story = await openStory(undefined, { OPENAI_BASE_URL: `${mock.url}/v1`, OPENAI_MODEL: 'tiny' })
  plain = await openStory()
  joho = await signInAs(story, { login: 'joho', grants: [{ role: 'editor', sectionCode: 'joho' }] })
  jinji = await signInAs(story, { login: 'jinji', grants: [{ role: 'editor', sectionCode: 'jinji' }] })
  manager = await signInAs(story, { login: 'boss', grants: [{ role: 'manager', sectionCode: null }] })
  for (const text of DRONES) await ask(story, text)
})
afterAll(async () => {
  await story[Symbol.asyncDispose]()
  await plain[Symbol.asyncDispose]()
  await mock.stop()
})

async function ask({ product }: Story, text: string): Promise<void> {
  const some = { text, outcome: 'unanswered', askedAt: new Date(), asker: randomUUID() } as const
  await product.questionLog.record(makeQuestion(randomUUID(), some))
  await product.learning.settleClusters()
}

async function clusterWith({ product }: Story, text: string) {
  const { clusters } = product.learning
  for (const state of ['open', 'drafted', 'done'] as const) {
    const listed = await clusters.list({ state, sectionCodes: null, terms: [], limit: 100, offset: 0 })
    for (const cluster of listed.clusters) {
      const members = await clusters.members(cluster.id, 100, 0)
      if (members.some(member => member.text === text)) return cluster
    }
  }
  throw new Error(`expected a cluster with "${text}"`)
}

const get = (path: string, { cookie } = joho) =>
  fetch(story.url + path, { headers: { Cookie: cookie }, redirect: 'manual' })
const page = async (path: string, who = joho) => (await get(path, who)).text()
const post = (path: string, fields: Readonly<Record<string, string>>, { cookie } = joho) =>
  postForm(story.url + path, { cookie, fields })
const ofCluster = (id: number, path = '') => `/admin/learning/clusters/${id}${path}`
const working = async (id: string) => (await story.product.registry.workingEntries([id]))[0]
const reply = (content: string) => {
  mock.reset()
  mock.onMessage(/./u, { content })
}

/** Asks for a draft of the cluster with this question; gives back the address of its page. */
async function drafted(text: string) {
  const cluster = await clusterWith(story, text)
  const response = await post(ofCluster(cluster.id, '/model-draft'), { modelSection: 'joho' })
  const url = response.headers.get('location') ?? ''
  const draft = await story.product.writing.modelDrafts.find(url.split('/').at(-1) ?? '')
  return { cluster, url, draft, entryId: draft?.entryId ?? '' }
}

/** Saves the form as the browser would that was shown it. */
const save = (entryId: string, note = '') =>
  post(`/admin/entries/${entryId}/save`, {
    section: 'joho',
    question: DRAFT.question,
    answer: DRAFT.answer,
    phrasings: DRAFT.phrasings.join('\r\n'),
    tags: 'ドローン',
    note,
    seen: '0',
    key: randomUUID(),
    next: 'go',
  })

test('without a model no cluster says a word of it, and nothing is there', async () => {
  const one = await signInAs(plain, { grants: [{ role: 'administrator', sectionCode: null }] })
  await ask(plain, 'ドローンの飛行')
  const { id } = await clusterWith(plain, 'ドローンの飛行')
  const shown = await fetch(plain.url + ofCluster(id), { headers: { Cookie: one.cookie } })
  expect(shown.status).toBe(200)
  expect(await shown.text()).not.toContain('model-draft')
  const fields = { modelSection: 'joho' }
  const refused = await postForm(plain.url + ofCluster(id, '/model-draft'), { cookie: one.cookie, fields })
  expect(refused.status).toBe(404)
})

test('while administrators have switched the model off it is offered to nobody', async () => {
  const { id } = await clusterWith(story, DRONES[0] as string)
  expect(await page(ofCluster(id))).toContain(draftingTexts.ask.button)
  const { modelSwitch } = story.product.modelUse
  await modelSwitch.move(false, 'user:admin')
  expect(await page(ofCluster(id))).not.toContain('model-draft')
  const asked = await post(ofCluster(id, '/model-draft'), { modelSection: 'joho' })
  expect(asked.status).toBe(503)
  expect(await asked.text()).toContain(draftingTexts.failures.switched_off)
  await modelSwitch.move(true, 'user:admin')
})

test('whoever may not edit is refused, and so is a section in which the person may not', async () => {
  const { id } = await clusterWith(story, DRONES[0] as string)
  expect(await page(ofCluster(id), manager)).not.toContain(draftingTexts.ask.button)
  expect((await post(ofCluster(id, '/model-draft'), { modelSection: 'joho' }, manager)).status).toBe(403)
  for (const modelSection of ['', 'jinji', 'nowhere']) {
    const refused = await post(ofCluster(id, '/model-draft'), { modelSection })
    expect(refused.status, modelSection).toBe(422)
    expect(await refused.text()).toContain(clusterTexts.problems.section)
  }
  expect((await post(ofCluster(999_999, '/model-draft'), { modelSection: 'joho' })).status).toBe(404)
})

test('a cluster of other sections is not there, and a draft shows its questions to nobody of them', async () => {
  const text = '年次有給休暇の時間単位の取得の上限'
  await ask(story, text)
  const cluster = await clusterWith(story, text)
  expect(cluster.sections.map(({ code }) => code)).not.toContain('joho')
  expect((await post(ofCluster(cluster.id, '/model-draft'), { modelSection: 'joho' })).status).toBe(404)
  reply(JSON.stringify(DRAFT))
  const admin = await signInAs(story, { login: 'root', grants: [{ role: 'administrator', sectionCode: null }] })
  const made = await post(ofCluster(cluster.id, '/model-draft'), { modelSection: 'joho' }, admin)
  const review = made.headers.get('location') ?? ''
  expect(await page(review, admin)).toContain(text)
  const shown = await page(review)
  expect(shown).toContain(DRAFT.question)
  expect(shown).toContain(draftingTexts.review.without.hidden)
  expect(shown).not.toContain(text)
})

test('of a model in trouble a page says why, and asks once more for the same section', async () => {
  reply('申し訳ありませんが、お答えできません。')
  const { id } = await clusterWith(story, DRONES[0] as string)
  const failed = await post(ofCluster(id, '/model-draft'), { modelSection: 'joho' })
  expect(failed.status).toBe(503)
  const shown = await failed.text()
  expect(shown).toContain(draftingTexts.failures.no_json)
  expect(shown).toContain('<input type="hidden" name="modelSection" value="joho">')
  expect((await clusterWith(story, DRONES[0] as string)).state).toBe('open')
})

test('a draft is looked over beside its questions, masked, then saved by a person, and settles the cluster as one by hand', async () => {
  reply(JSON.stringify(DRAFT))
  const { cluster, url, draft, entryId } = await drafted(DRONES[0] as string)
  expect(draft).toMatchObject({ source: 'cluster', sourceId: String(cluster.id), sectionCode: 'joho', savedAt: null })
  const sent = JSON.stringify(mock.getLastRequest()?.body)
  for (const text of ['業務でドローンを飛ばす手続き', 'ドローンの飛行の申請', '連絡は']) expect(sent).toContain(text)
  expect(sent).not.toContain('090-1234')
  expect(await story.product.modelUse.outbound.page({}, { limit: 1 })).toMatchObject([
    { purpose: 'draft', maskedKinds: ['phone'] },
  ])
  const review = await page(url)
  for (const text of [
    DRONES[0] as string,
    DRONES[2] as string,
    DRAFT.question,
    '30日前',
    draftingTexts.review.checkLead,
  ])
    expect(review).toContain(text)
  expect(review).not.toContain('090-1234')
  expect(review).not.toContain(draftingTexts.review.settledHeading)
  expect((await get(url, jinji)).status).toBe(403)
  const link = /href="(\/admin\/entries\/new\?[^"]+)"/u.exec(review)?.[1]?.replaceAll('&amp;', '&') ?? ''
  const form = await page(link)
  const note = clusterTexts.draft.note(cluster.id)
  for (const text of [draftingTexts.form.heading, DRAFT.question, note]) expect(form).toContain(text)
  expect(await working(entryId)).toBeUndefined()
  expect((await clusterWith(story, DRONES[0] as string)).state).toBe('open')

  const second = await drafted(DRONES[0] as string)
  expect((await save(entryId, note)).status).toBe(303)
  expect(await working(entryId)).toMatchObject({ status: 'draft', publishedRevision: null, note })
  const settled = { state: 'drafted', entryId, decision: { by: 'user:joho' } }
  expect(await clusterWith(story, DRONES[0] as string)).toMatchObject(settled)
  expect(await page(`/admin/entries/${entryId}`)).toContain(draftingTexts.mark.heading)
  expect(await page(`/admin/entries/${entryId}/history`)).toContain('AIが作った下書きから作成')
  const events = await story.product.auditLog.page({}, { limit: 50 })
  const actions = events.map(({ action }) => action)
  expect(actions).toContain('cluster.drafted')
  expect(actions).toContain('entry.drafted_by_model')

  expect(await page(ofCluster(cluster.id))).not.toContain(draftingTexts.ask.button)
  const late = await post(ofCluster(cluster.id, '/model-draft'), { modelSection: 'joho' })
  expect(late.headers.get('location')).toBe(ofCluster(cluster.id))
  expect(await page(second.url)).toContain(draftingTexts.review.settledHeading)
  expect((await save(second.entryId)).status).toBe(303)
  expect(await clusterWith(story, DRONES[0] as string)).toMatchObject(settled)

  const entry = await working(entryId)
  if (entry === undefined) throw new Error('expected the draft')
  await story.product.registry.save([{ ...entry, status: 'published' }], { actor: 'story' })
  await story.product.learning.settleClusters()
  expect((await clusterWith(story, DRONES[0] as string)).state).toBe('done')
})
