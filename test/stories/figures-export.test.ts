// Exports, tokens and the report through the pages of the admin door: files are read back by other libraries.
import { parse } from 'csv-parse/sync'
import iconv from 'iconv-lite'
import readWorkbook from 'read-excel-file/node'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addDays, dateInJapan, fiscalYearOf } from '../../src/core/fiscal-year.ts'
import { FIGURE_NAMES, kpiDefinitions } from '../../src/core/messages/ja/admin/kpi-definitions.ts'
import { kpiOut } from '../../src/core/messages/ja/admin/kpi-out.ts'
import { kpiReport } from '../../src/core/messages/ja/admin/kpi-report.ts'
import { tokenTexts } from '../../src/core/messages/ja/admin/tokens.ts'
import { REPORT_POLICY } from '../../src/pages/report/report-page.ts'
import { openStory, type Story } from './open-story.ts'
import { postForm, signInAs } from './sign-in.ts'
import { entryInput, STORY_ENTRIES } from './story-entries.ts'

const TODAY = dateInJapan(new Date())
const YEAR = fiscalYearOf(TODAY)
const EVIL = { code: 'evil', name: '=HYPERLINK("https://evil.example";"課")' }
const EVIL_INDICATOR = {
  name: '=1+1',
  unit: '@件',
  sectionName: '+81',
  sectionCode: null,
  live: null,
  goal: 'at_least',
  note: '<script>alert(1)</script>',
} as const

let story: Story
let manager = ''
let administrator = ''
let staff = ''
beforeAll(async () => {
  story = await openStory([...STORY_ENTRIES, entryInput('evil-1', EVIL, { question: '問', answer: '答' })])
  const person = async (role: 'manager' | 'administrator' | 'staff') =>
    (await signInAs(story, { login: role, grants: [{ role, sectionCode: null }] })).cookie
  ;[manager, administrator, staff] = [await person('manager'), await person('administrator'), await person('staff')]
  const { plan } = story.product.kpi
  const { id } = await plan.create(EVIL_INDICATOR, 'tester')
  const target = { fiscalYear: YEAR, side: 'target' as const, text: '-1+cmd', number: null, note: '' }
  await plan.setValues([{ ...target, indicatorId: id, seen: { text: '', note: '' } }], 'tester')
})
afterAll(() => story[Symbol.asyncDispose]())

const get = (path: string, cookie = manager) =>
  fetch(`${story.url}/admin${path}`, { headers: { Cookie: cookie }, redirect: 'manual' })
const bytes = async (path: string) => Buffer.from(await (await get(path)).arrayBuffer())

