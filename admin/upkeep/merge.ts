// Requests to merge two entries: choosing the other, looking at the plan, doing it.
import type { Account } from '../../src/core/access/account.ts'
import { actorOf } from '../../src/core/access/account.ts'
import { isVisibleIn, requireRight, scopeOf } from '../../src/core/access/rights.ts'
import type { WorkingEntry } from '../../src/core/entry.ts'
import { FaqError, isFault } from '../../src/core/errors.ts'
import { describeFault } from '../../src/core/messages/describe-fault.ts'
import { upkeepMessages } from '../../src/core/messages/ja/admin/upkeep.ts'
import type { EntryInput } from '../../src/core/ports/registry.ts'
import { joinContents } from '../../src/core/upkeep/join-contents.ts'
import { mayDecide } from '../../src/core/workflow/rules.ts'
import { readField, readFields, readLines } from '../read-field.ts'
import type { SignedInVisit } from '../route.ts'
import { choosePage, formOf, type MergeForm, mergedPage, mergePage } from './merge-page.ts'
import type { UpkeepDeps } from './upkeep-deps.ts'

const { merge: texts } = upkeepMessages

/** Others that are offered for one entry. */
const OFFERED_MAX = 10

export async function showMerge(visit: SignedInVisit, deps: UpkeepDeps): Promise<void> {
  const { request, account } = visit
  const entry = await visibleEntry(entryIdOf(visit), account, deps)
  const [otherId, mergedId] = [readField(request.query, 'with'), readField(request.query, 'merged')]
  if (mergedId !== '') return visit.send(mergedPage(entry, mergedId))
  if (otherId === '' || otherId === entry.id) return sendChoice(visit, entry, deps)
  const other = await visibleEntry(otherId, account, deps)
  const pair = [entry, other] as const
  const keep = pick(pair, readField(request.query, 'keep'))
  const base = pick(pair, readField(request.query, 'base'))
  const gone = keep.id === entry.id ? other : entry
  const form = formOf(joinContents(keep, gone, base.answer))
  const obstacles = await obstaclesTo(pair, account, deps)
  await visit.send(mergePage({ entry, other, keepId: keep.id, baseId: base.id, form, obstacles, problem: null }))
}

export async function doMerge(visit: SignedInVisit, deps: UpkeepDeps): Promise<void> {
  const { request, account } = visit
  const { body } = request
  const entry = await visibleEntry(entryIdOf(visit), account, deps)
  const other = await visibleEntry(readField(body, 'with'), account, deps)
  const pair = [entry, other] as const
  const keep = pick(pair, readField(body, 'keep'))
  const gone = keep.id === entry.id ? other : entry
  for (const some of pair) if (!(await mayDecideOn(some, account, deps))) requireRight(null, 'entry.publish')
  const form = readForm(body)
  const again = (problem: string, status: number) => {
    const view = { entry, other, keepId: keep.id, baseId: keep.id, form, obstacles: [], problem }
    return visit.send(mergePage(view), status)
  }
  const survivor: EntryInput = { ...keep, ...contentOf(body), status: 'published', revisedOn: null }
  const verdict = await deps.gate.check(survivor)
  if (verdict.kind === 'closed') return again(texts.gate(verdict.worse), 422)
  try {
    const options = { actor: actorOf(account), seen: readSeen(body), note: texts.note(gone.id) }
    await deps.registry.merge({ survivor, mergedId: gone.id }, options)
  } catch (error) {
    if (isFault(error, 'bad_input')) return again(describeFault(error, 'ja').detail, 422)
    throw error
  }
  deps.poke()
  const query = new URLSearchParams({ merged: gone.id }).toString()
  visit.response.redirect(303, `/admin/entries/${encodeURIComponent(keep.id)}/merge?${query}#done`)
}

export function entryIdOf({ request }: Pick<SignedInVisit, 'request'>): string {
  return String(request.params['id'] ?? '')
}

/** What an account may not read is not there. */
async function visibleEntry(id: string, account: Account, { registry }: UpkeepDeps): Promise<WorkingEntry> {
  const [entry] = id === '' ? [] : await registry.workingEntries([id])
  if (entry === undefined || !isVisibleIn(entry, scopeOf(account))) {
    throw new FaqError('not_found', { what: 'entry', id: id.slice(0, 64) })
  }
  return entry
}

async function sendChoice(visit: SignedInVisit, entry: WorkingEntry, deps: UpkeepDeps): Promise<void> {
  const asked = readField(visit.request.query, 'q').trim()
  const scope = scopeOf(visit.account)
  const text = (asked === '' ? entry.question : asked).slice(0, 500)
  const found = await deps.search({ text, scope, limit: OFFERED_MAX })
  const others = found.map(({ entry: some }) => some).filter(({ id }) => id !== entry.id)
  await visit.send(choosePage({ entry, query: asked, found: others }))
}

function pick<T extends { readonly id: string }>([first, second]: readonly [T, T], id: string): T {
  return id === second.id ? second : first
}

async function mayDecideOn(entry: WorkingEntry, account: Account, { settings }: UpkeepDeps): Promise<boolean> {
  return mayDecide({ entry, account, settings: await settings.settingsOf(entry.section.code) })
}

async function obstaclesTo(
  pair: readonly WorkingEntry[],
  account: Account,
  deps: UpkeepDeps,
): Promise<readonly string[]> {
  const obstacles: string[] = []
  for (const entry of pair) {
    if (entry.publishedRevision === null) obstacles.push(texts.notPublished(entry.id))
    else if (entry.publishedRevision !== entry.revision) obstacles.push(texts.inTheWorks(entry.id))
    if (!(await mayDecideOn(entry, account, deps))) obstacles.push(texts.noRight(entry.section.name))
  }
  return obstacles
}

function readForm(body: unknown): MergeForm {
  const text = (name: keyof MergeForm) => readField(body, name)
  return {
    question: text('question'),
    answer: text('answer'),
    phrasings: text('phrasings'),
    negatives: text('negatives'),
    tags: text('tags'),
    basis: text('basis'),
  }
}

function contentOf(body: unknown) {
  return {
    question: readField(body, 'question'),
    answer: readField(body, 'answer').replace(/\r\n/gu, '\n'),
    phrasings: readLines(body, 'phrasings'),
    negativePhrasings: readLines(body, 'negatives'),
    tags: readLines(body, 'tags'),
    basis: readLines(body, 'basis'),
  }
}

/** 「id revision」 of each; what is no number was never seen. */
function readSeen(body: unknown): ReadonlyMap<string, number> {
  return new Map(
    readFields(body, 'seen').map(text => {
      const [id = '', revision = ''] = text.split(' ')
      return [id, /^\d{1,9}$/u.test(revision) ? Number(revision) : -1] as const
    }),
  )
}
