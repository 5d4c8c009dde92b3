// The monthly report as a document that stands by itself: kept as a file, sent by mail, printed on A4, opened on its page.
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { html, raw } from 'hono/html'
import { type AnswerFigures, answerFigures, shareOf, type UsageFigures } from '../../core/kpi/figures-table.ts'
import type { MonthlyReport } from '../../core/kpi/monthly-report.ts'
import { formatJapaneseMonth } from '../../core/kpi/report-month.ts'
import { type FigureName, kpiDefinitions } from '../../core/messages/ja/admin/kpi-definitions.ts'
import { kpiReport as texts } from '../../core/messages/ja/admin/kpi-report.ts'
import { type Html, toText } from '../html.ts'
import { reportTable, type TableRow } from './report-table.ts'

const STYLE = readFileSync(new URL('./report.css', import.meta.url), 'utf8')

/** What a page that shows the report must allow: its own stylesheet, known by its hash, and nothing else. */
export const REPORT_POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`,
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

export interface ReportFrame {
  readonly organisation: string
  /** Where it is opened on a page: the way back. */
  readonly backTo: string | null
}

export function reportDocument(report: MonthlyReport, { organisation, backTo }: ReportFrame): Promise<string> {
  const { month, madeOn, year, isOver } = report
  return toText(html`<!doctype html>
<html lang="ja">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${texts.title(month)} ${organisation}</title>
<style>${raw(STYLE)}</style>
</head>
<body>
<header>
${backTo !== null && html`<p class="back"><a href="${backTo}">${texts.back}</a></p>`}
<p class="made">${texts.made(madeOn)}</p>
<p>${organisation}</p>
<h1>${texts.title(month)}</h1>
</header>
<main>
${!isOver && html`<p class="partial">${texts.partial(year.asOf)}</p>`}
<p class="summary">${texts.summary(year.registrations, year.asOf)}</p>
${registrationsPart(report)}
${servingPart(report)}
${sectionsPart(report)}
${questionsPart(report)}
<h2>${texts.tickets.heading}</h2>
<p>${texts.tickets.sentence(report.waiting, madeOn)}</p>
${monthsPart(report)}
<h2>${texts.definitions}</h2>
<dl>${DEFINED.map(name => html`<dt>${kpiDefinitions[name].name}</dt><dd>${kpiDefinitions[name].definition}</dd>`)}</dl>
</main>
</body>
</html>
`)
}

/** Those whose words do not say all. */
const DEFINED: readonly FigureName[] = [
  'registered',
  'opening',
  'forecast',
  'pace',
  'verified',
  'archived',
  'answerRate',
  'zeroHitRate',
  'resolvedRate',
  'askers',
  'usageRate',
]

function registrationsPart({ month, year, registered, registeredMonthBefore }: MonthlyReport): Html {
  const { registrations: figures, fiscalYear } = year
  const { target, remaining, forecast, pace } = figures
  const { registrations: words } = texts
  const rows: readonly TableRow[] = [
    [words.month(month), texts.count(registered), words.monthBefore(registeredMonthBefore)],
    [words.inYear(fiscalYear), texts.count(figures.registeredInYear), ''],
    [words.total, texts.count(figures.registered), figures.opening === 0 ? '' : words.opening(figures.opening)],
    ...(target === null ? [] : [[words.target, texts.count(target.value), words.targetOf(target.fiscalYear)] as const]),
    ...(remaining === null ? [] : [[words.remaining, texts.count(remaining), ''] as const]),
    ...(forecast === null
      ? []
      : [[words.forecast, texts.count(forecast.expected), words.band(forecast.low, forecast.high)] as const]),
    ...(pace === null ? [] : [[words.pace, words.paceValue(pace), ''] as const]),
  ]
  return html`<h2>${words.heading}</h2>
${target !== null && bar(figures.registered / target.value, words.bar)}
${reportTable({ caption: words.caption, heads: [texts.item, texts.value, texts.note], numbers: [1], rows })}`
}

/** Full where the target is reached; the share stands above it in words. */
function bar(share: number, label: string): Html {
  const done = Math.round(Math.min(1, Math.max(0, share)) * 1000) / 10
  return html`<p class="share">${label} ${texts.percent(share)}</p>
<svg class="bar" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true"><rect x="0" y="0" width="100" height="6" fill="#e6e6e6"/><rect x="0" y="0" width="${done}" height="6" fill="#00118f"/></svg>`
}

function servingPart({ year, waiting, madeOn }: MonthlyReport): Html {
  const { published, verified, archived } = year.registrations
  const { serving: words } = texts
  const verifiedShare = shareOf(verified, published)
  const rows: readonly TableRow[] = [
    [words.published, texts.count(published), ''],
    [words.verified, texts.count(verified), verifiedShare === null ? '' : words.ofPublished(verifiedShare)],
    [words.archived, texts.count(archived), ''],
    [words.due, texts.count(waiting.reviewsDue), words.dueNote(madeOn)],
  ]
  return html`<h2>${words.heading}</h2>
${reportTable({ caption: words.caption, heads: [texts.item, texts.value, texts.note], numbers: [1], rows })}`
}

function sectionsPart({ month, sections }: MonthlyReport): Html {
  const { sections: words } = texts
  if (sections.length === 0) return html`<h2>${words.heading}</h2><p>${words.none(month)}</p>`
  const rows = sections.map(
    ({ section, registered, registeredTotal, published }) =>
      [section.name, texts.count(registered), texts.count(registeredTotal), texts.count(published)] as const,
  )
  const heads = [words.section, words.month, words.total, words.published]
  return html`<h2>${words.heading}</h2>
${reportTable({ caption: words.caption(month), heads, numbers: [1, 2, 3], rows })}`
}

function questionsPart({ answers, usage, year }: MonthlyReport): Html {
  const { questions: words } = texts
  const month = questionValues(answers, usage)
  const sofar = questionValues(year.answers, year.usage)
  const rows = month.map(([name, value], index) => [name, value, sofar[index]?.[1] ?? ''] as const)
  const heads = [words.item, words.month, words.year(year.fiscalYear)]
  return html`<h2>${words.heading}</h2>
${reportTable({ caption: words.caption, heads, numbers: [1, 2], rows })}`
}

function questionValues(answers: AnswerFigures, usage: UsageFigures): readonly (readonly [string, string])[] {
  const { questions: words } = texts
  return [
    [words.asked, texts.count(answers.asked)],
    [words.answerRate, shareText(answers.answerRate)],
    [words.zeroHitRate, shareText(answers.zeroHitRate)],
    [words.resolvedRate, shareText(answers.resolvedRate)],
    [words.askers, usage.askers === 'few' ? texts.few : texts.people(usage.askers)],
    [words.usageRate, shareText(usage.usageRate)],
    [words.ticketDays, usage.ticketDays === null ? texts.none : texts.days(usage.ticketDays)],
  ]
}

function monthsPart({ year: { months, fiscalYear } }: MonthlyReport): Html {
  const { months: words } = texts
  const rows = months.map(row => {
    const { answerRate, resolvedRate } = answerFigures(row)
    const counts = [row.registered, row.registeredTotal, row.asked].map(texts.count)
    return [formatJapaneseMonth(row.month), ...counts, shareText(answerRate), shareText(resolvedRate)]
  })
  const heads = [words.month, words.registered, words.total, words.asked, words.answerRate, words.resolvedRate]
  return html`<h2>${words.heading}</h2>
${reportTable({ caption: words.caption(fiscalYear), heads, numbers: [1, 2, 3, 4, 5], rows })}`
}

function shareText(share: number | null): string {
  return share === null ? texts.none : texts.percent(share)
}
