// Clusters of questions without a good answer on one database, and what keeps them while the product serves.
import { setTimeout as wait } from 'node:timers/promises'
import type { OpenDatabase } from '../adapters/sqlite/open-database.ts'
import { openSqliteClusters } from '../adapters/sqlite/sqlite-clusters.ts'
import type { Learning } from '../cli/cli-deps.ts'
import type { Config } from '../config.ts'
import { type ClusterKeeper, openClusterKeeper } from '../core/learning/cluster-keeper.ts'
import { sectionsOfMatter } from '../core/learning/cluster-sections.ts'
import { openClusters, proposeAgain } from '../core/learning/clusters.ts'
import { nearEntries } from '../core/learning/near-entries.ts'
import { keepLooking } from '../core/looks.ts'
import type { Clock } from '../core/ports/clock.ts'
import type { Suggestions } from '../core/ports/suggestions.ts'
import type { EntryIndex } from '../core/search/entry-index.ts'
import type { EntrySearch, FoundEntry } from '../core/search-entries.ts'
import type { MorphologicalAnalyser } from '../core/tokenise.ts'
import type { Log } from './log.ts'

export interface OpenLearningDeps {
  readonly index: EntryIndex
  readonly analyser: MorphologicalAnalyser
  readonly suggestions: Suggestions
  /** Resolves when everything that is published can be found, by its model too. */
  readonly settleIndex: () => Promise<void>
  readonly search: (search: EntrySearch) => Promise<readonly FoundEntry[]>
  readonly now: () => Date
  readonly log: Log
}

/** Between two steps of some milliseconds: a third of the thread at most. */
const PAUSE_MS = 10
/** A question is in its cluster so soon after it was asked. */
const LOOK_AGAIN_MS = 2_000

export function openLearning(
  query: OpenDatabase['query'],
  { employeeNumberForms }: Pick<Config, 'employeeNumberForms'>,
  deps: OpenLearningDeps,
): Learning {
  const store = openSqliteClusters(query, deps)
  const proposing = { ...deps, store, employeeNumberForms }
  const keeper = openClusterKeeper({
    ...proposing,
    suggestSections: async text => sectionsOfMatter(await deps.search({ text, scope: null })),
    onLinkedGrew: id => proposeAgain(id, proposing),
    pause: () => wait(PAUSE_MS),
  })
  const clusters = openClusters({ ...proposing, onMoved: () => void keeper.look() })
  return {
    clusters,
    grouping: keeper.grouping,
    profile: keeper.profile,
    nearClusters: keeper.near,
    nearEntries: (search, asked) => nearEntries(search, asked, deps),
    settleClusters: keeper.look,
    start: clock => startLooking(keeper, clock),
    close: keeper.close,
  }
}

/** The keeper is closed first: a look of many steps ends with the one that it is at. */
function startLooking({ look, close }: Pick<ClusterKeeper, 'look' | 'close'>, clock: Clock) {
  const looks = keepLooking(async () => {
    await look()
    return LOOK_AGAIN_MS
  }, clock)
  return {
    close: async () => {
      await close()
      await looks.close()
    },
  }
}
