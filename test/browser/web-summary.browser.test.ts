// The summary in Chromium: sentence by sentence while it is written, kept through feedback, tried again when it breaks off.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Compose, ComposeEvent } from '../../bot/web/compose.ts'
import { ask, type BrowserChat, openBrowserChat, openPage, press } from './open-web-chat.ts'

let chat: BrowserChat
/** What the model does next. */
let compose: Compose
beforeAll(async () => {
  chat = await openBrowserChat({ compose: (...asked) => compose(...asked) })
})
afterAll(() => chat[Symbol.asyncDispose]())

const FIRST: ComposeEvent = { kind: 'sentence', text: '帰着の翌日から14日以内に請求します。', entryIds: ['ryohi-002'] }
const SECOND: ComposeEvent = {
  kind: 'sentence',
  text: '<img src=x onerror="document.title=\'broken\'">',
  entryIds: ['ryohi-003'],
}

describe('a summary', () => {
  test('is read while it is written, and stays when something is said of the answer', async () => {
    const { promise: released, resolve: release } = Promise.withResolvers<void>()
    compose = async function* () {
      yield FIRST
      await released
      yield SECOND
      yield { kind: 'done' }
    }
    await using opened = await openPage(chat)
    const { page } = opened
    await ask(page, '旅費')
    await page.getByRole('link', { name: 'AIによるまとめを見る' }).press('Enter')
    await page.getByText('帰着の翌日から14日以内に請求します。').waitFor()
    expect(await page.getByText('まとめを作成しています。').isVisible()).toBe(true)
    expect(await page.locator(':focus').getAttribute('class')).toBe('summary-text')
    await press(page, '解決した') // the turn is drawn anew, around what is still being written
    await page.getByText('解決したことを記録しました').waitFor()
    release()
    await page.getByText('<img src=x').waitFor()
    await page.getByText('まとめを作成しています。').waitFor({ state: 'detached' })
    expect(await page.getByRole('link', { name: /^［出典：/ }).count()).toBe(2)
    expect(await page.title()).not.toBe('broken')
    expect(await page.getByText('帰着した日の翌日から14日以内に、庶務事務システム').isVisible()).toBe(true)
  })

  test('says that there is none, and leaves the official answer as it is', async () => {
    compose = async function* () {
      yield { kind: 'nothing' }
    }
    await using opened = await openPage(chat)
    const { page } = opened
    await ask(page, '旅費')
    await page.getByRole('link', { name: 'AIによるまとめを見る' }).click()
    await page.getByText('この質問のまとめは作成できませんでした。').waitFor()
    expect(await page.getByText('ご質問によく合っています').isVisible()).toBe(true)
  })

  test('can be asked for again where the connection breaks off', async () => {
    compose = async function* () {
      yield FIRST
      yield { kind: 'done' }
    }
    await using opened = await openPage(chat)
    const { page } = opened
    await ask(page, '旅費')
    await page.context().setOffline(true)
    await page.getByRole('link', { name: 'AIによるまとめを見る' }).click()
    await page.getByText('まとめの作成が途中で止まりました。').waitFor()
    await page.context().setOffline(false)
    await page.getByRole('link', { name: 'AIによるまとめを見る' }).click()
    await page.getByText('帰着の翌日から14日以内に請求します。').waitFor()
    expect(await page.getByText('まとめの作成が途中で止まりました。').count()).toBe(0)
  })

  test('stops being written when the reader leaves', async () => {
    const { promise: stopped, resolve: stop } = Promise.withResolvers<void>()
    compose = async function* (_questionId, signal) {
      yield FIRST
      await new Promise<void>(resolve => signal.addEventListener('abort', () => resolve()))
      stop()
    }
    await using opened = await openPage(chat)
    const { page } = opened
    await ask(page, '旅費')
    await page.getByRole('link', { name: 'AIによるまとめを見る' }).click()
    await page.getByText('帰着の翌日から14日以内に請求します。').waitFor()
    await page.goto(`${chat.url}/entries/ryohi-002`)
    await stopped
  })

  test('is a page without a script', async () => {
    compose = async function* () {
      yield FIRST
      yield { kind: 'done' }
    }
    await using opened = await openPage(chat, { javaScriptEnabled: false })
    const { page } = opened
    await page.getByRole('textbox').fill('旅費')
    await press(page, '送信')
    await page.getByRole('link', { name: 'AIによるまとめを見る' }).click()
    await page.getByRole('heading', { level: 1, name: '公式の回答ではありません' }).waitFor()
    expect(await page.getByText('帰着の翌日から14日以内に請求します。').isVisible()).toBe(true)
  })
})
