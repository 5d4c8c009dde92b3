// Clusters of questions without a good answer on one database, and what keeps them while the product serves.
import { setTimeout as wait } from 'node:timers/promises'
import type { OpenDatabase } from '../adapters/sqlite/open-database.ts'
import { openSqliteClusters } from '../adapters/sqlite/sqlite-clusters.ts'
import type { Learning } from '../cli/cli-deps.ts'
import type { Config } from '../config.ts'
import { openClusterKeeper } from '../core/learning/cluster-keeper.ts'
import { sectionsOfMatter } from '../core/learning/cluster-sections.ts'
import { openClusters } from '../core/learning/clusters.ts'
import { nearEntries } from '../core/learning/near-entries.ts'
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
  const again = { propose: async (_clusterId: number) => {} }
  const keeper = openClusterKeeper({
    ...deps,
    store,
    employeeNumberForms,
    suggestSections: async text => sectionsOfMatter(await deps.search({ text, scope: null })),
    onLinkedGrew: id => again.propose(id),
    pause: () => wait(PAUSE_MS),
  })
  const clusters = openClusters({
    ...deps,
    store,
    employeeNumberForms,
    onMoved: ids => {
      keeper.noteChanged(ids)
      void keeper.look()
    },
  })
  again.propose = clusters.proposeAgain
  return {
    clusters,
    grouping: keeper.grouping,
    profile: keeper.profile,
    nearClusters: keeper.near,
    nearEntries: search => nearEntries(search, deps),
    settleClusters: keeper.look,
    start: clock => startLooking(keeper.look, clock),
    close: keeper.close,
  }
}

/** Looks, waits, looks again, until it is told to stop. */
function startLooking(look: () => Promise<void>, clock: Clock) {
  let stopped = false
  let cancel = () => {}
  const lookAndWait = async () => {
    await look()
    if (!stopped) cancel = clock.startTimer(LOOK_AGAIN_MS, () => void lookAndWait())
  }
  void lookAndWait()
  return {
    close: async () => {
      stopped = true
      cancel()
    },
  }
}
