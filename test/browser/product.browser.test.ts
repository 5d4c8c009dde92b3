// The whole product in Chromium, with its sample data: a newcomer asks and reads, a manager looks at the count.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { loadConfig } from '../../src/config.ts'
import { type Listening, listen } from '../../src/server/listen.ts'
import { buildServer } from '../../src/wiring/build-server.ts'
import { loadSample } from '../../src/wiring/load-sample.ts'
import { openProduct } from '../../src/wiring/open-product.ts'
import { launchBrowser } from './launch.ts'

let folder = ''
let browser: Browser
let listening: Listening
let closeProduct: () => Promise<void>

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'zencho-browser-'))
  const config = loadConfig({ DATA_DIR: folder })
  const product = await openProduct(config, () => {})
  closeProduct = product.close
  await loadSample(product, config)
  await product.settleIndex()
  listening = await listen(
    buildServer(product, config, () => {}),
    '127.0.0.1',
    0,
  )
  browser = await launchBrowser()
})

afterAll(async () => {
  await browser.close()
  await listening.close(0)
  await closeProduct()
  await rm(folder, { recursive: true, force: true })
})

async function openAt(path: string, width: number, javaScriptEnabled = true): Promise<Page> {
  const context = await browser.newContext({ locale: 'ja-JP', viewport: { width, height: 740 }, javaScriptEnabled })
  const page = await context.newPage()
  await page.goto(listening.url + path)
  return page
}

describe.each([1280, 360])('at %i px', width => {
  test('a newcomer asks how to take a day off and reads the answer of the section in charge', async () => {
    const page = await openAt('/', width)
    await page.getByRole('textbox').fill('有給休暇を取りたいときはどうすればいい？')
    await page.getByRole('textbox').press('Enter')
    const answer = page.locator('.turn').first()
    await answer.getByRole('heading', { name: '年次有給休暇を取得するとき' }).waitFor()
    expect(await answer.innerText()).toMatch(/担当課\s+人事課/u)
    expect(await violations(page)).toEqual([])
    await page.context().close()
  })

  test('a manager reads the registration count, without a violation or sideways scrolling', async () => {
    const page = await openAt('/admin', width)
    expect(await page.getByText('登録数（累計）').first().locator('..').innerText()).toContain('744件')
    expect(await page.getByRole('row', { name: /^人事課/u }).innerText()).toMatch(/36件\s+36件/u)
    expect(await violations(page)).toEqual([])
    expect(await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')).toBe(0)
    await page.context().close()
  })
})

test('without JavaScript the plain form answers on a page of its own', async () => {
  const page = await openAt('/', 1280, false)
  await page.getByRole('textbox').fill('PW忘れた')
  await page.getByRole('button', { name: '送信' }).click()
  await page.waitForURL(/\/conversations\//u)
  expect(await page.locator('main').innerText()).toContain('情報システム課')
  await page.context().close()
})

async function violations(page: Page): Promise<readonly string[]> {
  const { violations: found } = await new AxeBuilder({ page }).analyze()
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)
}
