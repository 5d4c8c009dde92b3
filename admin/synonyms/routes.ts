// Groups of synonyms: looked at, changed when their effect has been seen, taken over from the office's file.
import { randomUUID } from 'node:crypto'
import { actorOf } from '../../src/core/access/account.ts'
import { scopeOf } from '../../src/core/access/rights.ts'
import { FaqError, isFault } from '../../src/core/errors.ts'
import type { Bench } from '../../src/core/impact/bench.ts'
import type { BenchJobs } from '../../src/core/impact/bench-jobs.ts'
import { previewImpact } from '../../src/core/impact/preview-impact.ts'
import { normalise } from '../../src/core/normalise.ts'
import type { Registry } from '../../src/core/ports/registry.ts'
import type { SynonymGroup } from '../../src/core/ports/synonym-groups.ts'
import { findOverlaps } from '../../src/core/synonym-words.ts'
import { entryNames } from '../entry-reference.ts'
import { namedEntries, reportHtml } from '../impact/report-view.ts'
import { failureNotice, progressPage } from '../job-progress.ts'
import { KeptDrafts } from '../kept-drafts.ts'
import { readField } from '../read-field.ts'
import { type AdminRoute, guardedRoute, type SignedInVisit } from '../route.ts'
import { groupsAfter, type SynonymDraft } from './draft.ts'
import { NO_PROBLEMS, overlapNotice, synonymFormPage } from './form-page.ts'
import { type Done, type ListedFileGroup, SYNONYMS_PLACE, synonymsPage } from './list-page.ts'
import { aboutDraft, conflictPage, effectPage, gonePage } from './preview-page.ts'
import { readSynonymForm } from './read-form.ts'

export interface SynonymsDeps {
  readonly bench: Pick<Bench, 'synonymGroups' | 'fileGroups' | 'workbench' | 'sources' | 'generation'>
  readonly jobs: BenchJobs
  readonly registry: Pick<Registry, 'entriesById'>
  /** Search terms of a word. */
  readonly termsOf: (word: string) => readonly string[]
  readonly mask: (text: string) => string
}

type Deps = SynonymsDeps & { readonly drafts: KeptDrafts<SynonymDraft> }

export function synonymsRoutes(given: SynonymsDeps): readonly AdminRoute[] {
  const deps: Deps = { ...given, drafts: new KeptDrafts() }
  const route = (
    address: Parameters<typeof guardedRoute>[0],
    handle: (visit: SignedInVisit, deps: Deps) => Promise<void>,
  ) => guardedRoute(address, 'words.edit', visit => handle(visit, deps))
  return [
    route('GET /synonyms', showList),
    route('GET /synonyms/new', ({ send }) =>
      send(synonymFormPage({ group: null, words: '', note: '', problems: NO_PROBLEMS })),
    ),
    route('POST /synonyms/take', takeOver),
    route('POST /synonyms/preview', beginPreview),
    route('GET /synonyms/preview/:draft', showPreview),
    route('GET /synonyms/preview/:draft/rewrite', rewrite),
    route('POST /synonyms/preview/:draft/save', save),
    route('GET /synonyms/:id/edit', showForm),
  ]
}

async function showList({ request, send }: SignedInVisit, { bench }: Deps): Promise<void> {
  const all = await bench.synonymGroups.list()
  const filter = readField(request.query, 'text').trim()
  const wanted = normalise(filter)
  const groups = all.filter(({ words, note }) => [...words, note].some(text => normalise(text).includes(wanted)))
  const done = readField(request.query, 'done')
  await send(
    synonymsPage({
      groups: wanted === '' ? all : groups,
      fileGroups: listFileGroups(bench, all),
      filter,
      done: isDone(done) ? done : null,
    }),
  )
}

function isDone(text: string): text is Done {
  return ['create', 'change', 'remove', 'take'].includes(text)
}

function listFileGroups({ fileGroups }: Deps['bench'], kept: readonly SynonymGroup[]): readonly ListedFileGroup[] {
  const known = kept.map(({ words }) => new Set(words.map(normalise)))
  return fileGroups.map(group => ({
    ...group,
    taken: known.some(words => group.words.every(word => words.has(normalise(word)))),
  }))
}

/** One group of the file, or all; those that are there already are left out. */
async function takeOver({ request, response, account }: SignedInVisit, { bench }: Deps): Promise<void> {
  const line = readField(request.body, 'line')
  const listed = listFileGroups(bench, await bench.synonymGroups.list())
  const wanted = listed.filter(group => !group.taken && (line === '' || String(group.line) === line))
  await bench.synonymGroups.create(
    wanted.map(({ words }) => ({ words, note: '' })),
    actorOf(account),
  )
  response.redirect(303, `${SYNONYMS_PLACE}?done=take`)
}

