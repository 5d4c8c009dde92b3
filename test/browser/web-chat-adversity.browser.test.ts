// The web chat where something is missing: JavaScript, the network, a certificate, or the end of a composition.
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { PLAIN_HTTP_HOST } from './launch.ts'
import { ask, type BrowserChat, openBrowserChat, openPage, press } from './open-web-chat.ts'

let chat: BrowserChat
beforeAll(async () => {
  chat = await openBrowserChat()
})
afterAll(() => chat[Symbol.asyncDispose]())

describe('without JavaScript', () => {
  test.each([
    ['on a trusted address', () => chat.url],
    ['on plain HTTP in the closed network', () => `http://${PLAIN_HTTP_HOST}:${chat.port}`],
  ])('the same story goes by plain forms %s', async (_name, urlOf) => {
    await using opened = await openPage({ browser: chat.browser, url: urlOf() }, { javaScriptEnabled: false })
    const { page } = opened
    expect(await page.getByText('Enterキーで送信').count()).toBe(0) // true only where the script runs
    await press(page, '送信')
    expect(await page.getByRole('textbox').getAttribute('aria-invalid')).toBe('true')

    await page.getByRole('textbox').fill('手当')
    await press(page, '送信')
    await page.waitForURL('**/conversations/*#turn-*')
    await page.getByRole('button', { name: '引っ越しをしたときの通勤手当' }).click()
    await page.getByText('候補から選んだFAQです').waitFor()
    expect(await page.getByText('引っ越した日から15日以内に').isVisible()).toBe(true)

    await press(page, '解決しない')
    await page.waitForURL('**/conversations/*#feedback-*')
    await page.getByRole('textbox', { name: '解決しなかった理由' }).fill('期限が分からない')
    await press(page, '理由を送る')
    await page.getByText('理由を記録しました').waitFor()
    expect(chat.fake.feedback.at(-1)).toMatchObject({ kind: 'unresolved', comment: '期限が分からない' })
    await page.getByRole('textbox').fill('休暇')
    await press(page, '送信')
    await page.locator('.turn').nth(1).waitFor() // below the first, on the same page
    await page.getByRole('link', { name: 'この回答のページ' }).first().click()
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toContain('引っ越しをしたとき')
    await page.getByRole('link', { name: 'ほかのことを質問する' }).click()
    await press(page, '旅費はいつ振り込まれますか')
    await page.waitForURL('**/conversations/*')
    expect(await page.getByText('ご質問によく合っています').isVisible()).toBe(true)
  })
})

test('without JavaScript a ticket is opened, answered and sent back', async () => {
  await using opened = await openPage(chat, { javaScriptEnabled: false })
  const { page } = opened
  await page.getByRole('textbox').fill('駐輪場')
  await press(page, '送信')
  await page.getByRole('link', { name: '担当課に問い合わせる' }).click()
  await press(page, '問い合わせる')
  await page.getByText('担当課を選んでください。').waitFor()
  await page.getByRole('combobox', { name: '担当課' }).selectOption('人事課')
  await press(page, '問い合わせる')
  await page.getByRole('heading', { level: 1, name: '問い合わせ票' }).waitFor()
  await chat.fake.act(new URL(page.url()).pathname.split('/').at(-1) ?? '', {
    kind: 'answered',
    text: '管財課に申請してください。',
  })
  await page.reload()
  await page.getByText('管財課に申請してください。').waitFor()
  await page.getByRole('textbox', { name: '理由' }).fill('期限が分かりません')
  await press(page, 'まだ解決しない')
  await page.getByText('理由：期限が分かりません').waitFor()
})

test('a server that is too busy is asked again by the page itself, with the text kept meanwhile', async () => {
  await using opened = await openPage(chat)
  const { page } = opened
  let refusals = 0
  await page.route('**/ask', route => {
    if (refusals === 2) return route.continue()
    refusals += 1
    return route.fulfill({ status: 503, headers: { 'Retry-After': '0' }, body: '' })
  })
  await page.getByRole('textbox').fill('旅費')
  await press(page, '送信')
  await page.getByText('ただいま混み合っています').waitFor()
  expect(await page.getByRole('textbox').inputValue()).toBe('旅費')
  await page.getByText('ご質問によく合っています').waitFor()
  expect(refusals).toBe(2)
})

describe('on plain HTTP, with the script', () => {
  test('questions and feedback pass the check of their origin', async () => {
    await using opened = await openPage({ browser: chat.browser, url: `http://${PLAIN_HTTP_HOST}:${chat.port}` })
    await ask(opened.page, '旅費')
    await press(opened.page, '解決した')
    await opened.page.getByText('解決したことを記録しました').waitFor()
  })
})

