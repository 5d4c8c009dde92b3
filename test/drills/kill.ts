// kill -9 of a server at random moments while many people write through HTTP: what was acknowledged is there afterwards, and the
// next start is whole and quick (TESTLIST A1).
import { setTimeout as pause } from 'node:timers/promises'
import BetterSqlite3 from 'better-sqlite3'
import { manyEntries } from '../stories/many-entries.ts'
import { postForm } from '../stories/sign-in.ts'
import {
  ask,
  type DrillHome,
  openHome,
  REMARK_KEPT,
  type ReadyServer,
  remark,
  remarksIn,
  signInApprover,
  soundness,
  startReady,
} from './drill-home.ts'
import { type DrillResult, say, seconds } from './drill-row.ts'
import { readEntryForm } from './entry-form.ts'

const WRITERS = 16
const EDITORS = 2
const READY_MAX_MS = 5_000
/** Acknowledged writes of a round before it is killed, at a moment after that nobody chose. */
const WRITES_PER_ROUND = 520
const KILL_WITHIN_MS = 40

interface Acknowledged {
  readonly remarks: Set<string>
  /** Newest answer of each entry that was acknowledged as saved. */
  readonly answers: Map<string, number>
  saves: number
}

export async function kill(rounds = 100): Promise<DrillResult> {
  await using home = await openHome(manyEntries(0, 30))
  const acknowledged: Acknowledged = { remarks: new Set(), answers: new Map(), saves: 0 }
  const cookie = await signInApprover(home)
  const lost: string[] = []
  const unsound: string[] = []
  const readyTimes: number[] = []
  const readyWork: number[] = []
  for (let round = 1; round <= rounds; round += 1) {
    const server = await startReady(home.environment)
    readyTimes.push(server.readyMs)
    readyWork.push(server.readyWorkMs)
    await writeUntilKilled({ server, home, round, cookie }, acknowledged)
    lost.push(...findLost(home, acknowledged))
    const soundnessNow = soundness(home.databasePath)
    if (soundnessNow !== 'ok') unsound.push(soundnessNow)
    say(
      `round ${round}: ${acknowledged.remarks.size + acknowledged.saves} acknowledged, ${lost.length} lost, ready ${seconds(server.readyMs)}, work ${seconds(server.readyWorkMs)}`,
    )
  }
  const writes = acknowledged.remarks.size + acknowledged.saves
  const slowestWork = Math.max(...readyWork)
  return {
    id: 'A1',
    target: 'kill -9, 100 rounds, ≥ 50,000 acknowledged writes: 0 lost, 0 corrupt, ready < 5 s',
    measured: `${rounds} rounds, ${writes.toLocaleString('en')} acknowledged (${acknowledged.saves} of entries): ${lost.length} lost, ${unsound.length} corrupt; ready after ${seconds(median(readyWork))} of processor time (median), ${seconds(slowestWork)} (most); by the clock ${seconds(median(readyTimes))} and ${seconds(Math.max(...readyTimes))}`,
    met:
      lost.length === 0 &&
      unsound.length === 0 &&
      writes >= rounds * WRITES_PER_ROUND &&
      Math.max(...readyTimes) < READY_MAX_MS,
  }
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
}

interface Round {
  readonly server: ReadyServer
  readonly home: DrillHome
  readonly round: number
  readonly cookie: string
}

async function writeUntilKilled({ server, round, cookie }: Round, acknowledged: Acknowledged): Promise<void> {
  const { questionId } = await ask(server.url, '公用車の予約はどこでしますか。')
  if (questionId === null) throw new Error('expected a question to remark on')
  let writes = 0
  const enough = Promise.withResolvers<void>()
  const note = () => {
    writes += 1
    if (writes === WRITES_PER_ROUND) enough.resolve()
  }
  const writer = async (index: number) => {
    for (let count = 0; ; count += 1) {
      const comment = `r${round} w${index} n${count}`
      if ((await remark(server.url, questionId, comment)) !== REMARK_KEPT)
        throw new Error('expected the remark to be kept')
      acknowledged.remarks.add(comment)
      note()
    }
  }
  const editor = async (index: number) => {
    const id = manyEntries(index, 1)[0]?.id ?? ''
    for (let count = 1; ; count += 1) {
      const version = round * 10_000 + count
      const fields = await readEntryForm(`${server.url}/admin/entries/${id}/edit`, cookie)
      fields.set('answer', `第${version}版の回答です。`)
      fields.set('next', 'go')
      const saved = await postForm(`${server.url}/admin/entries/${id}/save`, { cookie, fields: [...fields] })
      await saved.text()
      if (saved.status !== 303) throw new Error(`expected the entry to be saved, got ${saved.status}`)
      acknowledged.answers.set(id, version)
      acknowledged.saves += 1
      note()
    }
  }
  const work = [
    ...Array.from({ length: WRITERS }, (_, index) => writer(index)),
    ...Array.from({ length: EDITORS }, (_, index) => editor(index)),
  ]
  let dead = false
  const ends = work.map(one =>
    one.catch((error: unknown) => {
      if (!dead) enough.reject(error)
    }),
  )
  await enough.promise
  await pause(Math.random() * KILL_WITHIN_MS)
  dead = true
  server.child.kill('SIGKILL')
  await server.finished
  await Promise.all(ends)
}

function findLost({ databasePath }: DrillHome, { remarks, answers }: Acknowledged): readonly string[] {
  const stored = remarksIn(databasePath)
  const lost = [...remarks].filter(comment => !stored.has(comment))
  const database = new BetterSqlite3(databasePath)
  const find = database.prepare('SELECT answer FROM revision WHERE entry_id = ? ORDER BY number DESC LIMIT 1').pluck()
  for (const [id, version] of answers) {
    // One that was being saved in that moment may be there too.
    const found = Number(/\d+/u.exec(String(find.get(id)))?.[0] ?? 0)
    if (found < version) lost.push(`${id} ${version}`)
  }
  database.close()
  return lost
}
