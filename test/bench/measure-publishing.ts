// What publishing costs: how long until an entry is found, and what those who ask meanwhile notice of it.
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { setImmediate, setTimeout } from 'node:timers/promises'
import type { Product } from '../../src/cli/cli-deps.ts'
import type { EntryInput } from '../../src/core/ports/registry.ts'
import { changeEntry } from './generate-entries.ts'
import { type Latency, summariseTimes, timed } from './latency.ts'

export interface LoopDelay {
  readonly ms: number
  readonly p99: number
  readonly max: number
}

export interface PublishResult {
  /** One new entry: from `save` until a question finds it. */
  readonly searchable: Latency
  readonly changed: number
  /** The event loop while changed entries are saved, in one transaction, and while they are indexed. */
  readonly saving: LoopDelay
  readonly indexing: LoopDelay
  /** Questions asked one after the other while as many changes are saved and indexed again. */
  readonly asking: Latency
}

const SINGLE_PUBLICATIONS = 20
const SETTLE_ATTEMPTS = 20
/** The monitor's timer; its own period is no delay. */
const RESOLUTION_MS = 1
const NANOSECONDS_PER_MS = 1e6
const ACTOR = { actor: 'bench' }

export async function measurePublishing(
  product: Product,
  toChange: readonly EntryInput[],
  questions: readonly string[],
): Promise<PublishResult> {
  const searchable = await publishOneByOne(product, toChange)
  const changed = (round: number) => toChange.map(entry => changeEntry(entry, round))
  const saving = await watchLoop(() => product.registry.save(changed(1), ACTOR))
  const indexing = await watchLoop(() => settle(product))
  const asking = await askWhile(product, questions, async () => {
    await product.registry.save(changed(2), ACTOR)
    await settle(product)
  })
  return { searchable, changed: toChange.length, saving, indexing, asking }
}

async function publishOneByOne(product: Product, examples: readonly EntryInput[]): Promise<Latency> {
  const times: number[] = []
  for (let number = 1; number <= SINGLE_PUBLICATIONS; number += 1) {
    const entry = newEntry(number, examples)
    const { ms } = await timed(async () => {
      await product.registry.save([entry], ACTOR)
      await settle(product)
    })
    times.push(ms)
    const { ranked } = await product.rank(entry.question, 1)
    if (ranked[0]?.entryId !== entry.id) throw new Error(`expected to find ${entry.id}, got ${ranked[0]?.entryId}`)
  }
  return summariseTimes(times)
}

function newEntry(number: number, examples: readonly EntryInput[]): EntryInput {
  const example = examples[number % examples.length] as EntryInput
  const question = `整理番号${7_000 + number}の案件で、${example.question}`
  return { ...example, id: `bench-${String(number).padStart(3, '0')}`, question }
}

/** Delays of the event loop while `work` runs, its blocking parts included. */
async function watchLoop(work: () => Promise<unknown>): Promise<LoopDelay> {
  const monitor = monitorEventLoopDelay({ resolution: RESOLUTION_MS })
  monitor.enable()
  await setTimeout(10 * RESOLUTION_MS) // the first tick only sets the clock
  const { ms } = await timed(work)
  await setTimeout(10 * RESOLUTION_MS) // a block is counted by the tick that follows it
  monitor.disable()
  const toDelay = (nanoseconds: number) => Math.max(0, nanoseconds / NANOSECONDS_PER_MS - RESOLUTION_MS)
  return { ms, p99: toDelay(monitor.percentile(99)), max: toDelay(monitor.max) }
}

/** A run that fails is tried again by the product; `settleIndex` does not wait for that. */
async function settle(product: Product): Promise<void> {
  for (let attempt = 1; attempt <= SETTLE_ATTEMPTS; attempt += 1) {
    await product.settleIndex()
    if ((await product.indexState()).pending === 0) return
  }
  throw new Error(
    `expected no pending entries after ${SETTLE_ATTEMPTS} attempts, got ${JSON.stringify(await product.indexState())}`,
  )
}

/** Each question is taken up by a timer of its own, as a request would be: what it waits for the loop counts. */
async function askWhile(product: Product, questions: readonly string[], work: () => Promise<void>): Promise<Latency> {
  const times: number[] = []
  const state = { working: true }
  const done = work().finally(() => {
    state.working = false
  })
  for (let next = 0; state.working; next += 1) {
    const text = questions[next % questions.length] as string
    const { ms } = await timed(async () => {
      await setImmediate()
      await product.ask({ text, channel: 'api' })
    })
    times.push(ms)
  }
  await done
  return summariseTimes(times)
}
