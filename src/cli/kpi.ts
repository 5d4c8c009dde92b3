// `zencho kpi`: all figures of a fiscal year, as they stand or as they stood at the end of a day.
import type { Command } from 'commander'
import { FaqError } from '../core/errors.ts'
import {
  type CalendarDate,
  dateInJapan,
  fiscalYearOf,
  formatFiscalYear,
  formatJapaneseDate,
  isCalendarDate,
} from '../core/fiscal-year.ts'
import { type FigureRow, figureRows, figureText } from '../core/kpi/figure-rows.ts'
import { figuresOn, lastDayOf, type YearFigures } from '../core/kpi/figures-table.ts'
import { targetsOf } from '../core/kpi/registration-kpi.ts'
import { kpiDefinitions } from '../core/messages/ja/admin/kpi-definitions.ts'
import { kpiOut } from '../core/messages/ja/admin/kpi-out.ts'
import { cli } from '../core/messages/ja/cli.ts'
import type { CliDeps } from './cli-deps.ts'
import { formatTable } from './markdown-table.ts'
import { withProductAsItIs } from './with-product.ts'

interface KpiOptions {
  readonly asOf?: string
  readonly year?: string
  readonly json?: boolean
}

const { cli: texts, columns } = kpiOut

export function addKpiCommand(program: Command, deps: CliDeps): void {
  const kpi = program.command('kpi').description(texts.command)
  kpi.option('--as-of <date>', texts.asOf).option('--year <year>', texts.year).option('--json', cli.options.json)
  kpi.action((options: KpiOptions) => runKpi(options, deps))
}

async function runKpi(options: KpiOptions, deps: CliDeps): Promise<void> {
  const asOf = readDay(options, dateInJapan(new Date()))
  const year = await withProductAsItIs(deps, async ({ kpi: { figures, plan } }) =>
    figuresOn(asOf, { figures, targets: targetsOf(await plan.indicators()) }),
  )
  deps.out(options.json === true ? JSON.stringify(year, null, 2) : describe(year))
}

/** The last day to be counted. */
function readDay({ asOf, year }: KpiOptions, today: CalendarDate): CalendarDate {
  if (asOf !== undefined && (!isCalendarDate(asOf) || asOf > today)) {
    throw new FaqError('bad_input', { field: 'as-of', expected: texts.dateExpected(today), got: asOf.slice(0, 40) })
  }
  if (year === undefined) return asOf ?? today
  const fiscalYear = /^\d{4}$/u.test(year) ? Number(year) : Number.NaN
  if (!(fiscalYear <= fiscalYearOf(today))) {
    const expected = texts.yearExpected(fiscalYearOf(today))
    throw new FaqError('bad_input', { field: 'year', expected, got: year.slice(0, 40) })
  }
  if (asOf === undefined) return lastDayOf(fiscalYear, today)
  if (fiscalYearOf(asOf) === fiscalYear) return asOf
  throw new FaqError('bad_input', { field: 'as-of', expected: texts.yearOfDate(fiscalYear), got: asOf })
}

function describe(year: YearFigures): string {
  return [
    texts.heading(formatFiscalYear(year.fiscalYear), formatJapaneseDate(year.asOf)),
    '',
    summaryTable(figureRows(year)),
    '',
    `${texts.months}:`,
    monthTable(year),
    ...sectionTable(year),
  ].join('\n')
}

function summaryTable(rows: readonly FigureRow[]): string {
  return formatTable(
    [
      { title: columns.item, side: 'left' },
      { title: columns.value, side: 'right' },
      { title: columns.note, side: 'left' },
    ],
    rows.map(row => [kpiDefinitions[row.name].name, figureText(row), row.note]),
  )
}

function monthTable({ months }: YearFigures): string {
  const heads = [columns.registered, columns.registeredTotal, columns.asked, columns.answered, columns.unanswered]
  return formatTable(
    [{ title: columns.month, side: 'left' }, ...heads.map(title => ({ title, side: 'right' as const }))],
    months.map(({ month, registered, registeredTotal, asked, answered, unanswered }) => [
      month,
      ...[registered, registeredTotal, asked, answered, unanswered].map(kpiOut.number),
    ]),
  )
}

/** Without the sections that registered nothing: offices have a hundred. */
function sectionTable({ sections }: YearFigures): readonly string[] {
  const active = sections.filter(({ registered }) => registered > 0)
  if (active.length === 0) return []
  const heads = [columns.registered, columns.registeredTotal, columns.published, columns.verified]
  const table = formatTable(
    [{ title: columns.section, side: 'left' }, ...heads.map(title => ({ title, side: 'right' as const }))],
    active.map(({ section, registered, registeredTotal, published, verified }) => [
      section.name,
      ...[registered, registeredTotal, published, verified].map(kpiOut.number),
    ]),
  )
  return ['', `${texts.sections}:`, table]
}
