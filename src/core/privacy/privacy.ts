// What administrators and operators do about personal data: see what is due, take it out, show a person what is held about them,
// and erase it. The same for the pages and the command.
import type { CalendarDate } from '../fiscal-year.ts'
import { dateInJapan } from '../fiscal-year.ts'
import type { AskerKeys } from '../ports/asker-keys.ts'
import type { EraseCounts, PersonalData, PersonRecord, PurgeCounts, PurgeRun } from '../ports/personal-data.ts'
import { keysOf, type PersonName } from './person.ts'
import { cutoffsBefore, cutoffsOf, purge, type Retention } from './purge.ts'

export interface PrivacyDeps {
  readonly data: PersonalData
  readonly retention: Retention
  readonly askerKeys: AskerKeys
  readonly now: () => Date
  readonly pause: () => Promise<void>
}

export interface Privacy {
  readonly retention: Retention
  /** What is past its time now; before a day of one's own where it is given. */
  readonly due: (before?: CalendarDate) => Promise<PurgeCounts>
  /** Stops after the step at which the signal is given; what is left is taken out by the next run. */
  readonly purge: (actor: string, before?: CalendarDate, signal?: AbortSignal) => Promise<PurgeRun>
  readonly lastPurge: () => Promise<PurgeRun | null>
  /** Everything held about a person; for `preview`, without a word in the audit: nothing but counts may be shown of it. */
  readonly find: (
    names: readonly PersonName[],
    purpose: 'preview' | { readonly actor: string },
  ) => Promise<PersonRecord>
  readonly erase: (names: readonly PersonName[], actor: string) => Promise<Erasure>
  readonly renewSecret: (actor: string) => Promise<void>
}

export interface Erasure {
  readonly counts: EraseCounts
  /** The journal of the database is cut, too. */
  readonly forgotten: boolean
}

export function openPrivacy(deps: PrivacyDeps): Privacy {
  const { data, retention, askerKeys, now } = deps
  const cutoffs = (before?: CalendarDate) =>
    before === undefined ? cutoffsOf(dateInJapan(now()), retention) : cutoffsBefore(before, now(), retention)
  return {
    retention,
    due: before => data.due(cutoffs(before)),
    purge: (actor, before, signal) => purge(cutoffs(before), actor, signal === undefined ? deps : { ...deps, signal }),
    lastPurge: data.lastPurge,
    find: async (names, purpose) => {
      const found = await data.find(keysOf(names, askerKeys))
      if (purpose !== 'preview') await data.noteExport({ actor: purpose.actor, at: now() })
      return found
    },
    erase: async (names, actor) => {
      const counts = await data.erase(keysOf(names, askerKeys), { actor, at: now() })
      return { counts, forgotten: await data.forget() }
    },
    renewSecret: async actor => {
      await data.renewSecret({ actor, at: now() })
      await data.forget()
    },
  }
}

/** What is held, as counts: enough to tell whether it is the right person, and nothing of what they wrote. */
export interface HeldCounts {
  readonly questions: number
  readonly remarks: number
  readonly tickets: number
  readonly openTickets: number
  readonly months: number
  readonly account: string | null
}

export function countsOf({ questions, tickets, months, account }: PersonRecord): HeldCounts {
  return {
    questions: questions.length,
    remarks: questions.flatMap(({ said }) => said).filter(({ comment }) => comment !== null).length,
    tickets: tickets.length,
    openTickets: tickets.filter(({ state }) => state === 'new' || state === 'assigned').length,
    months: months.length,
    account: account?.login ?? null,
  }
}
