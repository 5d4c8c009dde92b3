// Questions without a good answer in a real browser: an editor looks through them, links one by keyboard, and moves a question.
// Every page is accessible, in a wide window and in a narrow one.
import { randomUUID } from 'node:crypto'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { clusterTexts as texts } from '../../src/core/messages/ja/admin/clusters.ts'
import { makeQuestion } from '../contracts/question-log.contract.ts'
import { type BrowserAdmin, expectAccessible, openAdminPage, openBrowserAdmin } from './open-admin.ts'

const DAY_MS = 86_400_000
const ASKED = [
  ['年休を1時間だけ取るときの入力方法', 2],
  ['年休を時間で取りたい', 9],
  ['時間単位の年休の上限は何日分ですか', 40],
  ['出張で自分の車を使ったときの燃料代の出し方', 3],
  ['自家用車で出張した場合の駐車料金は出ますか', 33],
  ['マイカー出張 保険', 1],
  ['庁舎の屋上に太陽光パネルは付いていますか。連絡は090-1234-5678まで', 5],
] as const

let admin: BrowserAdmin
beforeAll(async () => {
  admin = await openBrowserAdmin()
  const { product } = admin.story
  for (const [text, days] of ASKED) {
    const askedAt = new Date(Date.now() - days * DAY_MS)
    await product.questionLog.record(
      makeQuestion(randomUUID(), { text, askedAt, outcome: 'unanswered', asker: randomUUID() }),
    )
  }
  await product.learning.settleClusters()
})
afterAll(() => admin[Symbol.asyncDispose]())

const WINDOWS = { wide: { width: 1_280, height: 900 }, narrow: { width: 360, height: 740 } } as const
const administrator = { name: '管理 花子', grants: [{ role: 'administrator', sectionCode: null }] } as const

/** Folder for pictures of the pages; none are taken without one. */
const PICTURES = process.env['PICTURES'] ?? null
async function look(page: Page, name: string): Promise<void> {
  await expectAccessible(page)
  if (PICTURES !== null) await page.screenshot({ path: `${PICTURES}/${name}.png`, fullPage: true })
}

describe.each(Object.entries(WINDOWS))('in a %s window', (name, viewport) => {
  test('the list and a cluster are accessible, also where a form was not taken', async () => {
    await using opened = await openAdminPage(admin, administrator, { viewport })
    const { page } = opened
    await page.goto(`${admin.story.url}/admin/learning`)
    await page.locator('summary').click()
    await look(page, `clusters-${name}`)
    await page.locator('.cluster h2 a').first().click()
    await look(page, `cluster-${name}`)
    await page.getByRole('button', { name: texts.near.link, exact: true }).click()
    await look(page, `cluster-problem-${name}`)
    await page.getByRole('link', { name: texts.problems.entry }).click()
    expect(await page.locator('#entryId:focus').count()).toBe(1)
  })
})

test('an editor links a cluster to an entry without a mouse', async () => {
  await using opened = await openAdminPage(admin, administrator)
  const { page } = opened
  await page.goto(`${admin.story.url}/admin/learning`)
  await page.locator('.cluster h2 a').first().focus()
  await page.keyboard.press('Enter')
  await page.waitForURL(/clusters\/\d+$/u)
  await page.locator('input[name=entry]').first().focus()
  await page.keyboard.press('Space')
  await page.keyboard.press('Enter')
  await page.getByText(texts.done.linked).waitFor()
  await look(page, 'cluster-linked')
})
