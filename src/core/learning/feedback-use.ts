// What staff's reactions are used for, as doors ask for it.
import type { Looks } from '../looks.ts'
import type { Clock } from '../ports/clock.ts'
import type { Resolution } from '../ports/resolution.ts'
import type { Fall } from './find-falls.ts'
import type { RankedNow } from './suggest-phrasings.ts'

/** Never for ranking: what follows of reactions, a person decides. */
export interface FeedbackUse {
  readonly resolution: Resolution
  /** How a question would be answered now to somebody who may read everything. */
  readonly rank: (text: string) => Promise<RankedNow>
  /** Entries that help fewer people than before. */
  readonly falls: () => Promise<readonly Fall[]>
  /** Looks at what is new, and tells whom it concerns; resolves with the number of new suggestions. */
  readonly learn: () => Promise<number>
  /** From now on it looks by itself. Whoever serves starts it, and closes it. */
  readonly start: (clock: Clock) => Looks
}
