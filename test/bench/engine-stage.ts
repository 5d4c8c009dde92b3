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
import { askBeside, type Beside, warmUpBeside } from './ask-beside.ts'
import { ENGINE_BUILD_MAX_MS, type EngineName, NOT_BUILT } from './engines.ts'
import { timed } from './latency.ts'
import { addedBytes, heldNow } from './memory.ts'
import { openOramaHybrid } from './orama-hybrid.ts'
import type { QuestionFile } from './prepare-stage.ts'
import type { OpenInput } from './rank-stage.ts'
import { type IndexedTexts, readIndexedTexts } from './read-indexed-texts.ts'
import { serveStage } from './run-stage.ts'

export interface EngineInput extends OpenInput {
  readonly engine: EngineName
}

export interface EngineResult {
  readonly buildMs: number
  /** What building added to the process, its texts and terms not counted. */
  readonly addedBytes: number
  readonly beside: Beside
}

/** Questions are asked for so long; how many they were, the table tells. */
const BESIDE_MS = 60_000
/** So much longer one question may take, before the engine is given up. */
const LAST_QUESTION_MS = 60_000

type Opener = (entries: readonly BaselineEntry[], termsOf: TermsOf, texts: IndexedTexts) => Promise<Baseline>

const OPENERS: Readonly<Record<EngineName, Opener>> = {
  minisearch: openMiniSearch,
  orama: openOrama,
  'orama-hybrid': openOramaHybrid,
  fts5: openFts5,
  'fts5-trigram': openTrigramFts5,
  nlpjs: openNlpJs,
}

serveStage('engine', async ({ engine, folder, questionsPath, published }, say, within) => {
  const { warmUp, beside: queries } = JSON.parse(await readFile(questionsPath, 'utf8')) as QuestionFile
  const texts = await readIndexedTexts(join(folder, 'zencho.sqlite'))
  const found = texts.entries.length
  if (found !== published) throw new Error(`expected ${published} published entries in the folder, got ${found}`)
  const analyser = openLinderaAnalyser()
  const termsOf = (text: string) => texts.terms.get(text) ?? tokenise(text, analyser)
  termsOf(warmUp[0] ?? '')
  say(`building ${engine}, then asking it`)
  await within(ENGINE_BUILD_MAX_MS, NOT_BUILT)
  const before = heldNow()
  const building = await timed(() => OPENERS[engine](texts.entries, termsOf, texts))
  const added = addedBytes(before, heldNow())
  await within(BESIDE_MS + LAST_QUESTION_MS, 'built, but did not answer')
  const rank = async (text: string, limit: number) => (await building.value.rank(text, limit)).map(({ id }) => id)
  await warmUpBeside(warmUp, rank)
  return { buildMs: building.ms, addedBytes: added, beside: await askBeside(queries, rank, BESIDE_MS) }
})
