// Port: what is held about people who ask: taking out what is past its time, showing what there is of one person, and erasing
// it. Figures that were told before stay as they were.
import type { CalendarDate } from '../fiscal-year.ts'
import type { PersonKeys } from '../privacy/person.ts'
import type { TicketState } from '../ticket/ticket.ts'
import type { FeedbackKind } from './question-log.ts'

/** What is taken out, in the order in which it is done. */
export const PURGE_PARTS = [
  /** Who asked, and which questions belong together. */
  'askers',
  /** What people wrote beside a reaction. */
  'remarks',
  /** Name, address and reasons of whoever opened a ticket that is done. */
  'tickets',
  /** Keyed hashes behind the number of people, once their fiscal year is over; the numbers stay. */
  'askerMonths',
  /** What came in from chat and mail and was worked on. */
  'incoming',
  /** Sessions and failures to sign in that count for nothing any more. */
  'signIns',
  /** Notices to people of the office that were read or are old. */
  'notices',
  /** Texts of questions, where a time is set for them. */
  'questions',
] as const
export type PurgePart = (typeof PURGE_PARTS)[number]

export type PurgeCounts = Readonly<Record<PurgePart, number>>

/** What happened before is past its time. */
export interface Cutoffs {
  /** Of everything that tells who asked. */
  readonly askers: Date
  /** Of texts of questions; null while they are kept. */
  readonly questions: Date | null
  /** Of what is of use for days only. */
  readonly traces: Date
  readonly today: CalendarDate
}

export interface PersonQuestion {
  readonly id: string
  readonly askedAt: Date
  readonly channel: string
  readonly text: string
  /** With words of an earlier question. */
  readonly searchedAs: string | null
  readonly outcome: string
  /** Ids of entries that were shown. */
  readonly shown: readonly string[]
  readonly said: readonly {
    readonly kind: FeedbackKind
    readonly entryId: string | null
    readonly comment: string | null
    readonly at: Date
  }[]
}

export interface PersonTicket {
  readonly id: string
  readonly fiscalYear: number
  readonly number: number
  readonly state: TicketState
  readonly section: string
  readonly question: string
  readonly askerName: string | null
  /** Where the answer was to be told, as it is kept. */
  readonly replyTo: Readonly<Record<string, unknown>> | null
  readonly openedAt: Date
  readonly answer: string | null
  readonly entryId: string | null
  /** Reasons the asker gave for asking again. */
  readonly reasons: readonly string[]
}

export interface PersonAccount {
  readonly login: string
  readonly name: string
  readonly mail: string | null
  readonly slackUser: string | null
  readonly section: string | null
  readonly roles: readonly string[]
  readonly disabled: boolean
  readonly createdAt: Date
  readonly signedInAt: Date | null
  readonly sessions: readonly { readonly createdAt: Date; readonly seenAt: Date }[]
  readonly notices: number
  /** Texts that were typed and not saved. */
  readonly unsaved: number
  /** Official records that name the account, and stay. */
  readonly records: { readonly auditEvents: number; readonly revisions: number; readonly comments: number }
}

/** Everything held about one person. */
export interface PersonRecord {
  readonly questions: readonly PersonQuestion[]
  readonly tickets: readonly PersonTicket[]
  /** Months in which the person asked, `YYYY-MM`. */
  readonly months: readonly string[]
  readonly account: PersonAccount | null
}

export interface EraseCounts {
  readonly questions: number
  readonly tickets: number
  /** Tickets that still waited for an answer, and were ended. */
  readonly ended: number
  readonly months: number
  readonly accounts: number
}

export interface PersonalData {
  /** How much of each part is past its time. */
  readonly due: (cutoffs: Cutoffs) => Promise<PurgeCounts>
  /** Takes out at most so many rows of a part, in one transaction; resolves with how many it was. */
  readonly takeOut: (part: PurgePart, cutoffs: Cutoffs, limit: number) => Promise<number>
  /** Writes down what was taken out: an event of the audit, unless it was nothing; and when, whatever it was. */
  readonly notePurge: (run: PurgeRun, actor: string) => Promise<void>
  readonly lastPurge: () => Promise<PurgeRun | null>
  readonly find: (person: PersonKeys) => Promise<PersonRecord>
  /** One transaction with its audit event, which names nobody. Nothing is written where nothing is held. */
  readonly erase: (person: PersonKeys, by: { readonly actor: string; readonly at: Date }) => Promise<EraseCounts>
  /** An event of the audit: somebody looked at what is held about a person. */
  readonly noteExport: (by: { readonly actor: string; readonly at: Date }) => Promise<void>
  /** From now on people get other keys: old ones lead to nobody. */
  readonly renewSecret: (by: { readonly actor: string; readonly at: Date }) => Promise<void>
  /** Makes the file forget: what was erased is left in no journal of the database. False while somebody still reads an older state. */
  readonly forget: () => Promise<boolean>
}

export interface PurgeRun {
  readonly at: Date
  readonly counts: PurgeCounts
  /** False where it stopped before everything was taken out. */
  readonly done: boolean
}
