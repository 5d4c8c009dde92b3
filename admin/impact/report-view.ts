// The effect of a change on many questions: how many get better and worse, and which, worst first.
import { html } from 'hono/html'
import {
  type ChangeCounts,
  type ImpactReport,
  ORIGINS,
  type QuestionImpact,
} from '../../src/core/impact/impact-report.ts'
import { CHANGE_KINDS } from '../../src/core/impact/judge-change.ts'
import { firstShown } from '../../src/core/impact/known-answer.ts'
import { impactTexts as texts } from '../../src/core/messages/ja/admin/impact.ts'
import { OUTCOME_WORDS } from '../../src/core/messages/ja/admin/workbench.ts'
import type { Found } from '../../src/core/ports/workbench.ts'
import type { Html } from '../../src/pages/html.ts'
import { noticeHtml } from '../../src/pages/notice.ts'
import type { NameEntry } from '../entry-reference.ts'

/** Rows of each table: whoever has read so many knows enough. */
const ROWS_MAX = 100
/** Code points of a question that are shown. */
const TEXT_MAX = 120

export interface ReportView {
  readonly report: ImpactReport
  readonly nameOf: NameEntry
  /** Takes personal data out of what staff typed. */
  readonly mask: (text: string) => string
  /** What is changed: an entry, or synonyms. */
  readonly changed: keyof typeof texts.verdicts.worseTexts
  /** Nothing is published by which a question of the sets gets worse. */
  readonly gated: boolean
}

/** Entries that a reader sees named. */
export function namedEntries({ changes }: ImpactReport): ReadonlySet<string> {
  return new Set(
    changes.flatMap(({ before, after, known }) => [
      ...before.ranked.slice(0, 1),
      ...after.ranked.slice(0, 1),
      ...Object.keys(known?.relevant ?? {}),
    ]),
  )
}

export function reportHtml(view: ReportView): Html {
  const { report } = view
  return html`${verdictHtml(view)}
${!report.byMeaning && noticeHtml({ kind: 'warning', heading: texts.wordsOnly, headingLevel: 2, body: html`<p>${texts.wordsOnlyText}</p>` })}
<section aria-labelledby="counts"><h2 id="counts">${texts.countsHeading}</h2>
${countsTable(report)}
</section>
${(['worse', 'different', 'better'] as const).map(kind => changesHtml(kind, view))}`
}

function verdictHtml({ report: { counts, byOrigin }, gated, changed }: ReportView): Html {
  const { worse, worseTexts, gate, different, differentText, fine, fineText } = texts.verdicts
  const both = (...lines: readonly string[]) => html`${lines.map(line => html`<p>${line}</p>`)}`
  if (counts.worse > 0) {
    const isClosed = gated && byOrigin.set.worse > 0
    const body = isClosed ? both(worseTexts[changed], gate) : both(worseTexts[changed])
    return noticeHtml({ kind: isClosed ? 'error' : 'warning', heading: worse(counts.worse), headingLevel: 2, body })
  }
  if (counts.different > 0) {
    const heading = different(counts.different)
    return noticeHtml({ kind: 'information', heading, headingLevel: 2, body: both(differentText) })
  }
  return noticeHtml({ kind: 'success', heading: fine, headingLevel: 2, body: both(fineText) })
}

function countsTable({ byOrigin, counts }: ImpactReport): Html {
  const row = (label: string, of: ChangeCounts) => html`<tr><th scope="row">${label}</th>${CHANGE_KINDS.map(
    kind => html`<td class="number">${texts.count(of[kind])}</td>`,
  )}</tr>
`
  const asked = ORIGINS.filter(origin => CHANGE_KINDS.some(kind => byOrigin[origin][kind] > 0))
  return html`<div class="table-scroll" role="region" aria-label="${texts.countsCaption}" tabindex="0"><table class="table">
<caption>${texts.countsCaption}</caption>
<thead><tr><th scope="col">${texts.origin}</th>${CHANGE_KINDS.map(
    kind => html`<th scope="col" class="number">${texts.kinds[kind]}</th>`,
  )}</tr></thead>
<tbody>${asked.map(origin => row(texts.origins[origin], byOrigin[origin]))}</tbody>
<tfoot>${row(texts.total, counts)}</tfoot>
</table></div>`
}

function changesHtml(kind: 'worse' | 'different' | 'better', view: ReportView): Html | null {
  const changes = view.report.changes.filter(change => change.kind === kind)
  const hidden = changes.length - ROWS_MAX
  if (changes.length === 0 && kind !== 'worse') return null
  return html`<section aria-labelledby="${kind}"><h2 id="${kind}">${texts.sectionHeading(kind, changes.length)}</h2>
${changes.length === 0 ? html`<p>${texts.nothing}</p>` : html`<p>${texts.leads[kind]}</p>`}
${
  changes.length > 0 &&
  html`<div class="table-scroll" role="region" aria-label="${texts.caption(kind)}" tabindex="0"><table class="table impact">
<caption>${texts.caption(kind)}</caption>
<thead><tr><th scope="col">${texts.question}</th><th scope="col">${texts.before}</th><th scope="col">${texts.after}</th><th scope="col">${texts.basis}</th></tr></thead>
<tbody>${changes.slice(0, ROWS_MAX).map(change => changeRow(change, view))}</tbody>
</table></div>`
}
${hidden > 0 && html`<p>${texts.more(hidden)}</p>`}
</section>`
}

function changeRow({ question, before, after, known }: QuestionImpact, view: ReportView): Html {
  const text = question.origin === 'log' ? view.mask(question.text) : question.text
  const from = question.origin === 'set' ? texts.fromSet(question.setName ?? '') : texts.origins[question.origin]
  const times = question.times > 1 ? texts.times(question.times) : null
  return html`<tr><th scope="row">${excerpt(text)}<span class="row-note">${from}${times !== null && html` ${times}`}</span></th>
<td>${answerHtml(before, view)}</td><td>${answerHtml(after, view)}</td><td>${basisHtml(known, view)}</td></tr>
`
}

function answerHtml(found: Found, { nameOf }: ReportView): Html {
  const first = firstShown(found)
  return html`<span class="badge">${OUTCOME_WORDS[found.outcome]}</span> ${first === null ? texts.noEntry : nameOf(first)}`
}

function basisHtml(known: QuestionImpact['known'], { nameOf }: ReportView): Html {
  if (known === null) return html`${texts.noBasis}`
  const right = Object.entries(known.relevant).filter(([, grade]) => grade > 0)
  return html`${texts.sources[known.source]}${right.map(([id]) => html`<span class="row-note">${texts.rightEntries}: ${nameOf(id)}</span>`)}`
}

function excerpt(text: string): string {
  const characters = [...text]
  return characters.length <= TEXT_MAX ? text : `${characters.slice(0, TEXT_MAX).join('')}…`
}
