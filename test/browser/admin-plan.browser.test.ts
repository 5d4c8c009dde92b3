// The plan in Chromium: read at both widths, its values typed in by keyboard, what is wrong told where it stands, and the table on
// paper.
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { IndicatorWithValues } from '../../src/core/kpi/plan.ts'
import { type BrowserAdmin, expectAccessible, openAdminPage, openBrowserAdmin } from './open-admin.ts'

const MANAGER = { grants: [{ role: 'manager', sectionCode: null }] } as const

let admin: BrowserAdmin
let address = ''
beforeAll(async () => {
  admin = await openBrowserAdmin()
  address = `${admin.story.url}/admin/plan`
})
afterAll(() => admin[Symbol.asyncDispose]())

async function indicatorNamed(name: string): Promise<IndicatorWithValues> {
  const found = (await admin.story.product.kpi.plan.indicators()).find(indicator => indicator.name === name)
  if (found === undefined) throw new Error(`expected an indicator ${name}`)
  return found
}

test.for([
  [1280, '公文書の電子化率'],
  [360, '情報システム・庁内ネットワークのセキュリティ強化'],
] as const)('is read and its values are typed in by keyboard at %i pixels: %s', async ([width, name]) => {
  await using opened = await openAdminPage(admin, MANAGER, { viewport: { width, height: 800 } })
  const { page } = opened
  const { id } = await indicatorNamed(name)
  await page.goto(address)
  await expectAccessible(page)
  await page.getByRole('link', { name: `値を入力: ${name}` }).press('Enter')
  await page.getByRole('heading', { level: 1, name: `目標・実績の入力: ${name}` }).waitFor()
  const note = page.getByLabel('令和6年度（2024年度） 実績の備考')
  await note.fill('見込')
  await note.press('Enter')
  const problem = page.getByRole('link', { name: /令和6年度（2024年度） 実績の値: 備考だけでは/u })
  await problem.press('Enter')
  const value = page.getByLabel('令和6年度（2024年度） 実績の値')
  expect(await page.evaluate('document.activeElement.id')).toBe(await value.getAttribute('id'))
  expect(await note.inputValue()).toBe('見込')
  await expectAccessible(page)
  await value.fill('９８％')
  await value.press('Enter')
  await page.getByRole('heading', { name: '目標・実績を保存しました' }).waitFor()
  expect(await page.locator(`#i-${id}`).innerText()).toContain('98%（見込）')
  await page.getByRole('link', { name: `履歴: ${name}` }).press('Enter')
  await page.getByRole('cell', { name: '汐見 花子' }).first().waitFor()
  await expectAccessible(page)
})

test('says that somebody else was faster, and lets what was typed win', async () => {
  await using first = await openAdminPage(admin, { ...MANAGER, name: '早野 早子' })
  await using second = await openAdminPage(
    admin,
    { ...MANAGER, name: '遅井 遅子' },
    { viewport: { width: 360, height: 800 } },
  )
  const { id } = await indicatorNamed('自治体クラウド導入市町村数（累計）')
  const label = '令和6年度（2024年度） 実績の値'
  for (const { page } of [first, second]) await page.goto(`${address}/${id}/edit`)
  await first.page.getByLabel(label).fill('22')
  await first.page.getByLabel(label).press('Enter')
  await first.page.getByRole('heading', { name: '目標・実績を保存しました' }).waitFor()
  await second.page.getByLabel(label).fill('23')
  await second.page.getByLabel(label).press('Enter')
  await second.page.getByRole('heading', { name: 'ほかの人が先に値を変更しました' }).waitFor()
  expect(await second.page.getByRole('main').innerText()).toContain('早野 早子が「22」に変更しました')
  expect(await second.page.getByLabel(label).inputValue()).toBe('23')
  await expectAccessible(second.page)
  await second.page.getByRole('button', { name: '保存する' }).press('Enter')
  await second.page.getByRole('heading', { name: '目標・実績を保存しました' }).waitFor()
})

const OTHER_PAGES = ['/targets', '/indicators', '/new', '/:id/indicator', '/:id/remove', '/base']

