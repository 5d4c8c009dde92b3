// The page of an import at work. A script follows it; without one, the page comes again by itself.
import { html, raw } from 'hono/html'
import type { ImportJob } from '../../src/core/exchange/import-job.ts'
import { exchangeTexts as texts } from '../../src/core/messages/ja/admin/exchange.ts'
import type { Progress } from '../../src/core/ports/exchange.ts'
import type { AdminPage } from '../layout.ts'
import { stepsHtml } from './steps.ts'

const REFRESH_S = 3

export function progressPage(job: ImportJob, progress: Progress | null): AdminPage {
  const applying = job.state === 'applying'
  const { done = 0, total = 0 } = progress ?? {}
  const value = total > 0 ? html` value="${String(done)}" max="${String(total)}"` : ''
  const main = html`<h1>${texts.jobTitle(job.fileName)}</h1>
${stepsHtml(applying ? 3 : 2)}
<section aria-labelledby="progress" data-progress="/admin/exchange/jobs/${job.id}/progress">
<h2 id="progress">${applying ? texts.applyingHeading : texts.checkingHeading}</h2>
<progress class="progress" aria-label="${texts.progress}"${value}></progress>
<p role="status" data-progress-text>${progressText(job, progress)}</p>
${applying && html`<p>${texts.applyNote}</p>`}
<p class="button-row"><a class="button button-outline" href="/admin/exchange/jobs/${job.id}">${texts.reload}</a></p>
<form method="post" action="/admin/exchange/jobs/${job.id}/cancel"><p class="button-row"><button class="button button-outline" type="submit">${texts.cancel}</button></p></form>
</section>
<noscript>${raw(`<meta http-equiv="refresh" content="${REFRESH_S}">`)}</noscript>`
  return { title: texts.jobTitle(job.fileName), main, scripts: ['exchange.js'] }
}

export function progressText({ state }: Pick<ImportJob, 'state'>, progress: Progress | null): string {
  const { done = 0, total = 0, waiting = false } = progress ?? {}
  if (waiting) return texts.waiting
  return state === 'applying' ? texts.appliedRows(done, total) : texts.checkedRows(done)
}
