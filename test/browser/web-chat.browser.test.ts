// The web chat in Chromium: every state without an accessibility violation, wide and narrow, and the story by keyboard.
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ComposeEvent } from '../../bot/web/compose.ts'
import type { TicketAction } from '../../src/core/ticket/ticket.ts'
import { ask, type BrowserChat, openBrowserChat, openPage, press } from './open-web-chat.ts'

let chat: BrowserChat
beforeAll(async () => {
  chat = await openBrowserChat({ mailWorks: true, compose: writeSummary })
})
afterAll(() => chat[Symbol.asyncDispose]())

async function* writeSummary(): AsyncGenerator<ComposeEvent> {
  yield { kind: 'sentence', text: '帰着した日の翌日から14日以内に請求します。', entryIds: ['ryohi-002'] }
  yield { kind: 'sentence', text: '宿泊を伴う出張では、概算払を受けられます。', entryIds: ['ryohi-003', 'kaikei-010'] }
  yield { kind: 'done' }
}

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

const KAIKEI = { code: 'kaikei', name: '会計課' }
const ANSWERED = {
  kind: 'answered',
  text: '管財課に**申請**してください。\n\n# 様式\n\n|様式|提出先|\n|---|---|\n|第1号|管財課|',
} as const

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
  ['an entry past its review date', at('/entries/kaikei-010')],
  ['an earlier conversation to go back to', page => ask(page, '旅費').then(() => at('/')(page))],
  ['the page of a conversation', seeConversation],
  ['a summary', readSummary],
  ['the page of a summary', page => ask(page, '旅費').then(() => at(`/questions/${lastQuestion()}/summary`)(page))],
  ['the ticket form', page => ask(page, '手当').then(() => at(`/questions/${lastQuestion()}/ticket`)(page))],
  ['the ticket form with errors', failTicket],
  ['a new ticket', ticketAfter()],
  ['a ticket in work', ticketAfter({ kind: 'assigned', section: KAIKEI, reason: '会計の事務のため' })],
  ['an answered ticket', ticketAfter(ANSWERED)],
  ['a solved ticket', page => ticketAfter(ANSWERED)(page).then(() => press(page, '解決した'))],
  [
    'a ticket to reopen without a reason',
    page => ticketAfter(ANSWERED)(page).then(() => press(page, 'まだ解決しない')),
  ],
  ['a registered ticket', ticketAfter(ANSWERED, { kind: 'drafted', entryId: 'jinji-001' }, { kind: 'registered' })],
  ['a closed ticket', ticketAfter({ kind: 'closed', reason: '電話で回答したため' })],
]

describe.each([
  [1280, 'light'],
  [360, 'light'],
  [1280, 'dark'],
] as const)('at %i px, %s', (width, colorScheme) => {
  test.each(STATES)('%s: no violation, no sideways scrolling, targets of 44 px', async (_state, reach) => {
    const options = { viewport: { width, height: 740 }, colorScheme, reducedMotion: 'reduce' } as const
    await using opened = await openPage(chat, options)
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

const lastQuestion = () => `q${chat.fake.asked.length}`

async function seeConversation(page: Page): Promise<void> {
  // Several answers of one kind: none of their parts may be a landmark that reads like another's.
  for (const question of ['旅費', '休暇', '手当', '旅費', '駐輪場']) await ask(page, question)
  await page.getByRole('button', { name: '解決しない', exact: true }).first().click()
  await page.getByText('理由を送る').waitFor()
  await page.goto(`${chat.url}/`)
  await page.getByRole('link', { name: '前の会話の続きを見る' }).click()
  await page.locator('.turn').nth(4).waitFor()
}

async function readSummary(page: Page): Promise<void> {
  await ask(page, '旅費')
  await page.getByRole('link', { name: 'AIによるまとめを見る' }).click()
  await page.getByText('概算払を受けられます。').waitFor()
}

async function failTicket(page: Page): Promise<void> {
  await ask(page, '駐輪場')
  await page.goto(`${chat.url}/questions/${lastQuestion()}/ticket`)
  await page.getByRole('textbox', { name: '問い合わせの内容' }).fill('')
  await page.getByRole('textbox', { name: '回答をメールでも受け取る' }).fill('taro@')
  await press(page, '問い合わせる')
  await page.getByText('担当課を選んでください。').waitFor()
}

/** A ticket that was opened by the form, after what its section did. */
function ticketAfter(...actions: readonly TicketAction[]): Reach {
  return async page => {
    await ask(page, '駐輪場')
    await page.getByRole('link', { name: '担当課に問い合わせる' }).click()
    await page.getByRole('combobox', { name: '担当課' }).selectOption('人事課')
    await press(page, '問い合わせる')
    await page.getByRole('heading', { level: 1 }).getByText('問い合わせ票').waitFor()
    const id = new URL(page.url()).pathname.split('/').at(-1) ?? ''
    for (const action of actions) await chat.fake.act(id, action)
    if (actions.length > 0) await page.reload()
  }
}

async function fail(page: Page): Promise<void> {
  await page.route('**/ask', route => route.abort())
  await page.locator('#question').fill('旅費')
  await press(page, '送信')
  await page.getByRole('alert').waitFor()
}

/** Buttons, fields and links that stand alone; a link inside a sentence is as high as its line. */
const SMALL_TARGETS = `[...document.querySelectorAll('button, select, textarea, input:not([type=hidden]), .product, .permalink a, a.button, .new-conversation a')]
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
    expect(await focused.textContent()).toBe('AIによるまとめを見る')
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

  test.each([
    ['light', 'rgb(0, 0, 0)'],
    ['dark', 'rgb(255, 255, 255)'],
  ] as const)('the focus can be seen at every stop, %s', async (colorScheme, colour) => {
    await using opened = await openPage(chat, { colorScheme })
    const { page } = opened
    await ask(page, '旅費')
    for (let stop = 0; stop < 14; stop += 1) {
      await page.keyboard.press('Shift+Tab')
      const outline = await page.evaluate(
        '(({ outlineWidth, outlineColor }) => [outlineWidth, outlineColor])(getComputedStyle(document.activeElement))',
      )
      expect(outline).toEqual(['4px', colour])
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
