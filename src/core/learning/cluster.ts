// A cluster: questions that mean the same and had no good answer; what may be done with it; which are the hottest.
import type { Section } from '../entry.ts'
import { dateInJapan } from '../fiscal-year.ts'
import type { Channel, FeedbackKind } from '../ports/question-log.ts'
import type { Outcome } from '../search/judge.ts'

/** Why a question counts as one without a good answer, the plainest first. */
export const MISSED_REASONS = ['none_of_these', 'unresolved', 'unanswered', 'ignored'] as const
export type MissedReason = (typeof MISSED_REASONS)[number]

/** Who leaves candidates alone may have read the answer in their titles, or gone for lunch: half a sign. */
export const REASON_WEIGHTS: Readonly<Record<MissedReason, number>> = {
  none_of_these: 1,
  unresolved: 1,
  unanswered: 1,
  ignored: 0.5,
}

/** What the log says of a question by now. */
export interface LookedAt {
  readonly outcome: Outcome
  readonly channel: Channel
  readonly askedAt: Date
  /** In the order in which it was said. */
  readonly said: readonly FeedbackKind[]
  /** Something was chosen, or solved it, later in the same conversation. */
  readonly solvedLater: boolean
}

/** Only there can one of several be chosen; who writes by mail or programs cannot ignore anything. */
const CHOOSING: ReadonlySet<Channel> = new Set<Channel>(['web', 'slack'])
/** Nobody chooses an hour later. */
export const IGNORED_AFTER_MS = 3_600_000

/** Null for a question that had its answer; 'later' where that cannot be told yet. What was said last counts. */
export function missedReason(question: LookedAt, now: Date): MissedReason | 'later' | null {
  const last = question.said.at(-1)
  if (last === 'none_of_these' || last === 'unresolved') return last
  if (last !== undefined) return null
  if (question.outcome === 'unanswered') return 'unanswered'
  if (question.outcome === 'answered' || !CHOOSING.has(question.channel) || question.solvedLater) return null
  return now.getTime() - question.askedAt.getTime() < IGNORED_AFTER_MS ? 'later' : 'ignored'
}

/** `merged`: its questions are another's now. */
export const CLUSTER_STATES = ['open', 'dismissed', 'linked', 'drafted', 'done', 'merged'] as const
export type ClusterState = (typeof CLUSTER_STATES)[number]

/** What people see in lists. */
export const SHOWN_STATES = [
  'open',
  'drafted',
  'linked',
  'dismissed',
  'done',
] as const satisfies readonly ClusterState[]
export type ShownState = (typeof SHOWN_STATES)[number]

/** So many more questions after it was settled say that it was not: it is open again. */
export const COMES_BACK_AFTER = 5

export interface Cluster {
  readonly id: number
  readonly version: number
  readonly state: ClusterState
  /** The entry that it is linked to, or that was drafted of it. */
  readonly entryId: string | null
  readonly mergedInto: number | null
  readonly decision: ClusterDecision | null
  readonly size: number
  readonly people: number
  readonly firstAt: Date
  readonly lastAt: Date
  readonly heat: number
  /** The question that stands for all: the one most like the others. Not masked. */
  readonly text: string
  readonly words: readonly string[]
  /** Likeliest first; none where nothing speaks for one. */
  readonly sections: readonly Section[]
}

export interface ClusterDecision {
  readonly by: string
  readonly at: Date
  readonly reason: string
  /** How many questions there were. */
  readonly size: number
}

/** A day of the count below has so many questions less after it, so that a month ago counts half. */
export const HALF_LIFE_DAYS = 28
const DAY_MS = 86_400_000
const LANDMARK_MS = Date.UTC(2026, 0, 1)

export interface CountedQuestion {
  readonly at: Date
  readonly reason: MissedReason
  /** Whoever asked, or the conversation; null where neither is known. */
  readonly who: string | null
}

/**
 * log₂ Σ w·2^((t − L)/h): the sum of the questions' weights, each halved for every half-life since it was asked, seen from a
 * fixed landmark L. As time passes all sums shrink alike, so the order needs no new computing: G. Cormode, V. Shkapenyuk,
 * D. Srivastava, B. Xu, "Forward Decay: A Practical Time Decay Model for Streaming Systems", ICDE 2009. What one person asks
 * several times on a day in Japan counts once, by its strongest sign.
 */
export function heatOf(questions: readonly CountedQuestion[]): number {
  const best = new Map<string, { readonly weight: number; readonly at: number }>()
  for (const [i, { at, reason, who }] of questions.entries()) {
    const key = who === null ? `#${i}` : `${who} ${dateInJapan(at)}`
    const known = best.get(key)
    const weight = REASON_WEIGHTS[reason]
    if (known === undefined || known.weight < weight) best.set(key, { weight, at: at.getTime() })
  }
  const logs = [...best.values()].map(({ weight, at }) => Math.log2(weight) + halfLives(at))
  const highest = Math.max(...logs)
  return logs.length === 0
    ? Number.MIN_SAFE_INTEGER
    : highest + Math.log2(logs.reduce((sum, log) => sum + 2 ** (log - highest), 0))
}

/** How many questions of today the cluster is worth. */
export function worthToday(heat: number, now: Date): number {
  return 2 ** (heat - halfLives(now.getTime()))
}

function halfLives(at: number): number {
  return (at - LANDMARK_MS) / DAY_MS / HALF_LIFE_DAYS
}
