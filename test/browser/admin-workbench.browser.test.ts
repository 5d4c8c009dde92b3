// The workbench's pages in Chromium: by keyboard, with and without script, at both widths, and what a bad entry would do.
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { entryInput, PUBLISHED, STORY_ENTRIES } from '../stories/story-entries.ts'
import { type BrowserAdmin, expectAccessible, openAdminPage, openBrowserAdmin } from './open-admin.ts'

const EDITOR = { sectionCode: 'jinji', grants: [{ role: 'editor', sectionCode: 'jinji' }] } as const
const JINJI = { code: 'jinji', name: '人事課' }
const CSV =
  '質問,FAQ番号\r\n結婚したら何を出せばいい？,jinji-002\r\nバイトしてもいいですか,jinji-003\r\n食堂の献立,\r\n'

let admin: BrowserAdmin
let folder: string
beforeAll(async () => {
  admin = await openBrowserAdmin(STORY_ENTRIES, { SYNONYMS_FILE: 'faq-data/synonyms.txt' })
  folder = await mkdtemp(join(tmpdir(), 'zencho-browser-'))
  await writeFile(join(folder, 'questions.csv'), CSV)
  await writeFile(join(folder, 'wrong.csv'), 'こと,もの\r\na,b\r\n')
})
afterAll(async () => {
  await admin[Symbol.asyncDispose]()
  await rm(folder, { recursive: true, force: true })
})

const go = (page: Page, path: string) => page.goto(`${admin.story.url}/admin${path}`)

/** Presses Tab until the element has the focus. */
async function tabTo(page: Page, role: 'button' | 'textbox' | 'link', name: string): Promise<void> {
  const wanted = page.getByRole(role, { name, exact: true })
  for (let presses = 0; presses < 80; presses += 1) {
    if (await wanted.evaluate(element => element === element.ownerDocument.activeElement)) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`expected to reach ${role} ${name} with the keyboard`)
}

test.for([1280, 360])('a question is tried, a set run and compared, at %i pixels', async width => {
  await using opened = await openAdminPage(admin, EDITOR, { viewport: { width, height: 800 } })
  const { page } = opened
  await go(page, '/workbench')
  await page.getByLabel('質問', { exact: true }).fill('結婚した時の届')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: '候補の一覧' }).waitFor()
  await page.locator('summary').nth(1).press('Enter')
  await expectAccessible(page)

  await page.getByRole('link', { name: '質問セットでまとめて確認する' }).click()
  await page.getByLabel('名前').fill(`人事の質問 ${width}`)
  await page.getByLabel('CSVファイル').setInputFiles(join(folder, 'wrong.csv'))
  await page.getByRole('button', { name: '登録する', exact: true }).click()
  await page.getByRole('link', { name: /列が見つかりません/u }).waitFor()
  await expectAccessible(page)
  await page.getByLabel('CSVファイル').setInputFiles(join(folder, 'questions.csv'))
  await page.getByRole('button', { name: '登録する', exact: true }).click()
  await page.getByRole('button', { name: 'この質問セットで確認する' }).click()
  await page.waitForURL('**/workbench/runs/*')
  await expectAccessible(page)
  await page.getByRole('link', { name: /すべての質問/u }).click()
  await page.waitForURL('**show=all')
  await page.getByRole('link', { name: '質問セットに戻る' }).click()
  await page.getByRole('link', { name: /^令和/u }).waitFor()
  await expectAccessible(page)
})

test('a group of synonyms is tried out and saved by keyboard alone', async () => {
  await using opened = await openAdminPage(admin, EDITOR)
  const { page } = opened
  await go(page, '/synonyms')
  await expectAccessible(page)
  await tabTo(page, 'link', 'グループを追加する')
  await page.keyboard.press('Enter')
  await page.waitForURL('**/synonyms/new')
  await tabTo(page, 'textbox', '言葉')
  await page.keyboard.type('年休')
  await tabTo(page, 'button', '効果を確かめる')
  await page.keyboard.press('Enter')
  await page.getByRole('link', { name: '言葉を2つ以上入力してください。' }).waitFor()
  await expectAccessible(page)
  await tabTo(page, 'link', '言葉を2つ以上入力してください。')
  await page.keyboard.press('Enter')
  await tabTo(page, 'textbox', '言葉')
  await page.keyboard.press('End')
  await page.keyboard.type('\n骨休め')
  await tabTo(page, 'button', '効果を確かめる')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'ほかのグループにもある言葉です' }).waitFor()
  await expectAccessible(page)
  await tabTo(page, 'button', 'この内容で追加する')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: '保存しました' }).waitFor()
  await expectAccessible(page)
  await page.setViewportSize({ width: 360, height: 800 })
  await expectAccessible(page)
})

test('what a bad entry would take from others is seen before it is published, and waiting for it can be ended', async () => {
  const { bench, registry } = admin.story.product
  const questions = CSV.split('\r\n')
    .slice(1, 3)
    .map((row, i) => {
      const [text = '', id = ''] = row.split(',')
      return { id: `q${i}`, text, relevant: { [id]: 2 } }
    })
  await bench.questionSets.create({ name: '見張り', questions }, 'story')
  const [first = entryInput('x', JINJI, { question: '', answer: '' })] = PUBLISHED
  const bad = { ...first, status: 'draft', phrasings: questions.map(({ text }) => text) } as const
  await registry.save([bad], { actor: 'story' })

  await using opened = await openAdminPage(admin, EDITOR, { viewport: { width: 360, height: 800 } })
  const { page } = opened
  const inFront = new AbortController()
  const long = Array.from({ length: 100_000 }, (_, i) => ({ text: `${i}番の質問`, sectionCode: null }))
  const blocking = bench.workbench.run({ questions: long, trial: null }, { signal: inFront.signal })
  await go(page, `/entries/${first.id}/impact`)
  await page.getByRole('progressbar', { name: '確認の進み具合' }).waitFor()
  await expectAccessible(page)
  await page.getByRole('button', { name: '中止する' }).click()
  await page.waitForURL(`**/admin/entries/${first.id}`)
  await go(page, `/entries/${first.id}/impact`)
  await page.getByRole('progressbar').waitFor()
  inFront.abort()
  expect((await blocking).kind).toBe('cancelled')
  await page.getByRole('heading', { name: /悪くなる質問が2問あります/u }).waitFor()
  await expectAccessible(page)
  await page.setViewportSize({ width: 1280, height: 800 })
  await expectAccessible(page)
})

test('without script the result is there when the page is looked at again', async () => {
  await using opened = await openAdminPage(admin, EDITOR, { javaScriptEnabled: false })
  const { page } = opened
  await go(page, '/workbench/sets')
  await page
    .getByRole('link', { name: /人事の質問/u })
    .first()
    .click()
  await page.getByRole('button', { name: 'この質問セットで確認する' }).click()
  const result = page.getByRole('heading', { name: '全体の成績' })
  const reload = page.getByRole('link', { name: 'いまの状況を表示する' })
  while (!(await result.isVisible())) if (await reload.isVisible()) await reload.click()
  expect(await page.getByText(/前回:/u).count()).toBe(1)
})
