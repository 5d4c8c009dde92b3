// Where a corpus lies while it is measured: made anew, kept from an earlier run, or a data folder of somebody else's making.
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BuildResult } from './build-stage.ts'
import type { Corpus } from './corpora.ts'
import type { PrepareResult } from './prepare-stage.ts'
import { runStage, type StageOptions } from './run-stage.ts'

export interface HomeOptions {
  /** Where registries are kept from one run to the next, one folder a corpus; undefined for nowhere. */
  readonly keep: string | undefined
  /** A data folder to measure in place of one that is built here. */
  readonly reuse: string | undefined
}

export interface BenchHome {
  /** A data folder that stages may change. */
  readonly folder: string
  readonly questionsPath: string
  /** For what is long in the making and worth keeping with the registry. */
  readonly cachePath: (name: string) => string
  readonly prepared: PrepareResult
  readonly build: BuildResult | undefined
  readonly close: () => Promise<void>
}

const MINUTE_MS = 60_000
/** Generous: a stage that needs longer is broken, and its corpus is reported so. */
const PREPARE_MAX_MS = 5 * MINUTE_MS
const BUILD_MAX_MS = 60 * MINUTE_MS

type StageHelp = Omit<StageOptions, 'limitMs'>

export async function openBenchHome(corpus: Corpus, { keep, reuse }: HomeOptions, help: StageHelp): Promise<BenchHome> {
  const place = await mkdtemp(join(tmpdir(), 'zencho-bench-'))
  const close = () => rm(place, { recursive: true, force: true })
  try {
    const home = keep === undefined ? place : join(keep, corpus.name)
    const made = reuse === undefined ? await readMade(home).catch(() => make(home, corpus, help)) : null
    const prepared = made?.prepared ?? (await prepare(place, corpus, help))
    const [from, folder] = [reuse ?? join(home, 'data'), join(place, 'data')]
    if (from !== folder) await cp(from, folder, { recursive: true }) // asking and publishing change it
    const questionsPath = questionsIn(reuse === undefined ? home : place)
    return {
      folder,
      questionsPath,
      cachePath: name => join(home, `${CACHE}${name}`),
      prepared,
      build: made?.build,
      close,
    }
  } catch (error) {
    await close()
    throw error
  }
}

const CACHE = 'cache-'

/** What making a registry came to, kept beside it. */
interface Made {
  readonly prepared: PrepareResult
  readonly build: BuildResult
}

async function readMade(home: string): Promise<Made> {
  return JSON.parse(await readFile(join(home, 'made.json'), 'utf8')) as Made
}

async function make(home: string, corpus: Corpus, help: StageHelp): Promise<Made> {
  await mkdir(home, { recursive: true })
  // Of a run that did not come to its end, or of another registry.
  for (const name of await readdir(home)) {
    if (name === 'data' || name.startsWith(CACHE)) await rm(join(home, name), { recursive: true, force: true })
  }
  const prepared = await prepare(home, corpus, help)
  const input = { folder: join(home, 'data'), entriesPath: entriesIn(home) }
  const build = await runStage('build', input, { ...help, limitMs: BUILD_MAX_MS })
  await writeFile(join(home, 'made.json'), JSON.stringify({ prepared, build } satisfies Made))
  return { prepared, build }
}

function prepare(home: string, corpus: Corpus, help: StageHelp): Promise<PrepareResult> {
  const input = { corpus, entriesPath: entriesIn(home), questionsPath: questionsIn(home) }
  return runStage('prepare', input, { ...help, limitMs: PREPARE_MAX_MS })
}

function entriesIn(home: string): string {
  return join(home, 'entries.jsonl')
}

function questionsIn(home: string): string {
  return join(home, 'questions.json')
}
