// One browser and one running chat for a file of browser tests, and pages that must not complain.
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { expect } from 'vitest'
import { type FakeSettings, type FakeWebChat, fakeWebChat, startWebChat } from '../fakes/fake-web-chat.ts'
import { launchBrowser } from './launch.ts'

export interface BrowserChat extends AsyncDisposable {
  readonly browser: Browser
  readonly fake: FakeWebChat
  readonly url: string
  readonly port: number
}

export interface OpenedPage extends AsyncDisposable {
  readonly page: Page
}

export async function openBrowserChat(settings: FakeSettings = {}): Promise<BrowserChat> {
  const fake = fakeWebChat(settings)
  const [browser, chat] = await Promise.all([launchBrowser(), startWebChat(fake.deps)])
  const close = async () => {
    await browser.close()
    await chat[Symbol.asyncDispose]()
  }
  return { browser, fake, url: chat.url, port: chat.port, [Symbol.asyncDispose]: close }
}

/** A page at the start of the chat; when it closes, it must not have met an error or a breach of the security policy. */
export async function openPage(
  { browser, url }: Pick<BrowserChat, 'browser' | 'url'>,
  options: BrowserContextOptions = {},
): Promise<OpenedPage> {
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
  return { page, [Symbol.asyncDispose]: close }
}

/** Types a question, sends it by Enter and waits for its turn. */
export async function ask(page: Page, question: string): Promise<void> {
  const turns = await page.locator('.turn').count()
  await page.getByRole('textbox').fill(question)
  await page.getByRole('textbox').press('Enter')
  await page.locator('.turn').nth(turns).waitFor()
}

export async function press(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name, exact: true }).click()
}
