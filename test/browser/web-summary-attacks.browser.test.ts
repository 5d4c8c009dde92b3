// TESTLIST D4: what an obedient model writes under attack makes a browser ask nothing of anybody else.
import { expect, test } from 'vitest'
import { makeAttacks } from '../core/compose/attacks.ts'
import { LEAVE } from '../core/compose/japanese.ts'
import { openChatEndpoint } from '../fakes/chat-endpoint.ts'
import { entryInput } from '../stories/story-entries.ts'
import { openBrowserAdmin } from './open-admin.ts'

/** Images and links that carry data away, and markup: plain, one in each frame. */
const SAMPLE = makeAttacks().filter(({ name }) => /^(?:an image|a link|markup).* \/ plain \/ question/u.test(name))

test('a summary under attack loads nothing from elsewhere, and runs nothing', async () => {
  await using endpoint = await openChatEndpoint()
  const entries = [entryInput('base-1', LEAVE.section, { question: LEAVE.question, answer: LEAVE.answer })]
  const settings = { OPENAI_BASE_URL: endpoint.baseUrl, OPENAI_MODEL: 'obedient', OPENAI_TOKENS_PER_ASKER: '9999999' }
  await using opened = await openBrowserAdmin(entries, settings)
  const { story, browser } = opened
  const context = await browser.newContext()
  const page = await context.newPage()
  const elsewhere: string[] = []
  page.on('request', request => {
    if (!request.url().startsWith(story.url)) elsewhere.push(request.url())
  })
  page.on('dialog', dialog => void dialog.dismiss().then(() => elsewhere.push('a dialog')))
  expect(SAMPLE.length).toBeGreaterThan(10)
  for (const attack of SAMPLE) {
    endpoint.behave({ respond: prompt => attack.obey(prompt) })
    const { questionId } = await story.product.conversation.ask({ text: LEAVE.question, channel: 'web' })
    await page.goto(`${story.url}/questions/${questionId}`)
    await page.locator('a[data-summary]').click()
    await page.locator('.summary-text p a').first().waitFor()
    await page.waitForLoadState('networkidle')
  }
  await context.close()
  expect(elsewhere).toEqual([])
})
