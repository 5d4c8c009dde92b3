// Stage: a fresh process answers and logs questions, over HTTP too, and publishes while it answers.
import { readFile } from 'node:fs/promises'
import { type ColdStart, faults, openCold } from './bench-product.ts'
import type { HttpResult } from './http-stage.ts'
import { type Latency, timeEach } from './latency.ts'
import { measureHttp } from './measure-http.ts'
import { measurePublishing, type PublishResult } from './measure-publishing.ts'
import { peakRssBytes, rssBytes } from './memory.ts'
import type { QuestionFile } from './prepare-stage.ts'
import { serveStage } from './run-stage.ts'

export interface AskResult {
  readonly coldStart: ColdStart
  readonly rssAfterStartBytes: number
  readonly peakRssBytes: number
  readonly first: Latency
  readonly again: Latency
  readonly http: HttpResult
  readonly publishing: PublishResult
  /** What the product logged as wrong. */
  readonly faults: readonly string[]
}

serveStage('ask', async ({ folder, questionsPath, published }, say) => {
  const { warmUp, measured, toChange } = JSON.parse(await readFile(questionsPath, 'utf8')) as QuestionFile
  say('opening the index, then asking')
  const { product, coldStart } = await openCold(folder, published)
  const rssAfterStartBytes = rssBytes()
  const ask = (text: string) => product.ask({ text, channel: 'api' })
  await timeEach(warmUp, ask)
  const first = await timeEach(measured, ask)
  const again = await timeEach(measured, ask)
  say('asking over HTTP')
  const http = await measureHttp(product, folder, { warmUp, measured, onProgress: say })
  say('publishing')
  const publishing = await measurePublishing(product, toChange, measured)
  await product.close()
  return { coldStart, rssAfterStartBytes, peakRssBytes: peakRssBytes(), first, again, http, publishing, faults }
})
