// Monthly reports on a clock of the test's own: each made once, what was missed caught up, and told to every place that is set up.
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { OutgoingMail } from '../../src/adapters/mail/outgoing-mail.ts'
import { loadConfig } from '../../src/config.ts'
import { FaqError } from '../../src/core/errors.ts'
import { kpiReport } from '../../src/core/messages/ja/admin/kpi-report.ts'
import { mailDoor, openReports, type ReportDoor, slackDoor } from '../../src/wiring/kpi-report.ts'
import { type OpenedProduct, openProductIn } from './open-story.ts'
import { entryInput, STORY_ENTRIES } from './story-entries.ts'

const JINJI = { code: 'jinji', name: '人事課' }
const RYOHI = { code: 'ryohi', name: '旅費センター' }

async function open() {
  const opened = await openProductIn()
  const registered = (id: string, registeredOn: string, section = JINJI) =>
    entryInput(id, section, { question: `${id}の手続きを教えてください。`, answer: '申請してください。', registeredOn })
  await opened.product.registry.save(
    [
      ...STORY_ENTRIES,
      registered('a', '2026-08-31'),
      registered('b', '2026-09-01', RYOHI),
      registered('c', '2026-09-30', RYOHI),
      registered('d', '2026-10-01'),
    ],
    { actor: 'story' },
  )
  return opened
}

/** Reports as a running product makes them; `told` holds what a place was told, by month. */
function keep({ product, folder, config }: OpenedProduct, doors: readonly ReportDoor[] = []) {
  const clock = { now: new Date('2026-09-01T00:00:00Z') }
  const logged: string[] = []
  const where = join(folder, 'reports')
  const reports = openReports(
    product,
    { folder: where, organisation: config.organisation },
    { doors, now: () => clock.now, log: event => void logged.push(event) },
  )
  const lookAt = (at: string) => {
    clock.now = new Date(at)
    return reports.look()
  }
  return { lookAt, logged, folder: where, reports, [Symbol.asyncDispose]: reports.close }
}

function recorder(name: string, refuse: () => Error | null = () => null): ReportDoor & { readonly told: string[] } {
  const told: string[] = []
  const tell: ReportDoor['tell'] = async ({ report }) => {
    const refusal = refuse()
    if (refusal !== null) throw refusal
    told.push(report.month)
  }
  return { name, told, tell }
}

const files = async (folder: string) => (await readdir(folder)).toSorted()

