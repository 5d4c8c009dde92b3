// Power loss, by simulation: what a disk holds when the power goes at any moment is the database file with a beginning of its log,
// or a file that is half checkpointed with the whole log. Each opens, is whole, and holds a beginning of what was acknowledged, no
// less than was when the copy was made (TESTLIST A3).
import { copyFileSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import BetterSqlite3 from 'better-sqlite3'
import { openDatabase } from '../../src/adapters/sqlite/open-database.ts'
import { openSqliteQuestionLog } from '../../src/adapters/sqlite/sqlite-question-log.ts'
import { seededRandom } from '../bench/seeded-random.ts'
import { manyEntries } from '../stories/many-entries.ts'
import { openHome } from './drill-home.ts'
import type { DrillResult } from './drill-row.ts'

const WAL_HEADER_BYTES = 32
const FRAME_HEADER_BYTES = 24
/** Between two copies at random points. */
const WRITES_BETWEEN_MAX = 8
/** A log that grows to this is checkpointed by SQLite itself. */
const CUT_LOG_AT_FRAMES = 300

interface Tally {
  copies: number
  cuts: number
  torn: number
  readonly problems: string[]
}

export async function power(points = 200): Promise<DrillResult> {
  await using home = await openHome(manyEntries(0, 10))
  const { next: random } = seededRandom(20261201)
  const database = openDatabase(home.databasePath)
  const log = openSqliteQuestionLog(database.query, error => {
    throw error
  })
  const tally: Tally = { copies: 0, cuts: 0, torn: 0, problems: [] }
  let written = 0
  const write = async () => {
    written += 1
    const id = `q${written}`
    await log.record({
      id,
      askedAt: new Date(),
      channel: 'api',
      text: `質問 ${written}`,
      searchedAs: null,
      conversationId: null,
      asker: null,
      sectionCode: null,
      outcome: 'unanswered',
      confidence: 0,
      tookMs: 1,
      candidates: [],
    })
  }
  const lab = join(home.folder, 'lab')
  for (let point = 0; point < points; point += 1) {
    const count = 1 + Math.floor(random() * WRITES_BETWEEN_MAX)
    for (let index = 0; index < count; index += 1) await write()
    check(lab, tally, { at: `point ${point}`, atLeast: written, atMost: written }, to =>
      copyPair(home.databasePath, to),
    )
    tally.copies += 1
    // A few frames of a page more than the log had: somewhere within the newest transaction.
    const frames = readFileSync(`${home.databasePath}-wal`)
    const cut = Math.floor(frames.length * random())
    const range = { at: `log cut at ${cut}`, atLeast: 0, atMost: written }
    check(lab, tally, range, to => copyPair(home.databasePath, to, frames.subarray(0, cut)))
    tally.torn += 1
  }
  // Now every frame boundary of one log, from none to all.
  new BetterSqlite3(home.databasePath).pragma('wal_checkpoint(TRUNCATE)')
  const base = written
  while (framesIn(home.databasePath) < CUT_LOG_AT_FRAMES) await write()
  const before = readFileSync(home.databasePath)
  const whole = readFileSync(`${home.databasePath}-wal`)
  const pageBytes = whole.readUInt32BE(8)
  for (let at = 0; at <= whole.length; at = at === 0 ? WAL_HEADER_BYTES : at + pageBytes + FRAME_HEADER_BYTES) {
    check(lab, tally, { at: `frame at ${at}`, atLeast: base, atMost: written }, to => {
      writeFileSync(to, before)
      writeFileSync(`${to}-wal`, whole.subarray(0, at))
    })
    tally.cuts += 1
  }
  // And a checkpoint that came half-way: some pages of the file are new already, the log is still whole.
  const copy = join(home.folder, 'checkpointed.sqlite')
  writeFileSync(copy, before)
  writeFileSync(`${copy}-wal`, whole)
  new BetterSqlite3(copy).pragma('wal_checkpoint(TRUNCATE)')
  const after = readFileSync(copy)
  for (let index = 0; index < points / 4; index += 1) {
    check(lab, tally, { at: `checkpoint ${index}`, atLeast: written, atMost: written }, to => {
      writeFileSync(to, mixPages(before, after, { pageBytes, random }))
      writeFileSync(`${to}-wal`, whole)
    })
    tally.torn += 1
  }
  await database.close()
  return {
    id: 'A3',
    target:
      'power loss: copies at 200 random points, the log cut at every frame boundary: opens, whole, a prefix of what was acknowledged',
    measured: `${tally.copies} copies, ${tally.cuts} cuts at frame boundaries, ${tally.torn} within frames and half checkpoints; ${written} writes: ${tally.problems.length} problems${tally.problems.length === 0 ? '' : ` (${tally.problems.slice(0, 3).join('; ')})`}`,
    met: tally.problems.length === 0,
  }
}

function framesIn(path: string): number {
  return (statSync(`${path}-wal`).size - WAL_HEADER_BYTES) / (4_096 + FRAME_HEADER_BYTES)
}

function copyPair(from: string, to: string, log?: Uint8Array): void {
  copyFileSync(from, to)
  writeFileSync(`${to}-wal`, log ?? readFileSync(`${from}-wal`))
}

/** Page by page the old one or the new one. */
function mixPages(
  before: Buffer,
  after: Buffer,
  { pageBytes, random }: { readonly pageBytes: number; readonly random: () => number },
): Buffer {
  const mixed = Buffer.from(after)
  for (let at = 0; at + pageBytes <= before.length; at += pageBytes) {
    if (random() < 0.5) before.copy(mixed, at, at, at + pageBytes)
  }
  return mixed
}

function check(
  lab: string,
  { problems }: Tally,
  { at, atLeast, atMost }: { readonly at: string; readonly atLeast: number; readonly atMost: number },
  put: (path: string) => void,
): void {
  rmSync(lab, { recursive: true, force: true })
  mkdirSync(lab)
  const path = join(lab, 'zencho.sqlite')
  put(path)
  try {
    const database = new BetterSqlite3(path)
    const numbers = database.prepare('SELECT CAST(substr(id, 2) AS INTEGER) FROM question_log ORDER BY 1').pluck().all()
    const isPrefix = numbers.every((number, index) => number === index + 1)
    const integrity = database.pragma('integrity_check', { simple: true })
    database.close()
    if (integrity !== 'ok') problems.push(`${at}: ${String(integrity)}`)
    if (!isPrefix || numbers.length < atLeast || numbers.length > atMost) {
      problems.push(`${at}: ${numbers.length} of ${atMost}`)
    }
  } catch (error) {
    problems.push(`${at}: ${String(error)}`)
  }
}
