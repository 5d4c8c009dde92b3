// How far a job of the workbench is: a piece of a page that a script keeps up to date, and a link where there is no script.
import { html } from 'hono/html'
import type { BackgroundJob } from '../src/core/background-jobs.ts'
import type { BenchEnd } from '../src/core/impact/bench-jobs.ts'
import { workbenchTexts } from '../src/core/messages/ja/admin/workbench.ts'
import type { Html } from '../src/pages/html.ts'
import { noticeHtml } from '../src/pages/notice.ts'
import type { AdminPage } from './layout.ts'

const texts = workbenchTexts.job

export interface JobView {
  readonly job: BackgroundJob<BenchEnd>
  /** This page. */
  readonly address: string
  /** Where to go on after the job was cancelled. */
  readonly backTo: string
  readonly place: string
  readonly about: string
}

/** A page that turns into the result when the job is done. */
export function progressPage({ job, address, backTo, place, about }: JobView): AdminPage {
  const { done, total } = job.progress()
  const main = html`<div class="flow"><h1>${texts.heading}</h1>
<p class="lead">${about}</p>
<div class="job" data-job="${jobAddress(job)}/progress">
  <p role="status" data-job-text>${texts.progress(done, total)}</p>
  <progress class="job-bar" aria-label="${texts.label}" value="${done}" max="${Math.max(total, 1)}"></progress>
</div>
<p>${texts.lead}</p>
<div class="button-row">
  <a class="button button-outline" href="${address}">${texts.reload}</a>
  <form method="post" action="${jobAddress(job)}/cancel">
    <input type="hidden" name="to" value="${backTo}">
    <button class="button button-danger" type="submit">${texts.cancel}</button>
  </form>
</div></div>`
  return { title: texts.title, main, place, scripts: ['progress.js'] }
}

export function jobAddress({ id }: Pick<BackgroundJob<BenchEnd>, 'id'>): string {
  return `/admin/workbench/jobs/${id}`
}

/** What is said of a job that came to nothing. */
export function failureNotice(end: Exclude<BenchEnd, { readonly kind: 'done' | 'ran' }>): Html {
  switch (end.kind) {
    case 'failed':
      return notice('error', texts.failed, texts.failedText(end.reason))
    case 'cancelled':
      return notice('information', texts.cancelled, texts.cancelledText)
    case 'busy':
      return notice('warning', texts.busy, texts.busyText)
    default:
      return end satisfies never
  }
}

function notice(kind: 'error' | 'information' | 'warning', heading: string, text: string): Html {
  return noticeHtml({ kind, heading, headingLevel: 2, body: html`<p>${text}</p>` })
}
