// The pages that keep entries true, and the merge of two entries.
import { actorOf } from '../../src/core/access/account.ts'
import { may, scopeOf } from '../../src/core/access/rights.ts'
import { FaqError } from '../../src/core/errors.ts'
import { addDays, dateInJapan, formatJapaneseDate } from '../../src/core/fiscal-year.ts'
import { upkeepMessages as texts } from '../../src/core/messages/ja/admin/upkeep.ts'
import { oftenUnresolved } from '../../src/core/upkeep/often-unresolved.ts'
import { AHEAD_DAYS, addMonths, REVIEW_MONTHS } from '../../src/core/upkeep/review-dates.ts'
import { readField } from '../read-field.ts'
import { type AdminRoute, guardedRoute, type SignedInVisit } from '../route.ts'
import { sectionOfEntry } from '../section-of-entry.ts'
import { ROWS_PER_PAGE } from './list-parts.ts'
import { duplicatesPage, SINCE_DAYS, UNSEEN_DAYS, unresolvedPage, unseenPage } from './lists-pages.ts'
import { doMerge, entryIdOf, showMerge } from './merge.ts'
import { overviewPage } from './overview-page.ts'
import { REVIEWS_PATH, reviewsPage, SPANS, type Span } from './reviews-page.ts'
import type { UpkeepDeps } from './upkeep-deps.ts'

export type { UpkeepDeps } from './upkeep-deps.ts'

export function upkeepRoutes(deps: UpkeepDeps): readonly AdminRoute[] {
  const inSection = { action: 'entry.edit', sectionOf: sectionOfEntry(deps) } as const
  return [
    guardedRoute('GET /upkeep', 'entries.read', visit => showOverview(visit, deps)),
    guardedRoute('GET /upkeep/reviews', 'entries.read', visit => showReviews(visit, deps)),
    guardedRoute('POST /upkeep/entries/:id/confirm', inSection, visit => confirm(visit, deps)),
    guardedRoute('GET /upkeep/unseen', 'entries.read', visit => showUnseen(visit, deps)),
    guardedRoute('GET /upkeep/unresolved', 'entries.read', visit => showUnresolved(visit, deps)),
    guardedRoute('GET /upkeep/duplicates', 'entries.read', visit => showDuplicates(visit, deps)),
    guardedRoute('GET /entries/:id/merge', inSection, visit => showMerge(visit, deps)),
    guardedRoute('POST /entries/:id/merge', inSection, visit => doMerge(visit, deps)),
  ]
}

async function showOverview(visit: SignedInVisit, { upkeep, now }: UpkeepDeps): Promise<void> {
  const today = dateInJapan(now())
  await visit.send(overviewPage(await upkeep.standings({ today, soon: addDays(today, AHEAD_DAYS) })))
}

/** What every list is asked for. */
async function readList({ request, account }: SignedInVisit, { registry }: UpkeepDeps) {
  const sections = await registry.sections()
  const asked = readField(request.query, 'section')
  const sectionCode = sections.some(({ code }) => code === asked) ? asked : ''
  const number = Number(readField(request.query, 'page'))
  const page = Number.isInteger(number) && number >= 1 && number <= 100_000 ? number : 1
  const filter = {
    ...(sectionCode !== '' && { sectionCode }),
    scope: scopeOf(account),
    limit: ROWS_PER_PAGE,
    offset: (page - 1) * ROWS_PER_PAGE,
  }
  return { sections, sectionCode, page, filter }
}

async function showReviews(visit: SignedInVisit, deps: UpkeepDeps): Promise<void> {
  const { request, account } = visit
  const { filter, ...view } = await readList(visit, deps)
  const span = spanOf(readField(request.query, 'span'))
  const today = dateInJapan(deps.now())
  const until = span === 'overdue' ? addDays(today, -1) : addDays(today, AHEAD_DAYS)
  const due = await deps.upkeep.dueForReview({ ...filter, today, until })
  const mayConfirm = (code: string) => may(account, 'entry.edit', code)
  const done = await doneSentence(readField(request.query, 'done'), visit, deps)
  await visit.send(reviewsPage({ ...view, span, due, mayConfirm, done }))
}

function spanOf(text: string): Span {
  return SPANS.find(span => span === text) ?? 'overdue'
}

