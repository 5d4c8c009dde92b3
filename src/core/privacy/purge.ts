// Takes out what is past its time, part by part in small steps, so that nobody who asks waits for it. What was told in figures
// before stays as it was. It can be stopped anywhere, and run again at any time.
import { addDays, type CalendarDate, dateInJapan } from '../fiscal-year.ts'
import { startOfDay } from '../japan-time.ts'
import {
  type Cutoffs,
  type PersonalData,
  PURGE_PARTS,
  type PurgeCounts,
  type PurgePart,
  type PurgeRun,
} from '../ports/personal-data.ts'

export interface Retention {
  /** Days for which it is kept who asked. */
  readonly askerDays: number
  /** Days for which texts of questions are kept; null for as long as there is no other decision. */
  readonly questionDays: number | null
}

/**
 * A fiscal year and the month after it: a month is past its time when every span of its fiscal year that figures are told of is
 * over, so that their counts of people can be kept without the people.
 */
export const ASKER_RETENTION_DAYS = 400

/** Sessions live for hours, failures to sign in count for minutes, events of chat come again for an hour. */
const TRACE_DAYS = 7

export function cutoffsOf(today: CalendarDate, { askerDays, questionDays }: Retention): Cutoffs {
  const before = (days: number) => startOfDay(addDays(today, -days))
  return {
    askers: before(askerDays),
    questions: questionDays === null ? null : before(questionDays),
    traces: before(TRACE_DAYS),
    today,
  }
}

export interface PurgeDeps {
  readonly data: Pick<PersonalData, 'takeOut' | 'notePurge' | 'forget'>
  readonly now: () => Date
  /** Lets others work between two steps. */
  readonly pause: () => Promise<void>
  /** Stops it between two steps. */
  readonly signal?: AbortSignal
}

/** Rows of one step: some milliseconds. */
const STEP = 500
/** Steps of one run and part; what is left then waits for the next. Ten million rows. */
const STEPS_MAX = 20_000

export async function purge(cutoffs: Cutoffs, actor: string, deps: PurgeDeps): Promise<PurgeRun> {
  const counts = new Map<PurgePart, number>()
  let done = true
  for (const part of PURGE_PARTS) {
    const { count, whole } = await takeOutPart(part, cutoffs, deps)
    counts.set(part, count)
    done &&= whole
  }
  const run = { at: deps.now(), counts: toCounts(part => counts.get(part) ?? 0), done }
  await deps.data.notePurge(run, actor)
  await deps.data.forget() // though nothing was taken out: an erasure before may have found the journal in use
  return run
}

async function takeOutPart(part: PurgePart, cutoffs: Cutoffs, { data, pause, signal }: PurgeDeps) {
  let count = 0
  for (let step = 0; step < STEPS_MAX; step += 1) {
    if (signal?.aborted === true) break
    const taken = await data.takeOut(part, cutoffs, STEP)
    count += taken
    if (taken === 0) return { count, whole: true }
    await pause()
  }
  return { count, whole: false }
}

export function toCounts(countOf: (part: PurgePart) => number): PurgeCounts {
  return {
    askers: countOf('askers'),
    remarks: countOf('remarks'),
    tickets: countOf('tickets'),
    askerMonths: countOf('askerMonths'),
    incoming: countOf('incoming'),
    signIns: countOf('signIns'),
    notices: countOf('notices'),
    questions: countOf('questions'),
  }
}

export function totalOf(counts: PurgeCounts): number {
  return PURGE_PARTS.reduce((sum, part) => sum + counts[part], 0)
}

/** Cutoffs with a day of one's own in place of the one that the settings say; never later than today. */
export function cutoffsBefore(day: CalendarDate, now: Date, retention: Retention): Cutoffs {
  const today = dateInJapan(now)
  const usual = cutoffsOf(today, retention)
  return { ...usual, askers: startOfDay(day < today ? day : today) }
}