test.for([1280, 360].flatMap(width => OTHER_PAGES.map(path => [path, width] as const)))(
  '%s can be used by everybody at %i pixels',
  async ([path, width]) => {
    await using opened = await openAdminPage(admin, MANAGER, { viewport: { width, height: 800 } })
    const { id } = await indicatorNamed('RPAシナリオ数（累計）')
    await opened.page.goto(address + path.replace(':id', id))
    await expectAccessible(opened.page)
  },
)

test('its indicators are put into order by keyboard', async () => {
  await using opened = await openAdminPage(admin, MANAGER)
  const { page } = opened
  await page.goto(`${address}/indicators`)
  await page.getByRole('button', { name: 'RPAシナリオ数（累計）を1つ上へ移動' }).press('Enter')
  await page.getByRole('heading', { name: '指標を並べ替えました' }).waitFor()
  expect(await page.getByRole('rowheader').nth(2).innerText()).toBe('RPAシナリオ数（累計）')
})

test('on paper the plan that ships fills one page across, with nothing else on it and nothing cut', async () => {
  await using opened = await openAdminPage(admin, MANAGER)
  const { page } = opened
  await page.goto(address)
  expect(pagesOf(await page.pdf({ preferCSSPageSize: true }))).toEqual([LANDSCAPE])
  await asPaper(page)
  for (const hidden of ['.site-header', '.places', '.site-footer', '.plan-links', '.button-row']) {
    expect(await page.locator(hidden).first().isVisible()).toBe(false)
  }
  expect(await page.evaluate(NOTHING_CUT)).toEqual([])
  expect(await page.getByRole('heading', { level: 1 }).isVisible()).toBe(true)
})

test('on paper a longer plan goes on over pages, its head repeated and no indicator torn apart', async () => {
  const { plan } = admin.story.product.kpi
  const rest = {
    unit: '',
    sectionName: '情報政策課',
    sectionCode: null,
    live: null,
    goal: 'at_least',
    note: '',
  } as const
  const made = []
  for (let index = 1; index <= 30; index += 1) {
    made.push(await plan.create({ ...rest, name: `${'長い名前の指標'.repeat(6)}${index}` }, 'story'))
  }
  await using opened = await openAdminPage(admin, MANAGER)
  const { page } = opened
  await page.goto(address)
  const pages = pagesOf(await page.pdf({ preferCSSPageSize: true }))
  expect(pages.length).toBeGreaterThan(1)
  expect(new Set(pages)).toEqual(new Set([LANDSCAPE]))
  await asPaper(page)
  expect(await page.evaluate(NOTHING_CUT)).toEqual([])
  const style = (selector: string, name: string) =>
    page.evaluate(`getComputedStyle(document.querySelector('${selector}')).getPropertyValue('${name}')`)
  expect(await style('.plan-table thead', 'display')).toBe('table-header-group')
  expect(await style('.plan-table tbody', 'break-inside')).toBe('avoid')
  for (const { id } of made) await plan.remove(id, 'story')
})

/** A4 across, in points. */
const LANDSCAPE = '842 × 595'

/** The sizes of a document's pages: Chromium writes each page's box in plain letters. */
function pagesOf(pdf: Buffer): readonly string[] {
  const boxes = pdf.toString('latin1').matchAll(/\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/gu)
  return [...boxes].map(([, width, height]) => `${Math.round(Number(width))} × ${Math.round(Number(height))}`)
}

/** 277 mm between the margins, at 96 dots an inch. */
const PAPER_WIDTH = 1047

async function asPaper(page: Page): Promise<void> {
  await page.emulateMedia({ media: 'print' })
  await page.setViewportSize({ width: PAPER_WIDTH, height: 720 })
}

/** Cells whose words are wider than the cell, and tables wider than the paper. */
const NOTHING_CUT = `[...document.querySelectorAll('.plan-table, .plan-table th, .plan-table td')]
  .filter(box => box.scrollWidth > box.clientWidth + 1 || box.getBoundingClientRect().right > ${PAPER_WIDTH} + 1)
  .map(box => box.outerHTML.slice(0, 200))`
