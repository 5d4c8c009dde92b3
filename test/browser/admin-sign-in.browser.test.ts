// The frame of the admin pages in Chromium.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type BrowserAdmin, expectAccessible, openAdminPage, openBrowserAdmin } from './open-admin.ts'

let admin: BrowserAdmin
beforeAll(async () => {
  admin = await openBrowserAdmin()
})
afterAll(() => admin[Symbol.asyncDispose]())

test.for([1280, 360])('shows who is signed in and where to go, at %i pixels', async width => {
  const person = { name: '汐見 花子', grants: [{ role: 'administrator', sectionCode: null }] } as const
  await using opened = await openAdminPage(admin, person, { viewport: { width, height: 800 } })
  const { page } = opened
  await page.goto(`${admin.story.url}/admin`)
  expect(await page.getByRole('link', { name: '汐見 花子' }).count()).toBe(1)
  expect(await page.getByRole('navigation').getByRole('link').count()).toBe(17)
  await expectAccessible(page)
  await page.getByRole('button', { name: 'サインアウト' }).click()
  await page.waitForURL('**/admin/sign-in')
  await expectAccessible(page)
})
