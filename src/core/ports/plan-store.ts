// Port: the plan's indicators with their values. Every change is one transaction with its audit event; what was typed before stays
// as history.
import type { Indicator, IndicatorWithValues, RecordedValue, Side } from '../kpi/plan.ts'
import type { Actor } from './registry.ts'

/** The place of a cell in the plan. */
export interface CellPlace {
  readonly fiscalYear: number
  readonly side: Side
}

/** What stands in a cell; both empty where there is nothing. */
export interface CellWords {
  readonly text: string
  readonly note: string
}

/** What was typed for a cell by somebody who saw what stood in it then. */
export interface EnteredValue extends RecordedValue {
  readonly indicatorId: string
  readonly seen: CellWords
}

/** A cell that somebody else changed after it was seen. */
export interface ValueClash extends CellPlace {
  readonly indicatorId: string
  /** As it stands now. */
  readonly current: CellWords
  readonly changedBy: string
  readonly changedAt: Date
}

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
  /**
   * Writes all of them, or none where one of them meets what somebody else wrote meanwhile: those come back. An empty text takes
   * the value away; what stands there already is not written again.
   */
  readonly setValues: (entered: readonly EnteredValue[], actor: Actor) => Promise<readonly ValueClash[]>
  /** Everything that was ever typed for a cell, or for all of the indicator's, newest first. */
  readonly history: (id: string, place: CellPlace | null) => Promise<readonly ValueChange[]>
  readonly create: (indicator: NewIndicator, actor: Actor) => Promise<Indicator>
  /** `conflict` where somebody was faster than who saw `version`. */
  readonly change: (indicator: Omit<Indicator, 'position'>, actor: Actor) => Promise<void>
  /** One place up or down in the order of the plan; nothing at its end. */
  readonly move: (id: string, to: 'up' | 'down', actor: Actor) => Promise<void>
  readonly remove: (id: string, actor: Actor) => Promise<void>
}
