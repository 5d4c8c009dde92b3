// Monthly reports: made when their time has come, and what was missed caught up; written into a folder, then told to the places
// that are set up. A crash in between makes and tells again what was not noted.
import { createHash } from 'node:crypto'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { replaceFile } from '../adapters/entry-files/replace-file.ts'
import type { MailAddress, OutgoingMail } from '../adapters/mail/outgoing-mail.ts'
import type { Product } from '../cli/cli-deps.ts'
import type { Config } from '../config.ts'
import { isFault } from '../core/errors.ts'
import { dateInJapan } from '../core/fiscal-year.ts'
import { type MonthlyReport, monthlyReport } from '../core/kpi/monthly-report.ts'
import { targetsOf } from '../core/kpi/registration-kpi.ts'
import { type Month, monthsDue, periodOf } from '../core/kpi/report-month.ts'
import { kpiReport as texts } from '../core/messages/ja/admin/kpi-report.ts'
import { reportDocument } from '../pages/report/report-page.ts'
import type { Log } from './log.ts'

export interface ReportDocument {
  readonly report: MonthlyReport
  readonly html: string
}

/** A place that is told of each report, once. */
export interface ReportDoor {
  /** By this the product remembers what was told. */
  readonly name: string
  /** Throws where it was not told: `undeliverable` where trying again is no use. */
  readonly tell: (document: ReportDocument) => Promise<void>
}

export interface ReportsDeps {
  readonly doors: readonly ReportDoor[]
  readonly now: () => Date
  readonly log: Log
}

export interface Reports {
  /** Makes and tells what is due now. */
  readonly look: () => Promise<void>
  /** Stops looking, and waits for what is being made. */
  readonly close: () => Promise<void>
}

type ReportSettings = Pick<Config, 'organisation'> & { readonly folder: string }

/** Nobody waits for it to the minute. */
const LOOK_EVERY_MS = 5 * 60_000

export function openReports(product: ReportProduct, settings: ReportSettings, deps: ReportsDeps): Reports {
  let running: Promise<void> = Promise.resolve()
  const look = () => {
    running = running.then(() => lookOnce(product, settings, deps))
    return running
  }
  const timer = setInterval(() => void look(), LOOK_EVERY_MS)
  timer.unref()
  return {
    look,
    close: async () => {
      clearInterval(timer)
      await running
    },
  }
}

export type ReportProduct = Pick<Product, 'kpi' | 'desk' | 'kept'>

/** Never rejects: what failed is told to the operator, and tried again at the next look. */
async function lookOnce(product: ReportProduct, settings: ReportSettings, deps: ReportsDeps): Promise<void> {
  try {
    await makeDue(product, settings, deps)
  } catch (error) {
    deps.log('report_not_made', { error: String(error) })
  }
  for (const door of deps.doors) {
    try {
      await tellDue(door, product, { settings, deps })
    } catch (error) {
      deps.log('report_not_told', { door: door.name, error: String(error) })
    }
  }
}

async function makeDue(product: ReportProduct, settings: ReportSettings, { now }: ReportsDeps): Promise<void> {
  const { figures, reports } = product.kpi
  const made = (await reports.made()).map(({ month }) => month)
  const begins = await figures.begins()
  for (const month of monthsDue(now(), made)) {
    if (begins === null || begins >= periodOf(month).before) continue // there was nothing to tell of
    const { html } = await makeReport(month, product, { settings, now })
    const path = join(settings.folder, `zencho-faq-report-${month}.html`)
    await mkdir(settings.folder, { recursive: true })
    await replaceFile(path, Buffer.from(html))
    await reports.note({ month, madeAt: now(), path })
  }
}

interface Telling {
  readonly settings: ReportSettings
  readonly deps: ReportsDeps
}

/** In order, each once. A place that is new is told of the newest alone. */
async function tellDue(door: ReportDoor, product: ReportProduct, { settings, deps }: Telling): Promise<void> {
  const made = (await product.kpi.reports.made()).map(({ month }) => month).toSorted()
  const key = `report-told ${door.name}`
  const last = await product.kept.read(key)
  const due = last === null ? made.slice(-1) : made.filter(month => month > last)
  for (const month of due) {
    try {
      await door.tell(await makeReport(month, product, { settings, now: deps.now }))
    } catch (error) {
      if (!isFault(error, 'undeliverable')) throw error
      deps.log('report_given_up', { door: door.name, month, error: String(error) })
    }
    await product.kept.write(key, month)
  }
}

async function makeReport(
  month: Month,
  { kpi, desk }: ReportProduct,
  { settings, now }: { readonly settings: ReportSettings; readonly now: () => Date },
): Promise<ReportDocument> {
  const report = await monthlyReport(month, {
    figures: kpi.figures,
    targets: targetsOf(await kpi.plan.indicators()),
    tickets: desk.tickets,
    today: dateInJapan(now()),
  })
  return { report, html: await reportDocument(report, { organisation: settings.organisation, backTo: null }) }
}

export interface ReportMail {
  readonly from: MailAddress
  readonly send: (mail: OutgoingMail) => Promise<void>
}

/** One mail an address; the report is its HTML, its sentences are the plain text. */
export function mailDoor(address: string, { from, send }: ReportMail): ReportDoor {
  return {
    name: `mail ${address}`,
    tell: ({ report, html }) =>
      send({
        from,
        to: address,
        subject: texts.title(report.month),
        text: `${texts.message.lines(report).join('\n')}\n`,
        html,
        inReplyTo: null,
        references: [],
        messageId: messageIdOf(`report ${report.month} ${address}`, from),
        headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
      }),
  }
}

/** The same for the same report, so that a mail server can tell a second copy. */
function messageIdOf(about: string, { address }: MailAddress): string {
  const id = createHash('sha256').update(about).digest('hex').slice(0, 32)
  return `<${id}@${address.slice(address.lastIndexOf('@') + 1)}>`
}

export interface ReportPost {
  readonly publicUrl: string
  readonly post: (
    channel: string,
    notice: { readonly text: string; readonly url: string; readonly link: string },
  ) => Promise<void>
}

export function slackDoor(channel: string, { publicUrl, post }: ReportPost): ReportDoor {
  return {
    name: `slack ${channel}`,
    tell: ({ report }) =>
      post(channel, {
        text: [texts.title(report.month), ...texts.message.lines(report)].join('\n'),
        url: `${publicUrl}/admin/kpi/report?month=${report.month}`,
        link: texts.message.link,
      }),
  }
}
