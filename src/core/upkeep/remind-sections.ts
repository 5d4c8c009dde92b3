// Reminders of review dates: the people of a section are told before the date and on it, once each, however often it is looked.
import { type Account, isAdministrator } from '../access/account.ts'
import { addDays, type CalendarDate, formatJapaneseDate } from '../fiscal-year.ts'
import { upkeepMessages } from '../messages/ja/admin/upkeep.ts'
import type { NoticeInput } from '../ports/notices.ts'
import { type DueEntry, REMINDER_STAGES, type ReminderStage, type Upkeep } from '../ports/upkeep.ts'
import { AHEAD_DAYS } from './review-dates.ts'

export interface RemindingDeps {
  readonly upkeep: Pick<Upkeep, 'remind' | 'unreminded'>
  readonly accounts: () => Promise<readonly Account[]>
}

/** Of more entries at a time a section gets one notice for all: thirty of one day would be read by nobody. */
export const NOTICES_EACH_MAX = 3

/** Resolves with the number of reminders that were noted. */
export async function remindSections(today: CalendarDate, deps: RemindingDeps): Promise<number> {
  let count = 0
  const accounts = await deps.accounts()
  for (const stage of REMINDER_STAGES.toReversed()) count += await remindOf(stage, { today, accounts }, deps)
  return count
}

async function remindOf(
  stage: ReminderStage,
  { today, accounts }: { readonly today: CalendarDate; readonly accounts: readonly Account[] },
  { upkeep }: RemindingDeps,
): Promise<number> {
  const until = stage === 'due' ? today : addDays(today, AHEAD_DAYS)
  const due = await upkeep.unreminded(stage, { today, until })
  if (due.length === 0) return 0
  // What is due already needs no word in advance; it is noted, so that it gets none when its date is far from here.
  const told = stage === 'due' ? due : due.filter(({ reviewBy }) => reviewBy > today)
  const bySection = Map.groupBy(told, ({ section }) => section.code)
  const notices = [...bySection].flatMap(([code, entries]) => noticesFor(entries, upkeepersOf(code, accounts)))
  await upkeep.remind(
    due.map(({ id, reviewBy }) => ({ entryId: id, reviewBy, stage })),
    notices,
  )
  return due.length
}

/** Who keeps a section's entries; where it has nobody of its own, the administrators. */
export function upkeepersOf(sectionCode: string, accounts: readonly Account[]): readonly string[] {
  const enabled = accounts.filter(({ disabled }) => !disabled)
  const own = enabled.filter(({ grants }) =>
    grants.some(({ role, sectionCode: of }) => (role === 'editor' || role === 'approver') && of === sectionCode),
  )
  const told = own.length > 0 ? own : enabled.filter(isAdministrator)
  return told.map(({ id }) => id)
}

function noticesFor(entries: readonly DueEntry[], to: readonly string[]): readonly NoticeInput[] {
  const [first] = entries
  if (first === undefined || to.length === 0) return []
  if (entries.length <= NOTICES_EACH_MAX) return entries.map(entry => noticeOf(entry, entry.question, to))
  const rest = entries.length - 1
  return [{ ...noticeOf(first, upkeepMessages.andOthers(first.question, rest), to), entryId: null }]
}

function noticeOf({ id, reviewBy, section }: DueEntry, question: string, to: readonly string[]): NoticeInput {
  const detail = {
    question,
    section: section.name,
    reviewBy,
    text: upkeepMessages.reviewBy(formatJapaneseDate(reviewBy)),
  }
  return { kind: 'review_due', entryId: id, detail, to }
}
