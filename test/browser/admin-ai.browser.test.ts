// The page on the use of AI in a real browser: readable in both widths and by keyboard, with the switch that stops it all.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { modelUseTexts as texts } from '../../src/core/messages/ja/admin/model-use.ts'
import { type ChatEndpointStandIn, openChatEndpoint } from '../fakes/chat-endpoint.ts'
import { type BrowserAdmin, expectAccessible, openAdminPage, openBrowserAdmin } from './open-admin.ts'

let endpoint: ChatEndpointStandIn
let admin: BrowserAdmin
beforeAll(async () => {
  endpoint = await openChatEndpoint()
  endpoint.behave({ answer: '庶務事務システムの「休暇申請」から申請してください。[1]' })
  admin = await openBrowserAdmin(undefined, { OPENAI_BASE_URL: endpoint.baseUrl, OPENAI_MODEL: 'tiny' })
  const { conversation } = admin.story.product
  for (const text of ['休みを取りたい 090-1234-5678', '旅費はいつ支払われますか']) {
    const { questionId } = await conversation.ask({ text, channel: 'web' })
    await fetch(`${admin.story.url}/questions/${questionId}/summary`)
  }
})
afterAll(async () => {
  await admin[Symbol.asyncDispose]()
  await endpoint[Symbol.asyncDispose]()
})

const KANRI = { login: 'kanri-ai', grants: [{ role: 'administrator', sectionCode: null }] } as const

test.each([1280, 360])('the page is accessible, and nothing is wider than the window, at %i px', async width => {
  await using opened = await openAdminPage(
    admin,
    { ...KANRI, login: `kanri-${width}` },
    { viewport: { width, height: 800 } },
  )
  await opened.page.goto(`${admin.story.url}/admin/ai`)
  await expectAccessible(opened.page)
  expect(await opened.page.locator('a[aria-current="page"]').textContent()).toBe(texts.title)
})

test('the switch is moved by keyboard, and says what it did', async () => {
  await using opened = await openAdminPage(admin, KANRI)
  const { page } = opened
  await page.goto(`${admin.story.url}/admin/ai`)
  for (const [button, heading] of [
    [texts.stop, texts.done.off],
    [texts.start, texts.done.on],
  ] as const) {
    await page.getByRole('button', { name: button }).focus()
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: heading }).waitFor()
    await expectAccessible(page)
  }
})

test('a day that cannot be read is named at its field', async () => {
  await using opened = await openAdminPage(admin, { ...KANRI, login: 'kanri-day' })
  await opened.page.goto(`${admin.story.url}/admin/ai?from=2026-02-30`)
  expect(await opened.page.getByLabel(texts.from).getAttribute('aria-describedby')).toBe('from-problem')
  await expectAccessible(opened.page)
})
