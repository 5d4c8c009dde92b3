// What became of an import in the end.
import { html } from 'hono/html'
import type { ImportJob, ImportProblem } from '../../src/core/exchange/import-job.ts'
import { exchangeTexts as texts } from '../../src/core/messages/ja/admin/exchange.ts'
import type { Html } from '../../src/pages/html.ts'
import { noticeHtml } from '../../src/pages/notice.ts'
import type { AdminPage } from '../layout.ts'

export function endPage(job: ImportJob): AdminPage {
  const title = texts.jobTitle(job.fileName)
  const main = html`<h1>${title}</h1>
${noticeOf(job)}
<p class="button-row"><a class="button button-outline" href="/admin/exchange">${texts.backToList}</a></p>`
  return { title, main }
}

function noticeOf(job: ImportJob): Html {
  const applied = job.summary?.applied ?? null
  if (job.state === 'applied' && applied !== null) {
    const body = html`<p>${texts.appliedText(applied.created, applied.revised)}</p>
<p><a href="/admin/entries">${texts.toEntries}</a></p>`
    return noticeHtml({ kind: 'success', heading: texts.appliedHeading, headingLevel: 2, body })
  }
  if (job.state !== 'failed' || job.problem === null) {
    return noticeHtml({
      kind: 'information',
      heading: texts.states.cancelled,
      headingLevel: 2,
      body: html`<p>${texts.cancelled}</p>`,
    })
  }
  const again =
    job.inspection !== null && html`<p><a href="/admin/exchange/jobs/${job.id}?step=read">${texts.chooseAgain}</a></p>`
  const body = html`<p>${problemText(job.problem)}</p><p>${texts.nothingChanged}</p>${again}${staleTable(job.problem)}`
  return noticeHtml({ kind: 'error', heading: texts.failedHeading, headingLevel: 2, body })
}

function problemText(problem: ImportProblem): string {
  switch (problem.kind) {
    case 'file':
      return problem.reason
    case 'stale':
      return texts.problems.stale(problem.count)
    case 'interrupted':
      return problem.during === 'apply' ? texts.problems.interruptedApply : texts.problems.interruptedCheck
    case 'memory':
      return texts.problems.memory
    case 'internal':
      return texts.problems.internal(problem.reference)
    default:
      return problem satisfies never
  }
}

function staleTable(problem: ImportProblem): Html {
  if (problem.kind !== 'stale') return html``
  return html`<table class="table"><caption>${texts.staleCaption}</caption>
<thead><tr><th scope="col">${texts.line}</th><th scope="col">${texts.id}</th></tr></thead>
<tbody>${problem.entries.map(({ line, entryId }) => html`<tr><th scope="row">${String(line)}</th><td><a href="/admin/entries/${entryId}">${entryId}</a></td></tr>`)}</tbody></table>
${problem.count > problem.entries.length && html`<p>${texts.more(problem.count - problem.entries.length)}</p>`}`
}
