// Question sets: added from a file, run in the workbench, renamed and removed.
import { QUESTIONS_MAX, type QuestionProblem, readQuestions } from '../../src/adapters/question-files/read-questions.ts'
import { actorOf } from '../../src/core/access/account.ts'
import { scopeOf } from '../../src/core/access/rights.ts'
import { QUESTION_LENGTH_MAX } from '../../src/core/answer-question.ts'
import { FaqError, isFault } from '../../src/core/errors.ts'
import type { EvaluationQuery } from '../../src/core/evaluation/measures.ts'
import type { Bench } from '../../src/core/impact/bench.ts'
import type { BenchJobs } from '../../src/core/impact/bench-jobs.ts'
import { workbenchTexts } from '../../src/core/messages/ja/admin/workbench.ts'
import { countCodePoints } from '../../src/core/normalise.ts'
import type { QuestionSet } from '../../src/core/ports/question-sets.ts'
import type { Registry } from '../../src/core/ports/registry.ts'
import { entryNames } from '../entry-reference.ts'
import { readField } from '../read-field.ts'
import { type AdminRoute, guardedRoute, type SignedInVisit } from '../route.ts'
import { readUpload, UPLOAD_BYTES_MAX } from './read-upload.ts'
import { runSet } from './run-set.ts'
import { QUESTIONS_SHOWN, type SetView, setPage } from './set-page.ts'
import { SETS_PATH, setsPage } from './sets-page.ts'

export interface SetsDeps {
  readonly bench: Pick<Bench, 'questionSets' | 'sampleSet' | 'workbench'>
  readonly jobs: BenchJobs
  readonly registry: Pick<Registry, 'entriesById' | 'sections'>
}

const NAME_MAX = 60
const RUNS_SHOWN = 50
/** Whoever has so many faults to mend looks at the file's columns first. */
const PROBLEMS_SHOWN = 50

const texts = workbenchTexts.sets

export function setsRoutes(deps: SetsDeps): readonly AdminRoute[] {
  const route = (
    address: Parameters<typeof guardedRoute>[0],
    handle: (visit: SignedInVisit, deps: SetsDeps) => Promise<void>,
  ) => guardedRoute(address, 'workbench.use', visit => handle(visit, deps))
  return [
    route('GET /workbench/sets', visit => showSets(visit, deps)),
    guardedRoute('POST /workbench/sets', 'workbench.use', visit => addSet(visit, deps), 'stream'),
    route('POST /workbench/sets/sample', takeSample),
    route('GET /workbench/sets/:id', visit => showSet(visit, deps)),
    route('POST /workbench/sets/:id/run', beginRun),
    route('POST /workbench/sets/:id/rename', rename),
    route('POST /workbench/sets/:id/remove', remove),
  ]
}

async function showSets(
  { send }: SignedInVisit,
  { bench }: SetsDeps,
  given: { readonly name: string; readonly problems: readonly string[] } = { name: '', problems: [] },
): Promise<void> {
  const heads = await bench.questionSets.list()
  const runs = await Promise.all(heads.map(({ id }) => bench.questionSets.runs(id, 1)))
  const sample = await bench.sampleSet()
  const isTaken = heads.some(({ name }) => name === sample?.name)
  await send(
    setsPage({
      sets: heads.map((head, i) => ({ ...head, lastRunAt: runs[i]?.[0]?.at ?? null })),
      sampleCount: sample === null || isTaken ? null : sample.questions.length,
      ...given,
    }),
    given.problems.length === 0 ? 200 : 400,
  )
}

async function addSet(visit: SignedInVisit, deps: SetsDeps): Promise<void> {
  const { name, file } = await readUpload(visit.request)
  const nameProblem = isName(name) ? [] : [texts.noName]
  const { questions, problems } = await readFile(file, deps)
  const all = [...nameProblem, ...problems]
  if (all.length > 0) return showSets(visit, deps, { name, problems: withoutMany(all) })
  const set = await deps.bench.questionSets.create({ name, questions }, actorOf(visit.account))
  visit.response.redirect(303, `${SETS_PATH}/${set.id}`)
}

function isName(name: string): boolean {
  const length = countCodePoints(name)
  return length >= 1 && length <= NAME_MAX
}

