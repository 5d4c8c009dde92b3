// The figures of the plan that the product computes itself, for a fiscal year: as it stands today, or as it stood at its end.
import { addDays, type CalendarDate, fiscalYearBounds } from '../fiscal-year.ts'
import type { Figures } from '../ports/figures.ts'
import { LIVE_FIGURES, type LiveFigure, type LiveValue, liveKey } from './plan.ts'

/** Values of all figures for these years, by `liveKey`; what is not known of a year is left out. */
export async function liveFigures(
  fiscalYears: readonly number[],
  { figures, today }: { readonly figures: Figures; readonly today: CalendarDate },
): Promise<ReadonlyMap<string, LiveValue>> {
  const values = new Map<string, LiveValue>()
  const begins = await figures.begins()
  for (const fiscalYear of fiscalYears) {
    const { from, before } = fiscalYearBounds(fiscalYear)
    if (from > today || begins === null || begins >= before) continue
    const ofYear = await figuresOfYear(fiscalYear, { figures, today })
    for (const figure of LIVE_FIGURES) {
      const value = ofYear[figure]
      if (value !== null) values.set(liveKey(figure, fiscalYear), value)
    }
  }
  return values
}

async function figuresOfYear(
  fiscalYear: number,
  { figures, today }: { readonly figures: Figures; readonly today: CalendarDate },
): Promise<Readonly<Record<LiveFigure, LiveValue | null>>> {
  const period = fiscalYearBounds(fiscalYear)
  const last = addDays(period.before, -1)
  const registry = await figures.asOf(last < today ? last : today)
  const questions = await figures.questions(period)
  const staff = await figures.staffNumber(fiscalYear)
  const ticketDays = await figures.ticketDays(period)
  const judged = questions.resolved + questions.unresolved
  return {
    registrations: { kind: 'count', number: registry.registered },
    published: { kind: 'count', number: registry.published },
    verified_rate: shareOf(registry.verified, registry.published),
    questions: questions.asked === 0 ? null : { kind: 'count', number: questions.asked },
    usage_rate: questions.asked === 0 || staff === null ? null : shareOf(await figures.askers(period), staff),
    resolved_rate: shareOf(questions.resolved, judged),
    answer_rate: shareOf(questions.answered, questions.asked),
    zero_hit_rate: shareOf(questions.unanswered, questions.asked),
    ticket_days: ticketDays === null ? null : { kind: 'days', number: ticketDays },
  }
}

function shareOf(part: number, whole: number): LiveValue | null {
  return whole === 0 ? null : { kind: 'share', number: part / whole }
}
