// The forecast of a day, from the registrations of the whole weeks before it: what every page, file and report shows.
import { addDays, type CalendarDate, daysBetween, fiscalYearBounds, fiscalYearOf } from '../fiscal-year.ts'
import type { Figures } from '../ports/figures.ts'
import { FORECAST_WEEKS, type Forecast, forecastYearEnd } from './forecast.ts'

export type ForecastFigures = Pick<Figures, 'asOf' | 'begins' | 'registrationsByDay'>

/** Of the end of the day's fiscal year. The day itself is not over and is left out of the weeks. */
export async function forecastAt(day: CalendarDate, figures: ForecastFigures): Promise<Forecast | null> {
  const begins = await figures.begins()
  if (begins === null) return null
  const weeks = Math.max(0, Math.min(FORECAST_WEEKS, Math.floor(daysBetween(begins, day) / 7)))
  const from = addDays(day, -7 * weeks)
  const days = weeks === 0 ? [] : await figures.registrationsByDay({ from, before: day })
  const weekly = Array.from({ length: weeks }, () => 0)
  for (const { day: on, registered } of days) {
    const week = Math.floor(daysBetween(from, on) / 7)
    weekly[week] = (weekly[week] ?? 0) + registered
  }
  const { registered: now } = await figures.asOf(day)
  const { before } = fiscalYearBounds(fiscalYearOf(day))
  return forecastYearEnd({ now, weekly, daysLeft: daysBetween(day, before) - 1 })
}