async function readFile(file: Buffer | null | 'too_large', { registry }: SetsDeps) {
  const nothing = { questions: [] }
  if (file === 'too_large') return { ...nothing, problems: [texts.tooLarge(UPLOAD_BYTES_MAX / 1024)] }
  if (file === null || file.length === 0) return { ...nothing, problems: [texts.noFile] }
  const read = readQuestions(file)
  const ids = [...new Set(read.questions.flatMap(({ relevant }) => Object.keys(relevant)))]
  const entries = await registry.entriesById(ids)
  const published = new Set(entries.filter(({ status }) => status === 'published').map(({ id }) => id))
  const unknown = read.questions.flatMap(({ relevant, line }) =>
    Object.keys(relevant).flatMap(id => (published.has(id) ? [] : [texts.unknownEntry(line, id)])),
  )
  const questions = read.questions.map(({ line: _line, ...query }): EvaluationQuery => query)
  return { questions, problems: [...read.problems.map(describeProblem), ...unknown] }
}

function describeProblem(problem: QuestionProblem): string {
  switch (problem.kind) {
    case 'file':
      return texts.problem(problem.line, problem.reason)
    case 'no_header':
      return texts.noHeader
    case 'no_questions':
      return texts.noQuestions
    case 'too_many':
      return texts.tooMany(QUESTIONS_MAX)
    case 'bad_question':
      return texts.badQuestion(problem.line, QUESTION_LENGTH_MAX)
    case 'doubled':
      return texts.doubled(problem.line, problem.first)
    default:
      return problem satisfies never
  }
}

function withoutMany(problems: readonly string[]): readonly string[] {
  const hidden = problems.length - PROBLEMS_SHOWN
  return hidden <= 0 ? problems : [...problems.slice(0, PROBLEMS_SHOWN), texts.more(hidden)]
}

async function takeSample({ response, account }: SignedInVisit, { bench }: SetsDeps): Promise<void> {
  const sample = await bench.sampleSet()
  if (sample === null) throw new FaqError('not_found', { what: 'question_set', id: texts.sampleHeading })
  const set = await bench.questionSets.create(sample, actorOf(account))
  response.redirect(303, `${SETS_PATH}/${set.id}`)
}

async function mustFind({ request }: SignedInVisit, { bench }: SetsDeps): Promise<QuestionSet> {
  const id = String(request.params['id'])
  const set = await bench.questionSets.find(id)
  if (set === null) throw new FaqError('not_found', { what: 'question_set', id })
  return set
}

async function showSet(visit: SignedInVisit, deps: SetsDeps, notice: SetView['notice'] = null): Promise<void> {
  const set = await mustFind(visit, deps)
  const shown = set.questions.slice(0, QUESTIONS_SHOWN)
  const named = new Set(shown.flatMap(({ relevant }) => Object.keys(relevant)))
  const nameOf = await entryNames(named, scopeOf(visit.account), deps.registry)
  const runs = await deps.bench.questionSets.runs(set.id, RUNS_SHOWN)
  const renamed = notice === null && readField(visit.request.query, 'done') === 'renamed'
  const view = { set, runs, nameOf, notice: renamed ? ('renamed' as const) : notice }
  await visit.send(setPage(view), notice === 'conflict' ? 409 : 200)
}

async function beginRun(visit: SignedInVisit, deps: SetsDeps): Promise<void> {
  const job = runSet(await mustFind(visit, deps), actorOf(visit.account), deps)
  visit.response.redirect(303, `/admin/workbench/jobs/${job.id}`)
}

async function rename(visit: SignedInVisit, deps: SetsDeps): Promise<void> {
  const set = await mustFind(visit, deps)
  const name = readField(visit.request.body, 'name').trim()
  if (!isName(name))
    throw new FaqError('bad_input', { field: 'name', expected: `1–${NAME_MAX}`, got: String([...name].length) })
  await unlessChanged(visit, deps, options => deps.bench.questionSets.rename(set.id, name, options))
  if (!visit.response.headersSent) visit.response.redirect(303, `${SETS_PATH}/${set.id}?done=renamed`)
}

async function remove(visit: SignedInVisit, deps: SetsDeps): Promise<void> {
  const set = await mustFind(visit, deps)
  await unlessChanged(visit, deps, options => deps.bench.questionSets.remove(set.id, options))
  if (!visit.response.headersSent) visit.response.redirect(303, SETS_PATH)
}

/** Where somebody else was faster, the set is shown as it stands now. */
async function unlessChanged(
  visit: SignedInVisit,
  deps: SetsDeps,
  act: (options: { readonly actor: string; readonly seen: number }) => Promise<void>,
): Promise<void> {
  try {
    await act({ actor: actorOf(visit.account), seen: Number(readField(visit.request.body, 'seen')) })
  } catch (error) {
    if (!isFault(error, 'conflict')) throw error
    await showSet(visit, deps, 'conflict')
  }
}
