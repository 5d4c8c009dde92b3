// The whole loop as its people live it, in Slack and in Chromium: a question that nothing answers becomes an official answer, a
// registered entry, and more ways to find it; without a chat model, and with one standing in for it.
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type ChatEndpointStandIn, openChatEndpoint } from '../fakes/chat-endpoint.ts'
import { openSlackStory, type SlackStory, wordsIn } from '../stories/open-slack-story.ts'
import { STORY_ENTRIES } from '../stories/story-entries.ts'
import { launchBrowser } from './launch.ts'
import { openAdminPage } from './open-admin.ts'
import { ask, openPage, press } from './open-web-chat.ts'

const ASKED_IN_SLACK = '災害ボランティアに行くとき、特別な休みはありますか'
const REGISTERED = '被災地などでボランティア活動をするときの休暇は、何日取得できますか。'
const ANSWER = '1年に5日まで、特別休暇（ボランティア休暇）を取得できます。'
const IN_OTHER_WORDS = '被災地のボランティアに参加する休暇は何日とれますか'
const FOUND_AMONG_OTHERS = '支援活動で年休とは別に休めるか'
const STORY_MS_MAX = 180_000

const EDITOR = { name: '編集 一郎', sectionCode: 'jinji', grants: [{ role: 'editor', sectionCode: 'jinji' }] } as const
const APPROVER = {
  name: '承認 花子',
  sectionCode: 'jinji',
  grants: [{ role: 'approver', sectionCode: 'jinji' }],
} as const

let browser: Browser
let endpoint: ChatEndpointStandIn
beforeAll(async () => {
  ;[browser, endpoint] = await Promise.all([launchBrowser(), openChatEndpoint()])
  endpoint.behave({ answer: 'ボランティア休暇は、1年に5日まで取得できます。[1]' })
})
afterAll(async () => {
  await browser.close()
  await endpoint[Symbol.asyncDispose]()
})

/** A person of the office before pages of their own; a bar at the address is no way for them. */
async function openAs(story: SlackStory, person: typeof EDITOR | typeof APPROVER) {
  return openAdminPage({ browser, story: { ...story, port: Number(new URL(story.url).port) } }, person)
}

/** Asks in Slack, gets nothing good, and hands it to the section that is proposed. */
async function handOver(story: SlackStory) {
  const asker = story.someone()
  await asker.say(ASKED_IN_SLACK)
  const turn = await story.message(({ channel }) => channel === asker.direct)
  const shown = wordsIn(turn)
  expect(shown).not.toContain('ボランティア休暇')
  await asker.click(turn, shown.includes('turn_none_of_these') ? 'turn_none_of_these' : 'turn_ask_section')
  const asking = await story.window()
  expect(JSON.stringify(asking.view.blocks)).toMatch(/"initial_option":\{[^}]*\{[^}]*"人事課"/u)
  expect(await asker.submit(asking, { section: 'jinji' })).toEqual({})
  const told = await story.message(({ channel, text }) => channel === asker.direct && text.includes('を受け付けました'))
  const hears = (words: string) =>
    story.message(({ channel, text }) => channel === asker.direct && text.includes(words))
  return { asker, hears, name: /令和\d+年度第\d+号/u.exec(told.text)?.[0] ?? '' }
}

/** The section answers in its inbox, makes a draft of the answer, puts the question right and asks for approval. */
async function answerAndDraft(page: Page, story: SlackStory, name: string): Promise<void> {
  await page.goto(`${story.url}/admin/tickets`)
  await page.getByRole('row', { name }).getByRole('link').click()
  await page.getByRole('textbox', { name: '回答' }).fill(ANSWER)
  await page.getByRole('button', { name: '回答する' }).click()
  await page.getByRole('button', { name: 'この回答をFAQの下書きにする' }).click()
  await page.locator('#field-question').fill(REGISTERED)
  await page.getByRole('button', { name: '保存して確認へ進む' }).click()
  await page.getByRole('button', { name: '承認を依頼する' }).click()
  await page.getByRole('heading', { name: '承認を依頼しました' }).waitFor()
}

