// What a monthly report tells: the count against its target, the month's registrations, questions and answers, and what waits.
// Figures are those at the end of the month, whenever the report is made; what waits is told as it is when the report is made.
import { addDays, type CalendarDate, dateInJapan } from '../fiscal-year.ts'
import type { SectionFigures } from '../ports/figures.ts'
import type { Ticket } from '../ticket/ticket.ts'
import type { Tickets } from '../ticket/tickets.ts'
import {
  type AnswerFigures,
  answerFigures,
  type FiguresDeps,
  figuresOn,
  type UsageFigures,
  usageIn,
  type YearFigures,
} from './figures-table.ts'
import { type Month, periodOf, previousMonth } from './report-month.ts'

export interface MonthlyReport {
  readonly month: Month
  /** The last day that is counted: the month's, or today where the month is not over. */
  readonly asOf: CalendarDate
  readonly isOver: boolean
  readonly madeOn: CalendarDate
  /** The fiscal year until that day. */
  readonly year: YearFigures
  readonly registered: number
  readonly registeredMonthBefore: number
  readonly answers: AnswerFigures
  readonly usage: UsageFigures
  /** Sections that registered something in the month, most first. */
  readonly sections: readonly SectionFigures[]
  readonly waiting: Waiting
}

export interface Waiting {
  readonly openTickets: number
  readonly overdueTickets: number
  /** When the oldest of them was opened; null without any. */
  readonly oldestTicketOn: CalendarDate | null
  readonly reviewsDue: number
}

export interface ReportDeps extends FiguresDeps {
  readonly tickets: Pick<Tickets, 'list'>
  readonly today: CalendarDate
}

export async function monthlyReport(month: Month, deps: ReportDeps): Promise<MonthlyReport> {
  const { figures, today } = deps
  const whole = periodOf(month)
  const last = addDays(whole.before, -1)
  const asOf = last < today ? last : today
  const period = { from: whole.from, before: addDays(asOf, 1) }
  const year = await figuresOn(asOf, deps)
  const sections = await figures.bySection(period)
  const [before] = await figures.byMonth(periodOf(previousMonth(month)))
  return {
    month,
    asOf,
    isOver: last < today,
    madeOn: today,
    year,
    registered: year.months.at(-1)?.registered ?? 0,
    registeredMonthBefore: before?.registered ?? 0,
    answers: answerFigures(await figures.questions(period)),
    usage: await usageIn(period, year.fiscalYear, deps),
    sections: sections.filter(row => row.registered > 0).toSorted((a, b) => b.registered - a.registered),
    waiting: await waitingNow(deps),
  }
}

/** As many days ahead count as due soon. */
const REVIEW_DAYS = 31

/** Tickets read at once. */
const PAGE = 500

async function waitingNow({ figures, tickets, today }: ReportDeps): Promise<Waiting> {
  const open: Ticket[] = []
  for (let more = true; more; ) {
    const page = await tickets.list({ states: ['new', 'assigned'], limit: PAGE, offset: open.length })
    open.push(...page.tickets)
    more = page.tickets.length === PAGE && open.length < page.total
  }
  const opened = open.map(ticket => ticket.openedAt.getTime())
  // Each entry whose date comes within the days will leave the verified ones on that date, unless it is looked at before.
  const [now, then] = [await figures.asOf(today), await figures.asOf(addDays(today, REVIEW_DAYS))]
  return {
    openTickets: open.length,
    overdueTickets: open.filter(({ dueOn }) => dueOn < today).length,
    oldestTicketOn: opened.length === 0 ? null : dateInJapan(new Date(Math.min(...opened))),
    reviewsDue: Math.max(0, now.verified - then.verified),
  }
}
