// A model's help in Chromium, by keyboard, at both widths: a draft beside its sources and in the form, and an answer in other words as
// its section and as a reader sees it.
import { LLMock } from '@copilotkit/aimock'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { draftingTexts } from '../../src/core/messages/ja/admin/drafting.ts'
import { renderingMessages } from '../../src/core/messages/ja/rendering.ts'
import { type BrowserAdmin, expectAccessible, openAdminPage, openBrowserAdmin } from './open-admin.ts'

const ANSWER = '当直明けは、午後から職務専念義務を免除します。人事課（内線2234）へ届け出てください。'
const DRAFT = {
  question: '当直明けの日の勤務は、どうなりますか。',
  answer: `${ANSWER}手当は5,000円です。`,
  phrasings: ['当直明けは帰れますか'],
  negativePhrasings: [],
  tags: ['当直'],
}
const ENGLISH = {
  question: 'What notification is needed when I get married?',
  answer:
    'Please submit a 身上異動届 (notification of personal changes) to the Personnel Division within 14 days of your marriage.',
}
const mock = new LLMock({ port: 0, host: '127.0.0.1' })
let admin: BrowserAdmin
beforeAll(async () => {
  await mock.start()
  mock.onMessage(/翻訳/u, { content: JSON.stringify(ENGLISH) })
  mock.onMessage(/下書き/u, { content: JSON.stringify(DRAFT) })
  mock.onMessage(/言い換え/u, { content: JSON.stringify({ phrasings: ['籍を入れたときの届'], negativePhrasings: [] }) })
  admin = await openBrowserAdmin(undefined, { OPENAI_BASE_URL: `${mock.url}/v1`, OPENAI_MODEL: 'tiny' })
})
afterAll(async () => {
  await admin[Symbol.asyncDispose]()
  await mock.stop()
})

test.for([1280, 360])(
  'a draft is looked over beside its sources and taken into the form, at %i pixels',
  async width => {
    const { tickets } = admin.story.product.desk
    const request = {
      questionId: null,
      sectionCode: 'jinji',
      replyTo: { door: 'web' },
      asker: null,
      askerName: null,
    } as const
    const { id } = await tickets.open({ ...request, question: `当直明けの休みは取れますか（${width}）` }, 'web')
    await tickets.act(id, { kind: 'answered', text: ANSWER }, 'user:a')
    const person = { grants: [{ role: 'editor', sectionCode: 'jinji' }] } as const
    await using opened = await openAdminPage(admin, person, { viewport: { width, height: 800 } })
    const { page } = opened
    await page.goto(`${admin.story.url}/admin/tickets/${id}`)
    await expectAccessible(page)
    await page.getByRole('button', { name: draftingTexts.ask.button }).press('Enter')
    await page.getByRole('heading', { name: draftingTexts.review.title }).waitFor()
    await expectAccessible(page)
    expect(await page.locator('.to-check').innerText()).toContain('手当は5,000円です。')
    await page.getByRole('link', { name: draftingTexts.review.use }).press('Enter')
    await page.getByRole('heading', { name: draftingTexts.form.heading }).waitFor()
    await expectAccessible(page)
    await page.getByRole('button', { name: /保存して/u }).press('Enter')
    await page.getByRole('heading', { name: draftingTexts.mark.heading }).waitFor()
    await expectAccessible(page)
    await page.goto(`${admin.story.url}/admin/entries?model=1`)
    await expectAccessible(page)
  },
)

test.for([1280, 360])('an answer is read in English and confirmed by its section, at %i pixels', async width => {
  const entry = 'jinji-002'
  const person = { grants: [{ role: 'approver', sectionCode: 'jinji' }] } as const
  await using opened = await openAdminPage(admin, person, { viewport: { width, height: 800 } })
  const { page } = opened
  await page.goto(`${admin.story.url}/entries/${entry}`)
  await expectAccessible(page)
  await page.getByRole('button', { name: renderingMessages.links.en }).press('Enter')
  await page.getByRole('heading', { name: ENGLISH.question }).waitFor()
  await expectAccessible(page)
  await page.getByRole('link', { name: renderingMessages.toOriginal.en }).press('Enter')
  expect(new URL(page.url()).hash).toBe('#original')
  await page.goto(`${admin.story.url}/admin/entries/${entry}/renderings/en`)
  await expectAccessible(page)
  await page.getByRole('button', { name: draftingTexts.renderings.confirm }).press('Enter')
  await page.getByRole('heading', { name: draftingTexts.renderings.confirmed }).waitFor()
  await expectAccessible(page)
  await page.goto(`${admin.story.url}/admin/entries/${entry}/model-phrasings`)
  await page.getByRole('button', { name: draftingTexts.phrasings.button }).press('Enter')
  await page.getByRole('heading', { name: /提案/u, level: 2 }).first().waitFor()
  await expectAccessible(page)
})
