// What would be answered otherwise if the revision in the works were published.
import { html } from 'hono/html'
import { isWorkVisibleIn, scopeOf } from '../../src/core/access/rights.ts'
import type { WorkingEntry } from '../../src/core/entry.ts'
import { FaqError } from '../../src/core/errors.ts'
import type { Bench } from '../../src/core/impact/bench.ts'
import type { BenchEnd, BenchJobs } from '../../src/core/impact/bench-jobs.ts'
import type { ImpactReport } from '../../src/core/impact/impact-report.ts'
import { previewImpact } from '../../src/core/impact/preview-impact.ts'
import { formatMoment } from '../../src/core/japan-time.ts'
import { impactTexts as texts } from '../../src/core/messages/ja/admin/impact.ts'
import { workbenchTexts } from '../../src/core/messages/ja/admin/workbench.ts'
import type { Registry } from '../../src/core/ports/registry.ts'
import { noticeHtml } from '../../src/pages/notice.ts'
import { entryNames } from '../entry-reference.ts'
import { failureNotice, progressPage } from '../job-progress.ts'
import type { AdminPage } from '../layout.ts'
import { readField } from '../read-field.ts'
import { type AdminRoute, guardedRoute, type SignedInVisit } from '../route.ts'
import { namedEntries, reportHtml } from './report-view.ts'

export interface ImpactDeps {
  readonly bench: Pick<Bench, 'workbench' | 'sources' | 'generation'>
  readonly jobs: BenchJobs
  readonly registry: Pick<Registry, 'workingEntries' | 'entriesById'>
  readonly isGated: (sectionCode: string) => Promise<boolean>
  /** Takes personal data out of what staff typed. */
  readonly mask: (text: string) => string
}

const PLACE = '/admin/entries'

export function impactRoutes(deps: ImpactDeps): readonly AdminRoute[] {
  return [guardedRoute('GET /entries/:id/impact', 'entries.read', visit => showImpact(visit, deps))]
}

/** Looked at for the first time, the preview is begun; looked at again, it is shown, while nothing has changed since. */
async function showImpact(visit: SignedInVisit, deps: ImpactDeps): Promise<void> {
  const entry = await findEntry(visit, deps)
  if (isOfficial(entry)) return visit.send(nothingPage(entry))
  const address = `/admin/entries/${encodeURIComponent(entry.id)}/impact`
  const about = `impact ${entry.id} ${entry.revision} `
  const asked = deps.jobs.find(readField(visit.request.query, 'job'))
  const named = asked?.key.startsWith(about) === true ? asked : null
  const key = `${about}${await deps.bench.generation()}`
  const job = named ?? deps.jobs.start(key, controls => preview(entry, { ...deps, ...controls }))
  const end = job.end()
  if (end?.kind === 'done') return visit.send(await reportPage(entry, end.report, { deps, visit, at: job.startedAt }))
  if (named === null) return visit.response.redirect(303, `${address}?job=${job.id}`)
  if (end === null) {
    const view = { job, address: `${address}?job=${job.id}`, backTo: entryAddress(entry), place: PLACE }
    return visit.send(progressPage({ ...view, about: texts.about(entry.question) }))
  }
  await visit.send(failedPage(entry, end, address))
}

async function findEntry({ request, account }: SignedInVisit, { registry }: ImpactDeps): Promise<WorkingEntry> {
  const id = String(request.params['id'])
  const [entry] = await registry.workingEntries([id])
  if (entry === undefined || !isWorkVisibleIn(entry, scopeOf(account)))
    throw new FaqError('not_found', { what: 'entry', id })
  return entry
}

function isOfficial({ revision, publishedRevision, status }: WorkingEntry): boolean {
  return revision === publishedRevision || (status === 'archived' && publishedRevision === null)
}

async function preview(
  entry: WorkingEntry,
  { bench, ...controls }: Pick<ImpactDeps, 'bench'> & Parameters<Parameters<BenchJobs['start']>[1]>[0],
): Promise<BenchEnd> {
  const content = entry.status === 'archived' ? null : entry
  const trial = { entries: [{ id: entry.id, section: entry.section, content }], synonyms: null }
  return previewImpact(trial, await bench.sources(), { workbench: bench.workbench, ...controls })
}

async function reportPage(
  entry: WorkingEntry,
  report: ImpactReport,
  { deps, visit, at }: { readonly deps: ImpactDeps; readonly visit: SignedInVisit; readonly at: Date },
): Promise<AdminPage> {
  const names = await entryNames(namedEntries(report), scopeOf(visit.account), deps.registry)
  const nameOf = (id: string) => (id === entry.id ? html`<strong>${texts.thisEntry}</strong>` : names(id))
  const gated = await deps.isGated(entry.section.code)
  const main = html`<div class="flow"><h1>${texts.title}</h1>
<p class="lead">${texts.about(entry.question)}</p>
<p>${texts.lead}${texts.at(formatMoment(at))}</p>
${reportHtml({ report, nameOf, mask: deps.mask, changed: 'entry', gated })}
${backHtml(entry)}</div>`
  return { title: texts.title, main, place: PLACE }
}

function nothingPage(entry: WorkingEntry): AdminPage {
  const body = html`<p>${texts.nothingToDoText}</p>`
  const main = html`<div class="flow"><h1>${texts.title}</h1>
<p class="lead">${texts.about(entry.question)}</p>
${noticeHtml({ kind: 'information', heading: texts.nothingToDo, headingLevel: 2, body })}
${backHtml(entry)}</div>`
  return { title: texts.title, main, place: PLACE }
}

function failedPage(
  entry: WorkingEntry,
  end: Parameters<typeof failureNotice>[0] | BenchEnd,
  address: string,
): AdminPage {
  const main = html`<div class="flow"><h1>${texts.title}</h1>
<p class="lead">${texts.about(entry.question)}</p>
${end.kind !== 'done' && end.kind !== 'ran' && failureNotice(end)}
<p class="button-row"><a class="button button-solid" href="${address}">${workbenchTexts.job.again}</a></p>
${backHtml(entry)}</div>`
  return { title: texts.title, main, place: PLACE }
}

function backHtml(entry: WorkingEntry) {
  return html`<p class="page-end"><a href="${entryAddress(entry)}">${texts.back}</a></p>`
}

function entryAddress({ id }: WorkingEntry): string {
  return `/admin/entries/${encodeURIComponent(id)}`
}
