// Port: publications and withdrawals that wait for their time. At most one of each kind and entry.
import type { Actor } from './registry.ts'

export const SCHEDULE_KINDS = ['publish', 'archive'] as const
export type ScheduleKind = (typeof SCHEDULE_KINDS)[number]

export interface Schedule {
  readonly entryId: string
  readonly kind: ScheduleKind
  /** The revision that was looked at. A publication is of this one and no other. */
  readonly revision: number
  readonly at: Date
  readonly actor: Actor
  readonly createdAt: Date
}

export interface Schedules {
  readonly of: (entryId: string) => Promise<readonly Schedule[]>
  /** Those whose time has come, in its order. */
  readonly due: (now: Date) => Promise<readonly Schedule[]>
  /** null: none waits. */
  readonly nextAt: () => Promise<Date | null>
}
