// The dashboard: one page on which a manager sees where the registration count stands, where it is going, and what it is made of.
import { html } from 'hono/html'
import { addDays, fiscalYearBounds } from '../../src/core/fiscal-year.ts'
import type { Dashboard } from '../../src/core/kpi/dashboard.ts'
import { sectionCountNote, kpiTexts as texts } from '../../src/core/messages/ja/admin/kpi.ts'
import { FIGURE_NAMES, kpiDefinitions } from '../../src/core/messages/ja/admin/kpi-definitions.ts'
import type { QuestionsOf } from '../../src/core/ports/figures.ts'
import type { Html } from '../../src/pages/html.ts'
import type { AdminPage } from '../layout.ts'
import { cumulativeChart, monthlyChart, questionsChart, sectionsChart } from './kpi-charts.ts'
import { questionsLink } from './questions-page.ts'
import { registrationsLink } from './registrations-link.ts'

export function dashboardPage(dashboard: Dashboard): AdminPage {
  const { fiscalYear, asOf, isCurrent } = dashboard
  const main = html`<h1>${texts.title(fiscalYear)}</h1>
<p class="lead">${texts.asOf(asOf)}</p>
${yearLinks(dashboard)}
<div id="figures" data-live="/admin/kpi/events">
<section aria-labelledby="summary"><h2 id="summary">${texts.summary}</h2>
${summary(dashboard)}
</section>
<section aria-labelledby="course"><h2 id="course">${texts.course}</h2>
${cumulativeChart(dashboard)}
${monthlyChart(dashboard)}
${sectionsChart(dashboard)}
</section>
<section aria-labelledby="quality"><h2 id="quality">${texts.quality}</h2>
${quality(dashboard)}
${questionsChart(dashboard)}
</section>
</div>
${isCurrent && html`<p class="live-note" hidden data-live-note>${texts.live}</p>`}
<section aria-labelledby="definitions"><h2 id="definitions">${texts.definitions}</h2>
<dl class="definitions">${FIGURE_NAMES.map(figure => {
    const { name, definition } = kpiDefinitions[figure]
    return html`<div><dt>${name}</dt><dd>${definition}</dd></div>
`
  })}</dl>
<p>${sectionCountNote}</p></section>`
  return { title: texts.title(fiscalYear), main, place: '/admin/kpi', scripts: isCurrent ? ['live.js'] : [] }
}

function yearLinks({ years, fiscalYear }: Dashboard): Html {
  return html`<nav class="years" aria-label="${texts.years}"><ul>${years.map(
    year =>
      html`<li><a href="/admin/kpi?year=${year}"${year === fiscalYear && html` aria-current="page"`}>${texts.yearName(year)}</a></li>`,
  )}<li><a href="/admin/kpi/compare">${texts.more.compare}</a></li><li><a href="/admin/plan">${texts.more.plan}</a></li><li><a href="/admin/kpi/export">${texts.more.export}</a></li><li><a href="/admin/kpi/report">${texts.more.report}</a></li></ul></nav>`
}

function summary(dashboard: Dashboard): Html {
  const { fiscalYear, asOf } = dashboard
  const { registered, registeredInYear, opening, published, verified, archived } = dashboard.registrations
  const before = addDays(asOf, 1)
  const { from } = fiscalYearBounds(fiscalYear)
  return html`<div class="headline">
  <p class="headline-figure"><span>${texts.registered}</span><a href="${registrationsLink({ before })}">${texts.count(registered)}</a></p>
  ${opening > 0 && html`<p>${texts.openingPart(opening)}</p>`}
  ${targetHtml(dashboard)}
  ${forecastHtml(dashboard)}
</div>
<dl class="figures">
  <div><dt>${texts.inYear}</dt><dd><a href="${registrationsLink({ from, before })}">${texts.count(registeredInYear)}</a></dd></div>
  <div><dt>${texts.published}</dt><dd><a href="/admin/entries?state=published">${texts.count(published)}</a></dd></div>
  <div><dt>${texts.verified}</dt><dd><a href="/admin/upkeep">${texts.count(verified)}</a><small>${texts.verifiedRate(published === 0 ? null : verified / published)}</small></dd></div>
  <div><dt>${texts.notServing}</dt><dd><a href="/admin/entries?state=archived">${texts.count(archived)}</a></dd></div>
</dl>`
}

function targetHtml({ target, registrations: { registered }, pace, fiscalYear }: Dashboard): Html {
  if (target === null) return html`<p>${texts.noTarget} <a href="/admin/plan">${texts.setTarget}</a></p>`
  const rate = target.value === 0 ? 1 : registered / target.value
  return html`<p>${texts.target(fiscalYear)} <strong>${texts.count(target.value)}</strong>（${texts.achieved(rate)}）</p>
<progress class="achievement" max="${target.value}" value="${Math.min(registered, target.value)}" aria-label="${texts.achieved(rate)}">${texts.achieved(rate)}</progress>
${
  pace !== null &&
  html`<p>${pace.missing === 0 ? texts.reached : html`${texts.missing(pace.missing)} ${pace.neededPerMonth !== null && texts.needed(pace.neededPerMonth, pace.monthsLeft)}`}
${pace.latelyPerMonth !== null && texts.lately(pace.latelyPerMonth)}</p>`
}`
}

function forecastHtml({ registrations: { forecast }, isCurrent, asOf, fiscalYear }: Dashboard): Html {
  if (!isCurrent || addDays(asOf, 1) === fiscalYearBounds(fiscalYear).before) return html``
  if (forecast === null) return html`<p>${texts.noForecast}</p>`
  const { expected, low, high } = forecast
  return html`<p>${texts.forecast} <strong>${texts.forecastValue(expected, low, high)}</strong></p>
<p class="note">${texts.forecastMethod}</p>`
}

function quality({ answers, usage, fiscalYear }: Dashboard): Html {
  const listOf = (of: QuestionsOf) => questionsLink({ ...fiscalYearBounds(fiscalYear), of })
  const { askers, staff, usageRate, ticketDays } = usage
  const usageText = staff === null ? texts.noStaff : askers === 'few' ? texts.fewAskers : texts.share(usageRate)
  return html`<dl class="figures">
  <div><dt>${texts.asked}</dt><dd><a href="${listOf('asked')}">${texts.count(answers.asked)}</a></dd></div>
  <div><dt>${texts.answerRate}</dt><dd><a href="${listOf('answered')}">${texts.share(answers.answerRate)}</a></dd></div>
  <div><dt>${texts.zeroHitRate}</dt><dd><a href="${listOf('unanswered')}">${texts.share(answers.zeroHitRate)}</a></dd></div>
  <div><dt>${texts.resolvedRate}</dt><dd><a href="${listOf('resolved')}">${texts.share(answers.resolvedRate)}</a></dd></div>
  <div><dt>${texts.askers}</dt><dd>${askers === 'few' ? texts.fewAskers : texts.people(askers)}</dd></div>
  <div><dt>${texts.usageRate}</dt><dd>${usageText}</dd></div>
  <div><dt>${texts.ticketDays}</dt><dd>${texts.days(ticketDays)}</dd></div>
</dl>`
}
