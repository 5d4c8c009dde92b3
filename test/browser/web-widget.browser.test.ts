// The widget on another site, whose policy is the strictest that can still name us: opened, used and closed by keyboard, wide
// and narrow, light and dark, without an accessibility violation.
import { once } from 'node:events'
import { createServer } from 'node:http'
import { AxeBuilder } from '@axe-core/playwright'
import type { BrowserContextOptions, FrameLocator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { PORTAL_HOST } from './launch.ts'
import { type BrowserChat, openBrowserChat } from './open-web-chat.ts'

let chat: BrowserChat
const portal = createServer()
let portalUrl = ''

beforeAll(async () => {
  portal.listen(0, '127.0.0.1')
  await once(portal, 'listening')
  const address = portal.address()
  portalUrl = `http://${PORTAL_HOST}:${typeof address === 'object' && address !== null ? address.port : 0}`
  chat = await openBrowserChat({ widgetOrigins: [portalUrl] })
  portal.on('request', (_request, response) => {
    const policy = [
      "default-src 'none'",
      "base-uri 'none'",
      `script-src ${chat.url}`,
      `frame-src ${chat.url}`,
      "require-trusted-types-for 'script'",
    ]
    response.setHeader('Content-Security-Policy', policy.join('; '))
    response.setHeader('Content-Type', 'text/html; charset=utf-8')
    response.end(`<!doctype html><html lang="ja"><title>庁内ポータル</title><main><h1>庁内ポータル</h1><p>お知らせ</p></main>
<script src="${chat.url}/widget.js" defer></script>`)
  })
})
afterAll(async () => {
  await chat[Symbol.asyncDispose]()
  portal.closeAllConnections()
  portal.close()
})

interface OpenedPortal extends AsyncDisposable {
  readonly page: Page
  readonly frame: FrameLocator
}

async function openPortal(options: BrowserContextOptions = {}, url = portalUrl): Promise<OpenedPortal> {
  const context = await chat.browser.newContext({ locale: 'ja-JP', ...options })
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('pageerror', error => complaints.push(String(error)))
  page.on('console', message => {
    if (/Content Security Policy|TrustedScript|TrustedHTML/.test(message.text())) complaints.push(message.text())
  })
  await page.goto(url)
  const close = async () => {
    await context.close()
    expect(complaints).toEqual([])
  }
  return { page, frame: page.frameLocator('iframe'), [Symbol.asyncDispose]: close }
}

const launcherOf = (page: Page) => page.getByRole('button', { name: '全庁FAQに質問する' })

async function violationsOf(page: Page): Promise<readonly string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)
}

