// Editing in Chromium: writing an entry by keyboard, what is shown meanwhile, what is kept, two people at once, and files.
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { PNG_1X1 } from '../fakes/sample-files.ts'
import { type BrowserAdmin, expectAccessible, openAdminPage, openBrowserAdmin } from './open-admin.ts'

let admin: BrowserAdmin
beforeAll(async () => {
  admin = await openBrowserAdmin()
})
afterAll(() => admin[Symbol.asyncDispose]())

const EDITOR = {
  name: '人事 花子',
  sectionCode: 'jinji',
  grants: [{ role: 'editor', sectionCode: 'jinji' }],
} as const

const question = (page: Page) => page.locator('#field-question')
const answer = (page: Page) => page.locator('#field-answer')
const save = (page: Page) => page.getByRole('button', { name: '下書きを保存' })
const isFocused = (page: Page, selector: string) => page.evaluate(`document.activeElement?.matches('${selector}')`)

async function working(id: string) {
  const [entry] = await admin.story.product.registry.workingEntries([id])
  if (entry === undefined) throw new Error(`expected ${id}`)
  return entry
}

describe.for([1280, 360])('at %i pixels', width => {
  const viewport = { width, height: 800 }

  test('the list filters, and every page is accessible', async () => {
    await using opened = await openAdminPage(admin, EDITOR, { viewport })
    const { page } = opened
    await page.goto(`${admin.story.url}/admin/entries`)
    await expectAccessible(page)
    await page.getByLabel('検索する言葉').fill('旅費')
    await page.keyboard.press('Enter')
    await page.getByRole('cell', { name: '旅費センター' }).first().waitFor()
    expect(await page.getByRole('row').count()).toBe(2)
    await page.getByRole('link', { name: /^下書き/ }).click()
    await page.getByRole('heading', { name: '条件に合うFAQはありません。' }).waitFor()
    await expectAccessible(page)
  })

  test('the form, its problems and the page of two changes are accessible', async () => {
    await using opened = await openAdminPage(admin, EDITOR, { viewport })
    const { page } = opened
    await page.goto(`${admin.story.url}/admin/entries/jinji-003/edit`)
    await expectAccessible(page)
    await question(page).fill('')
    await save(page).click()
    await page.getByRole('link', { name: '「質問」を入力してください。' }).waitFor()
    await expectAccessible(page)
    await page.getByRole('link', { name: '「質問」を入力してください。' }).click()
    expect(await isFocused(page, '#field-question')).toBe(true)
    await question(page).fill('副業の許可を教えてください。')
    await answer(page).fill('許可が必要です。')
    const entry = await working('jinji-003')
    const theirs = { ...entry, status: 'draft' as const, revisedOn: null, answer: `${entry.answer}（${width}）` }
    await admin.story.product.registry.save([theirs], { actor: 'user:taro', note: '補足した。' })
    await save(page).click()
    await page.getByRole('heading', { name: 'ほかの人が先に更新しています' }).waitFor()
    await expectAccessible(page)
    await page.getByRole('group', { name: '「回答」は、どちらを使いますか。' }).getByLabel('あなたの入力を使う').check()
    await page.getByRole('button', { name: 'この内容で下書きを保存' }).click()
    await page.getByText('下書きとして保存しました').waitFor()
    expect(await working('jinji-003')).toMatchObject({
      answer: '許可が必要です。',
      question: '副業の許可を教えてください。',
    })
    await expectAccessible(page)
  })
})

