// Every picture of the manuals: who looks at what, at which width, and what part of the page is taken.
import type { Page } from 'playwright-core'
import type { Office } from './open-office.ts'
import { WAITING_ENTRY } from './open-office.ts'

export interface Picture {
  /** Of its file, docs/images/NAME.png. */
  readonly name: string
  /** Whose page it is; null for staff, who do not sign in. */
  readonly who: keyof Office['people'] | null
  readonly width: 1280 | 360
  /** Goes there and does what the picture shows. */
  readonly walk: (page: Page) => Promise<unknown>
  /** The part that is taken: from the top of this element on, with some room around it; without it, from the top of the page. */
  readonly from?: string
  /** How far down it goes, in CSS pixels, where there is so much. */
  readonly height: number
}

const at = (path: string) => (page: Page) => page.goto(path)

async function ask(page: Page, question: string): Promise<void> {
  await page.goto('/')
  await page.getByRole('textbox').fill(question)
  await page.getByRole('textbox').press('Enter')
  await page.locator('.turn .reply').first().waitFor()
}

const DAY_OFF = '有給休暇を取りたいときはどうすればいい？'
const askForADayOff = (page: Page) => ask(page, DAY_OFF)

async function openTicketForm(page: Page): Promise<void> {
  await ask(page, '職員住宅の畳を張り替える費用は、だれが負担しますか')
  await page.getByRole('button', { name: 'この中にない' }).first().click()
  await page.getByRole('link', { name: '担当課に問い合わせる' }).first().click()
  await page.waitForURL(/ticket/u)
}

async function sendTicket(page: Page): Promise<void> {
  await openTicketForm(page)
  await page.getByRole('button', { name: '問い合わせる', exact: true }).click()
  await page.waitForURL(/\/tickets\//u)
}

async function writeEntry(page: Page): Promise<void> {
  await page.goto('/admin/entries/new')
  await page.locator('#field-section').selectOption('jinji')
  await page.locator('#field-question').fill('妊娠中の職員は、休憩時間を延ばすことができますか。')
  await page
    .locator('#field-answer')
    .fill(
      '**主治医の指導**がある場合に、休憩時間を延ばせます。\n\n1. 母性健康管理指導事項連絡カードを用意する\n2. 所属長に申し出る',
    )
  await page.locator('#preview strong').waitFor()
  await page.locator('.similar-question').first().waitFor()
}

const IMPORTED = `質問,回答,担当課コード,言い換え
育児短時間勤務の承認を受けるには、どうすればよいですか。,始めようとする日の1か月前までに、育児短時間勤務承認請求書を人事課に提出してください。,jinji,時短勤務をしたい
採用されたときに提出する書類を教えてください。,採用の日に、宣誓書と履歴書を人事課に提出してください。,jinji,
`

async function checkImport(page: Page): Promise<void> {
  await page.goto('/admin/exchange')
  const file = { name: 'jinji-faq.csv', mimeType: 'text/csv', buffer: Buffer.from(IMPORTED) }
  await page.locator('input[type=file]').setInputFiles(file)
  await page.getByRole('button', { name: 'ファイルを送信する' }).click()
  await page.getByRole('button', { name: '内容を確認する' }).click()
  await page.getByRole('heading', { name: '確認の結果' }).waitFor()
}

async function readTicket(page: Page): Promise<void> {
  await page.goto('/admin/tickets')
  await page.getByRole('row').nth(1).getByRole('link').click()
  await page.getByRole('heading', { name: /^問い合わせ票/u }).waitFor()
}

const STAFF: readonly Picture[] = [
  { name: 'staff-start', who: null, width: 1280, height: 660, walk: at('/'), from: 'main' },
  { name: 'staff-answer', who: null, width: 1280, height: 740, walk: askForADayOff, from: '.turn' },
  { name: 'staff-phone', who: null, width: 360, height: 460, walk: askForADayOff, from: '.turn' },
  { name: 'staff-ticket', who: null, width: 1280, height: 460, walk: sendTicket, from: 'main' },
]

const EDITORS: readonly Picture[] = [
  { name: 'sign-in', who: null, width: 1280, height: 540, walk: at('/admin/sign-in') },
  { name: 'editor-home', who: 'approver', width: 1280, height: 640, walk: at('/admin') },
  { name: 'editor-form', who: 'editor', width: 1280, height: 560, walk: writeEntry, from: '.entry-form' },
  {
    name: 'approver-entry',
    who: 'approver',
    width: 1280,
    height: 680,
    walk: at(`/admin/entries/${WAITING_ENTRY}`),
    from: 'main',
  },
  { name: 'editor-ticket', who: 'editor', width: 1280, height: 800, walk: readTicket, from: 'main' },
  { name: 'editor-learning', who: 'editor', width: 1280, height: 660, walk: at('/admin/learning'), from: 'main' },
  { name: 'editor-upkeep', who: 'editor', width: 1280, height: 640, walk: at('/admin/upkeep'), from: 'main' },
  { name: 'editor-exchange', who: 'editor', width: 1280, height: 640, walk: checkImport, from: 'main' },
]

const MANAGERS: readonly Picture[] = [
  { name: 'manager-kpi', who: 'manager', width: 1280, height: 700, walk: at('/admin/kpi') },
  { name: 'manager-chart', who: 'manager', width: 1280, height: 560, walk: at('/admin/kpi'), from: 'figure' },
  { name: 'manager-plan', who: 'manager', width: 1280, height: 560, walk: at('/admin/plan'), from: 'main' },
  { name: 'manager-export', who: 'manager', width: 1280, height: 620, walk: at('/admin/kpi/export'), from: 'main' },
]

const ADMINISTRATORS: readonly Picture[] = [
  { name: 'administrator-first', who: null, width: 1280, height: 760, walk: at('/admin/first'), from: 'main' },
  { name: 'administrator-people', who: 'administrator', width: 1280, height: 640, walk: at('/admin/people') },
  {
    name: 'administrator-new-person',
    who: 'administrator',
    width: 1280,
    height: 900,
    walk: at('/admin/people/new'),
    from: 'main',
  },
  {
    name: 'administrator-section',
    who: 'administrator',
    width: 1280,
    height: 700,
    walk: at('/admin/sections/jinji'),
    from: 'main',
  },
  {
    name: 'administrator-privacy',
    who: 'administrator',
    width: 1280,
    height: 640,
    walk: at('/admin/privacy'),
    from: 'main',
  },
  {
    name: 'administrator-audit',
    who: 'administrator',
    width: 1280,
    height: 420,
    walk: at(`/admin/audit?subject=${WAITING_ENTRY}`),
    from: '.table-scroll',
  },
]

export const PICTURES: readonly Picture[] = [...STAFF, ...EDITORS, ...MANAGERS, ...ADMINISTRATORS]
