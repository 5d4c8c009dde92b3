// The disk refuses while the server runs: its files made immutable and given back, then its file system made read-only by the kernel,
// as after an I/O error (ext4 in a file, mounted for the drill; needs root). Reads go on or are refused plainly, nothing is half
// written, and writes go on as soon as they can (TESTLIST A5).
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { manyEntries } from '../stories/many-entries.ts'
import { makeFolder } from '../stories/story-entries.ts'
import {
  ask,
  type DrillHome,
  openHome,
  REMARK_KEPT,
  type ReadyServer,
  remark,
  remarksIn,
  soundness,
  startReady,
} from './drill-home.ts'
import { type DrillResult, seconds } from './drill-row.ts'

const QUESTION = '公用車の予約はどこでしますか。'
const REFUSALS = 30
const RESUME_MAX_MS = 1_000
const GIVE_UP_MS = 30_000
const LEAKS = /SQLITE|sqlite|\bat \w+ \(|node_modules/u

interface Tally {
  readonly kept: Set<string>
  readonly statuses: Map<number, number>
  readsGood: number
  readsBad: number
  leaks: number
}

export async function readOnly(rounds = 3): Promise<DrillResult> {
  const folder = await makeFolder()
  const disk = join(folder, 'disk')
  const image = join(folder, 'image')
  mkdirSync(disk)
  execFileSync('truncate', ['-s', '96M', image])
  execFileSync('mkfs.ext4', ['-q', image])
  const mount = () => execFileSync('mount', ['-o', 'loop,errors=remount-ro', image, disk])
  mount()
  try {
    await using home = await openHome(manyEntries(0, 20), join(disk, 'data'))
    const tally: Tally = { kept: new Set(), statuses: new Map(), readsGood: 0, readsBad: 0, leaks: 0 }
    const resumedMs = await refuseAndGiveBack(home, tally, rounds)
    const byKernel = await failTheDisk(home, disk, tally)
    execFileSync('umount', [disk])
    if (byKernel) repair(image)
    mount()
    return await report(home, tally, { rounds, resumedMs, byKernel })
  } finally {
    execFileSync('umount', [disk])
    rmSync(folder, { recursive: true, force: true })
  }
}

/** `chattr +i` stops files that are open too; taking permissions away would not. */
async function refuseAndGiveBack(home: DrillHome, tally: Tally, rounds: number): Promise<number> {
  await using server = await startReady(home.environment)
  const { questionId } = await ask(server.url, QUESTION)
  let slowest = 0
  for (let round = 0; round < rounds; round += 1) {
    const files = readdirSync(home.dataDir).filter(name => name.startsWith('zencho.sqlite'))
    const paths = files.map(name => join(home.dataDir, name))
    execFileSync('chattr', ['+i', ...paths])
    await useMeanwhile(server, questionId ?? '', tally)
    execFileSync('chattr', ['-i', ...paths])
    slowest = Math.max(slowest, await untilKept(server, questionId ?? '', tally))
  }
  server.child.kill('SIGTERM')
  await server.finished
  return slowest
}

/** False where this kernel has no switch for it. */
async function failTheDisk(home: DrillHome, disk: string, tally: Tally): Promise<boolean> {
  const device = execFileSync('findmnt', ['-no', 'SOURCE', disk]).toString().trim()
  const fault = `/sys/fs/ext4/${basename(device)}/trigger_fs_error`
  if (!existsSync(fault)) return false
  await using server = await startReady(home.environment)
  const { questionId } = await ask(server.url, QUESTION)
  tally.kept.add('before')
  await remark(server.url, questionId ?? '', 'before')
  writeFileSync(fault, '1')
  await useMeanwhile(server, questionId ?? '', tally)
  return true
}

async function useMeanwhile({ url }: ReadyServer, questionId: string, tally: Tally): Promise<void> {
  for (let count = 0; count < REFUSALS; count += 1) {
    const comment = `meanwhile ${tally.kept.size} ${count}`
    const response = await fetch(`${url}/questions/${questionId}/feedback`, {
      method: 'POST',
      redirect: 'manual',
      headers: { Origin: new URL(url).origin },
      body: new URLSearchParams({ feedback: 'unresolved', comment }),
    })
    if (LEAKS.test(await response.text())) tally.leaks += 1
    if (response.status === REMARK_KEPT) tally.kept.add(comment)
    else tally.statuses.set(response.status, (tally.statuses.get(response.status) ?? 0) + 1)
    const answer = await ask(url, QUESTION).catch(() => null)
    if (answer?.status === 200 && answer.entryId !== null) tally.readsGood += 1
    else tally.readsBad += 1
  }
}

async function untilKept({ url }: ReadyServer, questionId: string, tally: Tally): Promise<number> {
  const since = performance.now()
  for (let count = 0; performance.now() - since < GIVE_UP_MS; count += 1) {
    const comment = `again ${tally.kept.size} ${count}`
    if ((await remark(url, questionId, comment)) === REMARK_KEPT) {
      tally.kept.add(comment)
      return performance.now() - since
    }
    await pause(10)
  }
  return Number.POSITIVE_INFINITY
}

/** As the start of a machine does; it leaves with 1 where it mended something. */
function repair(image: string): void {
  try {
    execFileSync('e2fsck', ['-fy', image], { stdio: 'ignore' })
  } catch (error) {
    if ((error as { readonly status?: number }).status !== 1) throw error
  }
}

interface Ended {
  readonly rounds: number
  readonly resumedMs: number
  readonly byKernel: boolean
}

async function report(home: DrillHome, tally: Tally, { rounds, resumedMs, byKernel }: Ended): Promise<DrillResult> {
  const { kept, statuses, readsGood, readsBad, leaks } = tally
  const stored = remarksIn(home.databasePath)
  const lost = [...kept].filter(comment => !stored.has(comment)).length
  const sound = soundness(home.databasePath)
  await using server = await startReady(home.environment)
  const { questionId } = await ask(server.url, QUESTION)
  const after = await remark(server.url, questionId ?? '', 'after')
  const clean = [...statuses.keys()].every(status => status === 503 || status === 507)
  const refusals = [...statuses].map(([status, count]) => `${count} × ${status}`).join(', ')
  return {
    id: 'A5',
    target: 'disk read-only or failing while running: reads go on or a clean 503, never half written, writes resume',
    measured: `${rounds} times immutable${byKernel ? ', once made read-only by the kernel after an error of the file system' : ' (this kernel has no switch for an error of the file system)'}: refusals ${refusals}, ${leaks} with anything of the inside; reads ${readsGood}/${readsGood + readsBad}; writes again after ${seconds(resumedMs)} at most without a restart, after repair and restart: ${after}; ${kept.size} acknowledged, ${lost} lost; integrity ${sound}`,
    met:
      byKernel &&
      clean &&
      statuses.size > 0 &&
      leaks === 0 &&
      readsBad === 0 &&
      lost === 0 &&
      sound === 'ok' &&
      resumedMs < RESUME_MAX_MS &&
      after === REMARK_KEPT,
  }
}
