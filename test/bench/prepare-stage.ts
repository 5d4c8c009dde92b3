// Stage: writes the entries and the questions of one corpus to files, so that no measured process has to make them.
import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { readEntryFolder } from '../../src/adapters/entry-files/read-entry-folder.ts'
import { readEvaluationSet } from '../../src/cli/read-evaluation-set.ts'
import { type EvaluationQuery, isAnswerable } from '../../src/core/evaluation/measures.ts'
import type { EntryInput } from '../../src/core/ports/registry.ts'
import type { Corpus } from './corpora.ts'
import { type GeneratorDeps, generateEntries } from './generate-entries.ts'
import { generateQuestions } from './generate-questions.ts'
import { serveStage } from './run-stage.ts'
import { seededRandom } from './seeded-random.ts'
import { openWordStock } from './word-stock.ts'

export interface PrepareInput {
  readonly corpus: Corpus
  readonly entriesPath: string
  readonly questionsPath: string
}

export interface PrepareResult {
  readonly entries: number
  readonly published: number
  readonly questions: number
}

/** The file of questions: none of the warm-up is asked again. */
export interface QuestionFile {
  readonly warmUp: readonly string[]
  readonly measured: readonly string[]
  /** Asked of every engine, in this order: those with known answers, mixed with others where there are few. */
  readonly beside: readonly EvaluationQuery[]
  /** Entries of the registry that publishing will change. */
  readonly toChange: readonly EntryInput[]
}

const PROJECT = new URL('../../', import.meta.url)
const SEED = 2_026
const WARM_UP = 200
const MEASURED = 2_000
const BESIDE = 500
const TO_CHANGE = 200

interface Corpora {
  readonly entries: Iterable<EntryInput>
  readonly queries: readonly EvaluationQuery[]
  /** Made up beside those of the set. */
  readonly generated: readonly string[]
}

async function openCorpus(corpus: Corpus): Promise<Corpora> {
  const folder = corpus.kind === 'real' ? corpus.folder : new URL('faq-data/evaluation', PROJECT).pathname
  const { entries, queries } = await readEvaluationSet(folder)
  const ours = queries.map(({ text }) => text)
  const count = corpus.kind === 'real' ? WARM_UP : WARM_UP + MEASURED
  const generated = generateQuestions(count, await openGenerator(SEED + 1), ours)
  if (corpus.kind === 'real') return { entries, queries, generated }
  return { entries: generateEntries(corpus.size, await openGenerator(SEED)), queries, generated }
}

async function openGenerator(seed: number): Promise<GeneratorDeps> {
  const files = await readEntryFolder(new URL('faq-data/entries', PROJECT).pathname)
  const random = seededRandom(seed)
  return {
    base: files.flatMap(file => file.entries.map(({ input }) => input)),
    random,
    words: await openWordStock(random),
  }
}

async function writeEntries(entries: Iterable<EntryInput>, path: string) {
  const toChange: EntryInput[] = []
  let [count, published] = [0, 0]
  const file = createWriteStream(path)
  for (const entry of entries) {
    count += 1
    if (entry.status === 'published') published += 1
    if (toChange.length < TO_CHANGE) toChange.push(entry)
    if (!file.write(`${JSON.stringify(entry)}\n`)) await once(file, 'drain')
  }
  file.end()
  await once(file, 'finish')
  return { toChange, count, published }
}

function makeQuestions({ queries, generated }: Corpora): Omit<QuestionFile, 'toChange'> {
  const [warmUp, others] = [generated.slice(0, WARM_UP), generated.slice(WARM_UP)]
  const ours = [...new Set(queries.map(({ text }) => text))].slice(0, MEASURED)
  const measured = interleave(ours, others.slice(0, MEASURED - ours.length))
  const judged = shuffled(queries.filter(isAnswerable)).slice(0, BESIDE)
  const fillers = others.slice(-(BESIDE - judged.length)).map((text, i) => ({ id: `made-${i}`, text, relevant: {} }))
  return { warmUp, measured, beside: others.length === 0 ? judged : shuffled([...judged, ...fillers]) }
}

/** Any first few of them are then a fair sample. */
function shuffled<T>(items: readonly T[]): readonly T[] {
  const { next } = seededRandom(SEED)
  const keyed = items.map(item => ({ item, key: next() }))
  return keyed.sort((a, b) => a.key - b.key).map(({ item }) => item)
}

/** Spreads the few over the many, so that neither comes in a lump. */
function interleave(few: readonly string[], many: readonly string[]): readonly string[] {
  const step = many.length / Math.max(1, few.length)
  return few.flatMap((text, i) => [text, ...many.slice(Math.floor(i * step), Math.floor((i + 1) * step))])
}

serveStage('prepare', async ({ corpus, entriesPath, questionsPath }, say) => {
  say('making entries and questions')
  const opened = await openCorpus(corpus)
  const { toChange, count, published } = await writeEntries(opened.entries, entriesPath)
  const file: QuestionFile = { ...makeQuestions(opened), toChange }
  await writeFile(questionsPath, JSON.stringify(file))
  return { entries: count, published, questions: file.measured.length }
})
