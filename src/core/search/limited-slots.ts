// Which entries not everybody may find, or not on every day. Asked before a search, so that what a person may not read is no
// candidate on any side.
import type { Reader, Scope } from '../access/rights.ts'
import type { EntryContent } from '../entry.ts'
import type { CalendarDate } from '../fiscal-year.ts'
import type { SlotFilter } from './score-board.ts'

/** By whom and when an entry may be found. */
export interface EntryLimits {
  /** Codes of the sections whose people may read it, its owner's included; null for everybody. */
  readonly openTo: readonly string[] | null
  readonly validFrom: CalendarDate | null
  readonly validUntil: CalendarDate | null
}

/** The limits of a published revision; null for nearly all: everybody, always. */
export function limitsOf(
  { visibleTo, validFrom, validUntil }: Pick<EntryContent, 'visibleTo' | 'validFrom' | 'validUntil'>,
  sectionCode: string,
): EntryLimits | null {
  if (visibleTo.length === 0 && validFrom === null && validUntil === null) return null
  const openTo = visibleTo.length === 0 ? null : [...new Set([sectionCode, ...visibleTo])]
  return { openTo, validFrom, validUntil }
}

/** Who asks; where no day is given, entries that are limited to some days are left out. */
export interface Finder extends Pick<Reader, 'scope'> {
  readonly today: CalendarDate | null
}

/** Scopes that are remembered: as many as a prefecture has sections, or a little less. */
const REMEMBERED_MAX = 64

export class LimitedSlots {
  readonly #limits = new Map<number, EntryLimits>()
  /** Filters by scope and day, until an entry's limits change. */
  readonly #remembered = new Map<string, SlotFilter | undefined>()

  put(slot: number, limits: EntryLimits | null): void {
    if (limits === null && !this.#limits.has(slot)) return
    this.#remembered.clear()
    if (limits === null) this.#limits.delete(slot)
    else this.#limits.set(slot, limits)
  }

  remove(slot: number): void {
    this.put(slot, null)
  }

  /** Undefined where the finder may find every entry: most registries on most days, at no cost. */
  filterFor(finder: Finder): SlotFilter | undefined {
    if (this.#limits.size === 0) return undefined
    const key = `${finder.today ?? ''} ${finder.scope?.join(' ') ?? '*'}`
    if (this.#remembered.has(key)) return this.#remembered.get(key)
    if (this.#remembered.size >= REMEMBERED_MAX) this.#remembered.clear()
    const filter = this.#makeFilter(finder)
    this.#remembered.set(key, filter)
    return filter
  }

  #makeFilter(finder: Finder): SlotFilter | undefined {
    const hidden = [...this.#limits].flatMap(([slot, limits]) => (mayFind(limits, finder) ? [] : [slot]))
    if (hidden.length === 0) return undefined
    const flags = new Uint8Array(hidden.reduce((most, slot) => Math.max(most, slot), 0) + 1)
    for (const slot of hidden) flags[slot] = 1
    return slot => flags[slot] !== 1
  }
}

function mayFind({ openTo, validFrom, validUntil }: EntryLimits, { scope, today }: Finder): boolean {
  if (!isOpenTo(openTo, scope)) return false
  if (today === null) return validFrom === null && validUntil === null
  return (validFrom === null || validFrom <= today) && (validUntil === null || today <= validUntil)
}

function isOpenTo(openTo: EntryLimits['openTo'], scope: Scope): boolean {
  return openTo === null || scope === null || openTo.some(code => scope.includes(code))
}
