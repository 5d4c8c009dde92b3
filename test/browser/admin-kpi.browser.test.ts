// The dashboard in Chromium: an open page follows a publication, at both widths, with nothing for axe to say.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { entryInput } from '../stories/story-entries.ts'
import { type BrowserAdmin, expectAccessible, openAdminPage, openBrowserAdmin } from './open-admin.ts'

const MANAGER = { grants: [{ role: 'manager', sectionCode: null }] } as const

let admin: BrowserAdmin
beforeAll(async () => {
  admin = await openBrowserAdmin()
})
afterAll(() => admin[Symbol.asyncDispose]())

test.for([1280, 360])('can be read and opened by keyboard at %i pixels', async width => {
  await using opened = await openAdminPage(admin, MANAGER, { viewport: { width, height: 800 } })
  const { page } = opened
  await page.goto(`${admin.story.url}/admin/kpi`)
  await page.getByText('表で見る').first().focus()
  await page.keyboard.press('Enter')
  expect(await page.getByRole('table', { name: '登録数（累計）の推移', exact: true }).isVisible()).toBe(true)
  await expectAccessible(page)
  await page.goto(`${admin.story.url}/admin/kpi/compare`)
  await page.getByRole('link', { name: '前の年度の同じ時期と比べる' }).press('Enter')
  await page.getByRole('cell', { name: /件/u }).first().waitFor()
  await expectAccessible(page)
})

test('shows a publication on the open page, keeps open what was open, and the focus', async () => {
  await using opened = await openAdminPage(admin, MANAGER)
  const { page } = opened
  await page.goto(`${admin.story.url}/admin/kpi`)
  await page.getByText('登録や公開があると').waitFor()
  const figure = page.locator('.headline-figure a')
  const before = Number.parseInt(await figure.innerText(), 10)
  const summary = page.getByText('表で見る').nth(1)
  await summary.focus()
  await page.keyboard.press('Enter')
  const entry = entryInput(
    'fresh',
    { code: 'jinji', name: '人事課' },
    { question: '公開したばかりの質問', answer: '回答', registeredOn: null },
  )
  await admin.story.product.registry.save([entry], { actor: 'story' })
  await page
    .getByText(`${before + 1}件`)
    .first()
    .waitFor({ timeout: 5_000 })
  expect(await page.locator('details').nth(1).getAttribute('open')).not.toBeNull()
  expect(await page.evaluate('document.activeElement.tagName')).toBe('SUMMARY')
})
