// The inbox and a ticket in Chromium, by keyboard, at both widths.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type BrowserAdmin, expectAccessible, openAdminPage, openBrowserAdmin } from './open-admin.ts'

let admin: BrowserAdmin
beforeAll(async () => {
  admin = await openBrowserAdmin()
})
afterAll(() => admin[Symbol.asyncDispose]())

test.for([1280, 360])('a ticket is found, answered and made a draft of at %i pixels', async width => {
  const request = {
    questionId: null,
    sectionCode: 'jinji',
    replyTo: { door: 'web' },
    asker: null,
    askerName: '総務課 職員',
  } as const
  await admin.story.product.desk.tickets.open({ ...request, question: `当直明けの休みは取れますか（${width}）` }, 'web')
  const person = { grants: [{ role: 'editor', sectionCode: 'jinji' }] } as const
  await using opened = await openAdminPage(admin, person, { viewport: { width, height: 800 } })
  const { page } = opened
  await page.goto(`${admin.story.url}/admin/tickets`)
  await expectAccessible(page)
  await page
    .getByRole('row', { name: `（${width}）` })
    .getByRole('link')
    .press('Enter')
  await page.getByRole('heading', { name: /^問い合わせ票/u }).waitFor()
  for (const summary of await page.locator('summary').all()) await summary.press('Enter')
  await expectAccessible(page)
  await page.getByRole('textbox', { name: '回答' }).fill('取れます。')
  await page.getByRole('button', { name: '回答する' }).press('Enter')
  await page.getByRole('button', { name: 'この回答をFAQの下書きにする' }).waitFor()
  expect(await page.locator('.said').allInnerTexts()).toContain('取れます。')
  await expectAccessible(page)
})
