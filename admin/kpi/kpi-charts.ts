// The charts of the dashboard: each with the numbers it is drawn from, and every number with the list that makes it up.
import { html } from 'hono/html'
import { addDays, fiscalYearBounds, fiscalYearOf } from '../../src/core/fiscal-year.ts'
import type { Dashboard } from '../../src/core/kpi/dashboard.ts'
import { kpiTexts as texts } from '../../src/core/messages/ja/admin/kpi.ts'
import type { MonthFigures, SectionFigures } from '../../src/core/ports/figures.ts'
import { barsHtml, lyingBarsHeight, lyingBarsHtml } from '../../src/pages/charts/bars.ts'
import { chartHtml } from '../../src/pages/charts/chart.ts'
import { linesHtml } from '../../src/pages/charts/lines.ts'
import type { Html } from '../../src/pages/html.ts'
import { questionsLink } from './questions-page.ts'
import { registrationsLink } from './registrations-link.ts'

const { charts, columns, legend } = texts

/** Months since the year 0, so that they are evenly apart. */
function monthNumber(month: string): number {
  const [year = 0, number = 0] = month.split('-').map(Number)
  return year * 12 + number - 1
}

/** The month in which a fiscal year ends. */
const lastMonth = (fiscalYear: number) => `${fiscalYear + 1}-03`

export function cumulativeChart({ course, goals, registrations: { forecast }, fiscalYear }: Dashboard): Html {
  const points = course.map(({ month, registeredTotal }) => ({ at: monthNumber(month), value: registeredTotal }))
  const last = points.at(-1)
  const end = monthNumber(lastMonth(fiscalYear))
  const expected = forecast === null || last === undefined ? [] : [last, { at: end, value: forecast.expected }]
  const band =
    forecast === null || last === undefined
      ? []
      : [
          { at: last.at, low: last.value, high: last.value },
          { at: end, low: forecast.low, high: forecast.high },
        ]
  const drawing = linesHtml({
    points,
    goals: goals.map(goal => ({ at: monthNumber(lastMonth(goal.fiscalYear)), value: goal.value })),
    expected,
    band,
    names: yearNames(
      course.map(({ month }) => month),
      fiscalYear,
    ),
  })
  const goalOf = new Map(goals.map(goal => [lastMonth(goal.fiscalYear), goal.value]))
  const rows = course.map(({ month, registeredTotal }) => {
    const goal = goalOf.get(month)
    return [texts.month(month), texts.plain(registeredTotal), goal === undefined ? '' : texts.plain(goal)]
  })
  return chartHtml(
    {
      id: 'cumulative',
      title: charts.cumulative,
      description: charts.cumulativeText,
      legend: [
        { className: 'chart-line-box', label: legend.line },
        { className: 'chart-goal-box', label: legend.goal },
        { className: 'chart-expected-box', label: legend.expected },
      ],
      table: {
        head: [columns.month, columns.total, columns.goal],
        rows,
      },
    },
    drawing,
  )
}

/** The end of each fiscal year that is shown. */
function yearNames(months: readonly string[], fiscalYear: number) {
  const first = months[0]
  const from = first === undefined ? fiscalYear : fiscalYearOf(`${first}-01`)
  const years = Array.from({ length: fiscalYear - from + 1 }, (_, index) => from + index)
  return years.map(year => ({ at: monthNumber(lastMonth(year)), name: texts.yearName(year) }))
}

export function monthlyChart({ months, fiscalYear, pace }: Dashboard): Html {
  const bars = months.map(({ month, registered }) => ({ name: texts.monthShort(month), parts: [registered] }))
  const goal = pace === null || pace.missing === 0 ? null : pace.neededPerMonth
  const rows = months.map(row => [texts.month(row.month), monthLink(row)])
  const text = charts.monthlyText(fiscalYear)
  return chartHtml(
    {
      id: 'monthly',
      title: charts.monthly,
      description: goal === null ? text : `${text}${charts.needed}`,
      table: { head: [columns.month, columns.registered], rows },
    },
    barsHtml(bars, { goal }),
  )
}

function monthLink({ month, registered }: MonthFigures): Html {
  return html`<a href="${registrationsLink(daysOf(month))}">${texts.plain(registered)}</a>`
}

function questionsOfMonth(row: MonthFigures, of: 'asked' | 'answered' | 'candidates' | 'unanswered'): Html {
  return html`<a href="${questionsLink({ ...daysOf(row.month), of })}">${texts.plain(row[of])}</a>`
}

function daysOf(month: string) {
  const from = `${month}-01`
  return { from, before: `${addDays(from, 31).slice(0, 7)}-01` }
}

/** More than that is a list, not a picture. */
const SECTIONS_SHOWN = 12

export function sectionsChart({ sections, fiscalYear }: Dashboard): Html {
  const sorted = sections.toSorted((a, b) => b.registered - a.registered || b.registeredTotal - a.registeredTotal)
  const shown = sorted.filter(({ registered }) => registered > 0).slice(0, SECTIONS_SHOWN)
  const bars = shown.map(({ section, registered }) => ({ name: section.name, value: registered }))
  return chartHtml(
    {
      id: 'by-section',
      title: charts.sections,
      description: charts.sectionsText(shown.length),
      height: lyingBarsHeight(shown.length),
      table: {
        head: [columns.section, columns.registered, columns.total, columns.published, columns.verified],
        rows: sorted.map(row => sectionRow(row, fiscalYear)),
      },
    },
    lyingBarsHtml(bars),
  )
}

function sectionRow({ section, registered, registeredTotal, published, verified }: SectionFigures, fiscalYear: number) {
  const { from, before } = fiscalYearBounds(fiscalYear)
  const inYear = registrationsLink({ from, before, sectionCode: section.code })
  const ever = registrationsLink({ before, sectionCode: section.code })
  return [
    section.name,
    html`<a href="${inYear}">${texts.plain(registered)}</a>`,
    html`<a href="${ever}">${texts.plain(registeredTotal)}</a>`,
    html`<a href="/admin/entries?section=${encodeURIComponent(section.code)}&amp;state=published">${texts.plain(published)}</a>`,
    texts.plain(verified),
  ]
}

export function questionsChart({ months }: Dashboard): Html {
  const bars = months.map(({ month, answered, candidates, unanswered }) => ({
    name: texts.monthShort(month),
    parts: [answered, candidates, unanswered],
  }))
  const rate = (part: number, whole: number) => texts.share(whole === 0 ? null : part / whole)
  return chartHtml(
    {
      id: 'questions',
      title: charts.questions,
      description: charts.questionsText,
      legend: [legend.answered, legend.candidates, legend.unanswered].map((label, index) => {
        return { className: `series-${index + 1}`, label }
      }),
      table: {
        head: [columns.month, texts.asked, legend.answered, legend.candidates, legend.unanswered, texts.resolvedRate],
        rows: months.map(row => [
          texts.month(row.month),
          ...(['asked', 'answered', 'candidates', 'unanswered'] as const).map(of => questionsOfMonth(row, of)),
          rate(row.resolved, row.resolved + row.unresolved),
        ]),
      },
    },
    barsHtml(bars),
  )
}