describe('the widget on the portal', () => {
  test('goes by keyboard: open, ask, Escape, and back to the same conversation', async () => {
    await using opened = await openPortal()
    const { page, frame } = opened
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    expect(await launcherOf(page).getAttribute('aria-expanded')).toBe('true')
    await frame.locator('#question:focus').waitFor()
    await page.keyboard.type('旅費')
    await page.keyboard.press('Enter')
    await frame.locator('.turn').waitFor()
    expect(await frame.locator('.turn').innerText()).toContain('旅費センター')

    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'hidden' })
    expect(await launcherOf(page).getAttribute('aria-expanded')).toBe('false')
    expect(await page.evaluate('document.activeElement.shadowRoot.activeElement.textContent')).toBe('全庁FAQに質問する')

    await page.keyboard.press('Enter')
    await frame.locator('#question:focus').waitFor()
    await page.keyboard.type('手当')
    await page.keyboard.press('Enter')
    await frame.locator('.turn').nth(1).waitFor()
    const [first, second] = chat.fake.asked.slice(-2).map(({ conversationId }) => conversationId)
    expect(second).toBe(first)

    await page.getByRole('button', { name: '閉じる' }).focus()
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'hidden' })
  })

  test('lets choices and feedback through, and opens links beside the portal', async () => {
    await using opened = await openPortal()
    const { page, frame } = opened
    await launcherOf(page).click()
    await frame.locator('#question').fill('手当')
    await frame.getByRole('button', { name: '送信' }).click()
    await frame.locator('.choice').first().click()
    await frame.getByRole('button', { name: '解決しない' }).click()
    const [beside] = await Promise.all([
      page.context().waitForEvent('page'),
      frame.getByRole('link', { name: '担当課に問い合わせる' }).click(),
    ])
    await beside.getByRole('heading', { level: 1, name: '担当課に問い合わせる' }).waitFor()
    expect(await beside.evaluate('window.opener')).toBeNull()
    await frame.getByRole('link', { name: '新しい会話を始める' }).click()
    await frame.locator('.turn').waitFor({ state: 'detached' })
    expect(await frame.getByRole('heading', { level: 1 }).count()).toBe(1) // still within the frame
    await page.getByRole('button', { name: '閉じる' }).click()
    expect(await page.getByRole('dialog').count()).toBe(0)
  })

  test('keeps no cookie anywhere', async () => {
    await using opened = await openPortal()
    await launcherOf(opened.page).click()
    await opened.frame.locator('#question').waitFor()
    expect(await opened.page.context().cookies()).toEqual([])
  })

  test('listens to nobody but its own frame', async () => {
    await using opened = await openPortal()
    await launcherOf(opened.page).click()
    await opened.frame.locator('#question').waitFor()
    await opened.page.evaluate("window.postMessage('zencho-faq:close', '*')")
    await opened.page.evaluate('new Promise(resolve => requestAnimationFrame(() => requestAnimationFrame(resolve)))')
    expect(await opened.page.getByRole('dialog').isVisible()).toBe(true)
  })

  test('is not framed by a site that is not on the list', async () => {
    const stranger = createServer((_request, response) => {
      response.setHeader('Content-Type', 'text/html')
      response.end(
        `<!doctype html><title>x</title><iframe src="${chat.url}/widget"></iframe><script src="${chat.url}/widget.js"></script>`,
      )
    })
    stranger.listen(0, '127.0.0.1')
    await once(stranger, 'listening')
    const address = stranger.address()
    const context = await chat.browser.newContext()
    const page = await context.newPage()
    await page.goto(`http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`)
    expect(
      page
        .frames()
        .map(frame => frame.url())
        .filter(url => url.includes('/widget')),
    ).toEqual([])
    expect(await launcherOf(page).count()).toBe(0)
    await context.close()
    stranger.closeAllConnections()
    stranger.close()
  })
})

describe.each([
  [1280, 'light'],
  [360, 'light'],
  [1280, 'dark'],
  [360, 'dark'],
] as const)('at %i px, %s', (width, colorScheme) => {
  const options = { viewport: { width, height: 740 }, colorScheme, reducedMotion: 'reduce' } as const

  test('closed and open, with an answer: no violation, no sideways scrolling, targets of 44 px', async () => {
    await using opened = await openPortal(options)
    const { page, frame } = opened
    expect(await violationsOf(page)).toEqual([])
    await launcherOf(page).click()
    await frame.locator('#question').waitFor()
    expect(await violationsOf(page)).toEqual([])
    await frame.locator('#question').fill('旅費')
    await frame.locator('#question').press('Enter')
    await frame.locator('.turn').waitFor()
    expect(await violationsOf(page)).toEqual([])
    expect(await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')).toBe(0)
    for (const name of ['全庁FAQに質問する', '閉じる']) {
      const box = await page.getByRole('button', { name }).boundingBox()
      expect(box?.height).toBeGreaterThanOrEqual(44)
    }
    const panel = await page.getByRole('dialog').boundingBox()
    expect((panel?.x ?? -1) >= 0 && (panel?.y ?? -1) >= 0).toBe(true)
    expect((panel?.width ?? 0) <= width && (panel?.height ?? 0) <= 740).toBe(true)
  })
})
