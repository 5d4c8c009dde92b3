// A thousand entries edited, archived and published while the server is killed between commit and index: afterwards search knows
// exactly what is published, as it stands (TESTLIST A8).
import { setTimeout as pause } from 'node:timers/promises'
import { findIndexDrift } from '../../src/adapters/sqlite/find-index-drift.ts'
import { openDatabase } from '../../src/adapters/sqlite/open-database.ts'
import { openSqliteRegistry } from '../../src/adapters/sqlite/sqlite-registry.ts'
import type { EntryInput } from '../../src/core/ports/registry.ts'
import { openProductIn } from '../stories/open-story.ts'
import { startServer } from '../stories/zencho-process.ts'
import { drillEntries } from './drill-entries.ts'
import { type DrillHome, openHome } from './drill-home.ts'
import { type DrillResult, say } from './drill-row.ts'

const ROUNDS = 10
const KILL_WITHIN_MS = 1_500

export async function drift(changes = 1_000): Promise<DrillResult> {
  const entries = drillEntries(0, changes)
  await using home = await openHome(entries)
  const expected = new Map<string, EntryInput>(entries.map(entry => [entry.id, entry]))
  const share = Math.ceil(changes / ROUNDS)
  for (let round = 0; round < ROUNDS; round += 1) {
    const batch = entries.slice(round * share, (round + 1) * share).map((entry, index) => change(entry, index))
    await using server = await startServer(home.environment)
    const saved = save(home, batch)
    await pause(Math.random() * KILL_WITHIN_MS)
    server.child.kill('SIGKILL')
    await saved
    for (const entry of batch) expected.set(entry.id, entry)
    say(`round ${round}: ${batch.length} changed`)
  }
  return await report(home, expected) // before the folder goes
}

/** A third each: another question, archived, another answer. */
function change(entry: EntryInput, index: number): EntryInput {
  if (index % 3 === 0) return { ...entry, question: `改めて確認します。${entry.question}` }
  if (index % 3 === 1) return { ...entry, status: 'archived' }
  return { ...entry, answer: `${entry.answer}\n（改定しました）` }
}

async function save({ databasePath }: DrillHome, batch: readonly EntryInput[]): Promise<void> {
  const database = openDatabase(databasePath, { check: false })
  const registry = openSqliteRegistry(database.query, () => new Date())
  for (const entry of batch) await registry.save([entry], { actor: 'drill' })
  await database.close()
}

async function report(home: DrillHome, expected: ReadonlyMap<string, EntryInput>): Promise<DrillResult> {
  await using opened = await openProductIn(home.folder)
  const { product } = opened
  await product.settleIndex()
  let ghosts = 0
  let missing = 0
  for (const { id, question, status } of expected.values()) {
    const { ranked } = await product.rank(question, 3)
    const found = ranked.some(({ entryId }) => entryId === id)
    if (status === 'archived' && found) ghosts += 1
    if (status !== 'archived' && !found) missing += 1
  }
  const published = [...expected.values()].filter(({ status }) => status !== 'archived').length
  const { entries, pending } = await product.indexState()
  say(JSON.stringify([await product.indexState(), opened.events]))
  const database = openDatabase(home.databasePath, { check: false })
  const drifted = await findIndexDrift(database.query)
  await database.close()
  return {
    id: 'A8',
    target: '1,000 edits and unpublishings, killed between commit and index: 0 ghosts, 0 missing',
    measured: `${expected.size} changed, ${ROUNDS} kills: ${ghosts} ghosts, ${missing} missing when asked; ${entries} of ${published} in the index, ${pending} pending; ${drifted.length} differences between tables`,
    met: ghosts === 0 && missing === 0 && entries === published && pending === 0 && drifted.length === 0,
  }
}
