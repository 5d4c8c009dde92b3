// The registration count against its target: what chat front ends show at a glance. The full KPI stands on pages of its own.
import type { RegistryCounts } from '../ports/registry.ts'
import type { IndicatorWithValues } from './plan.ts'

/** 登録数(累計) to be reached by 31 March of the fiscal year that begins in `fiscalYear`. */
export interface RegistrationTarget {
  readonly fiscalYear: number
  readonly value: number
}

export interface RegistrationKpi {
  /** 登録数(累計): entries ever published. */
  readonly registered: number
  readonly registeredThisFiscalYear: number
  readonly published: number
  readonly fiscalYear: number
  /** This fiscal year's, else the last one before it; null where none was ever set. */
  readonly target: RegistrationTarget | null
}

/** The targets of the plan's indicator that counts registrations. */
export function targetsOf(indicators: readonly IndicatorWithValues[]): readonly RegistrationTarget[] {
  const values = indicators.filter(({ live }) => live === 'registrations').flatMap(indicator => indicator.values)
  return values.flatMap(({ side, fiscalYear, number }) => {
    return side === 'target' && number !== null ? [{ fiscalYear, value: number }] : []
  })
}

export function registrationKpi(counts: RegistryCounts, targets: readonly RegistrationTarget[]): RegistrationKpi {
  const { registered, registeredThisFiscalYear, fiscalYear, byStatus } = counts
  const set = targets.filter(target => target.fiscalYear <= fiscalYear)
  const target = set.toSorted((a, b) => b.fiscalYear - a.fiscalYear)[0] ?? null
  return { registered, registeredThisFiscalYear, published: byStatus.published, fiscalYear, target }
}
