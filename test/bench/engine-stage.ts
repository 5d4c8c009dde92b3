// Stage: another search engine on the same entries and questions, in a process of its own. It gets the product's terms,
// already analysed, so that its building time is its own; the hybrid gets the product's vectors too.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { openFts5, openTrigramFts5 } from '../../src/adapters/baselines/fts5.ts'
import { openMiniSearch } from '../../src/adapters/baselines/minisearch.ts'
import { openNlpJs } from '../../src/adapters/baselines/nlpjs.ts'
import { openOrama } from '../../src/adapters/baselines/orama.ts'
import { openLinderaAnalyser } from '../../src/adapters/lindera/lindera-analyser.ts'
import type { Baseline, BaselineEntry, TermsOf } from '../../src/core/ports/baseline.ts'
import { tokenise } from '../../src/core/tokenise.ts'
import type { EngineName } from './engines.ts'
import { type Latency, timed, timeEach } from './latency.ts'
import { meanNdcg } from './mean-ndcg.ts'
import { rssBytes } from './memory.ts'
import { openOramaHybrid } from './orama-hybrid.ts'
import type { QuestionFile } from './prepare-stage.ts'
import { type IndexedTexts, readIndexedTexts } from './read-indexed-texts.ts'
import { serveStage } from './run-stage.ts'

export interface EngineInput {
  readonly engine: EngineName
  readonly folder: string
  readonly questionsPath: string
}

export interface EngineResult {
  readonly buildMs: number
  /** What building added to the process, its texts and terms not counted. */
  readonly addedRssBytes: number
  readonly asked: Latency
  readonly ndcg10: number
}

/** As many as the product is asked for. */
const RANK_LIMIT = 6
/** An engine that needs a second for each question is known well enough by these. */
const QUESTIONS_MAX = 500
const WARM_UP_MAX = 50

type Opener = (entries: readonly BaselineEntry[], termsOf: TermsOf, texts: IndexedTexts) => Promise<Baseline>

const OPENERS: Readonly<Record<EngineName, Opener>> = {
  MiniSearch: openMiniSearch,
  Orama: openOrama,
  'Orama hybrid': (entries, termsOf, texts) => openOramaHybrid(entries, termsOf, texts),
  'FTS5, our terms': openFts5,
  'FTS5, trigrams': openTrigramFts5,
  'NLP.js': openNlpJs,
}

serveStage('engine', async ({ engine, folder, questionsPath }, say) => {
  const { warmUp, measured, judged } = JSON.parse(await readFile(questionsPath, 'utf8')) as QuestionFile
  const texts = await readIndexedTexts(join(folder, 'zencho.sqlite'))
  const analyser = openLinderaAnalyser()
  const termsOf = (text: string) => texts.terms.get(text) ?? tokenise(text, analyser)
  termsOf(warmUp[0] ?? '')
  say(`building ${engine}, then asking it`)
  const rssBefore = rssBytes()
  const building = await timed(() => OPENERS[engine](texts.entries, termsOf, texts))
  const addedRssBytes = rssBytes() - rssBefore
  const ask = (text: string) => building.value.rank(text, RANK_LIMIT)
  await timeEach(warmUp.slice(0, WARM_UP_MAX), ask)
  const asked = await timeEach(measured.slice(0, QUESTIONS_MAX), ask)
  const ndcg10 = await meanNdcg(judged, async (text, limit) => {
    return (await building.value.rank(text, limit)).map(({ id }) => id)
  })
  return { buildMs: building.ms, addedRssBytes, asked, ndcg10 }
})
