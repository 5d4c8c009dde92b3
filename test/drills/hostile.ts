// A thousand clients that never finish their requests, ten thousand requests that are wrong in every way, and an import of 50 MB: one
// after the other, then all at once. Others are answered as before, nothing breaks, and no answer shows the inside (TESTLIST C1, C3, H4).
import { join } from 'node:path'
import { summariseTimes } from '../bench/latency.ts'
import { SERVING_FLAGS } from '../bench/run-stage.ts'
import { SIGNING_SECRET } from '../fakes/slack-requests.ts'
import { openSlackWebApi } from '../fakes/slack-web-api.ts'
import { INSIDES } from '../stories/insides.ts'
import { PROJECT } from '../stories/zencho-process.ts'
import { openSteady, type SteadyResult } from './asked-steadily.ts'
import { ask, signInApprover, startReady } from './drill-home.ts'
import type { DrillOptions } from './drill-options.ts'
import { type DrillResult, say } from './drill-row.ts'
import { askJson, openClient, type Sending } from './http-client.ts'
import { makeQuestions, openLargeHome } from './large-home.ts'
import { importFile, makeLargeCsv } from './large-import.ts'
import { malformedRequests } from './malformed.ts'
import { readProcess, readTold, tellingEnvironment } from './process-readings.ts'
import { openSlowClients } from './slow-clients.ts'

const MALFORMED = 10_000
const ENTRIES = 600
const SLOW_CLIENTS = 1_000
const FILE_BYTES = 50 * 1024 * 1024
const SEED = 20_261_201
const OTHERS_PER_SECOND = 10
/** Longer than it takes to cut slow clients off once. */
const OTHERS_MS = 30_000
/** Just long enough to cut them off once. */
const OTHERS_SMALL_MS = 15_000
/** A small run has a tenth of everything. */
const SMALL = 1_000
const FOURS_P99_MAX_MS = 50
const OTHERS_P99_MAX = 2
const WATCH_MS = 500

