// The workflow in Chromium: an editor and an approver, each before their own page, at the width of a desk and of a phone.
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Account, actorOf } from '../../src/core/access/account.ts'
import { signInAs } from '../stories/sign-in.ts'
import { entryInput } from '../stories/story-entries.ts'
import { type BrowserAdmin, expectAccessible, openAdminPage, openBrowserAdmin } from './open-admin.ts'

const WIDE = { width: 1280, height: 900 }
const NARROW = { width: 360, height: 740 }
const ID = 'jinji-b1'

let admin: BrowserAdmin
let editor: Account
let approver: Account
beforeAll(async () => {
  admin = await openBrowserAdmin()
  editor = (await signInAs(admin.story, { name: '編集 一郎', grants: [{ role: 'editor', sectionCode: 'jinji' }] }))
    .account
  approver = (await signInAs(admin.story, { name: '承認 花子', grants: [{ role: 'approver', sectionCode: 'jinji' }] }))
    .account
})
afterAll(() => admin[Symbol.asyncDispose]())

async function save(some: { readonly answer: string }): Promise<void> {
  const { registry } = admin.story.product
  const [before] = await registry.workingEntries([ID])
  const input = entryInput(ID, { code: 'jinji', name: '人事課' }, { question: '夏季休暇は何日ですか。', ...some })
  const draft = { ...input, status: 'draft', registeredOn: null, revisedOn: null } as const
  await registry.save([{ ...draft, tags: before === undefined ? [] : ['休暇'] }], { actor: actorOf(editor) })
}

const visit = (page: Page, path: string) => page.goto(`${admin.story.url}${path}`)

test('two people bring an entry to its staff: submitted, sent back, put right, published', async () => {
  await save({ answer: '夏季休暇は5日です。\n\n- 7月から9月まで\n- 1日ずつ取れます' })
  await using one = await openAdminPage(admin, editor, { viewport: WIDE })
  await using two = await openAdminPage(admin, approver, { viewport: WIDE })

  await visit(one.page, '/admin')
  await expectAccessible(one.page)
  await one.page.getByRole('link', { name: '夏季休暇は何日ですか。' }).click()
  await expectAccessible(one.page)
  await one.page.getByLabel('承認者への連絡（任意）').fill('今年から5日になりました。')
  await one.page.getByRole('button', { name: '承認を依頼する' }).click()
  expect(await one.page.getByRole('heading', { name: '承認を依頼しました' }).count()).toBe(1)

  await visit(two.page, '/admin')
  await two.page.getByRole('link', { name: 'お知らせ（未読1件）' }).click()
  await expectAccessible(two.page)
  await two.page.getByRole('link', { name: '夏季休暇は何日ですか。' }).click()
  await two.page.getByText('差し戻す').first().click()
  await two.page.getByLabel('差し戻す理由').fill('根拠を書いてください。')
  await two.page.getByRole('button', { name: '差し戻す' }).click()
  expect(await two.page.getByRole('heading', { name: '差し戻しました' }).count()).toBe(1)
  await expectAccessible(two.page)

  await visit(one.page, '/admin')
  await one.page.getByRole('region', { name: '差し戻されたもの' }).getByRole('link').first().click()
  expect(await one.page.getByText('根拠を書いてください。').count()).toBe(1)
  await save({ answer: '夏季休暇は5日です。条例第15条によります。' })
  await one.page.reload()
  await one.page.getByRole('button', { name: '承認を依頼する' }).click()

  await visit(two.page, '/admin/reviews')
  await expectAccessible(two.page)
  await two.page.getByRole('link', { name: '夏季休暇は何日ですか。' }).click()
  await two.page.getByRole('button', { name: '公開する', exact: true }).click()
  expect(await two.page.getByRole('heading', { name: '公開しました' }).count()).toBe(1)
  await expectAccessible(two.page)
  await two.page.getByRole('link', { name: '職員に表示されるページ' }).click()
  expect(await two.page.getByText('条例第15条によります。').count()).toBe(1)
})

test('a later draft is compared with what staff read, planned, and gone back from', async () => {
  await save({ answer: '夏季休暇は6日です。条例第15条によります。' })
  await using two = await openAdminPage(admin, approver, { viewport: WIDE })
  const { page } = two
  await visit(page, `/admin/entries/${ID}`)
  expect(await page.locator('.change ins').allTextContents()).toEqual(expect.arrayContaining(['（追加：6）']))
  await page.getByText('日時を決めて公開する').click()
  await page.getByLabel('日付').first().fill('2027-04-01')
  await page.getByLabel('時刻').first().fill('08:30')
  await page.getByRole('button', { name: '公開を予約する' }).click()
  expect(await page.getByRole('heading', { name: '令和9年4月1日 08:30に公開する予約があります。' }).count()).toBe(1)
  await expectAccessible(page)
  await visit(page, '/admin/reviews')
  expect(await page.getByRole('cell', { name: '令和9年4月1日 08:30' }).count()).toBe(1)
  await visit(page, `/admin/entries/${ID}`)
  await page.getByRole('button', { name: '公開の予約を取り消す' }).click()

  await page.getByRole('link', { name: '履歴を見る' }).click()
  await expectAccessible(page)
  await page.getByRole('link', { name: '第1版' }).click()
  await expectAccessible(page)
  await page.getByRole('button', { name: '第1版の内容に戻す' }).click()
  expect(await page.getByRole('heading', { name: '内容を戻しました' }).count()).toBe(1)
})

test('on a phone every page fits, and a mistake is told at its field', async () => {
  await using opened = await openAdminPage(admin, approver, { viewport: NARROW })
  const { page } = opened
  for (const path of [
    '/admin',
    '/admin/reviews',
    '/admin/notices',
    `/admin/entries/${ID}`,
    `/admin/entries/${ID}/history`,
  ]) {
    await visit(page, path)
    await expectAccessible(page)
  }
  await visit(page, `/admin/entries/${ID}/revisions/2?with=1`)
  await expectAccessible(page)
  await visit(page, `/admin/entries/${ID}`)
  await page.getByText('日時を決めて公開する').click()
  await page.getByLabel('日付').first().fill('2020-04-01')
  await page.getByLabel('時刻').first().fill('08:30')
  await page.getByRole('button', { name: '公開を予約する' }).click()
  await expectAccessible(page)
  await page.getByRole('link', { name: '現在より後の日時を入力してください。' }).click()
  expect(await page.evaluate('document.activeElement.id')).toBe('plan_publish-date')
  expect(await page.getByLabel('日付').first().getAttribute('aria-invalid')).toBe('true')
  expect(await page.getByLabel('日付').first().inputValue()).toBe('2020-04-01')
})

test('works by keyboard alone', async () => {
  await using opened = await openAdminPage(admin, approver, { viewport: WIDE })
  const { page } = opened
  await visit(page, `/admin/entries/${ID}`)
  await page.getByLabel('コメントを書く').focus()
  await page.keyboard.type('確認しました。')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await page.waitForURL('**?done=comment')
  expect(await page.getByText('確認しました。').count()).toBe(1)
  await page.locator('summary', { hasText: '日時を決めて公開する' }).focus()
  await page.keyboard.press('Space')
  expect(await page.getByLabel('日付').first().isVisible()).toBe(true)
})
