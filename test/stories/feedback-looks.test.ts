// What looks at reactions by itself while the product serves.
import { afterAll, expect, test } from 'vitest'
import { openDatabase } from '../../src/adapters/sqlite/open-database.ts'
import { openSqliteRegistry } from '../../src/adapters/sqlite/sqlite-registry.ts'
import { DEFAULT_THRESHOLDS } from '../../src/core/search/judge.ts'
import { openFeedback } from '../../src/wiring/open-feedback.ts'
import { openSuggestions } from '../../src/wiring/open-suggestions.ts'
import { openManualClock } from '../fakes/manual-clock.ts'
import { buildSmallIndex } from '../fakes/small-index.ts'
import { spacedAnalyser } from '../fakes/spaced-analyser.ts'

const database = openDatabase(':memory:')
afterAll(() => database.close())

test('whoever closes does not wait for an index that is still being made', async () => {
  const now = () => new Date('2026-11-22T01:00:00Z')
  const registry = openSqliteRegistry(database.query, now)
  const index = await buildSmallIndex([], spacedAnalyser)
  const { start } = openFeedback(database.query, {
    suggestions: openSuggestions(database.query, { outDoors: [], now }),
    accounts: { all: async () => [] },
    registry,
    asking: { analyser: spacedAnalyser, index, registry, thresholds: DEFAULT_THRESHOLDS },
    settleIndex: () => new Promise(() => {}),
    outDoors: [],
    employeeNumberForms: [],
    pokeNotices: () => {},
    now,
    log: (event, data) => expect.fail(`${event} ${JSON.stringify(data)}`),
  })
  const { look, close } = start(openManualClock())
  const looked = look()
  await close()
  await looked
})
