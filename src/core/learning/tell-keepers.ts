// Who keeps entries is told what the people who asked say of them: that suggestions wait, once a day at most, and that an entry
// helps fewer than before, once a fall.
import type { Account } from '../access/account.ts'
import type { Section } from '../entry.ts'
import { addDays, type CalendarDate } from '../fiscal-year.ts'
import { upkeepMessages } from '../messages/ja/admin/upkeep.ts'
import type { NoticeInput } from '../ports/notices.ts'
import type { Registry } from '../ports/registry.ts'
import type { Resolution } from '../ports/resolution.ts'
import type { Suggestions } from '../ports/suggestions.ts'
import { upkeepersOf } from '../upkeep/remind-sections.ts'
import { FALL_DAYS, type Fall } from './find-falls.ts'

export interface TellingDeps {
  readonly suggestions: Pick<Suggestions, 'tell' | 'untold'>
  readonly resolution: Pick<Resolution, 'fallsTold' | 'tellFalls'>
  readonly accounts: () => Promise<readonly Account[]>
  readonly registry: Pick<Registry, 'entriesById'>
}

/** Resolves with the number of sections that were told. */
export async function tellOfSuggestions(today: CalendarDate, deps: TellingDeps): Promise<number> {
  const untold = await deps.suggestions.untold(today)
  if (untold.length === 0) return 0
  const accounts = await deps.accounts()
  const notices = untold.flatMap(({ section, open }) => {
    const detail = { section: section.name, question: section.name, count: String(open) }
    return noticeTo(section, accounts, { kind: 'suggestions_waiting', entryId: null, detail })
  })
  const codes = untold.map(({ section }) => section.code)
  await deps.suggestions.tell(codes, today, notices)
  return untold.length
}

/** A fall is looked at with the days of two quarters: told again within these, it would be the same fall. */
const TOLD_AGAIN_AFTER_DAYS = 2 * FALL_DAYS

/** Resolves with the number of entries of which it was told. */
export async function tellOfFalls(
  falls: readonly Fall[],
  today: CalendarDate,
  { resolution, registry, ...deps }: TellingDeps,
): Promise<number> {
  const ids = falls.map(({ entryId }) => entryId)
  const told = await resolution.fallsTold(ids, addDays(today, -TOLD_AGAIN_AFTER_DAYS))
  const fresh = falls.filter(({ entryId }) => !told.has(entryId))
  if (fresh.length === 0) return 0
  const accounts = await deps.accounts()
  const questions = new Map((await registry.entriesById(ids)).map(({ id, question }) => [id, question]))
  const bySection = Map.groupBy(fresh, ({ section }) => section.code)
  const notices = [...bySection.values()].flatMap(of => {
    const [first, ...others] = of
    if (first === undefined) return []
    const { entryId, section } = first
    const question = questions.get(entryId) ?? entryId
    const named = others.length === 0 ? question : upkeepMessages.andOthers(question, others.length)
    const detail = { section: section.name, question: named }
    return noticeTo(section, accounts, {
      kind: 'resolution_falling',
      entryId: others.length === 0 ? entryId : null,
      detail,
    })
  })
  await resolution.tellFalls(
    fresh.map(({ entryId }) => entryId),
    today,
    notices,
  )
  return fresh.length
}

function noticeTo(
  { code }: Section,
  accounts: readonly Account[],
  notice: Omit<NoticeInput, 'to'>,
): readonly NoticeInput[] {
  const to = upkeepersOf(code, accounts)
  return to.length === 0 ? [] : [{ ...notice, to }]
}
