// One browser and one running product for a file of browser tests of the admin pages, and pages of people who are signed in.
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { expect } from 'vitest'
import type { Account } from '../../src/core/access/account.ts'
import type { EntryInput } from '../../src/core/ports/registry.ts'
import { openStory, type Story } from '../stories/open-story.ts'
import { newSession, type PersonInWords, signInAs } from '../stories/sign-in.ts'
import { launchBrowser } from './launch.ts'

export interface BrowserAdmin extends AsyncDisposable {
  readonly browser: Browser
  readonly story: Story
}

export interface OpenedAdminPage extends AsyncDisposable {
  readonly page: Page
  readonly account: Account
}

export async function openBrowserAdmin(
  entries?: readonly EntryInput[],
  environment: Readonly<Record<string, string>> = {},
): Promise<BrowserAdmin> {
  const [browser, story] = await Promise.all([launchBrowser(), openStory(entries, environment)])
  const close = async () => {
    await browser.close()
    await story[Symbol.asyncDispose]()
  }
  return { browser, story, [Symbol.asyncDispose]: close }
}

/**
 * A page of a new person with these roles, or of one who is there already. When it closes, it must not have met an error or a
 * breach of the security policy.
 */
export async function openAdminPage(
  { browser, story }: Pick<BrowserAdmin, 'browser' | 'story'>,
  person: PersonInWords | Account,
  options: BrowserContextOptions = {},
): Promise<OpenedAdminPage> {
  const account = 'id' in person ? person : (await signInAs(story, person)).account
  const [name = '', value = ''] = (await newSession(story, account)).split('=')
  const context = await browser.newContext({ locale: 'ja-JP', ...options })
  await context.addCookies([{ name, value, url: story.url, httpOnly: true, sameSite: 'Lax' }])
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('pageerror', error => complaints.push(String(error)))
  page.on('console', message => {
    if (/Content Security Policy/.test(message.text())) complaints.push(message.text())
  })
  const close = async () => {
    await context.close()
    expect(complaints).toEqual([])
  }
  return { page, account, [Symbol.asyncDispose]: close }
}

/** Nothing for axe to say, and nothing wider than the window. */
export async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations.map(({ id, nodes }) => [id, nodes.map(node => node.html)])).toEqual([])
  const overflows = await page.evaluate('document.documentElement.scrollWidth > innerWidth')
  expect(overflows).toBe(false)
}
