// Stage: a fresh process opens the finished index and ranks questions it has never seen, then the same again.
import { readFile } from 'node:fs/promises'
import { askBeside, type Beside, warmUpBeside } from './ask-beside.ts'
import { type ColdStart, openCold } from './bench-product.ts'
import { type Latency, timeEach } from './latency.ts'
import { addedBytes, heldNow } from './memory.ts'
import type { QuestionFile } from './prepare-stage.ts'
import { serveStage } from './run-stage.ts'

export interface OpenInput {
  readonly folder: string
  readonly questionsPath: string
  /** Entries that must be in the index: another registry would make figures of something else. */
  readonly published: number
}

export interface RankResult {
  readonly coldStart: ColdStart
  readonly first: Latency
  readonly again: Latency
  /** The questions that other engines are asked too. */
  readonly beside: Beside
  /** What opening added to the process: index, analyser, model, database, threads. */
  readonly addedBytes: number
}

/** What a chat shows, and one more for the gap. */
const RANK_LIMIT = 6
/** The product answers all of them in seconds. */
const BESIDE_MS = 120_000

serveStage('rank', async ({ folder, questionsPath, published }, say) => {
  const { warmUp, measured, beside: queries } = JSON.parse(await readFile(questionsPath, 'utf8')) as QuestionFile
  say('opening the index, then ranking')
  const before = heldNow()
  const { product, coldStart } = await openCold(folder, published)
  const added = addedBytes(before, heldNow())
  const rank = (text: string) => product.rank(text, RANK_LIMIT)
  await timeEach(warmUp, rank)
  const first = await timeEach(measured, rank)
  const again = await timeEach(measured, rank)
  const rankIds = async (text: string, limit: number) => {
    return (await product.rank(text, limit)).ranked.map(({ entryId }) => entryId)
  }
  await warmUpBeside(warmUp, rankIds)
  const beside = await askBeside(queries, rankIds, BESIDE_MS)
  await product.close()
  return { coldStart, first, again, beside, addedBytes: added }
})
