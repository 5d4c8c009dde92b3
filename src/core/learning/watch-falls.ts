// Watches for falls to tell of: among all entries once a day, and meanwhile among those of which something was said.
import type { CalendarDate } from '../fiscal-year.ts'
import type { Resolution } from '../ports/resolution.ts'
import { type Fall, type FallDeps, findFalls } from './find-falls.ts'

export type WatchFallsDeps = FallDeps & Pick<Resolution, 'voicedSince'>

/** Tells of the falls that there may be since it last did, and resolves with what `tell` does. */
export type FallWatch = (today: CalendarDate, tell: (falls: readonly Fall[]) => Promise<number>) => Promise<number>

export function openFallWatch(resolution: WatchFallsDeps): FallWatch {
  let told: { readonly day: CalendarDate; readonly mark: number } | null = null
  return async (today, tell) => {
    const isSameDay = told?.day === today
    const { entryIds, mark } = await resolution.voicedSince(told?.mark ?? null)
    const mayHaveFallen = !isSameDay || entryIds.length > 0
    const falls = mayHaveFallen ? await findFalls(today, resolution, isSameDay ? entryIds : undefined) : []
    const count = falls.length === 0 ? 0 : await tell(falls)
    told = { day: today, mark } // what failed is looked for again
    return count
  }
}
