// Port: the plan's indicators with their values. Every change is one transaction with its audit event; what was typed before stays
// as history.
import type { Indicator, IndicatorWithValues, RecordedValue, Side } from '../kpi/plan.ts'
import type { Actor } from './registry.ts'

export interface ValueChange extends RecordedValue {
  readonly changedBy: string
  readonly changedAt: Date
}

/** An indicator with its values, as a file brings it. */
export interface PlannedIndicator {
  readonly indicator: NewIndicator
  readonly values: readonly RecordedValue[]
}

export type NewIndicator = Omit<Indicator, 'id' | 'version' | 'position'>

export interface PlanStore {
  /** Writes the plan into a store that never had an indicator; whether it did. */
  readonly fill: (planned: readonly PlannedIndicator[], actor: Actor) => Promise<boolean>
  /** In the order of the plan, each with the values that count now. */
  readonly indicators: () => Promise<readonly IndicatorWithValues[]>
  readonly find: (id: string) => Promise<IndicatorWithValues | null>
  /** An empty text takes the value away. Unchanged values are not written. */
  readonly setValues: (id: string, values: readonly RecordedValue[], actor: Actor) => Promise<void>
  /** Everything that was ever typed for a cell, newest first. */
  readonly history: (
    id: string,
    place: { readonly fiscalYear: number; readonly side: Side },
  ) => Promise<readonly ValueChange[]>
  readonly create: (indicator: NewIndicator, actor: Actor) => Promise<Indicator>
  /** `conflict` where somebody was faster than who saw `version`. */
  readonly change: (indicator: Omit<Indicator, 'position'>, actor: Actor) => Promise<void>
  readonly remove: (id: string, actor: Actor) => Promise<void>
}