async function registrations(page: Page, story: SlackStory): Promise<number> {
  await page.goto(`${story.url}/admin/kpi`)
  const { registered } = await story.product.kpi.atAGlance()
  // What the page shows is what is counted.
  expect(await page.locator('main').innerText()).toContain(registered.toLocaleString('ja-JP'))
  return registered
}

describe.each([
  ['without a chat model', false],
  ['with a chat model', true],
] as const)('the loop %s', (_, hasModel) => {
  test(
    'question → ticket → answer → entry → found in other words → suggestion → found with certainty',
    async () => {
      const model = hasModel ? { OPENAI_BASE_URL: endpoint.baseUrl, OPENAI_MODEL: 'tiny' } : {}
      await using story = await openSlackStory(STORY_ENTRIES, { PUBLIC_URL: 'http://faq.shiomi.example', ...model })
      const { product } = story
      const { hears, name } = await handOver(story)
      await using editor = await openAs(story, EDITOR)
      await using approver = await openAs(story, APPROVER)

      const before = await registrations(approver.page, story)
      await answerAndDraft(editor.page, story, name)
      await product.desk.settleOutbox()
      expect(wordsIn(await hears('担当課が回答しました'))).toContain('1年に5日まで')

      await approver.page.goto(`${story.url}/admin/reviews`)
      await approver.page.getByRole('link', { name: REGISTERED }).first().click()
      await approver.page.getByRole('button', { name: '公開する', exact: true }).click()
      await approver.page.getByRole('heading', { name: '公開しました' }).waitFor()
      await product.desk.settleOutbox()
      const registered = wordsIn(await hears('FAQに登録されました'))
      const entryId = /entries\/(?<id>jinji-q\d+-\d+)/u.exec(registered)?.groups?.['id'] ?? ''
      const [entry] = await product.registry.entriesById([entryId])
      expect(entry).toMatchObject({ status: 'published', question: REGISTERED, answer: ANSWER })
      expect(await registrations(approver.page, story)).toBe(before + 1)

      // Somebody else asks in other words, on the page.
      await product.settleIndex()
      await using first = await openPage({ browser, url: story.url })
      await ask(first.page, IN_OTHER_WORDS)
      expect(await first.page.locator('.turn').last().innerText()).toContain('1年に5日まで')
      await press(first.page, '解決した')

      // And somebody whose words lead to several: the one that is chosen and helps is a suggestion.
      await using second = await openPage({ browser, url: story.url })
      await ask(second.page, FOUND_AMONG_OTHERS)
      if (hasModel) {
        // Beside the official answers, marked as the model's, and never in their place.
        await second.page.getByRole('link', { name: 'AIによるまとめを見る' }).click()
        await second.page.getByText('ボランティア休暇は、1年に5日まで取得できます。').first().waitFor()
      }
      await second.page.getByRole('button', { name: REGISTERED }).click()
      await second.page.getByRole('button', { name: '解決した', exact: true }).waitFor()
      await press(second.page, '解決した')
      await second.page.getByText('ありがとうございます').first().waitFor()
      await product.feedback.learn()
      const askAgain = () => product.ask({ text: FOUND_AMONG_OTHERS, channel: 'web' })
      expect((await askAgain()).outcome).toBe('candidates')

      await approver.page.goto(`${story.url}/admin/learning/suggestions`)
      await approver.page.getByRole('checkbox', { name: `「${FOUND_AMONG_OTHERS}」を選ぶ` }).check()
      await approver.page.getByRole('button', { name: '選んだ提案の影響を確かめる' }).first().click()
      await approver.page.getByRole('button', { name: '取り入れて公開する' }).click()
      await approver.page.getByRole('heading', { name: '取り入れて、公開しました' }).waitFor()
      await product.settleIndex()
      const certain = await askAgain()
      expect([certain.outcome, certain.outcome === 'answered' && certain.entry.id]).toEqual(['answered', entryId])
      expect(certain.confidence).toBeGreaterThan(0.98)
      expect(endpoint.requests.length > 0).toBe(hasModel)
      // Whatever a model would have said, what staff are given are the section's own words.
      const [published] = await product.registry.entriesById([entryId])
      expect(published?.answer).toBe(ANSWER)
    },
    STORY_MS_MAX,
  )
})
