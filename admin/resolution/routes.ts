// 解決率: of a fiscal year and a section, of one entry, and as a file.
import { figureCsv } from '../../src/adapters/figure-files/figure-csv.ts'
import { scopeOf } from '../../src/core/access/rights.ts'
import type { Section } from '../../src/core/entry.ts'
import { FaqError } from '../../src/core/errors.ts'
import { type CalendarDate, dateInJapan, fiscalYearBounds, fiscalYearOf } from '../../src/core/fiscal-year.ts'
import { addVoices, RESOLUTION_ORDERS, sortByRate } from '../../src/core/learning/resolution.ts'
import { resolutionTexts as texts } from '../../src/core/messages/ja/admin/resolution.ts'
import { mayBeNamed } from '../entry-reference.ts'
import { windowOf } from '../pages-of.ts'
import { readField } from '../read-field.ts'
import { type AdminRoute, guardedRoute, type SignedInVisit } from '../route.ts'
import { sectionOfEntry } from '../section-of-entry.ts'
import type { ResolutionDeps } from './deps.ts'
import { entryResolutionPage } from './entry-page.ts'
import { type ResolutionFilter, resolutionPage } from './list-page.ts'
import { monthsOfYear, readEntryResolution } from './read-entry.ts'
import { resolutionSheet } from './resolution-sheet.ts'

const PER_PAGE = 50

export function resolutionRoutes(deps: ResolutionDeps): readonly AdminRoute[] {
  const ofEntry = { action: 'figures.read', sectionOf: sectionOfEntry(deps) } as const
  return [
    guardedRoute('GET /learning/resolution', 'figures.read', visit => showAll(visit, deps)),
    guardedRoute('GET /learning/resolution/export', 'figures.read', visit => sendFile(visit, deps)),
    guardedRoute('GET /learning/resolution/entries/:id', ofEntry, visit => showEntry(visit, deps)),
  ]
}

async function showAll(visit: SignedInVisit, deps: ResolutionDeps): Promise<void> {
  const { request, account, send } = visit
  const { resolution } = deps.feedback
  const [years, sections] = [await yearsKnown(deps), await deps.registry.sections()]
  const filter = readFilter(request.query, { years, sections })
  const span = { ...fiscalYearBounds(filter.year), sectionCode: filter.section === '' ? null : filter.section }
  const scope = scopeOf(account)
  const [byMonth, bySection, all, falls] = await Promise.all([
    resolution.byMonth(span),
    filter.section === '' ? resolution.bySection(span) : [],
    resolution.byEntry({ ...span, scope }),
    deps.feedback.falls(),
  ])
  const window = windowOf(request.query, PER_PAGE)
  const entries = sortByRate(all, filter.order).slice(window.offset, window.offset + window.limit)
  const ofSection = falls.filter(({ section }) => filter.section === '' || section.code === filter.section)
  const ids = [...entries, ...ofSection].map(({ entryId }) => entryId)
  const named = (await deps.registry.entriesById([...new Set(ids)])).filter(entry => mayBeNamed(entry, scope))
  const questions = new Map(named.map(({ id, question }) => [id, question]))
  await send(
    resolutionPage({
      filter,
      years,
      sections,
      whole: addVoices(byMonth),
      months: monthsOfYear(filter.year, dateInJapan(deps.now())),
      byMonth,
      bySection,
      window,
      total: all.length,
      entries,
      falls: ofSection.filter(({ entryId }) => questions.has(entryId)),
      questions,
    }),
  )
}

/** Newest first, this year among them. */
async function yearsKnown({ feedback, now }: ResolutionDeps): Promise<readonly number[]> {
  const today = dateInJapan(now())
  const begins: CalendarDate = (await feedback.resolution.begins()) ?? today
  const [first, last] = [Math.min(fiscalYearOf(begins), fiscalYearOf(today)), fiscalYearOf(today)]
  return Array.from({ length: last - first + 1 }, (_, i) => last - i)
}

interface Known {
  readonly years: readonly number[]
  readonly sections: readonly Section[]
}

function readFilter(query: unknown, { years, sections }: Known): ResolutionFilter {
  const section = sections.find(({ code }) => code === readField(query, 'section'))?.code ?? ''
  const order = RESOLUTION_ORDERS.find(one => one === readField(query, 'order')) ?? 'lowest'
  return { year: readYear(query, years), section, order }
}

/** This year where none is asked for. */
function readYear(query: unknown, years: readonly number[]): number {
  const typed = readField(query, 'year')
  const year = typed === '' ? years[0] : years.find(one => String(one) === typed)
  if (year !== undefined) return year
  throw new FaqError('bad_input', {
    field: 'year',
    expected: `${years.at(-1)}–${years[0]}`,
    got: typed.slice(0, 20),
  })
}

async function sendFile({ request, response, account }: SignedInVisit, deps: ResolutionDeps): Promise<void> {
  const known = { years: await yearsKnown(deps), sections: await deps.registry.sections() }
  const filter = readFilter(request.query, known)
  const span = { ...fiscalYearBounds(filter.year), sectionCode: filter.section === '' ? null : filter.section }
  const all = await deps.feedback.resolution.byEntry({ ...span, scope: scopeOf(account) })
  const entries = await deps.registry.entriesById(all.map(({ entryId }) => entryId))
  const questions = new Map(entries.map(({ id, question }) => [id, question]))
  const sheet = resolutionSheet(sortByRate(all, filter.order), questions)
  const isCp932 = readField(request.query, 'format') === 'cp932'
  response.attachment(`${texts.fileName(filter.year)}.csv`)
  response.type(`text/csv; charset=${isCp932 ? 'Shift_JIS' : 'utf-8'}`)
  response.send(figureCsv(sheet, isCp932 ? 'cp932' : 'utf8bom'))
}

async function showEntry({ request, send }: SignedInVisit, deps: ResolutionDeps): Promise<void> {
  const id = String(request.params['id'])
  const [entry] = await deps.registry.entriesById([id])
  if (entry === undefined) throw new FaqError('not_found', { what: 'entry', id })
  const years = await yearsKnown(deps)
  const year = readYear(request.query, years)
  const window = windowOf(request.query, PER_PAGE)
  const view = await readEntryResolution(entry, year, deps)
  const found = await deps.feedback.resolution.questions(id, fiscalYearBounds(year), window)
  const questions = found.questions.map(question => ({ ...question, text: deps.mask(question.text) }))
  await send(entryResolutionPage({ ...view, years, window, total: found.total, questions }))
}