describe('figures as a file', () => {
  test('are a workbook with a sheet for each table, whose numbers are numbers', async () => {
    const response = await get('/kpi/export?format=xlsx')
    expect(response.headers.get('content-disposition')).toContain(`zencho-faq-figures-${TODAY}.xlsx`)
    const sheets = await readWorkbook(Buffer.from(await response.arrayBuffer()))
    expect(sheets.map(({ sheet }) => sheet)).toEqual(['概要', '月別', '担当課別', '計画'])
    const rows = (name: string) => sheets.find(({ sheet }) => sheet === name)?.data ?? []
    expect(rows('概要')).toContainEqual(['登録数（累計）', 12, '件', null, kpiDefinitions.registered.definition])
    expect(rows('月別').at(-1)?.slice(0, 3)).toEqual([TODAY.slice(0, 7), expect.any(Number), 12])
    expect(
      rows('担当課別')
        .find(([code]) => code === 'jinji')
        ?.slice(3, 6),
    ).toEqual([5, 4, 4])
    const [head = [], ...indicators] = rows('計画')
    const count = indicators.find(([name]) => String(name).startsWith('AI活用全庁FAQ'))
    expect(count?.[head.indexOf('R4目標')]).toBe(3_000)
    expect(count?.[head.indexOf('R5実績')]).toBe('5,663（見込）')
  })

  test('are looked at with the head in sight, in widths and formats of their own', async () => {
    const unpacked = await unzip(await bytes('/kpi/export?format=xlsx'))
    const sheet = unpacked.get('xl/worksheets/sheet1.xml') ?? ''
    expect(sheet).toContain('state="frozen"')
    expect(sheet).toMatch(/<col [^>]*width="90"/u)
    expect(unpacked.get('xl/styles.xml')).toMatch(/formatCode="#,##0(?:\.0)?"/u)
    for (const [name, xml] of unpacked) if (name.includes('sheet')) expect(xml).not.toContain('<f>')
  })

  test.for(['summary', 'monthly', 'sections', 'plan'] as const)('are the same numbers as CSV: %s', async table => {
    const utf8 = await bytes(`/kpi/export?format=csv&table=${table}`)
    expect(utf8.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]))
    const records = parse(utf8, { bom: true })
    const cp932 = parse(iconv.decode(await bytes(`/kpi/export?format=csv-cp932&table=${table}`), 'cp932'))
    expect(cp932).toEqual(records)
    const sheets = await readWorkbook(await bytes(`/kpi/export?format=xlsx&table=${table}`))
    expect(sheets.map(({ sheet }) => sheet)).toEqual([kpiOut.sheets[table]])
    const asTexts = sheets[0]?.data.map(row => row.map(cell => (cell === null ? '' : String(cell))))
    // The quote mark keeps a spreadsheet from running what it opens as text; a workbook's texts need none.
    expect(records.map(row => row.map(cell => cell.replace(/^'(?=[=+\-@])/u, '')))).toEqual(asTexts)
  })

  test('hold no formula, whatever people typed', async () => {
    const plan = parse(await bytes('/kpi/export?format=csv&table=plan'), { bom: true })
    const row = plan.find(cells => cells[0] === "'=1+1")
    expect(row?.slice(1, 3)).toEqual(["'@件", "'+81"])
    expect(row).toContain("'-1+cmd")
    const sections = parse(await bytes('/kpi/export?format=csv&table=sections'), { bom: true })
    expect(sections.find(cells => cells[0] === 'evil')?.[1]).toBe(`'${EVIL.name}`)
  })

  test('are those of a year that was, and of none that was not', async () => {
    const [head, ...rows] = parse(await bytes(`/kpi/export?format=csv&table=monthly&year=2026`), { bom: true })
    expect(head?.[0]).toBe('月')
    expect(rows[0]?.slice(0, 3)).toEqual(['2026-04', '12', '12'])
    for (const year of ['1999', '9999', 'R6', '2026.5']) {
      expect([year, (await get(`/kpi/export?format=csv&year=${year}`)).status]).toEqual([year, 400])
    }
    const page = await (await get('/kpi/export')).text()
    for (const name of FIGURE_NAMES) expect(page).toContain(kpiDefinitions[name].definition)
  })

  test('are for those who may see figures', async () => {
    for (const path of ['/kpi/export?format=csv', '/kpi/report']) {
      expect((await get(path, staff)).status).toBe(403)
      expect((await get(path, '')).status).toBe(303)
    }
  })
})

describe('the report on its page', () => {
  test('is a document that allows its own stylesheet alone, and says the figures in words', async () => {
    const response = await get(`/kpi/report?month=${TODAY.slice(0, 7)}`)
    expect(response.headers.get('content-security-policy')).toBe(REPORT_POLICY)
    const text = await response.text()
    expect(text).toContain(kpiReport.title(TODAY.slice(0, 7)))
    expect(text).toContain('登録数（累計）は12件です。')
    expect(text).toContain('まで、あと4,988件です（達成率0.2％）。')
    expect(text).not.toMatch(/<script|<link|src=|url\(/u)
    expect(text.includes(kpiReport.partial(TODAY))).toBe(addDays(TODAY, 1).slice(0, 7) === TODAY.slice(0, 7))
  })

  test('can be chosen among the months that are known', async () => {
    const page = await (await get('/kpi/report')).text()
    expect(page).toContain('<option value="2026-04"')
    expect(page).toContain(kpiOut.reportPage.off)
    for (const month of ['2026-03', '2099-01', '2026-13', '../x']) {
      expect((await get(`/kpi/report?month=${month}`)).status).toBe(400)
    }
  })
})

describe('tokens on their page', () => {
  const post = (path: string, fields: readonly (readonly [string, string])[], cookie = administrator) =>
    postForm(`${story.url}/admin${path}`, { cookie, fields })
  const listed = () => get('/tokens', administrator).then(response => response.text())

  test('are for administrators', async () => {
    expect((await get('/tokens')).status).toBe(403)
    expect((await post('/tokens', [['name', 'x']], manager)).status).toBe(403)
    expect(await listed()).toContain('<a href="/admin/tokens" aria-current="page">APIトークン</a>')
  })

  test('are shown once, work at once, and end when they are taken back', async () => {
    const fields = [
      ['name', '行政評価<b>'],
      ['scope', 'figures:read'],
      ['expires', addDays(TODAY, 90)],
    ] as const
    const created = await post('/tokens', fields)
    const page = await created.text()
    expect([created.status, created.headers.get('cache-control')]).toEqual([201, 'no-store'])
    const secret = /value="(zft_[\w-]{43})"/u.exec(page)?.[1] ?? ''
    const figures = () =>
      fetch(`${story.url}/api/v1/figures/registrations`, { headers: { Authorization: `Bearer ${secret}` } })
    expect((await figures()).status).toBe(200)
    const list = await listed()
    expect(list).not.toContain(secret)
    expect(list).toContain('行政評価&lt;b&gt;')
    const path = /\/admin(\/tokens\/[\w-]+\/revoke)/u.exec(list)?.[1] ?? ''
    expect(await (await get(path, administrator)).text()).toContain(tokenTexts.confirmText)
    expect((await post(path, [])).headers.get('location')).toBe('/admin/tokens?done=revoked')
    expect((await figures()).status).toBe(401)
    const trail = await (await get('/audit?action=token.revoked', administrator)).text()
    expect(trail).toContain('user:administrator')
    expect(await (await get('/audit', administrator)).text()).not.toContain(secret)
    expect((await post('/tokens/none/revoke', [])).status).toBe(404)
  })

  test('are refused without a name, a scope or an end, each told at its field', async () => {
    const before = (await story.product.kpi.tokens.list()).length
    const nothing = await post('/tokens', [])
    const page = await nothing.text()
    expect(nothing.status).toBe(422)
    for (const id of ['name', 'scope-0', 'expires']) expect(page).toContain(`<a href="#${id}">`)
    for (const expires of [addDays(TODAY, -1), addDays(TODAY, 3 * 366), 'x']) {
      const response = await post('/tokens', [
        ['name', 'a'],
        ['scope', 'plan:read'],
        ['expires', expires],
      ])
      expect([expires, response.status]).toEqual([expires, 422])
    }
    const unknown = [
      ['name', 'a'],
      ['scope', 'entries:write'],
      ['expires', TODAY],
    ] as const
    expect((await post('/tokens', unknown)).status).toBe(422)
    expect((await story.product.kpi.tokens.list()).length).toBe(before)
  })
})

/** Parts of the zip that a workbook is, as texts; by the directory at its end. */
async function unzip(zip: Buffer): Promise<ReadonlyMap<string, string>> {
  const { inflateRawSync } = await import('node:zlib')
  const parts = new Map<string, string>()
  const end = zip.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'))
  let at = zip.readUInt32LE(end + 16)
  while (zip.readUInt32LE(at) === 0x02014b50) {
    const [nameLength, extra, comment] = [
      zip.readUInt16LE(at + 28),
      zip.readUInt16LE(at + 30),
      zip.readUInt16LE(at + 32),
    ]
    const name = zip.toString('utf8', at + 46, at + 46 + nameLength)
    const local = zip.readUInt32LE(at + 42)
    const from = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28)
    const packed = zip.subarray(from, from + zip.readUInt32LE(at + 20))
    parts.set(name, (zip.readUInt16LE(at + 10) === 0 ? packed : inflateRawSync(packed)).toString('utf8'))
    at += 46 + nameLength + extra + comment
  }
  return parts
}