export async function hostile(count = MALFORMED, options: DrillOptions): Promise<readonly DrillResult[]> {
  const share = count < SMALL ? 0.1 : 1
  await using home = await openLargeHome(options.data, options.entries ?? ENTRIES)
  const slack = await openSlackWebApi()
  const told = join(home.folder, 'figures.json')
  const environment = {
    ...home.environment,
    SLACK_BOT_TOKEN: 'xoxb-1-drill',
    SLACK_SIGNING_SECRET: SIGNING_SECRET,
    SLACK_API_URL: slack.url,
    ...tellingEnvironment(told),
  }
  await using server = await startReady(environment, { flags: SERVING_FLAGS })
  const cookie = await signInApprover(home)
  const { questionId } = await ask(server.url, '出張の旅費はいつ出ますか')
  const someone = { cookie, origin: server.url, questionId: questionId ?? '' }
  const others = openSteady(server.port, (await makeQuestions(200)).map(askJson))
  const run = () => others.run({ perSecond: OTHERS_PER_SECOND, forMs: share < 1 ? OTHERS_SMALL_MS : OTHERS_MS })
  const inside = [PROJECT, home.folder]
  const lag = watchLag(told)

  const idle = await sendAll(server.port, malformedRequests(count, SEED, someone), inside)
  say(`idle: ${JSON.stringify(idle.statuses)}, 4xx p99 ${idle.fours.p99.toFixed(1)} ms`)
  lag.take()
  const before = await run()
  const slow = openSlowClients(server.port, SLOW_CLIENTS * share)
  const beside = await run()
  const cut = slow.state()
  say(
    `slow clients: ${JSON.stringify(cut)}, p99 of others ${before.answered.p99.toFixed(0)} → ${beside.answered.p99.toFixed(0)} ms`,
  )
  lag.take()
  const file = await makeLargeCsv(FILE_BYTES * share)
  const [together, importing, allAtOnce] = await Promise.all([
    sendAll(server.port, malformedRequests(count, SEED + 1, someone), inside),
    importFile(server.url, cookie, file),
    run(),
  ])
  const lagMs = lag.stop()
  slow.stop()
  const alive = server.child.exitCode === null && (await fetch(`${server.url}/healthz`)).status === 200
  others.close()
  const { rssMegabytes } = readProcess(server.child.pid ?? 0)
  await slack.close()
  const broken = (server.stdout() + server.stderr()).match(/"(?:request_failed|uncaught)/gu)?.length ?? 0
  say(`all at once: ${JSON.stringify(together.statuses)}, import ${importing.join(' ')}`)
  return [
    malformedRow(idle, together, { alive, broken }),
    slowRow({ before, beside, cut, wanted: SLOW_CLIENTS * share }),
    allRow({ together, importing, allAtOnce, lagMs, rssMegabytes, megabytes: file.length / 1e6, alive }),
  ]
}

interface Sent {
  readonly statuses: Readonly<Record<string, number>>
  readonly fours: { readonly count: number; readonly p99: number; readonly max: number }
  /** 5xx that nobody meant, and what never came. */
  readonly faults: readonly string[]
  readonly insides: readonly string[]
}

/** One after the other: what one takes is its own time. */
async function sendAll(port: number, sendings: readonly Sending[], hidden: readonly string[]): Promise<Sent> {
  const client = openClient(port, 1)
  const statuses: Record<string, number> = {}
  const fours: number[] = []
  const faults: string[] = []
  const insides: string[] = []
  for (const sending of sendings) {
    const sentAt = performance.now()
    const { status, headers, body, broken } = await client.send(sending)
    const what = broken ?? String(status)
    statuses[what] = (statuses[what] ?? 0) + 1
    const name = `${sending.method ?? 'GET'} ${sending.path.slice(0, 60)} → ${what}`
    if (status >= 400 && status < 500) fours.push(performance.now() - sentAt)
    if (status >= 500 && !(status === 503 && headers['retry-after'] !== undefined)) faults.push(name)
    if (broken !== null && !REFUSED_BY_CLIENT.has(broken)) faults.push(name)
    if (INSIDES.some(trace => trace.test(body)) || hidden.some(path => body.includes(path))) insides.push(name)
  }
  client.close()
  for (const fault of new Set(faults)) say(fault)
  for (const name of new Set(insides)) say(`shows the inside: ${name}`)
  return { statuses, fours: summariseTimes(fours), faults, insides }
}

/** Node's own client does not send these at all. */
const REFUSED_BY_CLIENT = new Set(['ERR_UNESCAPED_CHARACTERS', 'ERR_INVALID_CHAR'])

function watchLag(told: string) {
  let most = 0
  const timer = setInterval(() => {
    most = Math.max(most, readTold(told)?.lagMaxMs ?? 0)
  }, WATCH_MS)
  const take = () => {
    const taken = most
    most = 0
    return taken
  }
  const stop = () => {
    clearInterval(timer)
    return take()
  }
  return { take, stop }
}

const inWords = (statuses: Readonly<Record<string, number>>) =>
  Object.entries(statuses)
    .map(([status, count]) => `${status} × ${count}`)
    .join(', ')

function malformedRow(
  idle: Sent,
  together: Sent,
  { alive, broken }: { readonly alive: boolean; readonly broken: number },
): DrillResult {
  const faults = [...idle.faults, ...together.faults]
  const insides = [...idle.insides, ...together.insides]
  return {
    id: 'C1, H4',
    target:
      '10,000 malformed requests over every route: 0 5xx but a deliberate 503, 0 restarts, 4xx p99 < 50 ms when idle, no inside in any body',
    measured: `twice over every route of API, chat, office and Slack: idle ${inWords(idle.statuses)}; beside slow clients and an import ${inWords(together.statuses)}; ${faults.length} faults, ${insides.length} bodies with an inside, ${broken} failures in the log, ${alive ? 'no restart' : 'ENDED'}; ${idle.fours.count} 4xx when idle: p99 ${idle.fours.p99.toFixed(1)} ms, max ${idle.fours.max.toFixed(0)} ms`,
    met: alive && broken === 0 && faults.length === 0 && insides.length === 0 && idle.fours.p99 < FOURS_P99_MAX_MS,
  }
}

interface SlowMeasured {
  readonly before: SteadyResult
  readonly beside: SteadyResult
  readonly cut: { readonly open: number; readonly cut: number; readonly longestMs: number }
  readonly wanted: number
}

function slowRow({ before, beside, cut, wanted }: SlowMeasured): DrillResult {
  const ratio = beside.answered.p99 / before.answered.p99
  const lost = Object.values(beside.others).reduce((sum, count) => sum + count, 0) + beside.refused.count
  return {
    id: 'C3',
    target: '1,000 connections that never finish: p99 of others < 2 ×, cut off after 10 s',
    measured: `${wanted} connections: p99 of others ${before.answered.p99.toFixed(0)} → ${beside.answered.p99.toFixed(0)} ms (× ${ratio.toFixed(2)}), ${lost} of ${beside.answered.count + lost} not answered; ${cut.cut} cut off, after ${(cut.longestMs / 1_000).toFixed(1)} s at most`,
    met: wanted >= SLOW_CLIENTS && ratio < OTHERS_P99_MAX && lost === 0 && cut.cut >= wanted,
  }
}

interface AllMeasured {
  readonly together: Sent
  readonly importing: readonly number[]
  readonly allAtOnce: SteadyResult
  readonly lagMs: number
  readonly rssMegabytes: number
  readonly megabytes: number
  readonly alive: boolean
}

function allRow({ together, importing, allAtOnce, lagMs, rssMegabytes, megabytes, alive }: AllMeasured): DrillResult {
  const { answered, refused, others } = allAtOnce
  const lost = Object.values(others).reduce((sum, count) => sum + count, 0)
  return {
    id: 'L3',
    target:
      'slow clients, malformed requests and an import of 50 MB at the same time: nothing breaks, others are answered',
    measured: `others at ${OTHERS_PER_SECOND}/s: ${answered.count} answered (p99 ${answered.p99.toFixed(0)} ms), ${refused.count} told to come back, ${lost} lost; import of ${megabytes.toFixed(0)} MB: ${importing.join(', ')}; ${together.faults.length} faults; event loop ${lagMs.toFixed(0)} ms late at most; RSS ${rssMegabytes.toFixed(0)} MB`,
    met: alive && lost === 0 && together.faults.length === 0 && importing.at(-1) === 303,
  }
}
