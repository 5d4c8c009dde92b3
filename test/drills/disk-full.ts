// A full disk: the server on a file system of eight megabytes (a tmpfs, mounted for the drill; needs root). Writes are refused with
// a plain sentence, reads go on, and when there is room again writes do too, without a restart (TESTLIST A4).
import { execFileSync } from 'node:child_process'
import { mkdirSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { manyEntries } from '../stories/many-entries.ts'
import { makeFolder } from '../stories/story-entries.ts'
import { ask, openHome, REMARK_KEPT, remark, remarksIn, soundness, startReady } from './drill-home.ts'
import { type DrillResult, seconds } from './drill-row.ts'

const SIZE = '8m'
/** So that some writes are still acknowledged. */
const LEFT_BYTES = 400_000
const RESUME_MAX_MS = 1_000
const REFUSALS = 50
/** A page of JSON or HTML without anything of the inside. */
const LEAKS = /SQLITE|sqlite|\bat \w+ \(|node_modules/u

export async function diskFull(rounds = 3): Promise<DrillResult> {
  const folder = await makeFolder()
  const disk = join(folder, 'disk')
  mkdirSync(disk)
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${SIZE}`, 'tmpfs', disk])
  try {
    return await fillAndFree(join(disk, 'data'), disk, rounds)
  } finally {
    execFileSync('umount', [disk])
    rmSync(folder, { recursive: true, force: true })
  }
}

async function fillAndFree(dataDir: string, disk: string, rounds: number): Promise<DrillResult> {
  await using home = await openHome(manyEntries(0, 20), dataDir)
  await using server = await startReady(home.environment)
  const { questionId } = await ask(server.url, '公用車の予約はどこでしますか。')
  const kept = new Set<string>()
  const refusals = new Map<number, number>()
  const reads = { good: 0, bad: 0 }
  let leaks = 0
  let slowest = 0
  for (let round = 0; round < rounds; round += 1) {
    fill(join(disk, 'ballast'))
    truncateSync(join(disk, 'ballast'), statSync(join(disk, 'ballast')).size - LEFT_BYTES)
    for (let refused = 0, count = 0; refused < REFUSALS; count += 1) {
      const comment = `${round} ${count} ${'長い感想'.repeat(200)}`
      const status = await remark(server.url, questionId ?? '', comment)
      if (status === REMARK_KEPT) kept.add(comment)
      else {
        refused += 1
        refusals.set(status, (refusals.get(status) ?? 0) + 1)
        if (LEAKS.test(await refusalText(server.url, questionId ?? ''))) leaks += 1
        const answer = await ask(server.url, '公用車の予約はどこでしますか。').catch(() => null)
        if (answer?.status === 200 && answer.entryId !== null) reads.good += 1
        else reads.bad += 1
      }
    }
    rmSync(join(disk, 'ballast'))
    const freed = performance.now()
    for (let count = 0; ; count += 1) {
      const comment = `${round} free ${count}`
      if ((await remark(server.url, questionId ?? '', comment)) === REMARK_KEPT) {
        kept.add(comment)
        break
      }
      await pause(10)
    }
    slowest = Math.max(slowest, performance.now() - freed)
  }
  server.child.kill('SIGTERM')
  await server.finished
  const stored = remarksIn(home.databasePath)
  const lost = [...kept].filter(comment => !stored.has(comment)).length
  const sound = soundness(home.databasePath)
  const statuses = [...refusals].map(([status, count]) => `${count} × ${status}`).join(', ')
  const clean = [...refusals.keys()].every(status => status === 507 || status === 503)
  return {
    id: 'A4',
    target: 'disk full (8 MB tmpfs): 507/503, 0 acknowledged lost, reads 100 % served, writes resume < 1 s, no restart',
    measured: `${rounds} times full: refusals ${statuses}, ${leaks} with anything of the inside; ${kept.size} acknowledged, ${lost} lost; reads ${reads.good}/${reads.good + reads.bad}; writes again after ${seconds(slowest)} at most; integrity ${sound}`,
    met: clean && leaks === 0 && lost === 0 && reads.bad === 0 && slowest < RESUME_MAX_MS && sound === 'ok',
  }
}

/** Until nothing more goes in. */
function fill(path: string): void {
  for (let size = 1 << 20; size >= 1 << 12; ) {
    try {
      writeFileSync(path, Buffer.alloc(size), { flag: 'a' })
    } catch {
      size /= 2
    }
  }
}

async function refusalText(url: string, questionId: string): Promise<string> {
  const response = await fetch(`${url}/questions/${questionId}/feedback`, {
    method: 'POST',
    redirect: 'manual',
    headers: { Origin: new URL(url).origin },
    body: new URLSearchParams({ feedback: 'unresolved', comment: 'x'.repeat(1_900) }),
  })
  return response.text()
}
