// One question before and after a change: is what staff see other than before, and is it better or worse?
import type { Found } from '../ports/workbench.ts'
import { compareStandings, firstShown, type KnownAnswer, standingOf } from './known-answer.ts'

/** Worst first. `different`: another answer, of which nobody knows which is right. */
export const CHANGE_KINDS = ['worse', 'different', 'better', 'same'] as const
export type ChangeKind = (typeof CHANGE_KINDS)[number]

export interface Judgement {
  readonly kind: ChangeKind
  /** How far it moved, in levels: negative for worse; 0 where it is not known. */
  readonly gain: number
}

export function judgeChange(known: KnownAnswer | null, before: Found, after: Found): Judgement {
  const looksSame = before.outcome === after.outcome && firstShown(before) === firstShown(after)
  if (known === null) return { kind: looksSame ? 'same' : 'different', gain: 0 }
  const [then, now] = [standingOf(known, before), standingOf(known, after)]
  const order = compareStandings(now, then)
  if (order === 0) return { kind: looksSame ? 'same' : 'different', gain: 0 }
  return { kind: order > 0 ? 'better' : 'worse', gain: now[0] - then[0] }
}