test('a new entry is written by keyboard alone, with similar entries, preview and autosave', async () => {
  await using opened = await openAdminPage(admin, EDITOR)
  const { page } = opened
  await page.goto(`${admin.story.url}/admin/entries`)
  await page.getByRole('link', { name: '新しいFAQを登録する' }).focus()
  await page.keyboard.press('Enter')
  await question(page).waitFor()
  await question(page).focus()
  await page.keyboard.type('年次有給休暇を取得する手続きを教えてください。')
  await page.keyboard.press('Tab') // to the note that similar entries are there
  await page.locator('#similar-note a').waitFor()
  expect(await page.locator('.similar-question', { hasText: '年次有給休暇を取得するときは' }).count()).toBe(1)
  await answer(page).focus()
  await page.keyboard.type('## 手続き\n\n**前日**までに申請してください。')
  await page.locator('#preview strong', { hasText: '前日' }).waitFor()
  expect(await page.locator('#preview h4').innerText()).toBe('手続き')
  await page.getByText('入力を自動保存しました').waitFor()

  // What was typed is there after the page was left without a word.
  const id = new URL(page.url()).searchParams.get('id') ?? ''
  page.on('dialog', dialog => void dialog.accept())
  await page.goto(`${admin.story.url}/admin/entries`)
  await page.getByRole('link', { name: '年次有給休暇を取得する手続きを教えてください。' }).focus()
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: '復元する' }).focus()
  await page.keyboard.press('Enter')
  await page.getByText('自動保存した入力を復元しました').waitFor()
  expect(await answer(page).inputValue()).toContain('**前日**までに')
  await save(page).focus()
  await page.keyboard.press('Enter')
  await page.getByText('第1版を下書きとして保存しました').waitFor()
  expect(await working(id)).toMatchObject({ status: 'draft', revision: 1 })
  await page.goto(`${admin.story.url}/admin/entries`)
  expect(await page.getByText('保存していない入力があります').count()).toBe(0)
})

test('whoever leaves with something unsaved is asked first; whoever changed nothing, or saved, is not', async () => {
  await using opened = await openAdminPage(admin, EDITOR)
  const { page } = opened
  const asked: string[] = []
  page.on('dialog', dialog => {
    asked.push(dialog.type())
    void dialog.accept()
  })
  await page.goto(`${admin.story.url}/admin/entries/jinji-004/edit`)
  await page.goto(`${admin.story.url}/admin/entries/jinji-004/edit`)
  expect(asked).toEqual([])
  await question(page).pressSequentially('変更')
  await page.goto(`${admin.story.url}/admin/entries`)
  expect(asked).toEqual(['beforeunload'])
  await page.goto(`${admin.story.url}/admin/entries/jinji-004/edit?restore=1`)
  await question(page).pressSequentially('後')
  await save(page).click()
  await page.getByText('下書きとして保存しました').waitFor()
  await page.goto(`${admin.story.url}/admin/entries`)
  expect(asked).toEqual(['beforeunload'])
})

test('an image comes to the cursor and is shown in the preview', async () => {
  await using opened = await openAdminPage(admin, EDITOR)
  const { page } = opened
  await page.goto(`${admin.story.url}/admin/entries/jinji-001/edit`)
  await page.locator('#file').setInputFiles({ name: '手順.png', mimeType: 'text/html', buffer: PNG_1X1 })
  await page.getByRole('button', { name: 'ファイルを追加する' }).click()
  await page.getByText('「手順.png」を追加しました').waitFor()
  expect(await answer(page).inputValue()).toMatch(/!\[手順\.png\]\(\/attachments\/[0-9a-f-]{36}\//)
  await page.locator('#preview img').waitFor()
  const width =
    "(async () => { const i = document.querySelector('#preview img'); await i.decode(); return i.naturalWidth })()"
  expect(await page.evaluate(width)).toBe(1)
  await page.locator('#file').setInputFiles({ name: 'x.png', mimeType: 'image/png', buffer: Buffer.from('MZ\0') })
  await page.getByRole('button', { name: 'ファイルを追加する' }).click()
  await page.getByText('この形式のファイルは添付できません').waitFor()
  page.on('dialog', dialog => void dialog.accept())
})

test('without a script the same is done by buttons', async () => {
  await using opened = await openAdminPage(admin, EDITOR, { javaScriptEnabled: false })
  const { page } = opened
  await page.goto(`${admin.story.url}/admin/entries/new`)
  await question(page).fill('結婚したときの届出を教えてください。')
  await answer(page).fill('## 期限\n\n14日以内です。')
  await page.getByRole('button', { name: 'プレビュー' }).click()
  expect(await page.locator('#preview h4').innerText()).toBe('期限')
  expect(await page.getByRole('heading', { name: '似たFAQがあります' }).count()).toBe(1)
  await page.getByRole('button', { name: 'タグの欄を増やす' }).click()
  expect(await page.locator('input[name=tags]').count()).toBe(5)
  await page.locator('#file').setInputFiles({ name: '様式.txt', mimeType: 'text/plain', buffer: Buffer.from('様式') })
  await page.getByRole('button', { name: 'ファイルを追加する' }).click()
  expect(await answer(page).inputValue()).toMatch(/14日以内です。\n\n\[様式\.txt\]\(/)
  await save(page).click()
  await page.getByText('第1版を下書きとして保存しました').waitFor()
})
