// Port: counts by day, month and section, from sums that are kept with every change. Periods run from a day to the day after
// their last.
import type { Section } from '../entry.ts'
import type { CalendarDate } from '../fiscal-year.ts'

export interface Period {
  readonly from: CalendarDate
  /** The first day that does not belong to it. */
  readonly before: CalendarDate
}

/** How the registry stood at the end of a day. */
export interface RegistryFigures {
  /** 登録数(累計): entries registered until then, and the opening balances until then. */
  readonly registered: number
  /** The part of it that came as opening balance. */
  readonly opening: number
  /** 公開中: entries that staff could be given. */
  readonly published: number
  /** 検証済み: published, and not past the date by which they are to be looked at again. */
  readonly verified: number
}

export interface SectionFigures {
  readonly section: Section
  /** Registered within the period. */
  readonly registered: number
  /** Registered until the period's end. */
  readonly registeredTotal: number
  readonly published: number
  readonly verified: number
}

export interface QuestionFigures {
  readonly asked: number
  readonly answered: number
  readonly candidates: number
  readonly unanswered: number
  /** Askers' last words on their questions. */
  readonly resolved: number
  readonly unresolved: number
}

export interface MonthFigures extends QuestionFigures {
  /** `YYYY-MM`. */
  readonly month: string
  readonly registered: number
}

/** Questions by what became of them; `asked` are all. */
export const QUESTIONS_OF = ['asked', 'answered', 'candidates', 'unanswered', 'resolved', 'unresolved'] as const
export type QuestionsOf = (typeof QUESTIONS_OF)[number]

export interface AskedQuestion {
  readonly askedAt: Date
  readonly text: string
  readonly outcome: 'answered' | 'candidates' | 'unanswered'
  /** The entry that was given, or shown first. */
  readonly entryId: string | null
  /** The asker's last word on it. */
  readonly said: 'resolved' | 'unresolved' | null
}

export interface Figures {
  readonly asOf: (date: CalendarDate) => Promise<RegistryFigures>
  /** New registrations by day, days without any left out; without opening balances. */
  readonly registrationsByDay: (
    period: Period,
  ) => Promise<readonly { readonly day: CalendarDate; readonly registered: number }[]>
  /** Ids of the entries registered in the period, newest first; of one section where it is given. */
  readonly registrations: (
    within: Period & { readonly sectionCode: string | null },
    page: { readonly limit: number; readonly offset: number },
  ) => Promise<{ readonly total: number; readonly ids: readonly string[] }>
  /** Every month that the period touches, in order. */
  readonly byMonth: (period: Period) => Promise<readonly MonthFigures[]>
  readonly bySection: (period: Period) => Promise<readonly SectionFigures[]>
  readonly questions: (period: Period) => Promise<QuestionFigures>
  /** Those that make up one of these figures, newest first. */
  readonly askedQuestions: (
    within: Period & { readonly of: QuestionsOf },
    page: { readonly limit: number; readonly offset: number },
  ) => Promise<{ readonly total: number; readonly questions: readonly AskedQuestion[] }>
  /** People who asked at least once in the months that the period touches. */
  readonly askers: (period: Period) => Promise<number>
  /** Median of days from opening a ticket to its answer, of those answered within the period; null without any. */
  readonly ticketDays: (period: Period) => Promise<number | null>
  /** The first day of which anything is known; null while there is nothing. */
  readonly begins: () => Promise<CalendarDate | null>
  readonly openings: () => Promise<readonly OpeningBalance[]>
  readonly addOpening: (opening: Omit<OpeningBalance, 'id'>, actor: string) => Promise<void>
  readonly removeOpening: (id: string, actor: string) => Promise<void>
  /** People who work here in a fiscal year; the last year's that was stated before where it has none of its own. */
  readonly staffNumber: (fiscalYear: number) => Promise<number | null>
  /** Those that were stated, by fiscal year. */
  readonly staffNumbers: () => Promise<ReadonlyMap<number, number>>
  readonly setStaffNumber: (fiscalYear: number, count: number, actor: string) => Promise<void>
  /** Rises with every change of what is counted: pages that show figures follow it. */
  readonly version: () => Promise<string>
}

/** Entries registered before they came into this registry, or that never will come: counted from a day on. */
export interface OpeningBalance {
  readonly id: string
  readonly onDate: CalendarDate
  readonly count: number
  readonly note: string
}
