// The workbench with everything that is tried out on it: synonyms, question sets, the effect of entries, the gate.
import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { AdminDeps } from '../../admin/router.ts'
import { openWorkbench } from '../../indexer/workbench-thread.ts'
import { readOfficeGroups } from '../adapters/embedders/read-synonyms.ts'
import type { OpenDatabase } from '../adapters/sqlite/open-database.ts'
import { openSqliteAskedQuestions } from '../adapters/sqlite/sqlite-asked-questions.ts'
import { openSqliteQuestionSets } from '../adapters/sqlite/sqlite-question-sets.ts'
import { openSqliteSectionSettings } from '../adapters/sqlite/sqlite-section-settings.ts'
import { openSqliteSynonymGroups } from '../adapters/sqlite/sqlite-synonyms.ts'
import { openSqliteUnitStore } from '../adapters/sqlite/sqlite-unit-store.ts'
import type { Product } from '../cli/cli-deps.ts'
import { readEvaluationQueries } from '../cli/read-evaluation-set.ts'
import type { Config } from '../config.ts'
import { BackgroundJobs } from '../core/background-jobs.ts'
import type { Bench } from '../core/impact/bench.ts'
import type { BenchJobs } from '../core/impact/bench-jobs.ts'
import type { NamedSet } from '../core/impact/impact-questions.ts'
import { openPublishGate } from '../core/impact/publish-gate.ts'
import { maskPersonalData } from '../core/masking/mask-personal-data.ts'
import { workbenchTexts } from '../core/messages/ja/admin/workbench.ts'
import type { QuestionSets } from '../core/ports/question-sets.ts'
import type { Registry } from '../core/ports/registry.ts'
import type { MorphologicalAnalyser } from '../core/tokenise.ts'
import { keepSynonyms } from './keep-synonyms.ts'
import type { Log } from './log.ts'
import type { OpenIndex } from './open-index.ts'

/** Real questions by which a change is looked at: the newest, each once. More would tell little more, and take longer. */
const ASKED_MAX = 500

/** A registry with fewer of the sample's entries is no sample any more. */
const SAMPLE_SHARE_MIN = 0.5

export interface OpenBenchDeps {
  readonly database: OpenDatabase
  readonly index: OpenIndex
  readonly registry: Registry
  readonly analyser: MorphologicalAnalyser
  readonly now: () => Date
  readonly newId: () => string
  readonly log: Log
}

export async function openBench(config: Config, deps: OpenBenchDeps): Promise<Bench> {
  const { database, index, registry, analyser, now, newId, log } = deps
  const { query } = database
  const stored = openSqliteSynonymGroups(query, { now, newId })
  const { synonyms: base, entries } = index
  const synonyms = await keepSynonyms({ database, groups: stored, index: entries, base, analyser, log })
  const workbench = openWorkbench({
    databasePath: database.path,
    ...index.files,
    modelDir: config.modelDir,
    synonymsFile: config.synonymsFile,
    embedder: config.embedder,
    reranker: config.reranker,
    thresholds: config.thresholds,
  })
  const questionSets = openSqliteQuestionSets(query, { now, newId })
  const sampleSet = openSampleSet(config, registry)
  const evaluationSets = async () => [...(await allSets(questionSets)), ...[(await sampleSet()) ?? []].flat()]
  const asked = openSqliteAskedQuestions(query)
  const settings = openSqliteSectionSettings(query)
  const isGated = async (sectionCode: string) => (await settings.settingsOf(sectionCode)).gate
  const store = openSqliteUnitStore(query, now)
  return {
    workbench,
    synonymGroups: synonyms.groups,
    fileGroups: config.synonymsFile === null ? [] : readOfficeGroups(config.synonymsFile),
    questionSets,
    asked,
    evaluationSets,
    sampleSet,
    sources: async () => ({ sets: await evaluationSets(), asked: await asked.recent(ASKED_MAX) }),
    generation: async () => {
      const versions = [...(await stored.list()), ...(await questionSets.list())].map(({ id, version }) => [
        id,
        version,
      ])
      return JSON.stringify([await store.latestChange(), entries.dense?.embedder.modelId ?? null, versions])
    },
    gate: openPublishGate({ isGated, evaluationSets, workbench }),
    isGated,
    settleSynonyms: synonyms.settle,
    close: async () => {
      await synonyms.close()
      await workbench.close()
    },
  }
}

/** What the pages ask of it. */
export function benchPages(product: Product, { employeeNumberForms }: Config): AdminDeps['bench'] {
  const { bench, registry, explain, termsOf } = product
  const jobs: BenchJobs = new BackgroundJobs({
    newId: randomUUID,
    now: () => new Date(),
    isWorthKeeping: end => end.kind === 'done',
    toEnd: error => ({ kind: 'failed', reason: error instanceof Error ? error.message : String(error) }),
  })
  return {
    bench,
    jobs,
    registry,
    explain,
    termsOf,
    isGated: bench.isGated,
    mask: text => maskPersonalData(text, { employeeNumberForms }).text,
  }
}

async function allSets(questionSets: QuestionSets): Promise<readonly NamedSet[]> {
  const sets: NamedSet[] = []
  for (const { id } of await questionSets.list()) {
    const set = await questionSets.find(id)
    if (set !== null) sets.push(set)
  }
  return sets
}

/** The questions beside the sample entries, those of entries that are registered; null where hardly any entry is. */
function openSampleSet({ sampleDir }: Config, registry: Pick<Registry, 'entriesById'>): () => Promise<NamedSet | null> {
  const path = sampleDir === null ? null : join(sampleDir, '..', 'evaluation', 'queries.jsonl')
  if (path === null || !existsSync(path)) return async () => null
  let read: ReturnType<typeof readEvaluationQueries> | undefined
  return async () => {
    read ??= readEvaluationQueries(path)
    const all = await read
    const ids = [...new Set(all.flatMap(({ relevant }) => Object.keys(relevant)))]
    const registered = new Set((await registry.entriesById(ids)).map(({ id }) => id))
    if (registered.size < ids.length * SAMPLE_SHARE_MIN) return null
    const questions = all.filter(({ relevant }) => Object.keys(relevant).every(id => registered.has(id)))
    return { name: workbenchTexts.sampleSet, questions }
  }
}
