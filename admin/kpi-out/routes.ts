// Figures and the plan as files, and the monthly report on demand. Addresses below /admin/kpi that leave the house.
import { figureCsv } from '../../src/adapters/figure-files/figure-csv.ts'
import { figureWorkbook } from '../../src/adapters/figure-files/figure-workbook.ts'
import { type CalendarDate, dateInJapan, fiscalYearOf } from '../../src/core/fiscal-year.ts'
import { figureSheets, SHEET_KEYS, type SheetKey } from '../../src/core/kpi/figure-sheets.ts'
import { figuresOn, lastDayOf } from '../../src/core/kpi/figures-table.ts'
import { monthlyReport } from '../../src/core/kpi/monthly-report.ts'
import { fillPlan } from '../../src/core/kpi/plan-cells.ts'
import { targetsOf } from '../../src/core/kpi/registration-kpi.ts'
import { type Month, monthOf, monthsBetween } from '../../src/core/kpi/report-month.ts'
import { kpiOut as texts } from '../../src/core/messages/ja/admin/kpi-out.ts'
import type { Figures } from '../../src/core/ports/figures.ts'
import type { PlanStore } from '../../src/core/ports/plan-store.ts'
import type { ReportLog } from '../../src/core/ports/report-log.ts'
import type { Tickets } from '../../src/core/ticket/tickets.ts'
import { REPORT_POLICY, reportDocument } from '../../src/pages/report/report-page.ts'
import { readField } from '../read-field.ts'
import { type AdminRoute, guardedRoute, type SignedInVisit } from '../route.ts'
import { exportPage, FORMATS, type Format } from './export-page.ts'
import { reportsPage } from './reports-page.ts'

export interface KpiOutDeps {
  readonly figures: Figures
  readonly plan: Pick<PlanStore, 'indicators'>
  readonly reports: ReportLog
  readonly tickets: Pick<Tickets, 'list'>
  readonly organisation: string
  /** Whether reports are made by themselves. */
  readonly reportsAreMade: boolean
  readonly now: () => Date
}

export function kpiOutRoutes(deps: KpiOutDeps): readonly AdminRoute[] {
  return [
    guardedRoute('GET /kpi/export', 'figures.read', visit => showExport(visit, deps)),
    guardedRoute('GET /kpi/report', 'figures.read', visit => showReport(visit, deps)),
  ]
}

async function showExport(visit: SignedInVisit, deps: KpiOutDeps): Promise<void> {
  const { request, send } = visit
  const today = dateInJapan(deps.now())
  const years = await fiscalYears(today, deps)
  const given = readField(request.query, 'year')
  const year = given === '' ? fiscalYearOf(today) : years.find(candidate => String(candidate) === given)
  const format = FORMATS.find(candidate => candidate === readField(request.query, 'format'))
  const table = SHEET_KEYS.find(key => key === readField(request.query, 'table')) ?? null
  if (year === undefined) {
    return send(
      exportPage({ years, year: fiscalYearOf(today), table, problem: texts.page.badYear(given.slice(0, 20)) }),
      400,
    )
  }
  if (format === undefined) return send(exportPage({ years, year, table, problem: null }))
  await sendFile(visit, { format, table, asOf: lastDayOf(year, today), today }, deps)
}

/** Newest first. */
async function fiscalYears(today: CalendarDate, { figures }: KpiOutDeps): Promise<readonly number[]> {
  const last = fiscalYearOf(today)
  const first = Math.min(last, fiscalYearOf((await figures.begins()) ?? today))
  return Array.from({ length: last - first + 1 }, (_, index) => last - index)
}

interface FileWish {
  readonly format: Format
  readonly table: SheetKey | null
  readonly asOf: CalendarDate
  readonly today: CalendarDate
}

async function sendFile({ response }: SignedInVisit, wish: FileWish, { figures, plan }: KpiOutDeps): Promise<void> {
  const { format, table, asOf, today } = wish
  const indicators = await plan.indicators()
  const year = await figuresOn(asOf, { figures, targets: targetsOf(indicators) })
  const sheets = figureSheets(year, await fillPlan(indicators, { figures, today }))
  if (format === 'xlsx') {
    const chosen = SHEET_KEYS.filter(key => table === null || key === table).map(key => sheets[key])
    const name = texts.fileName(table ?? 'figures', asOf)
    response
      .attachment(`${name}.xlsx`)
      .type(XLSX)
      .send(await figureWorkbook(chosen))
    return
  }
  const key = table ?? 'summary'
  const bytes = figureCsv(sheets[key], format === 'csv' ? 'utf8bom' : 'cp932')
  response.attachment(`${texts.fileName(key, asOf)}.csv`)
  response.type(`text/csv; charset=${format === 'csv' ? 'utf-8' : 'Shift_JIS'}`).send(bytes)
}

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

async function showReport({ request, response, send }: SignedInVisit, deps: KpiOutDeps): Promise<void> {
  const today = dateInJapan(deps.now())
  const months = await monthsKnown(today, deps)
  const given = readField(request.query, 'month')
  const month = months.find(candidate => candidate === given)
  if (month === undefined) {
    const problem = given === '' ? null : texts.reportPage.badMonth(given.slice(0, 20))
    const view = { months, made: await deps.reports.made(), automatic: deps.reportsAreMade, problem }
    return send(reportsPage(view), problem === null ? 200 : 400)
  }
  const targets = targetsOf(await deps.plan.indicators())
  const report = await monthlyReport(month, { figures: deps.figures, targets, tickets: deps.tickets, today })
  const document = await reportDocument(report, { organisation: deps.organisation, backTo: '/admin/kpi/report' })
  response.set('Content-Security-Policy', REPORT_POLICY).type('html').send(document)
}

/** Newest first, this month among them. */
async function monthsKnown(today: CalendarDate, { figures }: KpiOutDeps): Promise<readonly Month[]> {
  const begins = await figures.begins()
  if (begins === null || begins > today) return []
  return monthsBetween(monthOf(begins), monthOf(today)).toReversed()
}
