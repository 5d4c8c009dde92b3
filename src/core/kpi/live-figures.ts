// The figures of the plan that the product computes itself, for a fiscal year: as it stands today, or as it stood at its end.
import { addDays, type CalendarDate, fiscalYearBounds } from '../fiscal-year.ts'
import type { Figures } from '../ports/figures.ts'
import { LIVE_FIGURES, type LiveFigure, type LiveValue, liveKey } from './plan.ts'
import { type GroupSize, groupSize } from './small-groups.ts'

export interface LiveFiguresDeps {
  readonly figures: Pick<Figures, 'begins' | 'asOf' | 'questions' | 'staffNumber' | 'askers' | 'ticketDays'>
  readonly today: CalendarDate
  /** Those to compute: some ask more of the database than others. All of them where left out. */
  readonly wanted?: readonly LiveFigure[]
}

/** Values of figures for these years, by `liveKey`; what is not known of a year is left out. */
export async function liveFigures(
  fiscalYears: readonly number[],
  { figures, today, wanted = LIVE_FIGURES }: LiveFiguresDeps,
): Promise<ReadonlyMap<string, LiveValue>> {
  const values = new Map<string, LiveValue>()
  const begins = await figures.begins()
  for (const fiscalYear of fiscalYears) {
    const { from, before } = fiscalYearBounds(fiscalYear)
    if (from > today || begins === null || begins >= before) continue
    for (const figure of wanted) {
      const value = await SOURCES[figure](fiscalYear, { figures, today })
      if (value !== null) values.set(liveKey(figure, fiscalYear), value)
    }
  }
  return values
}

type Source = (fiscalYear: number, deps: Pick<LiveFiguresDeps, 'figures' | 'today'>) => Promise<LiveValue | null>

const SOURCES: Readonly<Record<LiveFigure, Source>> = {
  registrations: async (year, deps) => ({ kind: 'count', number: (await registryOf(year, deps)).registered }),
  published: async (year, deps) => ({ kind: 'count', number: (await registryOf(year, deps)).published }),
  verified_rate: async (year, deps) => {
    const { verified, published } = await registryOf(year, deps)
    return shareOf(verified, published)
  },
  questions: async (year, deps) => {
    const { asked } = await questionsOf(year, deps)
    return asked === 0 ? null : { kind: 'count', number: asked }
  },
  usage_rate: async (year, { figures }) => {
    const [{ asked }, staff] = [await questionsOf(year, { figures }), await figures.staffNumber(year)]
    return asked === 0 ? null : usageRate(groupSize(await figures.askers(fiscalYearBounds(year))), staff)
  },
  resolved_rate: async (year, deps) => {
    const { resolved, unresolved } = await questionsOf(year, deps)
    return shareOf(resolved, resolved + unresolved)
  },
  answer_rate: async (year, deps) => {
    const { answered, asked } = await questionsOf(year, deps)
    return shareOf(answered, asked)
  },
  zero_hit_rate: async (year, deps) => {
    const { unanswered, asked } = await questionsOf(year, deps)
    return shareOf(unanswered, asked)
  },
  ticket_days: async (year, { figures }) => {
    const number = await figures.ticketDays(fiscalYearBounds(year))
    return number === null ? null : { kind: 'days', number }
  },
}

function registryOf(fiscalYear: number, { figures, today }: Pick<LiveFiguresDeps, 'figures' | 'today'>) {
  const last = addDays(fiscalYearBounds(fiscalYear).before, -1)
  return figures.asOf(last < today ? last : today)
}

function questionsOf(fiscalYear: number, { figures }: Pick<LiveFiguresDeps, 'figures'>) {
  return figures.questions(fiscalYearBounds(fiscalYear))
}

/** A share of few people would tell their number. */
function usageRate(askers: GroupSize, staff: number | null): LiveValue | null {
  return askers === 'few' || staff === null ? null : shareOf(askers, staff)
}

function shareOf(part: number, whole: number): LiveValue | null {
  return whole === 0 ? null : { kind: 'share', number: part / whole }
}
