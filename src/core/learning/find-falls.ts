// Entries that help fewer people than they did: the last 90 days beside the 90 before, and what the last revision has to do with it.
import { addDays, type CalendarDate } from '../fiscal-year.ts'
import type { EntryCourse, Resolution } from '../ports/resolution.ts'
import { FALL_VOICES_MIN, hasFallen, type VoiceCount } from './resolution.ts'

/** A quarter of a year: long enough for voices to come together, short enough that something can still be done. */
export const FALL_DAYS = 90

/** What was said before and after a revision; the day itself is neither. */
export interface AroundRevision {
  readonly on: CalendarDate
  readonly before: VoiceCount
  readonly after: VoiceCount
}

export interface Fall extends EntryCourse {
  /** The last revision, where it falls into these days. */
  readonly revision: AroundRevision | null
}

export type FallDeps = Pick<Resolution, 'countOf' | 'courses' | 'lastRevisedOn'>

/** Of all entries, or of those named. */
export async function findFalls(
  today: CalendarDate,
  resolution: FallDeps,
  entryIds?: readonly string[],
): Promise<readonly Fall[]> {
  const middle = addDays(today, 1 - FALL_DAYS)
  const span = { from: addDays(middle, -FALL_DAYS), before: addDays(today, 1) }
  const courses = await resolution.courses({ ...span, middle, voicesMin: FALL_VOICES_MIN, entryIds })
  const fallen = courses.filter(({ before, now }) => hasFallen(before, now)).toSorted(byFall)
  const falls: Fall[] = []
  for (const course of fallen)
    falls.push({ ...course, revision: await aroundRevision(course.entryId, today, resolution) })
  return falls
}

/** Null where it was not revised within the days that are compared. */
export async function aroundRevision(
  entryId: string,
  today: CalendarDate,
  resolution: Pick<Resolution, 'countOf' | 'lastRevisedOn'>,
): Promise<AroundRevision | null> {
  const on = await resolution.lastRevisedOn(entryId)
  if (on === null || on <= addDays(today, -2 * FALL_DAYS)) return null
  const before = await resolution.countOf(entryId, { from: addDays(on, -FALL_DAYS), before: on })
  const after = await resolution.countOf(entryId, { from: addDays(on, 1), before: addDays(on, 1 + FALL_DAYS) })
  return { on, before, after }
}

function byFall(a: EntryCourse, b: EntryCourse): number {
  return fallOf(b) - fallOf(a) || (a.entryId < b.entryId ? -1 : 1)
}

function fallOf({ before, now }: EntryCourse): number {
  return shareOf(before) - shareOf(now)
}

function shareOf({ resolved, unresolved }: VoiceCount): number {
  return resolved / (resolved + unresolved)
}
