// Upkeep and sections in a real browser: an editor confirms a review by keyboard, an approver merges, an administrator
// reorganises. Every page is accessible, in a wide window and in a narrow one.
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addDays, dateInJapan } from '../../src/core/fiscal-year.ts'
import { entryInput, STORY_ENTRIES } from '../stories/story-entries.ts'
import { type BrowserAdmin, expectAccessible, openAdminPage, openBrowserAdmin } from './open-admin.ts'

const JOHO = { code: 'joho', name: '情報政策課' }
const TODAY = dateInJapan(new Date())
const ENTRIES = [
  ...STORY_ENTRIES,
  entryInput('joho-020', JOHO, {
    question: 'プリンターのトナーが切れたときの連絡先はどこですか。',
    answer: '情報政策課の内線に連絡してください。',
    reviewBy: addDays(TODAY, -1),
  }),
  entryInput('joho-030', JOHO, {
    question: 'ノートパソコンを持ち出すときの申請を教えてください。',
    answer: '持出申請書を出してください。',
  }),
  entryInput('joho-031', JOHO, {
    question: 'ノートパソコンを持ち出す時の申請を教えてください。',
    answer: '3日前までに、持出申請書を出してください。',
    phrasings: ['端末を外に持っていく'],
  }),
]

let admin: BrowserAdmin
beforeAll(async () => {
  admin = await openBrowserAdmin(ENTRIES)
  await admin.story.product.keeping.duplicates.run()
})
afterAll(() => admin[Symbol.asyncDispose]())

const WINDOWS = { wide: { width: 1_280, height: 900 }, narrow: { width: 360, height: 740 } } as const
const administrator = { name: '管理 花子', grants: [{ role: 'administrator', sectionCode: null }] } as const
const approver = { sectionCode: 'joho', grants: [{ role: 'approver', sectionCode: 'joho' }] } as const

/** Folder for pictures of the pages; none are taken without one. */
const PICTURES = process.env['PICTURES'] ?? null
async function look(page: Page, name: string): Promise<void> {
  await expectAccessible(page)
  if (PICTURES !== null) await page.screenshot({ path: `${PICTURES}/${name}.png`, fullPage: true })
}

describe.each(Object.entries(WINDOWS))('in a %s window', (name, viewport) => {
  test('every page of upkeep is accessible', async () => {
    await using opened = await openAdminPage(admin, administrator, { viewport })
    const { page } = opened
    const paths = ['', '/reviews', '/reviews?span=soon', '/unseen?days=30', '/unresolved', '/duplicates']
    for (const path of paths) {
      await page.goto(`${admin.story.url}/admin/upkeep${path}`)
      await look(page, `upkeep${path.replaceAll(/\W/gu, '-')}-${name}`)
    }
    await page.goto(`${admin.story.url}/admin/entries/joho-030/merge`)
    await look(page, `merge-choose-${name}`)
    await page.goto(`${admin.story.url}/admin/entries/joho-030/merge?with=joho-031`)
    await look(page, `merge-plan-${name}`)
  })

  test('every page of sections is accessible', async () => {
    await using opened = await openAdminPage(admin, administrator, { viewport })
    const { page } = opened
    const paths = ['', '/jinji', ...['create', 'rename', 'merge', 'close'].map(kind => `/changes/${kind}`)]
    for (const path of [...paths, '/changes/split?section=joho', '/changes/move?section=joho']) {
      await page.goto(`${admin.story.url}/admin/sections${path}`)
      await look(page, `sections${path.replaceAll(/\W/gu, '-')}-${name}`)
    }
    await page.getByLabel('移管先の担当課').selectOption('jinji')
    await page.getByLabel(/に該当|のすべてを対象/u).check()
    await page.getByRole('button', { name: '影響を確かめる' }).click()
    await page.getByRole('heading', { name: '組織改編の影響' }).waitFor()
    await look(page, `sections-preview-${name}`)
  })
})

test('a review is confirmed by keyboard alone', async () => {
  await using opened = await openAdminPage(admin, {
    sectionCode: 'joho',
    grants: [{ role: 'editor', sectionCode: 'joho' }],
  })
  const { page } = opened
  await page.goto(`${admin.story.url}/admin/upkeep`)
  await page.getByRole('link', { name: '見直しの期限を過ぎたもの' }).focus()
  await page.keyboard.press('Enter')
  await page.getByLabel(/次の見直し/u).focus()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: '確認を記録しました' }).waitFor()
  await look(page, 'upkeep-confirmed')
  expect(await page.getByText('該当するFAQはありません。').count()).toBe(1)
})

test('two entries that are alike become one, and the old address leads on', async () => {
  await using opened = await openAdminPage(admin, approver)
  const { page } = opened
  await page.goto(`${admin.story.url}/admin/upkeep/duplicates`)
  await page
    .getByRole('link', { name: /統合を検討する/u })
    .first()
    .click()
  await page
    .getByRole('group', { name: 'もとにする回答' })
    .getByLabel(/joho-031/u)
    .check()
  await page.getByRole('button', { name: 'この選択で案を作る' }).click()
  expect(await page.getByLabel('回答（Markdown）').inputValue()).toBe('3日前までに、持出申請書を出してください。')
  await page.getByRole('button', { name: '統合する', exact: true }).click()
  await page.getByRole('heading', { name: '統合しました' }).waitFor()
  await look(page, 'merge-done')
  await page.goto(`${admin.story.url}/entries/joho-031`)
  expect(new URL(page.url()).pathname).toBe('/entries/joho-030')
  expect(await page.getByText('3日前までに、持出申請書を出してください。').count()).toBe(1)
})

test('a section is renamed from a date, and it can be taken back', async () => {
  await using opened = await openAdminPage(admin, administrator)
  const { page } = opened
  await page.goto(`${admin.story.url}/admin/sections/jinji`)
  await page.getByRole('link', { name: '名称を変える' }).click()
  await page.getByLabel('新しい名称').fill('人事給与課')
  await page.getByLabel('実行する日').fill(addDays(TODAY, 40))
  await page.getByRole('button', { name: '影響を確かめる' }).click()
  await page.getByRole('button', { name: 'この日に実行するよう予約する' }).click()
  await page.getByRole('heading', { name: '組織改編を予約しました' }).waitFor()
  await look(page, 'sections-planned')
  await page.getByRole('button', { name: /取りやめる/u }).click()
  await page.getByRole('heading', { name: '予約を取りやめました' }).waitFor()
  expect(await page.getByText('予約も、実行の記録もありません。').count()).toBe(1)
})
