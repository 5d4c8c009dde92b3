// The clock of a running server jumps an hour, a day, and to 2038, forwards and back: nobody is let in for longer, nobody is kept out
// for longer, the figures still add up, and old signatures are still refused (TESTLIST A14).
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import BetterSqlite3 from 'better-sqlite3'
import { manyEntries } from '../stories/many-entries.ts'
import { postForm } from '../stories/sign-in.ts'
import { ask, openHome, signInApprover, startReady } from './drill-home.ts'
import type { DrillResult } from './drill-row.ts'

const SHIFTER = fileURLToPath(import.meta.resolve('./children/shifted-clock.ts'))
const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
/** Longer than the server looks away. */
const SEEN_AFTER_MS = 200
const WRONG_GUESSES = 12

export async function clock(): Promise<DrillResult> {
  await using home = await openHome(manyEntries(0, 10))
  const file = join(home.folder, 'offset')
  writeFileSync(file, '0')
  const environment = { ...home.environment, DRILL_CLOCK_FILE: file, NODE_OPTIONS: `--import ${SHIFTER}` }
  const cookie = await signInApprover(home)
  await using server = await startReady(environment)
  const { url } = server
  const problems: string[] = []
  const expect = (name: string, got: unknown, wanted: unknown) => {
    if (got !== wanted) problems.push(`${name}: ${String(got)}`)
  }
  const jump = async (ms: number) => {
    writeFileSync(file, String(ms))
    await pause(SEEN_AFTER_MS)
  }
  const signedIn = async () =>
    (await fetch(`${url}/admin/entries`, { headers: { Cookie: cookie }, redirect: 'manual' })).status === 200
  const guess = async () => {
    const fields = { login: 'nobody', password: 'wrong-password-of-the-drill' }
    return (await postForm(`${url}/admin/sign-in`, { fields })).status
  }
  expect('signed in', await signedIn(), true)
  await jump(0.9 * HOUR_MS)
  expect('signed in after 54 minutes', await signedIn(), true)
  await jump(3 * HOUR_MS)
  expect('idle for two hours', await signedIn(), false)
  await jump(-HOUR_MS)
  expect('a session of the future, an hour back', await signedIn(), false)
  await jump(-DAY_MS)
  expect('a session of the future, a day back', await signedIn(), false)
  await jump(0)
  for (let count = 0; count < WRONG_GUESSES; count += 1) await guess()
  expect('limited after guesses', await guess(), 429)
  await jump(-DAY_MS)
  expect('not kept out for a day by a clock set back', (await guess()) === 429, false)
  await jump(0)
  const moments = [0, HOUR_MS, -HOUR_MS, DAY_MS, -DAY_MS, Date.parse('2038-01-20T00:00:00Z') - Date.now()]
  for (const ms of moments) {
    await jump(ms)
    const { status, entryId } = await ask(url, '公用車の予約はどこでしますか。')
    expect(`an answer at ${new Date(Date.now() + ms).toISOString()}`, status === 200 && entryId !== null, true)
    expect(`ready at ${ms}`, (await fetch(`${url}/readyz`)).status, 200)
  }
  server.child.kill('SIGTERM')
  const { stderr } = await server.finished
  const figures = figuresOf(home.databasePath)
  expect('questions by day add up', figures.byDay, figures.asked)
  expect('negative times', figures.negative, 0)
  expect('errors in the log', /request_failed|uncaught_error/u.test(stderr), false)
  return {
    id: 'A14',
    target: 'clock jumps ± 1 h, ± 1 day, 2038: sessions, lockouts and sums by day hold',
    measured: `${moments.length} jumps and 7 looks at sessions and lockouts: ${problems.length} problems${problems.length === 0 ? '' : ` (${problems.join('; ')})`}; ${figures.asked} questions, ${figures.byDay} in the sums by day`,
    met: problems.length === 0,
  }
}

function figuresOf(path: string) {
  const database = new BetterSqlite3(path)
  const count = (query: string) => Number(database.prepare(query).pluck().get())
  const figures = {
    asked: count('SELECT count(*) FROM question_log'),
    byDay: count('SELECT coalesce(sum(answered + candidates + unanswered), 0) FROM question_day'),
    negative: count('SELECT count(*) FROM question_log WHERE took_ms < 0'),
  }
  database.close()
  return figures
}
