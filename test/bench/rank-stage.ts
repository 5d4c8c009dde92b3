// Stage: a fresh process opens the finished index and ranks questions it has never seen, then the same again.
import { readFile } from 'node:fs/promises'
import { type ColdStart, openCold } from './bench-product.ts'
import { type Latency, timeEach } from './latency.ts'
import { meanNdcg } from './mean-ndcg.ts'
import type { QuestionFile } from './prepare-stage.ts'
import { serveStage } from './run-stage.ts'

export interface OpenInput {
  readonly folder: string
  readonly questionsPath: string
}

export interface RankResult {
  readonly coldStart: ColdStart
  readonly first: Latency
  readonly again: Latency
  readonly ndcg10: number
}

/** What a chat shows, and one more for the gap. */
const RANK_LIMIT = 6

serveStage('rank', async ({ folder, questionsPath }, say) => {
  const { warmUp, measured, judged } = JSON.parse(await readFile(questionsPath, 'utf8')) as QuestionFile
  say('opening the index, then ranking')
  const { product, coldStart } = await openCold(folder)
  const rank = (text: string) => product.rank(text, RANK_LIMIT)
  await timeEach(warmUp, rank)
  const first = await timeEach(measured, rank)
  const again = await timeEach(measured, rank)
  const ndcg10 = await meanNdcg(judged, async (text, limit) => {
    return (await product.rank(text, limit)).ranked.map(({ entryId }) => entryId)
  })
  await product.close()
  return { coldStart, first, again, ndcg10 }
})
