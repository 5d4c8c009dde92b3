// Stage: the core alone (words, sounds and vectors, no database) with a million entries, asked through the very function that
// ranks and judges for everybody.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { openSynonyms } from '../../src/adapters/embedders/open-synonyms.ts'
import { readIndexFile } from '../../src/adapters/hnsw/index-file.ts'
import { openLinderaAnalyser } from '../../src/adapters/lindera/lindera-analyser.ts'
import { PUBLIC_SCOPE } from '../../src/core/access/rights.ts'
import { rankAndJudge } from '../../src/core/answer-question.ts'
import type { VectorIndex } from '../../src/core/ports/vector-index.ts'
import { type DenseSide, EntryIndex } from '../../src/core/search/entry-index.ts'
import { SoundAlikes } from '../../src/core/search/sound-alikes.ts'
import { tokenise } from '../../src/core/tokenise.ts'
import { askBeside, type Beside } from './ask-beside.ts'
import { benchConfig, logFault } from './bench-product.ts'
import { type CoreSource, openCoreSource, originalOf } from './core-entries.ts'
import type { CoreLinkInput } from './core-link-stage.ts'
import { timed } from './latency.ts'
import { peakRssBytes, rssBytes } from './memory.ts'
import type { QuestionFile } from './prepare-stage.ts'
import { serveStage } from './run-stage.ts'

export interface CoreInput extends CoreLinkInput {
  readonly questionsPath: string
}

export interface CoreResult {
  readonly entries: number
  readonly vectors: number
  /** Words and sounds of all entries put in, from stored terms. */
  readonly wordsMs: number
  readonly graphReadMs: number
  readonly rssBytes: number
  readonly peakRssBytes: number
  /** The first time pays for near words; the second is what a process that has run for a while takes. */
  readonly first: Beside
  readonly again: Beside
  /** Of the nearest units by all cosines, the share that the graph finds. */
  readonly recall: number
}

const ASK_MS = 300_000
const SAY_EVERY = 50_000
/** Of ten copies of an entry one counts, so that many more must be ranked for ten that differ. */
const COPIES_DEPTH = 100
const RECALL_QUESTIONS = 20
const RECALL_DEPTH = 6

serveStage('core', async ({ folder, count, graphPath, questionsPath }, say) => {
  const { beside: queries } = JSON.parse(await readFile(questionsPath, 'utf8')) as QuestionFile
  const source = await openCoreSource(join(folder, 'zencho.sqlite'))
  const analyser = openLinderaAnalyser()
  const config = benchConfig(folder)
  const synonyms = openSynonyms(config, { analyser, log: logFault })
  const index = new EntryIndex(new SoundAlikes(source.nearTerms, analyser), { synonyms })
  const words = await timed(() => putAll(index, source.entries(count), say))
  const graph = await timed(() => openDense(source, graphPath))
  index.useDense(graph.value)
  const startedBytes = rssBytes()
  const deps = { analyser, index, registry: { entriesById: () => Promise.resolve([]) }, thresholds: config.thresholds }
  const reader = { scope: PUBLIC_SCOPE, today: '2026-04-01' }
  const rank = async (text: string, limit: number) => {
    const { ranked } = await rankAndJudge(text, deps, { limit: COPIES_DEPTH, reader })
    return [...new Set(ranked.map(({ entryId }) => originalOf(entryId)))].slice(0, limit)
  }
  say('asking')
  const first = await askBeside(queries, rank, ASK_MS)
  const again = await askBeside(queries, rank, ASK_MS)
  const texts = queries.slice(0, RECALL_QUESTIONS).map(({ text }) => ({ text, terms: tokenise(text, analyser) }))
  const recall = recallOf(graph.value.vectors, await source.embedder.embed(texts, 'question'))
  await source.close()
  return {
    entries: index.size,
    vectors: graph.value.vectors.size,
    wordsMs: words.ms,
    graphReadMs: graph.ms,
    rssBytes: startedBytes,
    peakRssBytes: peakRssBytes(),
    first,
    again,
    recall,
  }
})

async function putAll(index: EntryIndex, entries: ReturnType<CoreSource['entries']>, say: (text: string) => void) {
  for await (const entry of entries) {
    index.put(entry)
    if (index.size % SAY_EVERY === 0) say(`put in ${index.size} entries (${Math.round(rssBytes() / 1e6)} MB)`)
  }
}

async function openDense({ embedder }: CoreSource, graphPath: string): Promise<DenseSide> {
  const read = await readIndexFile(graphPath, embedder)
  if (read === null) throw new Error(`expected linked vectors of this model in ${graphPath}`)
  return { embedder, vectors: read.index }
}

/** The graph against a look at every vector. */
function recallOf(vectors: VectorIndex, asked: readonly Float32Array[]): number {
  let found = 0
  for (const vector of asked) {
    const near = vectors.search(vector, RECALL_DEPTH)
    const all = Float64Array.from(vectors.ids(), id => vectors.similarity(vector, id) ?? 0).sort()
    const least = all.at(-RECALL_DEPTH) ?? 0
    found += near.filter(({ similarity }) => similarity >= least).length / Math.min(RECALL_DEPTH, all.length)
  }
  return found / Math.max(1, asked.length)
}
