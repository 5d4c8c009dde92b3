// Import and export in Chromium: a workbook with mistakes, mended and taken in; each page for assistive technology and phones.
import { mkdirSync } from 'node:fs'
import { buffer } from 'node:stream/consumers'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { tableFileStream } from '../../src/adapters/entry-files/table-file.ts'
import { type BrowserAdmin, expectAccessible, openAdminPage, openBrowserAdmin } from './open-admin.ts'

const person = { name: '承認 花子', grants: [{ role: 'approver', sectionCode: null }] } as const

/** A folder for pictures of each page, for whoever wants to look at them. */
const PICTURES = new URL('../../screenshots/', import.meta.url)

let admin: BrowserAdmin
beforeAll(async () => {
  admin = await openBrowserAdmin()
})
afterAll(() => admin[Symbol.asyncDispose]())

const HEADER = ['質問文（必須）', '回答', '担当課', '分類', '備考']
const GOOD = [
  [
    '育児部分休業の申請の期限を教えてください。',
    '始める日の1か月前までに申請してください。\n- 様式第3号\n- 写し',
    '人事課',
    '休暇',
    '',
  ],
  ['結婚したときに必要な届出を教えてください。', '身上異動届です。', '人事課', '', ''],
  [
    '公用車の予約の方法を教えてください。',
    '=職員ポータルの「公用車予約」から予約してください。',
    '旅費センター',
    '車',
    '',
  ],
]
const BAD = [
  ['', '質問のない行です。', '人事課', '', ''],
  ['担当課のない質問です。', '回答です。', '未来課', '', ''],
]

async function workbook(rows: readonly (readonly string[])[]): Promise<Buffer> {
  const pages = (async function* () {
    yield rows
  })()
  const columns = HEADER.map(name => ({ name, width: 20 }))
  return buffer(tableFileStream({ format: 'xlsx', encoding: 'utf8', columns, pages, at: new Date() }))
}

async function look(page: Page, name: string): Promise<void> {
  await expectAccessible(page)
  mkdirSync(PICTURES, { recursive: true })
  const path = new URL(`exchange-${name}-${page.viewportSize()?.width ?? 0}.png`, PICTURES).pathname
  await page.screenshot({ path, fullPage: true })
}

async function upload(page: Page, name: string, rows: readonly (readonly string[])[]): Promise<void> {
  await page.goto(`${admin.story.url}/admin/exchange`)
  const file = { name, mimeType: 'application/octet-stream', buffer: await workbook(rows) }
  await page.getByLabel('取り込むファイル').setInputFiles(file)
  await page.getByRole('button', { name: 'ファイルを送信する' }).click()
  await page.waitForURL('**/admin/exchange/jobs/*')
}

test.for([1280, 360])(
  'takes a workbook from its mistakes to the registry, at %i pixels',
  { timeout: 300_000 },
  async width => {
    await using opened = await openAdminPage(admin, person, { viewport: { width, height: 800 } })
    const { page } = opened
    const mark = (rows: readonly (readonly string[])[]) =>
      rows.map(([question = '', ...rest]) => [question && `${question}（${width}）`, ...rest])

    await upload(page, '旅費と休暇.xlsx', mark([...GOOD, ...BAD]))
    expect(await page.getByLabel('「質問文（必須）」の取込先').inputValue()).toBe('question')
    expect(await page.getByLabel('「備考」の取込先').inputValue()).toBe('')
    await look(page, 'read')

    await page.getByLabel('「回答」の取込先').selectOption('')
    await page.getByRole('button', { name: '内容を確認する' }).click()
    await page.getByRole('heading', { name: '入力内容を確認してください' }).waitFor()
    await look(page, 'columns-problem')

    await page.getByLabel('「回答」の取込先').selectOption('answer')
    await page.getByLabel('公開する').check()
    await page.getByRole('button', { name: '内容を確認する' }).click()
    await page.getByRole('heading', { name: '確認の結果' }).waitFor()
    expect(await page.getByText('エラーが2件あるため、反映できません。').count()).toBe(1)
    expect(await page.getByRole('button', { name: '反映する' }).count()).toBe(0)
    await look(page, 'errors')
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'エラーの行をファイルで受け取る' }).click(),
    ])
    expect(download.suggestedFilename()).toBe('旅費と休暇_取り込めない行.xlsx')

    await upload(page, '旅費と休暇.xlsx', mark(GOOD))
    expect(await page.getByText('前回、同じ見出しのファイルで選んだ対応を表示しています。').count()).toBe(1)
    await page.getByLabel('公開する').check()
    await page.getByRole('button', { name: '内容を確認する' }).click()
    await page.getByRole('heading', { name: '反映する' }).waitFor()
    await look(page, 'result')
    const duplicates = page.getByLabel(/重複の疑いがある.*登録する/u)
    if ((await duplicates.count()) > 0) await duplicates.check()
    await page.getByRole('button', { name: '反映する' }).click()
    await page.getByRole('heading', { name: '反映しました' }).waitFor()
    await look(page, 'applied')

    await page.goto(`${admin.story.url}/admin/exchange`)
    await page.getByRole('link', { name: '旅費と休暇.xlsx' }).first().waitFor()
    await look(page, 'home')
  },
)

test('changes are shown field by field, and an export that a file cannot hold says so', {
  timeout: 120_000,
}, async () => {
  await using opened = await openAdminPage(admin, person, { viewport: { width: 1280, height: 800 } })
  const { page } = opened
  const { registry, exchange } = admin.story.product
  const [entry] = await registry.workingEntries(['ryohi-002'])
  if (entry === undefined) throw new Error('expected a story entry')
  await registry.save([{ ...entry, answer: `${entry.answer}𠮷野課長に確認してください。` }], { actor: 'story' })
  await page.goto(`${admin.story.url}/admin/exchange`)
  await page.getByLabel('CSV（Shift_JIS）').check()
  await page.getByRole('button', { name: '書き出す' }).click()
  await page.getByRole('heading', { name: 'このままでは書き出せません' }).waitFor()
  expect(await page.getByText('𠮷(U+20BB7)').count()).toBe(1)
  await look(page, 'unwritable')

  const bytes = Buffer.from(
    'ID,質問,回答\nryohi-002,出張で自家用車を使うときの手続きを教えてください。,出張の5日前までに申請してください。\n',
  )
  await page.goto(`${admin.story.url}/admin/exchange`)
  await page.getByLabel('取り込むファイル').setInputFiles({ name: '変更.csv', mimeType: 'text/csv', buffer: bytes })
  await page.getByRole('button', { name: 'ファイルを送信する' }).click()
  await page.getByRole('button', { name: '内容を確認する' }).click()
  await page.getByRole('heading', { name: '変更の行' }).waitFor()
  await look(page, 'changes')
  await exchange.settle()
})