async function doneSentence(id: string, { account }: SignedInVisit, { upkeep }: UpkeepDeps): Promise<string | null> {
  const [entry] = id === '' ? [] : await upkeep.entries([id], scopeOf(account))
  if (entry === undefined || entry.reviewBy === null) return null
  return texts.reviews.done(entry.question, formatJapaneseDate(entry.reviewBy))
}

async function confirm(visit: SignedInVisit, { upkeep, poke, now }: UpkeepDeps): Promise<void> {
  const { request, response, account } = visit
  const { body } = request
  const id = entryIdOf(visit)
  const months = REVIEW_MONTHS.find(value => String(value) === readField(body, 'months'))
  const seen = Number(readField(body, 'seen'))
  if (months === undefined || !Number.isInteger(seen)) {
    throw new FaqError('bad_input', {
      field: 'reviewBy',
      expected: REVIEW_MONTHS.join(', '),
      got: readField(body, 'months'),
    })
  }
  const reviewBy = addMonths(dateInJapan(now()), months)
  await upkeep.confirm({ entryId: id, reviewBy, seen, actor: actorOf(account), note: texts.reviews.note })
  poke()
  const query = { span: spanOf(readField(body, 'span')), section: readField(body, 'section'), done: id }
  response.redirect(303, `${REVIEWS_PATH}?${new URLSearchParams(query).toString()}#done`)
}

async function showUnseen(visit: SignedInVisit, deps: UpkeepDeps): Promise<void> {
  const { filter, ...view } = await readList(visit, deps)
  const days = daysOf(visit, UNSEEN_DAYS, 90)
  const registeredUntil = addDays(dateInJapan(deps.now()), -days)
  await visit.send(unseenPage({ ...view, days, found: await deps.upkeep.neverShown({ ...filter, registeredUntil }) }))
}

function daysOf({ request }: SignedInVisit, offered: readonly number[], usual: number): number {
  return offered.find(days => String(days) === readField(request.query, 'days')) ?? usual
}

const DAY_MS = 86_400_000

async function showUnresolved(visit: SignedInVisit, deps: UpkeepDeps): Promise<void> {
  const { sections, sectionCode } = await readList(visit, deps)
  const days = daysOf(visit, SINCE_DAYS, 90)
  const since = new Date(deps.now().getTime() - days * DAY_MS)
  const failing = oftenUnresolved(await deps.upkeep.reactions(since))
  const ids = failing.map(({ entryId }) => entryId)
  const [entries, given] = await Promise.all([
    deps.upkeep.entries(ids, scopeOf(visit.account)),
    deps.upkeep.timesGiven(ids, since),
  ])
  const rows = failing.flatMap(reaction => {
    const entry = entries.find(({ id }) => id === reaction.entryId)
    if (entry === undefined || (sectionCode !== '' && entry.section.code !== sectionCode)) return []
    return [{ ...reaction, entry, given: given.get(entry.id) ?? 0 }]
  })
  await visit.send(unresolvedPage({ sections, sectionCode, days, rows: rows.slice(0, ROWS_PER_PAGE) }))
}

/** Begins the search where something is new; what is found so far is shown at once. */
async function showDuplicates(visit: SignedInVisit, deps: UpkeepDeps): Promise<void> {
  const { filter, ...view } = await readList(visit, deps)
  void deps.duplicates.run()
  const { pairs, done, total, works } = deps.duplicates.state()
  const ids = [...new Set(pairs.flatMap(({ entryIds }) => entryIds))]
  const readable = new Map((await deps.upkeep.entries(ids, filter.scope)).map(entry => [entry.id, entry]))
  const shown = pairs.flatMap(({ entryIds: [a, b], meaning }) => {
    const [first, second] = [readable.get(a), readable.get(b)]
    if (first === undefined || second === undefined) return []
    const isWanted = view.sectionCode === '' || [first, second].some(({ section }) => section.code === view.sectionCode)
    return isWanted ? [{ entries: [first, second] as const, meaning }] : []
  })
  const rows = shown.slice(filter.offset, filter.offset + ROWS_PER_PAGE)
  await visit.send(duplicatesPage({ ...view, total: shown.length, pairs: rows, done, of: total, works }))
}
