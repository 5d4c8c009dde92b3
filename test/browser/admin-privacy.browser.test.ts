// The pages of personal data in Chromium, at both widths and by keyboard: found by the menu, a person looked for, shown and erased.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type BrowserAdmin, expectAccessible, openAdminPage, openBrowserAdmin } from './open-admin.ts'

const ADMINISTRATOR = { grants: [{ role: 'administrator', sectionCode: null }] } as const

let admin: BrowserAdmin
beforeAll(async () => {
  admin = await openBrowserAdmin()
})
afterAll(() => admin[Symbol.asyncDispose]())

/** Folder for pictures of the pages; none are taken without one. */
const PICTURES = process.env['PICTURES'] ?? null

test.for([1280, 360])('a person is found and erased at %i pixels', async width => {
  const { conversation, desk } = admin.story.product
  const asker = desk.askerKeys('mail', `yamada${width}@pref.example.jp`)
  await conversation.ask({ text: '休みを取りたい', channel: 'mail', conversationId: 'c1', asker })
  await using opened = await openAdminPage(admin, ADMINISTRATOR, { viewport: { width, height: 800 } })
  const { page } = opened
  const look = async (name: string) => {
    await expectAccessible(page)
    if (PICTURES !== null) await page.screenshot({ path: `${PICTURES}/privacy-${name}-${width}.png`, fullPage: true })
  }
  await page.goto(`${admin.story.url}/admin/tickets`)
  await look('inbox')
  await page.goto(`${admin.story.url}/admin/privacy`)
  await look('page')
  await page.getByLabel('指定の方法').selectOption('mail')
  await page.getByLabel('指定する値').fill('だれか')
  await page.getByLabel('指定する値').press('Enter')
  await page.getByRole('link', { name: '指定の方法に合った値を入力してください。' }).press('Enter')
  expect(await page.locator(':focus').getAttribute('id')).toBe('value')
  await look('problem')
  await page.getByLabel('指定する値').fill(`yamada${width}@pref.example.jp`)
  await page.getByRole('button', { name: '保存している件数を確認する' }).press('Enter')
  await page.getByText('質問：1件').waitFor()
  await look('held')
  await page.getByRole('button', { name: 'この人の情報を消去する' }).press('Enter')
  await page.getByRole('link', { name: '確認の欄に印を付けてください。' }).press('Enter')
  await page.getByRole('checkbox').press('Space')
  await page.getByRole('button', { name: 'この人の情報を消去する' }).press('Enter')
  await page.getByRole('heading', { name: '消去しました', level: 1 }).waitFor()
  await look('erased')
})
