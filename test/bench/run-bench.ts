// `npm run bench`: how good, how fast, how large, how steady, at several sizes of the registry, beside other engines. The tables
// go to standard output.
import { writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { type BenchResults, openResults, type ResultsKeeper } from './bench-results.ts'
import { type Corpus, generated, realSets } from './corpora.ts'
import { ENGINES } from './engines.ts'
import { formatDocument } from './format-document.ts'
import { formatTables } from './format-report.ts'
import { type ChosenStage, type CorpusOptions, measureCorpus, STAGES } from './measure-corpus.ts'

const DEFAULT_SIZES = '600,5663,100000'
const DEFAULT_CORE = '1000000'
/** Publishing changes 200 entries, and twenty more must differ from them. */
const SIZE_MIN = 300

const HELP = `npm run bench -- [options]
  --sizes N,N      made-up registries (${DEFAULT_SIZES}); with "" none
  --sets DIR,DIR   real sets of questions (those of ../shared/bench that are there); with "" none
  --core N         the core alone with N entries (${DEFAULT_CORE}; with other --sizes or --stages, only when asked for)
  --stages S,S     some of rank, ask, engines, ${ENGINES.join(', ')}
  --keep DIR       builds registries in DIR and leaves them there; those that are there are not built again
  --reuse DIR      measures a copy of this data folder in place of building; with one size
  --json FILE      figures, written as each stage ends
  --resume         goes on with the figures of that file: what it has is not measured again
  --out FILE       the tables as a document`

interface BenchOptions extends Omit<CorpusOptions, 'signal' | 'say' | 'core'> {
  readonly corpora: readonly Corpus[]
  readonly core: number | undefined
  readonly out: string | undefined
  readonly json: string | undefined
  readonly resume: boolean
}

function readOptions(args: readonly string[]): BenchOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      sizes: { type: 'string' },
      sets: { type: 'string' },
      core: { type: 'string' },
      stages: { type: 'string', default: STAGES.join(',') },
      keep: { type: 'string' },
      reuse: { type: 'string' },
      json: { type: 'string' },
      resume: { type: 'boolean', default: false },
      out: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) fail('one or more of these')
  const sizes = listOf(values.sizes ?? DEFAULT_SIZES).map(Number)
  if (!sizes.every(size => Number.isInteger(size) && size >= SIZE_MIN)) fail(`--sizes from ${SIZE_MIN}`)
  if (values.reuse !== undefined && sizes.length !== 1) fail('one of --sizes with --reuse')
  const isWhole = values.sizes === undefined && values.stages === STAGES.join(',')
  const core = values.core ?? (isWhole ? DEFAULT_CORE : undefined)
  if (core !== undefined && (!(Number(core) > 0) || sizes.length === 0))
    fail('--core as a number, and a size to make it of')
  const sets = values.reuse === undefined ? realSets(values.sets === undefined ? null : listOf(values.sets)) : []
  const { keep, reuse, json, resume, out } = values
  return {
    corpora: [...sets, ...sizes.toSorted((a, b) => a - b).map(generated)],
    stages: readStages(values.stages),
    core: core === undefined ? undefined : Number(core),
    keep,
    reuse,
    json,
    resume,
    out,
  }
}

function listOf(text: string): readonly string[] {
  return text.split(',').filter(part => part !== '')
}

function readStages(text: string): ReadonlySet<ChosenStage> {
  const names = listOf(text).flatMap(name => (name === 'engines' ? ENGINES : [name]))
  return new Set(names.map(name => STAGES.find(stage => stage === name) ?? fail(`a stage, got "${name}"`)))
}

function fail(expected: string): never {
  throw new RangeError(`expected ${expected}\n\n${HELP}`)
}

function say(text: string): void {
  process.stderr.write(`[${(performance.now() / 1000).toFixed(0)} s] ${text}\n`)
}

/** Corpora measured, in order; one that fails is told of and left out. The core is made of the last. */
async function measureAll({ corpora, core, ...options }: BenchOptions, signal: AbortSignal, keeper: ResultsKeeper) {
  for (const corpus of corpora) {
    const isLast = corpus === corpora.at(-1)
    try {
      await measureCorpus(corpus, { ...options, core: isLast ? core : undefined, signal, say }, keeper)
    } catch (error) {
      signal.throwIfAborted()
      say(`${corpus.name}: ${String(error)}`)
      process.exitCode = 1
    }
  }
}

async function runBench(args: readonly string[]): Promise<void> {
  const options = readOptions(args)
  const command = ['npm run bench --', ...args.map(arg => (arg === '' ? '""' : arg))].join(' ')
  const run = { startedAt: new Date().toISOString(), command }
  const keeper = await openResults({ path: options.json, resume: options.resume }, run)
  const stop = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort())
  try {
    await measureAll(options, stop.signal, keeper)
  } finally {
    await report(keeper.results(), options)
  }
}

/** An engine that was not built is a result; a stage of the product that failed is a failure. */
async function report(results: BenchResults, { out }: BenchOptions): Promise<void> {
  if (results.core?.failure !== undefined) process.exitCode = 1
  if (results.corpora.some(({ failures }) => 'rank' in failures || 'ask' in failures)) process.exitCode = 1
  if (results.corpora.length === 0) return
  process.stdout.write(`${formatTables(results)}\n`)
  if (out !== undefined) await writeFile(out, formatDocument(results))
}

/** Of the command line: ours, or of what reads it. */
function isWrongUse(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return error instanceof RangeError || code.startsWith('ERR_PARSE_ARGS')
}

/** Ended by a signal: the folders are gone by now, and what was measured has been told. */
const ENDED_BY_SIGNAL = 130

try {
  await runBench(process.argv.slice(2))
} catch (error) {
  if (isWrongUse(error)) say(error instanceof RangeError ? error.message : `${String(error)}\n\n${HELP}`)
  else if (error instanceof Error && error.name === 'AbortError') say('stopped by a signal')
  else throw error
  process.exitCode = isWrongUse(error) ? 2 : ENDED_BY_SIGNAL
}