describe('a monthly report', () => {
  test('is made on the first of the month at six in Japan, once, and says what the month was', async () => {
    await using opened = await open()
    await using kept = keep(opened)
    await kept.lookAt('2026-09-30T20:59:00Z')
    expect(await files(kept.folder)).toEqual(['zencho-faq-report-2026-08.html'])
    await kept.lookAt('2026-09-30T21:00:00Z')
    await kept.lookAt('2026-10-15T00:00:00Z')
    expect(await files(kept.folder)).toEqual(['zencho-faq-report-2026-08.html', 'zencho-faq-report-2026-09.html'])
    const text = await readFile(join(kept.folder, 'zencho-faq-report-2026-09.html'), 'utf8')
    expect(text).toContain('<title>全庁FAQ 月次報告（令和8年9月分） 汐見県</title>')
    expect(text).toContain('令和8年9月30日現在の登録数（累計）は14件です。')
    expect(text).toContain('<th scope="row">令和8年9月の登録数</th><td class="number">2件</td><td>前月 1件</td>')
    expect(text).toMatch(/<th scope="row">旅費センター<\/th><td class="number">2件<\/td>/u)
    expect(text).not.toContain('<th scope="row">人事課</th>')
    expect(text).toContain('<p class="made">令和8年10月1日作成</p>')
    expect(text).not.toMatch(/<script|<link |src=|href=|undefined|NaN/u)
    const made = await opened.product.kpi.reports.made()
    expect(made.map(({ month, madeAt }) => [month, madeAt.toISOString()])).toEqual([
      ['2026-09', '2026-09-30T21:00:00.000Z'],
      ['2026-08', '2026-09-30T20:59:00.000Z'],
    ])
  })

  test('of every month that was missed is made and told after a quiet time, in order', async () => {
    await using opened = await open()
    const place = recorder('a')
    await using kept = keep(opened, [place])
    await kept.lookAt('2026-09-02T00:00:00Z')
    await kept.lookAt('2027-01-20T00:00:00Z')
    await kept.lookAt('2027-01-21T00:00:00Z')
    expect(place.told).toEqual(['2026-08', '2026-09', '2026-10', '2026-11', '2026-12'])
    expect((await files(kept.folder)).length).toBe(5)
    expect(await readFile(join(kept.folder, 'zencho-faq-report-2026-09.html'), 'utf8')).toContain('累計）は14件です')
  })

  test('is not made while there is nothing to tell of', async () => {
    await using opened = await openProductIn()
    await using kept = keep(opened)
    await kept.lookAt('2026-10-15T00:00:00Z')
    expect([await opened.product.kpi.reports.made(), kept.logged]).toEqual([[], []])
  })

  test('that cannot be written is told to the operator, and made as soon as it can', async () => {
    await using opened = await open()
    await using kept = keep(opened)
    await writeFile(kept.folder, 'a file where the folder should be')
    await kept.lookAt('2026-10-15T00:00:00Z')
    expect(kept.logged).toEqual(['report_not_made'])
    await (await import('node:fs/promises')).rm(kept.folder)
    await kept.lookAt('2026-10-15T00:05:00Z')
    expect(await files(kept.folder)).toEqual(['zencho-faq-report-2026-09.html'])
  })

  test('is told again where a place was down, given up where it refuses, and once where it was told', async () => {
    await using opened = await open()
    const trouble: { error: Error | null } = { error: new Error('down') }
    const [down, closed, well] = [
      recorder('down', () => trouble.error),
      recorder('closed', () => new FaqError('undeliverable', { door: 'mail', reason: '550' })),
      recorder('well'),
    ]
    await using kept = keep(opened, [down, closed, well])
    await kept.lookAt('2026-10-15T00:00:00Z')
    expect(kept.logged).toEqual(['report_not_told', 'report_given_up'])
    trouble.error = null
    await kept.lookAt('2026-10-15T00:05:00Z')
    await kept.lookAt('2026-11-15T00:00:00Z')
    expect([down.told, closed.told, well.told]).toEqual([['2026-09', '2026-10'], [], ['2026-09', '2026-10']])
  })

  test('goes out by mail as a whole, and to Slack in a few sentences with its address', async () => {
    await using opened = await open()
    const mails: OutgoingMail[] = []
    const posts: { readonly channel: string; readonly text: string; readonly url: string }[] = []
    const from = { name: '全庁FAQ', address: 'faq@shiomi.example' }
    const mail = mailDoor('kanri@shiomi.example', { from, send: async one => void mails.push(one) })
    const post = async (channel: string, { text, url }: { readonly text: string; readonly url: string }) =>
      void posts.push({ channel, text, url })
    await using kept = keep(opened, [mail, slackDoor('C012', { publicUrl: 'https://faq.shiomi.example', post })])
    await kept.lookAt('2026-10-15T00:00:00Z')
    const [sent] = mails
    expect(sent).toMatchObject({ to: 'kanri@shiomi.example', subject: kpiReport.title('2026-09') })
    expect(sent?.html).toBe(await readFile(join(kept.folder, 'zencho-faq-report-2026-09.html'), 'utf8'))
    expect(sent?.text).toContain('登録の多い担当課: 旅費センター 2件')
    expect(sent?.messageId).toMatch(/^<[0-9a-f]{32}@shiomi\.example>$/u)
    expect(posts).toEqual([
      {
        channel: 'C012',
        text: expect.stringContaining('今月の登録は2件（前月1件）です。') as string,
        url: 'https://faq.shiomi.example/admin/kpi/report?month=2026-09',
      },
    ])
  })

  test('is off without a folder, and places without one are a mistake that is named', () => {
    expect(loadConfig({}).report).toBeNull()
    expect(loadConfig({ REPORT_DIR: '/srv/reports' }).report).toEqual({
      folder: '/srv/reports',
      slackChannel: null,
      mailTo: [],
    })
    const mail = { SMTP_URL: 'smtp://mail.example', MAIL_FROM: 'faq@shiomi.example' }
    expect(() => loadConfig({ ...mail, REPORT_MAIL_TO: 'a@shiomi.example' })).toThrow(/REPORT_DIR/u)
    expect(() => loadConfig({ REPORT_DIR: '/srv', REPORT_MAIL_TO: 'a@shiomi.example' })).toThrow(/SMTP_URL/u)
    expect(() => loadConfig({ REPORT_DIR: '/srv', REPORT_SLACK_CHANNEL: 'C012' })).toThrow(/SLACK_BOT_TOKEN/u)
    expect(() => loadConfig({ ...mail, REPORT_DIR: '/srv', REPORT_MAIL_TO: 'x' })).toThrow(/REPORT_MAIL_TO/u)
    const several = loadConfig({ ...mail, REPORT_DIR: '/srv', REPORT_MAIL_TO: 'a@b.example, c@d.example' })
    expect(several.report?.mailTo).toEqual(['a@b.example', 'c@d.example'])
  })
})