describe('without a network', () => {
  test('the text stays, the page says so, and 再送信 sends it', async () => {
    await using opened = await openPage(chat)
    const { page } = opened
    await page.context().setOffline(true)
    await page.getByRole('textbox').fill('旅費')
    await page.getByRole('textbox').press('Enter')
    await page.getByRole('alert').getByText('送信できませんでした').waitFor()
    await page.getByRole('status').getByText('ネットワークに接続していません。').waitFor()
    expect(await page.getByRole('textbox').inputValue()).toBe('旅費')
    await page.context().setOffline(false)
    await page.getByRole('status').getByText('「再送信」を押すと、もう一度送信します。').waitFor()
    await press(page, '再送信')
    await page.locator('.turn').waitFor()
    expect(await page.getByRole('alert').count()).toBe(0)
    expect(await page.locator(':focus').getAttribute('id')).toBe('question')
  })

  test('feedback can be sent again, with the button that was pressed', async () => {
    await using opened = await openPage(chat)
    const { page } = opened
    await ask(page, '旅費')
    await page.context().setOffline(true)
    await press(page, '解決しない')
    await page.getByRole('alert').waitFor()
    await page.context().setOffline(false)
    await press(page, '再送信')
    await page.getByText('関係すると思われる担当課').waitFor()
    expect(chat.fake.feedback.at(-1)?.kind).toBe('unresolved')
  })

  test('an answer that is no fragment of ours counts as a failure', async () => {
    await using opened = await openPage(chat)
    const { page } = opened
    await page.route('**/ask', route =>
      route.fulfill({ status: 200, contentType: 'text/html', body: '<h1>sign in</h1>' }),
    )
    await page.getByRole('textbox').fill('旅費')
    await press(page, '送信')
    await page.getByRole('alert').waitFor()
    expect(await page.getByText('sign in').count()).toBe(0)
  })
})

describe('while a question is on its way', () => {
  test('the page says so, and a second press sends nothing', async () => {
    await using opened = await openPage(chat)
    const { page } = opened
    const asked = chat.fake.asked.length
    const { promise: released, resolve: release } = Promise.withResolvers<void>()
    await page.route('**/ask', async route => {
      await released
      await route.continue()
    })
    await page.getByRole('textbox').fill('旅費')
    await press(page, '送信')
    expect(await page.getByRole('status').textContent()).toBe('回答を探しています。')
    expect(await page.getByRole('button', { name: '送信', exact: true }).getAttribute('aria-disabled')).toBe('true')
    await page.getByRole('textbox').press('Enter')
    release()
    await page.locator('.turn').waitFor()
    await page.getByRole('status').filter({ hasText: /^$/ }).waitFor({ state: 'attached' })
    expect(chat.fake.asked.length - asked).toBe(1)
  })
})

describe('with a slow answer', () => {
  test('the page says after some seconds that it still waits', async () => {
    await using opened = await openPage(chat)
    const { page } = opened
    const { promise: released, resolve: release } = Promise.withResolvers<void>()
    await page.route('**/ask', async route => {
      await released
      await route.continue()
    })
    await page.clock.install()
    await page.getByRole('textbox').fill('旅費')
    await press(page, '送信')
    await page.getByRole('status').getByText('回答を探しています。').waitFor()
    await page.clock.fastForward(5_000)
    await page.getByRole('status').getByText('回答に時間がかかっています。このままお待ちください。').waitFor()
    release()
    await page.locator('.turn').waitFor()
    await page.getByRole('status').filter({ hasText: /^$/ }).waitFor({ state: 'attached' })
  })
})

describe('with an input method', () => {
  test.each([
    ['a key of a composition', { isComposing: true, keyCode: 13 }],
    ['the confirming key in Safari', { isComposing: false, keyCode: 229 }],
  ])('Enter does not send: %s', async (_name, init) => {
    await using opened = await openPage(chat)
    const { page } = opened
    const asked = chat.fake.asked.length
    await page.getByRole('textbox').fill('りょひ')
    expect(await pressSynthetic(page, init)).toBe(true) // not taken by the page: the input method gets it
    expect(await pressSynthetic(page, { isComposing: false, keyCode: 13 })).toBe(false)
    await page.locator('.turn').waitFor()
    expect(chat.fake.asked.length - asked).toBe(1)
  })

  test('a composition of Chromium is confirmed by Enter and sent by the next', async () => {
    await using opened = await openPage(chat)
    const { page } = opened
    await page.getByRole('textbox').focus()
    const session = await page.context().newCDPSession(page)
    await session.send('Input.imeSetComposition', { text: 'りょひ', selectionStart: 3, selectionEnd: 3 })
    await session.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', windowsVirtualKeyCode: 229, key: 'Process' })
    await session.send('Input.insertText', { text: '旅費' })
    expect(await page.locator('.turn').count()).toBe(0)
    expect(await page.getByRole('textbox').inputValue()).toBe('旅費')
    await page.getByRole('textbox').press('Enter')
    await page.locator('.turn').waitFor()
  })
})

/** Dispatches a keydown of Enter on the question; false when the page took it for itself. */
function pressSynthetic(page: Page, init: { isComposing: boolean; keyCode: number }): Promise<unknown> {
  const options = JSON.stringify({ key: 'Enter', bubbles: true, cancelable: true, ...init })
  return page.evaluate(`document.getElementById('question').dispatchEvent(new KeyboardEvent('keydown', ${options}))`)
}
