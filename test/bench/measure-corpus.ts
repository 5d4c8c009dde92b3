// All stages of one corpus, one after the other: they would disturb each other. Each one's figures are put down as it ends.
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { AskResult } from './ask-stage.ts'
import { type BenchHome, type HomeOptions, openBenchHome } from './bench-home.ts'
import type { CorpusResult, ResultsKeeper } from './bench-results.ts'
import type { CoreLinkResult } from './core-link-stage.ts'
import type { Corpus } from './corpora.ts'
import { ENGINE_BUILD_MAX_MS, ENGINES, type EngineName, NOT_BUILT } from './engines.ts'
import { seconds } from './format-figures.ts'
import { runStage, type StageOptions } from './run-stage.ts'
import type { InputOf } from './stages.ts'

/** What `--stages` chooses from; a registry is built for whatever needs one. */
export const STAGES = ['rank', 'ask', ...ENGINES] as const
export type ChosenStage = (typeof STAGES)[number]

export interface CorpusOptions extends HomeOptions {
  readonly stages: ReadonlySet<ChosenStage>
  /** Entries of the core that is made of this corpus' index; undefined for none. */
  readonly core: number | undefined
  readonly signal: AbortSignal
  readonly say: (text: string) => void
}

const MINUTE_MS = 60_000
/** Generous: a stage that needs longer is broken, and reported so. */
const LIMITS_MS = { rank: 20 * MINUTE_MS, ask: 30 * MINUTE_MS, engine: 20 * MINUTE_MS, core: 120 * MINUTE_MS }
/** Twice what an engine is given: a machine that is busy at the wrong moment decides nothing. */
const HOPELESS_MS = 2 * ENGINE_BUILD_MAX_MS

/** Rejects when there is no registry to measure; a failure of a later stage is part of the result. */
export async function measureCorpus(corpus: Corpus, options: CorpusOptions, keeper: ResultsKeeper): Promise<void> {
  const wanted = missingStages(corpus, options, keeper)
  const isCoreWanted = options.core !== undefined && keeper.results().core?.core === undefined
  if (wanted.length === 0 && !isCoreWanted) return
  const { signal, say } = options
  const help = { signal, onProgress: (text: string) => say(`${corpus.name}: ${text}`) }
  const home = await openBenchHome(corpus, options, help)
  try {
    const known = keeper.corpus(corpus.name) ?? { engines: {}, failures: {} }
    const build = home.build ?? keeper.corpus(corpus.name)?.build
    const { name, kind } = corpus
    await keeper.putCorpus({ ...known, name, kind, prepared: home.prepared, ...(build && { build }) })
    for (const stage of wanted) {
      await keeper.putCorpus(await withStage(stage, keeper, { corpus, home, help }))
    }
    if (isCoreWanted) await measureCore(options.core, home, { keeper, help })
  } finally {
    await home.close()
  }
}

/** HTTP and publishing are measured at the sizes that tell something of them; words and rankings everywhere. */
function missingStages(corpus: Corpus, { stages }: CorpusOptions, keeper: ResultsKeeper): readonly ChosenStage[] {
  const known = keeper.corpus(corpus.name)
  return STAGES.filter(stage => {
    if (!stages.has(stage) || (stage === 'ask' && corpus.kind === 'real')) return false
    return known?.failures[stage]?.startsWith(SETTLED) !== true && resultOf(known, stage) === undefined
  })
}

/** Not built, not tried: that is how it is. What else went wrong is tried again. */
const SETTLED = 'not '

function resultOf(known: CorpusResult | undefined, stage: ChosenStage): unknown {
  return stage === 'rank' || stage === 'ask' ? known?.[stage] : known?.engines[stage]
}

interface StageDeps {
  readonly corpus: Corpus
  readonly home: BenchHome
  readonly help: Omit<StageOptions, 'limitMs'>
}

