// Where the registration count will stand at the end of the fiscal year, if it goes on as it did lately.

/** Half a year of weeks: long enough to even out holidays, short enough to follow a change of pace. */
export const FORECAST_WEEKS = 26

/** Fewer weeks tell nothing about the spread. */
const WEEKS_MIN = 4

/** Two-sided 80 % of the normal distribution. */
const Z_80 = 1.2816

export interface Forecast {
  /** Expected number at the end. */
  readonly expected: number
  /** Four of five years end between these two. */
  readonly low: number
  readonly high: number
  /** Registrations a week that it builds on. */
  readonly weeklyMean: number
}

export interface ForecastInput {
  readonly now: number
  /** New registrations of whole weeks, newest first or last. */
  readonly weekly: readonly number[]
  readonly daysLeft: number
}

/**
 * The mean of the last weeks, continued; the band is the prediction interval for a sum of m future values of which n were seen,
 * s · z · √(m + m²/n) (e.g. Hahn and Meeker, Statistical Intervals, 1991, chapter 4). Null while too few weeks are known. The count
 * never falls, so the band begins at what is there.
 */
export function forecastYearEnd({ now, weekly, daysLeft }: ForecastInput): Forecast | null {
  const n = weekly.length
  if (n < WEEKS_MIN) return null
  const weeklyMean = weekly.reduce((sum, value) => sum + value, 0) / n
  const variance = weekly.reduce((sum, value) => sum + (value - weeklyMean) ** 2, 0) / (n - 1)
  const weeksLeft = Math.max(0, daysLeft) / 7
  const expected = now + weeklyMean * weeksLeft
  const reach = Z_80 * Math.sqrt(variance * (weeksLeft + weeksLeft ** 2 / n))
  return {
    expected: Math.round(expected),
    low: Math.max(now, Math.round(expected - reach)),
    high: Math.round(expected + reach),
    weeklyMean,
  }
}
