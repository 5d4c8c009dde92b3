// How many renderings one asker may have made in a while: reading what is there already is never counted.

/** More than anybody reads, and few enough that nobody uses up the day for all. */
export const MAKINGS_MAX = 20
export const WINDOW_MS = 10 * 60 * 1000
/** Beyond so many askers the oldest are forgotten first. */
const ASKERS_MAX = 10_000

/** Counts the making where it may be. */
export function limitMakings(now: () => Date): (asker: string) => boolean {
  const makings = new Map<string, readonly number[]>()
  return asker => {
    const at = now().getTime()
    const recent = (makings.get(asker) ?? []).filter(made => at - made < WINDOW_MS)
    const mayMake = recent.length < MAKINGS_MAX
    makings.delete(asker) // what is set again stands last
    makings.set(asker, mayMake ? [...recent, at] : recent)
    const [oldest] = makings.keys()
    if (makings.size > ASKERS_MAX && oldest !== undefined) makings.delete(oldest)
    return mayMake
  }
}
