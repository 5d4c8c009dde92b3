// One job of the workbench: questions asked now and, with a trial, once more; through the code that answers staff.
import { setImmediate } from 'node:timers/promises'
import { rankAndJudge, type SearchDeps } from '../src/core/answer-question.ts'
import type { Entry } from '../src/core/entry.ts'
import { dateInJapan } from '../src/core/fiscal-year.ts'
import type { Registry } from '../src/core/ports/registry.ts'
import type { Found, Trial, TriedQuestion, WorkbenchJob, WorkbenchResult } from '../src/core/ports/workbench.ts'
import type { Thresholds } from '../src/core/search/judge.ts'
import type { WorkbenchIndex } from './workbench-index.ts'

/** Ranks kept of each question: enough for every measure, and for what is shown. */
const DEPTH = 20

/** Answers kept of one state of the registry; beyond, the oldest is dropped: it is found again in a millisecond. */
const KEPT_MAX = 20_000

export interface JobDeps extends Omit<SearchDeps, 'index'> {
  readonly bench: WorkbenchIndex
  readonly thresholds: Thresholds
}

export interface JobRun {
  /** True once nobody waits for the job any more. */
  readonly isCancelled: () => boolean
  readonly onProgress: (done: number, total: number) => void
}

/** What was found in one state of the registry: the same questions are asked for every trial. */
export class KnownAnswers {
  #state = ''
  readonly #found = new Map<string, Found>()

  enter(state: string): void {
    if (state !== this.#state) this.#found.clear()
    this.#state = state
  }

  async find(question: TriedQuestion, search: () => Promise<Found>): Promise<Found> {
    const key = JSON.stringify([question.text, question.sectionCode])
    const known = this.#found.get(key) ?? (await search())
    if (this.#found.size >= KEPT_MAX) this.#found.delete(this.#found.keys().next().value as string)
    this.#found.set(key, known)
    return known
  }
}

/** Null where it was cancelled. */
export async function runJob(
  { questions, trial }: WorkbenchJob,
  deps: JobDeps & { readonly known: KnownAnswers },
  run: JobRun,
): Promise<WorkbenchResult | null> {
  const { bench, known } = deps
  known.enter(await bench.follow())
  const total = questions.length * (trial === null ? 1 : 2)
  const now = await askAll(questions, { ...run, onProgress: done => run.onProgress(done, total) }, question =>
    known.find(question, () => ask(question, deps)),
  )
  const byMeaning = bench.index.dense !== null
  if (now === null || trial === null) return now && { now, tried: null, byMeaning }
  const withTrial = { ...deps, registry: registryWith(trial, deps.registry) }
  const onProgress = (done: number) => run.onProgress(questions.length + done, total)
  const tried = await bench.whileTrying(trial, () =>
    askAll(questions, { ...run, onProgress }, question => ask(question, withTrial)),
  )
  return tried && { now, tried, byMeaning }
}

async function askAll(
  questions: readonly TriedQuestion[],
  { isCancelled, onProgress }: JobRun,
  askOne: (question: TriedQuestion) => Promise<Found>,
): Promise<readonly Found[] | null> {
  const found: Found[] = []
  for (const question of questions) {
    await setImmediate() // a cancellation is heard between two questions
    if (isCancelled()) return null
    found.push(await askOne(question))
    onProgress(found.length, questions.length)
  }
  return found
}

async function ask({ text, sectionCode }: TriedQuestion, deps: JobDeps): Promise<Found> {
  const reader = { scope: null, today: dateInJapan(new Date()) } // whoever asks: entries that some may not read count too
  const options = { limit: DEPTH, sectionCode: sectionCode ?? undefined, reader }
  const { outcome, confidence, ranked } = await rankAndJudge(text, { ...deps, index: deps.bench.index }, options)
  const allowed = ranked.filter(({ vetoed }) => !vetoed)
  return {
    outcome,
    confidence,
    ranked: allowed.map(({ entryId }) => entryId),
    scores: allowed.map(({ score }) => score),
    exact: allowed.filter(({ exact }) => exact).map(({ entryId }) => entryId),
  }
}

/** What a cross-encoder reads of the entries is what the trial says. */
function registryWith({ entries }: Trial, { entriesById }: Pick<Registry, 'entriesById'>) {
  const contents = new Map(entries.map(entry => [entry.id, entry]))
  return {
    entriesById: async (ids: readonly string[]) => {
      const stored = new Map((await entriesById(ids)).map(entry => [entry.id, entry]))
      return ids.flatMap(id => {
        const tried = contents.get(id)
        const entry = stored.get(id)
        if (tried === undefined || tried.content === null) return entry ?? []
        return { ...NEW_ENTRY, ...entry, ...tried.content, id, section: tried.section, status: 'published' as const }
      })
    },
  }
}

/** What an entry has that was never saved. */
const NEW_ENTRY: Pick<Entry, 'revision' | 'registeredOn' | 'revisedOn' | 'mergedInto'> = {
  revision: 1,
  registeredOn: null,
  revisedOn: '1970-01-01',
  mergedInto: null,
}
