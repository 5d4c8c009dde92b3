// Two periods side by side: the same figures of both, and what changed.
import { html } from 'hono/html'
import { addDays, type CalendarDate } from '../../src/core/fiscal-year.ts'
import { kpiTexts as texts } from '../../src/core/messages/ja/admin/kpi.ts'
import type { QuestionFigures, RegistryFigures } from '../../src/core/ports/figures.ts'
import type { Html } from '../../src/pages/html.ts'
import { noticeHtml } from '../../src/pages/notice.ts'
import type { AdminPage } from '../layout.ts'
import { questionsLink } from './questions-page.ts'
import { registrationsLink } from './registrations-link.ts'

const { compare, columns } = texts

export interface PeriodFigures {
  readonly from: CalendarDate
  readonly before: CalendarDate
  readonly registered: number
  /** At its end. */
  readonly registry: RegistryFigures
  readonly questions: QuestionFigures
  readonly ticketDays: number | null
}

export interface CompareForm {
  /** `a` and `b`, each with its first and last day, as they were typed. */
  readonly values: Readonly<Record<CompareField, string>>
  readonly problem: boolean
}

export const COMPARE_FIELDS = ['a_from', 'a_until', 'b_from', 'b_until'] as const
export type CompareField = (typeof COMPARE_FIELDS)[number]

export function comparePage(
  form: CompareForm,
  periods: readonly [PeriodFigures, PeriodFigures] | null,
  preset: string,
): AdminPage {
  const body = html`<p>${compare.bad}</p>`
  const main = html`<h1>${compare.title}</h1>
<p class="lead">${compare.lead}</p>
${form.problem && noticeHtml({ kind: 'error', heading: compare.title, headingLevel: 2, body })}
<form class="form form-inline" method="get" action="/admin/kpi/compare">
${periodFields(form, 'a', columns.periodA)}
${periodFields(form, 'b', columns.periodB)}
<p class="button-row"><button class="button button-solid" type="submit">${compare.submit}</button><a class="button button-outline" href="${preset}">${compare.preset}</a></p>
</form>
${periods !== null && comparisonTable(...periods)}
<p class="button-row"><a class="button button-outline" href="/admin/kpi">${texts.list.back}</a></p>`
  return { title: compare.title, main, place: '/admin/kpi' }
}

function periodFields({ values, problem }: CompareForm, which: 'a' | 'b', name: string): Html {
  const input = (side: 'from' | 'until') => {
    const id = `${which}_${side}` as const
    return html`<div class="field"><label for="${id}">${compare[side]}</label><input class="input" type="date" id="${id}" name="${id}" value="${values[id]}" required${problem && html` aria-invalid="true"`}></div>`
  }
  return html`<fieldset class="field"><legend>${name}</legend><div class="form-inline">${input('from')}${input('until')}</div></fieldset>`
}

interface ComparedRow {
  readonly name: string
  readonly of: (period: PeriodFigures) => number | null
  readonly show: (value: number) => string
  readonly link?: (period: PeriodFigures) => string
}

const share = (part: number, whole: number) => (whole === 0 ? null : part / whole)

const ROWS: readonly ComparedRow[] = [
  { name: texts.list.title, of: ({ registered }) => registered, show: texts.count, link: registrationsLink },
  {
    name: texts.registered,
    of: ({ registry }) => registry.registered,
    show: texts.count,
    link: ({ before }) => registrationsLink({ before }),
  },
  { name: texts.published, of: ({ registry }) => registry.published, show: texts.count },
  { name: texts.verified, of: ({ registry }) => registry.verified, show: texts.count },
  { name: texts.asked, of: ({ questions }) => questions.asked, show: texts.count, link: questionsLink },
  { name: texts.answerRate, of: ({ questions }) => share(questions.answered, questions.asked), show: texts.share },
  { name: texts.zeroHitRate, of: ({ questions }) => share(questions.unanswered, questions.asked), show: texts.share },
  {
    name: texts.resolvedRate,
    of: ({ questions: { resolved, unresolved } }) => share(resolved, resolved + unresolved),
    show: texts.share,
  },
  { name: texts.ticketDays, of: ({ ticketDays }) => ticketDays, show: texts.days },
]

function comparisonTable(a: PeriodFigures, b: PeriodFigures): Html {
  const range = ({ from, before }: PeriodFigures) => compare.range(from, addDays(before, -1))
  return html`<div class="table-scroll" role="region" aria-label="${compare.title}" tabindex="0"><table class="table">
<caption>${compare.caption(range(a), range(b))}</caption>
<thead><tr><th scope="col">${columns.figure}</th><th scope="col" class="number">${columns.periodA}</th><th scope="col" class="number">${columns.periodB}</th><th scope="col" class="number">${columns.difference}</th></tr></thead>
<tbody>${ROWS.map(row => comparedRow(row, a, b))}</tbody></table></div>`
}

function comparedRow({ name, of, show, link }: ComparedRow, a: PeriodFigures, b: PeriodFigures): Html {
  const cell = (period: PeriodFigures) => {
    const value = of(period)
    const text = value === null ? '—' : show(value)
    return link === undefined ? html`${text}` : html`<a href="${link(period)}">${text}</a>`
  }
  const [before, after] = [of(a), of(b)]
  const difference = before === null || after === null ? '—' : `${after > before ? '+' : ''}${show(after - before)}`
  return html`<tr><th scope="row">${name}</th><td class="number">${cell(a)}</td><td class="number">${cell(b)}</td><td class="number">${difference}</td></tr>
`
}
