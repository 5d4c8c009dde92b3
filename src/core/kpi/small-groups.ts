// Few people can be guessed by name: how many asked is told from this number on only, wherever statistics are shown.

/** Fewer than that are not told apart from each other by a number; the usual bound of public statistics by persons. */
export const SMALL_GROUP_MIN = 5

/** How many people; 'few' for one to four of them. Nobody is no group, so that zero is told. */
export type GroupSize = number | 'few'

export function groupSize(people: number): GroupSize {
  return people > 0 && people < SMALL_GROUP_MIN ? 'few' : people
}
