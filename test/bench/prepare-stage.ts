// Stage: writes the entries and the questions of one size to files, so that no measured process has to make them.
import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { readEvaluationSet } from '../../src/cli/read-evaluation-set.ts'
import { type EvaluationQuery, isAnswerable } from '../../src/core/evaluation/measures.ts'
import type { EntryInput } from '../../src/core/ports/registry.ts'
import { generateEntries } from './generate-entries.ts'
import { generateQuestions } from './generate-questions.ts'
import { openGenerator } from './open-generator.ts'
import { serveStage } from './run-stage.ts'

export interface PrepareInput {
  readonly size: number
  readonly entriesPath: string
  readonly questionsPath: string
}

export interface PrepareResult {
  readonly questions: number
}

/** The file of questions: all different, none in both lists. */
export interface QuestionFile {
  readonly warmUp: readonly string[]
  readonly measured: readonly string[]
  /** Questions of the evaluation set with the entries that answer them: every size of the registry has these. */
  readonly judged: readonly EvaluationQuery[]
  /** Entries of the registry that publishing will change. */
  readonly toChange: readonly EntryInput[]
}

const PROJECT = new URL('../../', import.meta.url)
const SEED = 2_026
const WARM_UP = 200
const MEASURED = 2_000
const TO_CHANGE = 200

async function writeEntries({ size, entriesPath }: PrepareInput): Promise<readonly EntryInput[]> {
  const toChange: EntryInput[] = []
  const file = createWriteStream(entriesPath)
  for (const entry of generateEntries(size, await openGenerator(SEED))) {
    if (toChange.length < TO_CHANGE) toChange.push(entry)
    if (!file.write(`${JSON.stringify(entry)}\n`)) await once(file, 'drain')
  }
  file.end()
  await once(file, 'finish')
  return toChange
}

async function makeQuestions(): Promise<Omit<QuestionFile, 'toChange'>> {
  const { queries } = await readEvaluationSet(new URL('faq-data/evaluation', PROJECT).pathname)
  const ours = [...new Set(queries.map(({ text }) => text))].slice(0, MEASURED)
  const deps = await openGenerator(SEED + 1)
  const generated = generateQuestions(WARM_UP + MEASURED - ours.length, deps, ours)
  const measured = interleave(ours, generated.slice(WARM_UP))
  return { warmUp: generated.slice(0, WARM_UP), measured, judged: queries.filter(isAnswerable) }
}

/** Spreads the few over the many, so that neither comes in a lump. */
function interleave(few: readonly string[], many: readonly string[]): readonly string[] {
  const step = many.length / Math.max(1, few.length)
  return few.flatMap((text, i) => [text, ...many.slice(Math.floor(i * step), Math.floor((i + 1) * step))])
}

serveStage('prepare', async (input, say) => {
  say(`making ${input.size} entries and ${WARM_UP + MEASURED} questions`)
  const toChange = await writeEntries(input)
  const file: QuestionFile = { ...(await makeQuestions()), toChange }
  await writeFile(input.questionsPath, JSON.stringify(file))
  return { questions: file.measured.length }
})
