// Suggestions and 解決率 in a real browser: an approver mends a suggestion, looks at its effect and publishes it, by keyboard; every
// page is accessible, in a wide window and in a narrow one.
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addDays, dateInJapan } from '../../src/core/fiscal-year.ts'
import { askIn } from '../fakes/ask-in.ts'
import { type BrowserAdmin, expectAccessible, openAdminPage, openBrowserAdmin } from './open-admin.ts'

const LEARNING = '/admin/learning'
const ASKED = '会社を休むとき何を出すの'
const WINDOWS = { wide: { width: 1_280, height: 900 }, narrow: { width: 360, height: 740 } } as const
const approver = {
  name: '汐見 花子',
  sectionCode: 'jinji',
  grants: [{ role: 'approver', sectionCode: 'jinji' }],
} as const

let admin: BrowserAdmin
beforeAll(async () => {
  admin = await openBrowserAdmin()
  const { questionLog, feedback, bench, suggestions } = admin.story.product
  const say = async (text: string, daysAgo: number, resolved: readonly boolean[]) => {
    const at = `${addDays(dateInJapan(new Date()), -daysAgo)}T01:00:00Z`
    for (const [i, isResolved] of resolved.entries()) {
      const kind = isResolved ? 'resolved' : 'unresolved'
      await askIn(questionLog, {
        at,
        text,
        asker: `asker-${i}`,
        said: [
          ['chosen', 'jinji-001'],
          [kind, 'jinji-001'],
        ],
      })
    }
  }
  const yes = (count: number) => Array.from({ length: count }, () => true)
  const no = (count: number) => Array.from({ length: count }, () => false)
  await say('年休を取るには', 120, [...yes(14), ...no(1)])
  await say('年休の届の出し方', 0, [...yes(3), ...no(12)])
  await say(ASKED, 0, yes(2))
  await say('結婚したので特別休暇をとりたい', 0, no(4))
  await feedback.learn()
  const evidence = { times: 0, lastAskedAt: null }
  const model = {
    entryId: 'jinji-002',
    kind: 'phrasing',
    text: '入籍したときに出す紙',
    source: 'model',
    evidence,
  } as const
  await suggestions.propose([model], 'model')
  await bench.workbench.run({ questions: [], trial: null })
})
afterAll(() => admin[Symbol.asyncDispose]())

/** Folder for pictures of the pages; none are taken without one. */
const PICTURES = process.env['PICTURES'] ?? null
async function look(page: Page, name: string): Promise<void> {
  await expectAccessible(page)
  if (PICTURES !== null) await page.screenshot({ path: `${PICTURES}/${name}.png`, fullPage: true })
}

describe.each(Object.entries(WINDOWS))('in a %s window', (name, viewport) => {
  test('the pages of suggestions and 解決率 are accessible', async () => {
    await using opened = await openAdminPage(admin, approver, { viewport })
    const { page } = opened
    const paths = {
      home: '/admin',
      list: `${LEARNING}/suggestions`,
      notices: '/admin/notices',
      all: `${LEARNING}/resolution`,
    }
    const entries = { entry: '/admin/entries/jinji-001', one: `${LEARNING}/resolution/entries/jinji-001` }
    for (const [title, path] of Object.entries({ ...paths, ...entries })) {
      await page.goto(`${admin.story.url}${path}`)
      await look(page, `learning-${title}-${name}`)
    }
    await page.goto(`${admin.story.url}${LEARNING}/suggestions`)
    const form = page.locator('.suggested').first()
    await form.getByText('選んだ提案を却下する').click()
    await form.getByRole('button', { name: '却下する', exact: true }).click()
    await page.getByRole('link', { name: '却下する理由を入力してください。' }).waitFor()
    await look(page, `learning-problem-${name}`)
    await page.getByRole('checkbox').first().check()
    await page.getByRole('button', { name: '選んだ提案の影響を確かめる' }).first().click()
    await page.getByRole('heading', { name: '加える文' }).waitFor()
    await look(page, `learning-effect-${name}`)
  })
})

test('a suggestion is mended and published by keyboard alone', async () => {
  await using opened = await openAdminPage(admin, approver)
  const { page } = opened
  await page.goto(`${admin.story.url}${LEARNING}`)
  await page.getByRole('link', { name: '言い換えの提案' }).focus()
  await page.keyboard.press('Enter')
  await page.getByRole('checkbox', { name: `「${ASKED}」を選ぶ` }).focus()
  await page.keyboard.press('Space')
  await page.keyboard.press('Tab')
  await page.keyboard.press('End')
  await page.keyboard.type('か')
  await page.keyboard.press('Enter') // sends the form of the field
  await page.getByRole('heading', { name: '加える文' }).waitFor()
  expect(await page.getByText(`${ASKED}か`).count()).toBeGreaterThan(0)
  await page.getByRole('button', { name: '取り入れて公開する' }).focus()
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: '取り入れて、公開しました' }).waitFor()
  const [entry] = await admin.story.product.registry.entriesById(['jinji-001'])
  expect(entry?.phrasings).toContain(`${ASKED}か`)
})
