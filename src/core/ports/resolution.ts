// Port: 解決した and 解決しない of entries, counted by the day of the question, the last word of each question once.
import type { Scope } from '../access/rights.ts'
import type { Section } from '../entry.ts'
import type { CalendarDate } from '../fiscal-year.ts'
import type { VoiceCount } from '../learning/resolution.ts'
import type { NoticeInput } from './notices.ts'
import type { Voice } from './voices.ts'

/** Days from `from` up to, not including, `before`. */
export interface VoiceSpan {
  readonly from: CalendarDate
  readonly before: CalendarDate
}

export interface SectionSpan extends VoiceSpan {
  /** null: all sections. */
  readonly sectionCode: string | null
}

export interface EntryVoices extends VoiceCount {
  readonly entryId: string
  readonly section: Section
}

export interface MonthVoices extends VoiceCount {
  /** `2026-04`. */
  readonly month: string
}

export interface SectionVoices extends VoiceCount {
  readonly section: Section
}

/** What was said of a published entry before a day, and from it on. */
export interface EntryCourse {
  readonly entryId: string
  readonly section: Section
  readonly before: VoiceCount
  readonly now: VoiceCount
}

/** A question behind the figures. Who asked is not told. */
export interface VoicedQuestion {
  readonly askedAt: Date
  /** As it was typed: to be masked. */
  readonly text: string
  readonly said: Voice['said']
  readonly clicked: boolean
}

export interface Voiced {
  readonly entryIds: readonly string[]
  readonly mark: number
}

export interface Resolution {
  /** Of published entries open to the scope. */
  readonly byEntry: (span: SectionSpan & { readonly scope: Scope }) => Promise<readonly EntryVoices[]>
  /** Of all entries, months without a voice left out, the earliest first. */
  readonly byMonth: (span: SectionSpan) => Promise<readonly MonthVoices[]>
  readonly bySection: (span: VoiceSpan) => Promise<readonly SectionVoices[]>
  readonly monthsOf: (entryId: string, span: VoiceSpan) => Promise<readonly MonthVoices[]>
  readonly countOf: (entryId: string, span: VoiceSpan) => Promise<VoiceCount>
  /** Those of which at least `voicesMin` were heard both before `middle` and since. */
  readonly courses: (
    span: VoiceSpan & {
      readonly middle: CalendarDate
      readonly voicesMin: number
      /** These alone; left out, all. */
      readonly entryIds?: readonly string[] | undefined
    },
  ) => Promise<readonly EntryCourse[]>
  /** Entries of which something was said after a mark, and the mark of now; none of them without a mark. */
  readonly voicedSince: (mark: number | null) => Promise<Voiced>
  /** Newest first. */
  readonly questions: (
    entryId: string,
    span: VoiceSpan,
    page: { readonly limit: number; readonly offset: number },
  ) => Promise<{ readonly total: number; readonly questions: readonly VoicedQuestion[] }>
  /** The last day on which other words or another answer were published than before; null where there was none. */
  readonly lastRevisedOn: (entryId: string) => Promise<CalendarDate | null>
  /** The first day of which there is a voice; null without any. */
  readonly begins: () => Promise<CalendarDate | null>
  /** Of these, the entries whose fall was told since a day. */
  readonly fallsTold: (entryIds: readonly string[], since: CalendarDate) => Promise<ReadonlySet<string>>
  /** Notes that these falls were told, with the notices that tell them. */
  readonly tellFalls: (entryIds: readonly string[], day: CalendarDate, notices: readonly NoticeInput[]) => Promise<void>
}
