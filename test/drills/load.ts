// Two hundred questions a second for ten minutes while twenty editors work, with a hundred thousand entries; beside it, at the same
// rate, a bare Express route. Where the machine cannot do that, the highest rate without an error and with a p99 under a second is
// looked for and held instead; and beyond it who cannot be answered soon must be told so at once, never kept in a pile.
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { SERVING_FLAGS } from '../bench/run-stage.ts'
import { seededRandom } from '../bench/seeded-random.ts'
import { errorsIn, inWords, openSteady, type SteadyResult } from './asked-steadily.ts'
import { startBareExpress } from './bare-express.ts'
import { startReady } from './drill-home.ts'
import type { DrillOptions } from './drill-options.ts'
import { type DrillResult, say } from './drill-row.ts'
import { editor, signInEditors } from './editors-at-work.ts'
import { askJson } from './http-client.ts'
import { makeQuestions, openLargeHome } from './large-home.ts'
import { readProcess, readTold, tellingEnvironment } from './process-readings.ts'

const MINUTES = 10
const ENTRIES = 100_000
const EDITORS = 20
const PER_SECOND = 200
const P99_MAX_MS = 1_000
const QUESTIONS = 2_000
/** Enough for a queue to show itself; a small run has smaller ones. */
const PROBE_MAX_MS = 20_000
const PROBES_MAX = 8
/** A closer look would tell of the moment. */
const NEAR_ENOUGH = 0.1
const WARM_UP_PER_SECOND = 5
const BEYOND = 3
/** Longest time until the word that there is no room: an answer under way is not interrupted. */
const REFUSAL_P99_MAX_MS = 1_000
const SETTLE_MS = 1_000

export async function load(minutes = MINUTES, options: DrillOptions): Promise<readonly DrillResult[]> {
  const { entries = ENTRIES, editors = EDITORS, rate = PER_SECOND } = options
  const forMs = (options.minutes ?? minutes) * 60_000
  await using home = await openLargeHome(options.data, entries)
  const told = join(home.folder, 'figures.json')
  await using server = await startReady({ ...home.environment, ...tellingEnvironment(told) }, { flags: SERVING_FLAGS })
  await using bare = await startBareExpress()
  say(`ready after ${(server.readyMs / 1_000).toFixed(0)} s`)
  const cookies = await signInEditors(home.dataDir, editors)
  const sendings = (await makeQuestions(QUESTIONS)).map(askJson)
  const product = openSteady(server.port, sendings)
  const yardstick = openSteady(
    bare.port,
    sendings.map(sending => ({ ...sending, path: '/ask' })),
  )
  const probeMs = Math.min(PROBE_MAX_MS, forMs)
  await product.run({ perSecond: WARM_UP_PER_SECOND, forMs: probeMs })
  const atWork = startEditors(server.url, cookies)
  const held = watch(server.child.pid ?? 0, told)
  const probes: SteadyResult[] = []
  const reached = await reach(rate, async perSecond => {
    const probe = await product.run({ perSecond, forMs: probeMs })
    say(`${perSecond}/s: ${inWords(probe.answered)}; ${errorsIn(probe)} errors ${JSON.stringify(probe.others)}`)
    probes.push(probe)
    await pause(SETTLE_MS)
    return errorsIn(probe) === 0 && probe.answered.p99 < P99_MAX_MS
  })
  const steady = { perSecond: reached, forMs }
  const [asked, bareAsked] = await Promise.all([product.run(steady), yardstick.run(steady)])
  say(`${reached}/s held: ${inWords(asked.answered)}; ${errorsIn(asked)} errors ${JSON.stringify(asked.others)}`)
  await pause(SETTLE_MS)
  const beyond = await product.run({ perSecond: reached * BEYOND, forMs: probeMs })
  const work = await atWork.stop()
  for (const client of [product, yardstick]) client.close()
  const machine = held.stop()
  return [steadyRow({ wanted: rate, entries, editors, asked, bareAsked, work, machine }), beyondRow(beyond, reached)]
}

