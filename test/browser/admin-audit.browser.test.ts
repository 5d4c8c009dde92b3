// The audit trail in Chromium: read and filtered by keyboard, at both widths.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type BrowserAdmin, expectAccessible, openAdminPage, openBrowserAdmin } from './open-admin.ts'

let admin: BrowserAdmin
beforeAll(async () => {
  admin = await openBrowserAdmin()
})
afterAll(() => admin[Symbol.asyncDispose]())

test.for([1280, 360])('is filtered and opened by keyboard, and verified, at %i pixels', async width => {
  const person = { grants: [{ role: 'administrator', sectionCode: null }] } as const
  await using opened = await openAdminPage(admin, person, { viewport: { width, height: 800 } })
  const { page } = opened
  await page.goto(`${admin.story.url}/admin/audit`)
  await page.getByLabel('操作', { exact: true }).selectOption({ label: 'FAQの作成' })
  await page.getByLabel('操作した人').fill('story')
  await page.keyboard.press('Enter')
  await page.waitForURL('**action=entry.created**')
  const summary = page.locator('summary').first()
  await summary.focus()
  await page.keyboard.press('Enter')
  expect(await page.getByRole('rowheader', { name: '質問' }).first().isVisible()).toBe(true)
  await expectAccessible(page)
  await page.getByRole('button', { name: '検証する' }).press('Enter')
  await page.getByRole('heading', { name: '記録に異常はありません' }).waitFor()
  await expectAccessible(page)
})
