// The web chat in Chromium: every state without an accessibility violation, wide and narrow, and the story by keyboard.
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ask, type BrowserChat, openBrowserChat, openPage, press } from './open-web-chat.ts'

let chat: BrowserChat
beforeAll(async () => {
  chat = await openBrowserChat()
})
afterAll(() => chat[Symbol.asyncDispose]())

type Reach = (page: Page) => Promise<void>

/** A state is reached by asking, then pressing a button, then waiting for a sentence. */
function by(question: string, button?: string, sentence?: string): Reach {
  return async page => {
    await ask(page, question)
    if (button !== undefined) await press(page, button)
    if (sentence !== undefined) await page.getByText(sentence).waitFor()
  }
}

function at(path: string): Reach {
  return async page => {
    await page.goto(chat.url + path)
  }
}

const STATES: readonly (readonly [name: string, reach: Reach])[] = [
  ['the start page', async () => {}],
  ['an answer', by('旅費')],
  ['candidates', by('手当')],
  ['a chosen candidate', chooseFirst],
  ['no answer', by('駐輪場')],
  ['two turns', page => ask(page, '駐輪場').then(() => ask(page, '手当'))],
  ['a refused question', page => press(page, '送信').then(() => page.getByText('質問を入力してください').waitFor())],
  ['a failure', fail],
  ['thanks', by('旅費', '解決した', 'ありがとうございます')],
  ['sections to ask', by('手当', 'この中にない', '関係すると思われる担当課')],
  ['sections to ask below an answer', by('旅費', '解決しない', '関係すると思われる担当課')],
  ['the page of a question', page => ask(page, '旅費').then(() => at('/questions/q1')(page))],
  ['the page of an entry', at('/entries/ryohi-002')],
  ['an archived entry', at('/entries/jinji-900')],
  ['an unknown page', at('/questions/none')],
  ['a hostile entry', by('攻撃')],
]

describe.each([1280, 360])('at %i px', width => {
  test.each(STATES)('%s: no violation, no sideways scrolling, targets of 44 px', async (_state, reach) => {
    await using opened = await openPage(chat, { viewport: { width, height: 740 }, reducedMotion: 'reduce' })
    const { page } = opened
    await reach(page)
    const { violations } = await new AxeBuilder({ page }).analyze()
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([])
    expect(await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')).toBe(0)
    expect(await page.evaluate(SMALL_TARGETS)).toEqual([])
    expect(await page.title()).not.toBe('broken') // the hostile entry's script did not run
  })
})

async function chooseFirst(page: Page): Promise<void> {
  await ask(page, '手当')
  await page.locator('.choice').first().click()
  await page.getByText('候補から選んだFAQです').waitFor()
}

async function fail(page: Page): Promise<void> {
  await page.route('**/ask', route => route.abort())
  await page.getByRole('textbox').fill('旅費')
  await press(page, '送信')
  await page.getByRole('alert').waitFor()
}

/** Buttons, fields and links that stand alone; a link inside a sentence is as high as its line. */
const SMALL_TARGETS = `[...document.querySelectorAll('button, select, textarea, .product, .permalink a, a.button')]
  .filter(element => element.checkVisibility() && element.getBoundingClientRect().height < 44)
  .map(element => element.outerHTML)`

describe('by keyboard alone', () => {
  test('ask, choose a candidate, say that it helped, and ask again', async () => {
    await using opened = await openPage(chat)
    const { page } = opened
    const focused = page.locator(':focus')
    await page.keyboard.press('Tab')
    expect(await focused.textContent()).toBe('本文へ移動')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    expect(await focused.getAttribute('id')).toBe('question')

    await page.keyboard.type('手当')
    await page.keyboard.press('Enter')
    await page.locator('.choice').first().waitFor()
    expect(await focused.getAttribute('id')).toBe('question') // ready for the next question
    expect(await page.getByRole('textbox').inputValue()).toBe('')

    await page.keyboard.press('Shift+Tab')
    expect(await focused.textContent()).toBe('この中にない')
    await page.keyboard.press('Shift+Tab')
    expect(await focused.textContent()).toContain('住居手当')
    await page.keyboard.press('Enter')
    await page.getByText('候補から選んだFAQです').waitFor()
    expect(await focused.getAttribute('class')).toBe('reply-heading')

    await pressUntil(page, async () => (await focused.textContent()) === '解決した')
    await page.keyboard.press('Space')
    await page.getByText('解決したことを記録しました').waitFor()
    expect(await focused.textContent()).toBe('ありがとうございます')
    const said = chat.fake.feedback.slice(-2).map(({ kind, entryId }) => [kind, entryId])
    expect(said).toEqual([
      ['chosen', 'kyuyo-005'],
      ['resolved', 'kyuyo-005'],
    ])

    await pressUntil(page, async () => (await focused.getAttribute('id')) === 'question')
    await page.keyboard.type('旅費')
    await page.keyboard.press('Enter')
    await page.locator('.turn').nth(1).waitFor()
  })

  test('the focus can be seen at every stop', async () => {
    await using opened = await openPage(chat)
    const { page } = opened
    await ask(page, '旅費')
    for (let stop = 0; stop < 12; stop += 1) {
      await page.keyboard.press('Shift+Tab')
      expect(await page.evaluate('getComputedStyle(document.activeElement).outlineWidth')).toBe('4px')
    }
  })

  test('Shift+Enter makes a new line', async () => {
    await using opened = await openPage(chat)
    const field = opened.page.getByRole('textbox')
    await field.press('a')
    await field.press('Shift+Enter')
    await field.press('b')
    expect(await field.inputValue()).toBe('a\nb')
  })
})

/** Tab until the focus is there; fails by the test's time limit, or after a round of any page of ours. */
async function pressUntil(page: Page, isThere: () => Promise<boolean>): Promise<void> {
  for (let stops = 0; stops < 40; stops += 1) {
    await page.keyboard.press('Tab')
    if (await isThere()) return
  }
  throw new Error('expected a stop of the Tab key, got none in 40')
}
