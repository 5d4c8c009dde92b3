// Exports, tokens and the report in a real browser: usable by keyboard, readable on a telephone, printed on A4.
import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addDays, dateInJapan } from '../../src/core/fiscal-year.ts'
import { kpiOut } from '../../src/core/messages/ja/admin/kpi-out.ts'
import { tokenTexts } from '../../src/core/messages/ja/admin/tokens.ts'
import { type BrowserAdmin, expectAccessible, openAdminPage, openBrowserAdmin } from './open-admin.ts'

const ADMINISTRATOR = { name: '汐見 花子', grants: [{ role: 'administrator', sectionCode: null }] } as const
const SIZES = [
  { width: 1280, height: 900 },
  { width: 360, height: 740 },
]
const MONTH = dateInJapan(new Date()).slice(0, 7)

let admin: BrowserAdmin
beforeAll(async () => {
  admin = await openBrowserAdmin()
})
afterAll(() => admin[Symbol.asyncDispose]())

describe('what leaves the house', () => {
  test.for(SIZES)('is accessible and fits $width pixels', async viewport => {
    await using opened = await openAdminPage(admin, ADMINISTRATOR, { viewport })
    const { page } = opened
    for (const path of ['/kpi/export', '/kpi/report', `/kpi/report?month=${MONTH}`, '/tokens']) {
      await page.goto(`${admin.story.url}/admin${path}`)
      await expectAccessible(page)
    }
    await page.goto(`${admin.story.url}/admin/kpi/export?year=1900`)
    await expectAccessible(page)
  })

  test('is chosen by keyboard and comes as a file', async () => {
    await using opened = await openAdminPage(admin, ADMINISTRATOR)
    const { page } = opened
    await page.goto(`${admin.story.url}/admin/kpi/export`)
    await page.getByLabel(kpiOut.page.table).focus()
    await page.keyboard.press('Tab')
    await page.keyboard.press('ArrowDown')
    const download = page.waitForEvent('download')
    await page.keyboard.press('Enter')
    const file = await download
    expect(file.suggestedFilename()).toMatch(/^zencho-faq-summary-.*\.csv$/u)
    expect(await readFile(await file.path(), 'utf8')).toContain('登録数（累計）')
  })

  test('is printed as pages of A4', async () => {
    await using opened = await openAdminPage(admin, ADMINISTRATOR)
    const { page } = opened
    await page.goto(`${admin.story.url}/admin/kpi/report?month=${MONTH}`)
    const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1')
    const sizes = [...pdf.matchAll(/\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/gu)].map(match =>
      [match[1], match[2]].map(Number),
    )
    expect(sizes.length).toBeLessThanOrEqual(3)
    for (const [width = 0, height = 0] of sizes) {
      expect([Math.round(width), Math.round(height)]).toEqual([595, 842])
    }
  })
})

describe('a token', () => {
  test('is made, copied and taken back by keyboard, with what is wrong told at its field', async () => {
    await using opened = await openAdminPage(admin, ADMINISTRATOR, { viewport: { width: 360, height: 740 } })
    const { page } = opened
    await page.goto(`${admin.story.url}/admin/tokens`)
    await page.getByLabel(tokenTexts.name, { exact: true }).fill('行政評価システム')
    await page.getByLabel(tokenTexts.expires).fill(addDays(dateInJapan(new Date()), 30))
    await page.keyboard.press('Enter')
    await page.getByRole('link', { name: tokenTexts.problems.scopes }).press('Enter')
    await expectAccessible(page)
    await page.keyboard.press('Space')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: tokenTexts.created }).waitFor()
    const secret = await page.getByRole('textbox', { name: tokenTexts.secret, exact: true }).inputValue()
    expect(secret).toMatch(/^zft_/u)
    await expectAccessible(page)
    await page.getByRole('link', { name: tokenTexts.toList }).press('Enter')
    await page.getByRole('link', { name: tokenTexts.revokeOf('行政評価システム') }).press('Enter')
    await expectAccessible(page)
    await page.getByRole('button', { name: tokenTexts.revoke }).press('Enter')
    await page.getByRole('heading', { name: tokenTexts.revoked }).waitFor()
    await expectAccessible(page)
  })
})
