// Signing in, the own account and the pages about people in Chromium: by keyboard, at two widths, with nothing for axe to say.
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ADMINISTRATOR, makePerson } from '../fakes/account-builders.ts'
import { type BrowserAdmin, expectAccessible, openAdminPage, openBrowserAdmin } from './open-admin.ts'

const PASSWORD = 'correct horse battery'

let admin: BrowserAdmin
beforeAll(async () => {
  admin = await openBrowserAdmin()
})
afterAll(() => admin[Symbol.asyncDispose]())

/** A picture to look at, where somebody asks for them. */
async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env['SCREENSHOTS']
  if (folder !== undefined) await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true })
}

const people = () => admin.story.product.people
const open = (width: number) =>
  openAdminPage(admin, { name: '管理 花子', grants: ADMINISTRATOR }, { viewport: { width, height: 800 } })

describe.each([1280, 360])('at %i pixels', width => {
  test('the first administrator registers by the link of the start, and changes the password', async () => {
    if (width !== 1280) return
    await using fresh = await openBrowserAdmin([])
    const secret = await fresh.story.product.people.invitations.offerFirst(new Date(Date.now() + 600_000))
    const context = await fresh.browser.newContext({ locale: 'ja-JP', viewport: { width, height: 800 } })
    const page = await context.newPage()
    await page.goto(`${fresh.story.url}/admin/first?secret=${secret}`)
    await expectAccessible(page)
    await picture(page, `first-${width}`)
    await page.getByLabel('氏名').fill('管理 太郎')
    await page.getByLabel('ユーザーID').fill('admin')
    await page.getByLabel('新しいパスワード', { exact: false }).first().fill('password1')
    await page.getByLabel('確認のため').fill('password1')
    await page.keyboard.press('Enter')
    await page.getByText('入力内容を確認してください').waitFor()
    await expectAccessible(page)
    await picture(page, `first-problem-${width}`)
    await page.getByRole('link', { name: 'よく使われていて' }).click()
    expect(await page.evaluate('document.activeElement.id')).toBe('new-password')
    await page.getByLabel('パスワードを表示する').check()
    await page.locator('#new-password').fill(PASSWORD)
    await page.locator('#again').fill(PASSWORD)
    await page.getByRole('button', { name: '管理者として登録する' }).click()
    await page.getByRole('link', { name: '管理 太郎' }).click()
    await page.waitForURL('**/admin/account')
    await expectAccessible(page)
    await picture(page, `account-${width}`)
    await page.getByLabel('現在のパスワード').fill(PASSWORD)
    await page.locator('#new-password').fill(`${PASSWORD}!`)
    await page.locator('#again').fill(`${PASSWORD}!`)
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'パスワードを変更しました' }).waitFor()
    await context.close()
  })

  test('the page for signing in says what is wrong', async () => {
    const context = await admin.browser.newContext({ locale: 'ja-JP', viewport: { width, height: 800 } })
    const page = await context.newPage()
    await page.goto(`${admin.story.url}/admin/people`)
    await expectAccessible(page)
    await picture(page, `sign-in-${width}`)
    await page.getByLabel('ユーザーID').fill('nobody')
    await page.locator('#password').fill('wrong')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'サインインできませんでした' }).waitFor()
    expect(await page.getByLabel('ユーザーID').inputValue()).toBe('nobody')
    await expectAccessible(page)
    await picture(page, `sign-in-wrong-${width}`)
    await context.close()
  })

  test('a person is added with roles by keyboard, invited, changed, stopped', async () => {
    await using opened = await open(width)
    const { page } = opened
    await page.goto(`${admin.story.url}/admin/people`)
    await page.getByRole('link', { name: '利用者を追加する' }).press('Enter')
    await expectAccessible(page)
    await picture(page, `person-new-${width}`)
    await page.getByLabel('氏名').fill('旅費 太郎')
    await page.getByLabel('ユーザーID').fill(`ryohi-${width}`)
    await page.getByLabel('メールアドレス').fill('taro@pref.example.jp')
    await page.getByLabel('所属').selectOption('ryohi')
    await page.getByLabel('編集者（旅費センター）').press('Space')
    await page.getByLabel('承認者（旅費センター）').press('Space')
    await page.getByRole('button', { name: '追加して' }).press('Enter')
    await page.getByRole('heading', { name: '招待のリンク' }).waitFor()
    expect(await page.getByLabel('招待のリンク').inputValue()).toMatch(/secret=/u)
    await expectAccessible(page)
    await picture(page, `invitation-${width}`)
    await page.getByRole('link', { name: '利用者の画面へ' }).click()
    await expectAccessible(page)
    expect(await page.getByLabel('編集者（旅費センター）').isChecked()).toBe(true)
    await picture(page, `person-${width}`)
    const { id, version } = (await people().accounts.findByLogin(`ryohi-${width}`)) ?? { id: '', version: 0 }
    const raced = makePerson(`ryohi-${width}`, { name: '旅費 次郎', sectionCode: 'jinji' })
    await people().accounts.change(id, raced, { actor: 'story', seen: version })
    await page.getByRole('button', { name: '保存する' }).click()
    await page.getByRole('heading', { name: 'ほかの人が先に変更しています' }).waitFor()
    await expectAccessible(page)
    await picture(page, `person-conflict-${width}`)
    await page.getByRole('button', { name: '保存する' }).click()
    await page.getByRole('heading', { name: '保存しました' }).waitFor()
    await page.getByRole('button', { name: '利用を停止する' }).click()
    await page.getByRole('heading', { name: '利用を停止しました' }).waitFor()
    await expectAccessible(page)
    await page.getByRole('link', { name: '利用者の一覧へ' }).click()
    await page.getByLabel('状態').selectOption('all')
    await page.getByRole('button', { name: '探す' }).click()
    await page.getByText('停止中').last().waitFor()
    await expectAccessible(page)
    await picture(page, `people-${width}`)
  })

  test('the own page lists where one is signed in', async () => {
    await using opened = await open(width)
    const { page, account } = opened
    await using other = await openAdminPage(admin, account, { viewport: { width, height: 800 } })
    await other.page.goto(`${admin.story.url}/admin/account`)
    await page.goto(`${admin.story.url}/admin/account`)
    await expectAccessible(page)
    await picture(page, `sessions-${width}`)
    await page.getByRole('button', { name: 'ほかの端末をすべて' }).click()
    await page.getByRole('heading', { name: 'サインアウトさせました' }).waitFor()
    expect(await page.getByRole('row').count()).toBe(2)
    await other.page.reload()
    await other.page.waitForURL('**/admin/sign-in?**')
  })
})