/** By halves: the highest rate, up to the one wanted, that is held. At least one a second. */
async function reach(wanted: number, isHeld: (perSecond: number) => Promise<boolean>): Promise<number> {
  let held = 0
  let tooMuch = wanted
  for (let rate = wanted, probes = 0; probes < PROBES_MAX; probes += 1) {
    if (await isHeld(rate)) held = rate
    else tooMuch = rate
    const next = Math.max(1, Math.round(held === 0 ? tooMuch / 2 : (held + tooMuch) / 2))
    if (held === wanted || next === rate || next === held || (held > 0 && tooMuch - held < held * NEAR_ENOUGH)) break
    rate = next
  }
  return Math.max(1, held)
}

function startEditors(url: string, cookies: readonly string[]) {
  const end = new AbortController()
  const measured = { edits: [] as number[], errors: [] as string[], saves: 0 }
  const { next: random } = seededRandom(20261201)
  const until = Number.POSITIVE_INFINITY
  const people = cookies.map((cookie, index) =>
    editor({ url, until, random, signal: end.signal, cookie, index }, measured),
  )
  const stop = async () => {
    end.abort()
    await Promise.all(people)
    return measured
  }
  return { stop }
}

const WATCH_MS = 1_000

function watch(pid: number, told: string) {
  let rssMegabytes = 0
  let lagMaxMs = 0
  const timer = setInterval(() => {
    rssMegabytes = Math.max(rssMegabytes, readProcess(pid).rssMegabytes)
    lagMaxMs = Math.max(lagMaxMs, readTold(told)?.lagMaxMs ?? 0)
  }, WATCH_MS)
  const stop = () => {
    clearInterval(timer)
    return { rssMegabytes, lagMaxMs }
  }
  return { stop }
}

interface Measured {
  readonly wanted: number
  readonly entries: number
  readonly editors: number
  readonly asked: SteadyResult
  readonly bareAsked: SteadyResult
  readonly work: { readonly edits: readonly number[]; readonly errors: readonly string[]; readonly saves: number }
  readonly machine: { readonly rssMegabytes: number; readonly lagMaxMs: number }
}

function steadyRow({ wanted, entries, editors, asked, bareAsked, work, machine }: Measured): DrillResult {
  const minutes = asked.forMs / 60_000
  const isWhole = wanted >= PER_SECOND && entries >= ENTRIES && editors >= EDITORS && minutes >= MINUTES
  const failed = errorsIn(asked) + work.errors.length
  const ratio = asked.answered.p99 / bareAsked.answered.p99
  const kinds = [...new Set([...Object.keys(asked.others), ...work.errors])].join(', ')
  return {
    id: 'L1',
    target: `200 questions/s for 10 min with 20 editors at 100,000 entries: 0 errors, p99 < 1 s; told as a ratio to bare Express`,
    measured: `reached ${asked.perSecond}/s of ${wanted} (client and yardstick on the same cores), held for ${minutes.toFixed(1)} min with ${editors} editors at ${entries.toLocaleString('en')} entries: ${asked.answered.count.toLocaleString('en')} answered (${inWords(asked.answered)}), ${failed} errors${kinds === '' ? '' : ` (${kinds})`}, of them ${asked.refused.count} × 503/429; bare Express at the same rate and time ${inWords(bareAsked.answered)}, p99 × ${ratio.toFixed(1)}; ${work.edits.length} editors' pages, ${work.saves} saves; RSS ${machine.rssMegabytes.toFixed(0)} MB, event loop ${machine.lagMaxMs.toFixed(0)} ms late at most`,
    met: isWhole && asked.perSecond >= wanted && failed === 0 && asked.answered.p99 < P99_MAX_MS,
  }
}

function beyondRow(beyond: SteadyResult, reached: number): DrillResult {
  const { answered, refused, others, speechless } = beyond
  const broken = Object.values(others).reduce((sum, count) => sum + count, 0)
  const { p99 } = refused
  return {
    id: 'L2',
    target: 'beyond what can be answered: 503 or 429 with Retry-After at once (p99 < 1 s), nothing else, no pile',
    measured: `${beyond.perSecond}/s (${BEYOND} × ${reached}) for ${(beyond.forMs / 1_000).toFixed(0)} s: ${answered.count} answered (${inWords(answered)}), ${refused.count} refused${refused.count === 0 ? '' : ` (${inWords(refused)})`}, ${speechless} without Retry-After, ${broken} broken${broken === 0 ? '' : ` ${JSON.stringify(others)}`}`,
    met: broken === 0 && speechless === 0 && (refused.count === 0 || p99 < REFUSAL_P99_MAX_MS),
  }
}