async function showForm(visit: SignedInVisit, { bench }: Deps): Promise<void> {
  const group = await mustFind(String(visit.request.params['id']), bench)
  await visit.send(synonymFormPage({ group, words: group.words.join('\n'), note: group.note, problems: NO_PROBLEMS }))
}

async function mustFind(id: string, { synonymGroups }: Deps['bench']): Promise<SynonymGroup> {
  const group = await synonymGroups.find(id)
  if (group === null) throw new FaqError('not_found', { what: 'synonyms', id })
  return group
}

async function beginPreview(visit: SignedInVisit, deps: Deps): Promise<void> {
  const { bench, jobs, drafts } = deps
  const form = readSynonymForm(visit.request.body, deps.termsOf)
  if (form.kind === 'problems') return visit.send(synonymFormPage(form.view), 400)
  const { act } = form
  const group = act.kind === 'create' ? null : await mustFind(act.id, bench)
  if (group !== null && act.kind !== 'create' && group.version !== act.seen) {
    return visit.send(conflictPage(group.id), 409)
  }
  const input = act.kind === 'remove' && group !== null ? group : act.input
  const synonyms = groupsAfter({ ...act, input }, await bench.synonymGroups.list())
  const key = `synonyms ${JSON.stringify(synonyms)} ${await bench.generation()}`
  const job = jobs.start(key, async controls =>
    previewImpact({ entries: [], synonyms }, await bench.sources(), { workbench: bench.workbench, ...controls }),
  )
  const draft: SynonymDraft = { id: randomUUID(), act: { ...act, input }, jobId: job.id }
  drafts.keep(draft)
  visit.response.redirect(303, draftAddress(draft))
}

function draftAddress({ id }: SynonymDraft): string {
  return `${SYNONYMS_PLACE}/preview/${id}`
}

function findDraft({ request }: SignedInVisit, { drafts }: Deps): SynonymDraft | null {
  return drafts.find(String(request.params['draft']))
}

async function showPreview(visit: SignedInVisit, deps: Deps): Promise<void> {
  const draft = findDraft(visit, deps)
  const job = draft && deps.jobs.find(draft.jobId)
  if (draft === null || job === null) return visit.send(gonePage(), 404)
  const end = job.end()
  if (end === null) {
    const [address, backTo] = [draftAddress(draft), `${draftAddress(draft)}/rewrite`]
    return visit.send(progressPage({ job, address, backTo, place: SYNONYMS_PLACE, about: aboutDraft(draft) }))
  }
  const { act } = draft
  const others = (await deps.bench.synonymGroups.list()).filter(({ id }) => act.kind === 'create' || id !== act.id)
  const overlaps = act.kind === 'remove' ? [] : findOverlaps(act.input.words, [...others, ...deps.bench.fileGroups])
  const warning = overlapNotice(overlaps.filter(({ group }) => !isWithin(group.words, act.input.words)))
  if (end.kind !== 'done') {
    return visit.send(effectPage(draft, end.kind === 'ran' ? gonePage().main : failureNotice(end), warning))
  }
  const nameOf = await entryNames(namedEntries(end.report), scopeOf(visit.account), deps.registry)
  const effect = reportHtml({ report: end.report, nameOf, mask: deps.mask, changed: 'synonyms', gated: false })
  await visit.send(effectPage(draft, effect, warning))
}

/** A group all of whose words are here as well says nothing else. */
function isWithin(words: readonly string[], others: readonly string[]): boolean {
  const known = new Set(others.map(normalise))
  return words.every(word => known.has(normalise(word)))
}

async function rewrite(visit: SignedInVisit, deps: Deps): Promise<void> {
  const draft = findDraft(visit, deps)
  if (draft === null) return visit.send(gonePage(), 404)
  const { act } = draft
  const group = act.kind === 'create' ? null : { id: act.id, version: act.seen }
  const { words, note } = act.input
  await visit.send(synonymFormPage({ group, words: words.join('\n'), note, problems: NO_PROBLEMS }))
}

async function save(visit: SignedInVisit, deps: Deps): Promise<void> {
  const draft = findDraft(visit, deps)
  if (draft === null) return visit.send(gonePage(), 404)
  const { act } = draft
  try {
    await carryOut(act, actorOf(visit.account), deps)
  } catch (error) {
    if (!isFault(error, 'conflict') || act.kind === 'create') throw error
    return visit.send(conflictPage(act.id), 409)
  }
  deps.drafts.forget(draft.id)
  visit.response.redirect(303, `${SYNONYMS_PLACE}?done=${act.kind}`)
}

async function carryOut(act: SynonymDraft['act'], actor: string, { bench }: Deps): Promise<void> {
  const { synonymGroups } = bench
  switch (act.kind) {
    case 'create':
      return void (await synonymGroups.create([act.input], actor))
    case 'change':
      return void (await synonymGroups.change(act.id, act.input, { actor, seen: act.seen }))
    case 'remove':
      return synonymGroups.remove(act.id, { actor, seen: act.seen })
    default:
      return act satisfies never
  }
}
