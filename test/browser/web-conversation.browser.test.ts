// A conversation in Chromium: what the tab remembers of it, and that nothing typed is lost on the way.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ask, type BrowserChat, openBrowserChat, openPage, press } from './open-web-chat.ts'

let chat: BrowserChat
beforeAll(async () => {
  chat = await openBrowserChat()
})
afterAll(() => chat[Symbol.asyncDispose]())

const lastConversation = () => chat.fake.asked.at(-1)?.conversationId

describe('a conversation in a tab', () => {
  test('goes on with every question, and can be gone back to from the start page', async () => {
    await using opened = await openPage(chat)
    const { page } = opened
    expect(await page.getByText('新しい会話を始める').filter({ visible: true }).count()).toBe(0)
    await ask(page, '旅費')
    const first = lastConversation()
    await ask(page, '手当')
    expect(lastConversation()).toBe(first)

    await page.reload()
    expect(await page.locator('.turn').count()).toBe(0)
    await page.getByRole('link', { name: '前の会話の続きを見る' }).click()
    await page.waitForURL('**/conversations/*')
    expect(await page.locator('.turn').count()).toBe(2)
    await ask(page, '休暇')
    expect(lastConversation()).toBe(first)
  })

  test('ends where a new one is begun', async () => {
    await using opened = await openPage(chat)
    const { page } = opened
    await ask(page, '旅費')
    const first = lastConversation()
    await page.getByRole('link', { name: '新しい会話を始める' }).click()
    await page.waitForURL(/\/$/)
    expect(await page.getByRole('link', { name: '前の会話の続きを見る' }).count()).toBe(0)
    await ask(page, '手当')
    expect(lastConversation()).not.toBe(first)
    await page.goto(`${chat.url}/`)
    await press(page, '新しい会話を始める')
    expect(await page.locator(':focus').getAttribute('id')).toBe('question')
    await page.reload()
    expect(await page.getByRole('link', { name: '前の会話の続きを見る' }).count()).toBe(0)
  })

  test('is not known in another tab, and an example begins one too', async () => {
    await using one = await openPage(chat)
    await press(one.page, '旅費はいつ振り込まれますか')
    await one.page.locator('.turn').waitFor()
    const first = lastConversation()
    await ask(one.page, '手当')
    expect(lastConversation()).toBe(first)
    await using other = await openPage(chat)
    expect(await other.page.getByText('前の会話の続きを見る').filter({ visible: true }).count()).toBe(0)
  })

  test('a reason given after 解決しない is recorded in place', async () => {
    await using opened = await openPage(chat)
    const { page } = opened
    await ask(page, '旅費')
    await press(page, '解決しない')
    const reason = page.getByRole('textbox', { name: '解決しなかった理由' })
    await reason.press('a')
    await reason.press('Enter') // a new line: only the question is sent by Enter
    await reason.press('b')
    await press(page, '理由を送る')
    await page.getByText('理由を記録しました').waitFor()
    expect(chat.fake.feedback.at(-1)).toMatchObject({ kind: 'unresolved', entryId: 'ryohi-002', comment: 'a\nb' })
    expect(await page.locator(':focus').textContent()).toBe('お役に立てず、申し訳ありません')
  })
})

describe('a text that was typed', () => {
  test('is there again after leaving the page, until it was sent', async () => {
    await using opened = await openPage(chat)
    const { page } = opened
    const question = page.getByRole('textbox')
    await question.fill('旅費の')
    await page.goto(`${chat.url}/entries/ryohi-002`)
    await page.goto(`${chat.url}/`)
    expect(await question.inputValue()).toBe('旅費の')
    await question.press('Enter')
    await page.locator('.turn').waitFor()
    await page.reload()
    expect(await question.inputValue()).toBe('')
  })

  test('is answered all the same where the browser keeps no storage', async () => {
    await using opened = await openPage(chat)
    const { page } = opened
    await page.addInitScript(
      `Object.defineProperty(window, 'sessionStorage', { get() { throw new Error('refused') } })`,
    )
    await page.reload()
    await ask(page, '旅費')
    await ask(page, '手当')
    expect(await page.locator('.turn').count()).toBe(2)
  })
})
