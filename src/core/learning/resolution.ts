// 解決率: of those who said whether an answer helped, the share whom it did. Told with what the number of voices allows to say, and
// not at all of a few; and whether it has fallen, as distinct from chance.
import { SMALL_GROUP_MIN } from '../kpi/small-groups.ts'
import { shareAtLeast } from '../upkeep/often-unresolved.ts'

/** Last words of the questions that an entry, or several, answered. */
export interface VoiceCount {
  readonly resolved: number
  readonly unresolved: number
}

export interface Rate {
  readonly voices: number
  readonly rate: number
  /** The interval of 95 % (Wilson). */
  readonly low: number
  readonly high: number
}

/** `none`: nobody said anything. `few`: so few that they might be told apart. */
export type ResolutionRate = 'none' | 'few' | Rate

export function rateOf({ resolved, unresolved }: VoiceCount): ResolutionRate {
  const voices = resolved + unresolved
  if (voices === 0) return 'none'
  if (voices < SMALL_GROUP_MIN) return 'few'
  const [low, high] = [shareAtLeast(resolved, voices), 1 - shareAtLeast(unresolved, voices)]
  return { voices, rate: resolved / voices, low, high }
}

export function isTold(rate: ResolutionRate): rate is Rate {
  return typeof rate !== 'string'
}

/** Voices of each of both times; of fewer a difference says nothing. */
export const FALL_VOICES_MIN = 10
/** What has fallen by less is not worth anybody's time, however sure it is. */
export const FALL_MIN = 0.1
/** Of 99 %: among a thousand entries that stay as they are, five are taken for fallen. */
const Z_FALL = 2.576

/**
 * Whether `now` helps fewer people than `before` did: by a tenth at least, and surely by the interval of the difference of two
 * shares (R. G. Newcombe, "Interval Estimation for the Difference Between Independent Proportions", 1998, method 10).
 */
export function hasFallen(before: VoiceCount, now: VoiceCount): boolean {
  const [votesBefore, votesNow] = [before.resolved + before.unresolved, now.resolved + now.unresolved]
  if (Math.min(votesBefore, votesNow) < FALL_VOICES_MIN) return false
  const [shareBefore, shareNow] = [before.resolved / votesBefore, now.resolved / votesNow]
  const below = shareBefore - shareAtLeast(before.resolved, votesBefore, Z_FALL)
  const above = 1 - shareAtLeast(now.unresolved, votesNow, Z_FALL) - shareNow
  const fall = shareBefore - shareNow
  return fall >= FALL_MIN && fall - Math.hypot(below, above) > 0
}

export function addVoices(counts: readonly VoiceCount[]): VoiceCount {
  return {
    resolved: counts.reduce((sum, { resolved }) => sum + resolved, 0),
    unresolved: counts.reduce((sum, { unresolved }) => sum + unresolved, 0),
  }
}

export const RESOLUTION_ORDERS = ['lowest', 'highest', 'voices', 'id'] as const
export type ResolutionOrder = (typeof RESOLUTION_ORDERS)[number]

/** Those whose rate is not told come last, whatever the order: their place must not tell it. */
export function sortByRate<E extends VoiceCount & { readonly entryId: string }>(
  entries: readonly E[],
  order: ResolutionOrder,
): readonly E[] {
  const byId = (a: E, b: E) => (a.entryId < b.entryId ? -1 : Number(a.entryId > b.entryId))
  const known = entries.map(entry => ({ entry, rate: rateOf(entry) }))
  const told = known.filter((one): one is { entry: E; rate: Rate } => isTold(one.rate))
  const untold = known.filter(({ rate }) => !isTold(rate)).map(({ entry }) => entry)
  const compare: Readonly<Record<ResolutionOrder, (a: Rate, b: Rate) => number>> = {
    lowest: (a, b) => a.rate - b.rate || b.voices - a.voices,
    highest: (a, b) => b.rate - a.rate || b.voices - a.voices,
    voices: (a, b) => b.voices - a.voices || a.rate - b.rate,
    id: () => 0,
  }
  const sorted = told.toSorted((a, b) => compare[order](a.rate, b.rate) || byId(a.entry, b.entry))
  return [...sorted.map(({ entry }) => entry), ...untold.toSorted(byId)]
}
