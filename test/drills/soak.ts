// Hours of moderate use by everybody at once: askers, editors, open pages of figures, Slack, and a writer beside them. Does memory
// stay, do files and handles stay, are answers as quick at the end as at the beginning (TESTLIST A16)? Then a backup is made while all
// go on, restored elsewhere, and must be whole with everything that was acknowledged before it (A12).
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { summariseTimes } from '../bench/latency.ts'
import { SERVING_FLAGS } from '../bench/run-stage.ts'
import { SIGNING_SECRET } from '../fakes/slack-requests.ts'
import { openSlackWebApi, type SlackWebApi } from '../fakes/slack-web-api.ts'
import { startReady } from './drill-home.ts'
import type { DrillOptions } from './drill-options.ts'
import { type DrillResult, say } from './drill-row.ts'
import { signInEditors } from './editors-at-work.ts'
import { makeQuestions, openLargeHome } from './large-home.ts'
import { readProcess, readTold, tellingEnvironment } from './process-readings.ts'
import { type SoakTally, startSoakLoad } from './soak-load.ts'
import { openSamples, readSamples, soakRow } from './soak-samples.ts'
import { proveCopy, startWriter, type Writer } from './soak-writer.ts'

const HOURS = 2
const ENTRIES = 5_663
const ASKS_PER_SECOND = 10
const EDITORS = 5
/** The target is five hundred; it costs a sixth of a processor in waiting for the disk alone. */
const WRITES_PER_SECOND = 500
const QUESTIONS = 2_000
const SAMPLE_MS = 10_000

export async function soak(hours = HOURS, options: DrillOptions): Promise<readonly DrillResult[]> {
  if (options.from !== undefined) return [soakRow(readSamples(options.from))]
  const { minutes = hours * 60, editors = EDITORS, rate = ASKS_PER_SECOND, writes = WRITES_PER_SECOND } = options
  const out = options.out ?? mkdtempSync(join(tmpdir(), 'zencho-soak-'))
  say(`samples in ${out}`)
  await using home = await openLargeHome(options.data, options.entries ?? ENTRIES)
  const slack = await openSlackWebApi()
  const told = join(home.folder, 'figures.json')
  const environment = { ...home.environment, ...slackEnvironment(slack), ...tellingEnvironment(told) }
  await using server = await startReady(environment, { flags: SERVING_FLAGS })
  say(`ready after ${(server.readyMs / 1_000).toFixed(0)} s`)
  const cookies = await signInEditors(home.dataDir, editors)
  const startedAt = performance.now()
  const writer = startWriter(home.databasePath, writes)
  const stop = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort())
  const forMs = minutes * 60_000
  const load = startSoakLoad({ server, cookies, questions: await makeQuestions(QUESTIONS), forMs, rate }, stop.signal)
  const sampling = sample({ pid: server.child.pid ?? 0, told, out, tally: load.tally, writer })
  await load.asked
  clearInterval(sampling)
  await load.finished
  const row = soakRow(readSamples(out))
  const copy = await proveCopy(home, writer, (performance.now() - startedAt) / 60_000)
  await slack.close()
  return [row, copy]
}

function slackEnvironment({ url }: SlackWebApi): Readonly<Record<string, string>> {
  return { SLACK_BOT_TOKEN: 'xoxb-1-drill', SLACK_SIGNING_SECRET: SIGNING_SECRET, SLACK_API_URL: url }
}

interface Sampled {
  readonly pid: number
  readonly told: string
  readonly out: string
  readonly tally: SoakTally
  readonly writer: Writer
}

function sample({ pid, told, out, tally, writer }: Sampled): NodeJS.Timeout {
  const startedAt = performance.now()
  const write = openSamples(out)
  let before = readProcess(pid).processorMs
  return setInterval(() => {
    const now = readProcess(pid)
    const figures = readTold(told)
    const { answers, edits, errors, slackEvents, refused, saves } = tally.take()
    const asked = summariseTimes(answers)
    write({
      seconds: (performance.now() - startedAt) / 1_000,
      rssMegabytes: now.rssMegabytes,
      heapMegabytes: figures?.heapMegabytes ?? Number.NaN,
      files: now.files,
      threads: now.threads,
      handles: figures?.handles ?? Number.NaN,
      lagMaxMs: figures?.lagMaxMs ?? Number.NaN,
      processorMs: now.processorMs - before,
      asked: asked.count,
      askP50Ms: asked.p50,
      askP99Ms: asked.p99,
      pages: edits.length,
      pageP99Ms: summariseTimes(edits).p99,
      saves,
      slackEvents,
      written: writer.committed(),
      refused,
      errors: errors.length,
    })
    for (const error of new Set(errors)) say(error)
    before = now.processorMs
  }, SAMPLE_MS)
}
