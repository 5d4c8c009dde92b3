// The web chat in Chromium: every state without an accessibility violation, wide and narrow; by keyboard alone; without
// JavaScript; with an input method; and without a network.
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type FakeWebChat, fakeWebChat, type RunningChat, startWebChat } from '../fakes/fake-web-chat.ts'
import { launchBrowser, PLAIN_HTTP_HOST } from './launch.ts'

let browser: Browser
let fake: FakeWebChat
let chat: RunningChat

beforeAll(async () => {
  fake = fakeWebChat()
  ;[browser, chat] = await Promise.all([launchBrowser(), startWebChat(fake.deps)])
})
afterAll(async () => {
  await browser.close()
  await chat[Symbol.asyncDispose]()
})

/** A page at the start of the chat; it must neither report an error nor break the content security policy. */
async function openPage(options: BrowserContextOptions = {}, url = chat.url) {
  const context = await browser.newContext({ locale: 'ja-JP', ...options })
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('pageerror', error => complaints.push(String(error)))
  page.on('console', message => {
    if (/Content Security Policy/.test(message.text())) complaints.push(message.text())
  })
  await page.goto(`${url}/`)
  const close = async () => {
    await context.close()
    expect(complaints).toEqual([])
  }
  return { page, context, [Symbol.asyncDispose]: close }
}

async function ask(page: Page, question: string): Promise<void> {
  const turns = await page.locator('.turn').count()
  await page.getByRole('textbox').fill(question)
  await page.getByRole('textbox').press('Enter')
  await page.locator('.turn').nth(turns).waitFor()
}

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click()

const STATES: readonly (readonly [name: string, reach: (page: Page) => Promise<unknown>])[] = [
  ['the start page', async () => {}],
  ['an answer', page => ask(page, '旅費')],
  ['candidates', page => ask(page, '手当')],
  ['a chosen candidate', page => ask(page, '手当').then(() => page.locator('.choice').first().click())],
  ['no answer', page => ask(page, '駐輪場')],
  ['two turns', page => ask(page, '駐輪場').then(() => ask(page, '手当'))],
  ['a refused question', page => press(page, '送信').then(() => page.getByText('質問を入力してください').waitFor())],
  [
    'a failure',
    async page => {
      await page.route('**/ask', route => route.abort())
      await page.getByRole('textbox').fill('旅費')
      await press(page, '送信')
      await page.getByRole('alert').waitFor()
    },
  ],
  [
    'thanks',
    page =>
      ask(page, '旅費')
        .then(() => press(page, '解決した'))
        .then(() => page.getByText('ありがとうございます').waitFor()),
  ],
  [
    'sections to ask',
    page =>
      ask(page, '手当')
        .then(() => press(page, 'この中にない'))
        .then(() => page.getByText('関係すると思われる担当課').waitFor()),
  ],
  ['the page of a question', page => ask(page, '旅費').then(() => page.goto(`${chat.url}/questions/q1`))],
  ['the page of an entry', page => page.goto(`${chat.url}/entries/ryohi-002`)],
  ['an archived entry', page => page.goto(`${chat.url}/entries/jinji-900`)],
  ['an unknown page', page => page.goto(`${chat.url}/questions/none`)],
  ['a hostile entry', page => ask(page, '攻撃')],
]

describe.each([
  ['wide', 1280],
  ['narrow', 360],
] as const)('%s (%i px)', (_name, width) => {
  test.each(STATES)('%s: no violation, no sideways scrolling, targets of 44 px', async (_state, reach) => {
    await using opened = await openPage({ viewport: { width, height: 740 }, reducedMotion: 'reduce' })
    const { page } = opened
    await reach(page)
    const { violations } = await new AxeBuilder({ page }).analyze()
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([])
    expect(await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')).toBe(0)
    expect(await page.evaluate(SMALL_TARGETS)).toEqual([])
    expect(await page.title()).not.toBe('broken')
  })
})

/** Buttons, fields and links that stand alone; links inside a sentence are as high as their line. */
const SMALL_TARGETS = `[...document.querySelectorAll('button, select, textarea, .product, .permalink a, a.button')]
  .filter(element => element.checkVisibility() && element.getBoundingClientRect().height < 44)
  .map(element => element.outerHTML)`

describe('by keyboard alone', () => {
  test('ask, choose, say that it helped, and ask again', async () => {
    await using opened = await openPage()
    const { page } = opened
    const { keyboard } = page
    const focused = page.locator(':focus')
    await keyboard.press('Tab')
    expect(await focused.textContent()).toBe('本文へ移動')
    await keyboard.press('Tab')
    await keyboard.press('Enter')
    expect(await focused.getAttribute('id')).toBe('question')

    await keyboard.type('手当')
    await keyboard.press('Enter')
    await page.locator('.choice').first().waitFor()
    expect(await focused.getAttribute('id')).toBe('question') // ready for the next question
    expect(await page.getByRole('textbox').inputValue()).toBe('')

    for (let presses = 0; presses < 2; presses += 1) await keyboard.press('Shift+Tab')
    expect(await focused.textContent()).toContain('住居手当')
    await keyboard.press('Enter')
    await page.getByText('候補から選んだFAQです').waitFor()
    expect(await focused.textContent()).toContain('住居手当') // the heading of the answer

    while ((await focused.textContent()) !== '解決した') await keyboard.press('Tab')
    await keyboard.press('Space')
    await page.getByText('ありがとうございます').waitFor()
    expect(await focused.textContent()).toBe('ありがとうございます')
    expect(fake.feedback.slice(-2).map(({ kind, entryId }) => [kind, entryId])).toEqual([
      ['chosen', 'kyuyo-005'],
      ['resolved', 'kyuyo-005'],
    ])
    while ((await focused.getAttribute('id')) !== 'question') await keyboard.press('Tab')
    await keyboard.type('旅費')
    await keyboard.press('Enter')
    await page.locator('.turn').nth(1).waitFor()
  })

  test('every focus can be seen', async () => {
    await using opened = await openPage()
    const { page } = opened
    await ask(page, '旅費')
    for (let presses = 0; presses < 16; presses += 1) {
      await page.keyboard.press('Shift+Tab')
      const width = await page
        .locator(':focus')
        .evaluateAll('([element]) => element ? parseFloat(getComputedStyle(element).outlineWidth) : 4')
      expect(width).toBe(4)
    }
  })
})