/** What is known of the corpus, with one stage more. */
async function withStage(stage: ChosenStage, keeper: ResultsKeeper, deps: StageDeps): Promise<CorpusResult> {
  const { corpus, help } = deps
  const known = keeper.corpus(corpus.name)
  if (known === undefined) throw new Error(`expected ${corpus.name} to be put down`)
  const reason = stage === 'rank' || stage === 'ask' ? null : hopeless(stage, known, keeper)
  if (reason !== null) return withFailure(known, stage, reason)
  try {
    const { [stage]: _, ...failures } = known.failures
    return { ...known, ...(await measureStage(stage, known, deps)), failures }
  } catch (error) {
    help.signal?.throwIfAborted()
    return withFailure(known, stage, error instanceof Error ? error.message : String(error))
  }
}

function withFailure(known: CorpusResult, stage: ChosenStage, reason: string): CorpusResult {
  return { ...known, failures: { ...known.failures, [stage]: reason } }
}

/** What is long past the limit, building grows no slower than its entries, is not waited for; nor what was given up with fewer. */
function hopeless(engine: EngineName, { prepared }: CorpusResult, keeper: ResultsKeeper): string | null {
  for (const other of keeper.results().corpora) {
    const at = `with ${other.prepared.entries.toLocaleString('en')} entries`
    if (other.prepared.entries >= prepared.entries) continue
    if (other.failures[engine]?.startsWith(NOT_BUILT)) return `not tried: ${other.failures[engine]} ${at}`
    const tookMs = other.engines[engine]?.buildMs ?? 0
    const leastMs = (tookMs * prepared.entries) / other.prepared.entries
    if (leastMs > HOPELESS_MS)
      return `not tried: built in ${seconds(tookMs)} ${at}, hence in ${seconds(leastMs)} at best`
  }
  return null
}

async function measureStage(
  stage: ChosenStage,
  { prepared, engines }: CorpusResult,
  { home: { folder, questionsPath }, help }: StageDeps,
): Promise<Partial<CorpusResult>> {
  const input = { folder, questionsPath, published: prepared.published }
  if (stage === 'rank') return { rank: await runStage('rank', input, { ...help, limitMs: LIMITS_MS.rank }) }
  if (stage === 'ask') return { ask: await onCopy(folder, copy => measureAsking({ ...input, folder: copy }, help)) }
  const asked = { ...input, engine: stage }
  return { engines: { ...engines, [stage]: await runStage('engine', asked, { ...help, limitMs: LIMITS_MS.engine }) } }
}

function measureAsking(input: InputOf<'ask'>, help: StageDeps['help']): Promise<AskResult> {
  return runStage('ask', input, { ...help, limitMs: LIMITS_MS.ask })
}

/** Publishing changes what the others are measured on. */
async function onCopy<T>(folder: string, work: (copy: string) => Promise<T>): Promise<T> {
  const copy = `${folder}-copy`
  await cp(folder, copy, { recursive: true })
  try {
    return await work(copy)
  } finally {
    await rm(copy, { recursive: true, force: true })
  }
}

/** Words and sounds of so many entries are put in anew each time; their linked vectors, half an hour's work, are kept. */
async function measureCore(
  count: number | undefined,
  { folder, questionsPath, cachePath }: BenchHome,
  { keeper, help }: { readonly keeper: ResultsKeeper; readonly help: StageDeps['help'] },
): Promise<void> {
  if (count === undefined) return
  const options = { ...help, limitMs: LIMITS_MS.core }
  const graphPath = cachePath(`core-${count}.hnsw`)
  const input = { folder, count, graphPath, questionsPath }
  try {
    await mkdir(dirname(graphPath), { recursive: true })
    const link = await readLink(graphPath).catch(() => makeLink(input, options))
    await keeper.putCore({ link })
    await keeper.putCore({ link, core: await runStage('core', input, options) })
  } catch (error) {
    help.signal?.throwIfAborted()
    await keeper.putCore({ ...keeper.results().core, failure: error instanceof Error ? error.message : String(error) })
  }
}

/** What linking came to, kept beside the links. */
async function readLink(graphPath: string): Promise<CoreLinkResult> {
  return JSON.parse(await readFile(`${graphPath}.made.json`, 'utf8')) as CoreLinkResult
}

async function makeLink(input: InputOf<'core-link'>, options: StageOptions): Promise<CoreLinkResult> {
  const link = await runStage('core-link', input, options)
  await writeFile(`${input.graphPath}.made.json`, JSON.stringify(link))
  return link
}
