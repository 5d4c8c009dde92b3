// Sets of questions and their runs over SQLite.
import type { Kysely, Selectable, Transaction } from 'kysely'
import { sql } from 'kysely'
import { FaqError } from '../../core/errors.ts'
import type { EvaluationQuery, EvaluationRun } from '../../core/evaluation/measures.ts'
import type {
  QuestionSet,
  QuestionSetHead,
  QuestionSets,
  TestRun,
  TestRunHead,
} from '../../core/ports/question-sets.ts'
import type { ChangeOptions } from '../../core/ports/synonym-groups.ts'
import { openAuditTrail } from './audit-trail.ts'
import type { SqliteWriteDeps } from './sqlite-synonyms.ts'
import type { Tables } from './tables.ts'

/** A run of some hundred questions is some 100 KB; older ones than these tell nothing that is still true. */
const RUNS_KEPT_MAX = 50

export function openSqliteQuestionSets(query: Kysely<Tables>, deps: SqliteWriteDeps): QuestionSets {
  const write = <T>(work: (transaction: Transaction<Tables>) => Promise<T>) => query.transaction().execute(work)
  return {
    list: async () => (await selectHeads(query).execute()).map(toHead).sort(byName),
    find: id => find(query, id),
    create: (input, actor) => write(transaction => create(transaction, input, { ...deps, actor })),
    rename: (id, name, options) => write(transaction => change(transaction, id, { name }, { ...deps, ...options })),
    remove: (id, options) =>
      write(transaction => change(transaction, id, { removed_at: deps.now().toISOString() }, { ...deps, ...options })),
    addRun: (setId, results, actor) => write(transaction => addRun(transaction, setId, results, { ...deps, actor })),
    runs: async (setId, limit) =>
      (await selectRuns(query).where('set_id', '=', setId).limit(limit).execute()).map(toRun),
    findRun: async id => toRunOrNull(await selectRuns(query).where('id', '=', id).executeTakeFirst()),
    runBefore: async ({ setId, at, id }) =>
      toRunOrNull(
        await selectRuns(query)
          .where('set_id', '=', setId)
          .where('id', '!=', id)
          .where('at', '<', at.toISOString())
          .limit(1)
          .executeTakeFirst(),
      ),
  }
}

type WriteOptions = SqliteWriteDeps & Pick<ChangeOptions, 'actor'>

function selectHeads(query: Kysely<Tables>) {
  return query
    .selectFrom('question_set')
    .select(['id', 'version', 'name', 'created_by', 'created_at'])
    .select(sql<number>`json_array_length(questions)`.as('questionCount'))
    .where('removed_at', 'is', null)
}

async function find(query: Kysely<Tables>, id: string): Promise<QuestionSet | null> {
  const row = await selectHeads(query).select('questions').where('id', '=', id).executeTakeFirst()
  return row === undefined
    ? null
    : { ...toHead(row), questions: JSON.parse(row.questions) as readonly EvaluationQuery[] }
}

async function create(
  transaction: Transaction<Tables>,
  { name, questions }: { readonly name: string; readonly questions: readonly EvaluationQuery[] },
  { now, newId, actor }: WriteOptions,
): Promise<QuestionSet> {
  const id = newId()
  const at = now()
  const row = { created_by: actor, created_at: at.toISOString(), removed_at: null }
  await transaction
    .insertInto('question_set')
    .values({ id, version: 1, name, questions: JSON.stringify(questions), ...row })
    .execute()
  const after = { name, questions: questions.length }
  const record = await openAuditTrail(transaction)
  await record({ at: row.created_at, actor, action: 'question_set.created', subject: id, before: null, after })
  return { id, version: 1, name, questions, questionCount: questions.length, createdBy: actor, createdAt: at }
}

async function change(
  transaction: Transaction<Tables>,
  id: string,
  set: { readonly name: string } | { readonly removed_at: string },
  { now, actor, seen }: WriteOptions & ChangeOptions,
): Promise<void> {
  const before = await find(transaction, id)
  if (before === null) throw new FaqError('not_found', { what: 'question_set', id })
  if (before.version !== seen) {
    throw new FaqError('conflict', { id, expectedRevision: seen, currentRevision: before.version })
  }
  await transaction
    .updateTable('question_set')
    .set({ ...set, version: seen + 1 })
    .where('id', '=', id)
    .execute()
  const record = await openAuditTrail(transaction)
  await record({
    at: now().toISOString(),
    actor,
    action: 'name' in set ? 'question_set.renamed' : 'question_set.removed',
    subject: id,
    before: { name: before.name },
    after: 'name' in set ? { name: set.name } : null,
  })
}

async function addRun(
  transaction: Transaction<Tables>,
  setId: string,
  results: readonly EvaluationRun[],
  { now, newId, actor }: WriteOptions,
): Promise<TestRunHead> {
  const at = now()
  const row = { id: newId(), set_id: setId, at: at.toISOString(), actor, results: JSON.stringify(results) }
  await transaction.insertInto('test_run').values(row).execute()
  const kept = selectRuns(transaction).clearSelect().select('id').where('set_id', '=', setId).limit(RUNS_KEPT_MAX)
  await transaction.deleteFrom('test_run').where('set_id', '=', setId).where('id', 'not in', kept).execute()
  return { id: row.id, setId, at, actor }
}

/** Newest first. */
function selectRuns(query: Kysely<Tables>) {
  return query.selectFrom('test_run').selectAll().orderBy('at', 'desc').orderBy('id', 'desc')
}

type HeadRow = Pick<Selectable<Tables['question_set']>, 'id' | 'version' | 'name' | 'created_by' | 'created_at'>

function toHead(row: HeadRow & { readonly questionCount: number }): QuestionSetHead {
  const { id, version, name, questionCount } = row
  return { id, version, name, questionCount, createdBy: row.created_by, createdAt: new Date(row.created_at) }
}

function toRun(row: Selectable<Tables['test_run']>): TestRun {
  const results = JSON.parse(row.results) as readonly EvaluationRun[]
  return { id: row.id, setId: row.set_id, at: new Date(row.at), actor: row.actor, results }
}

function toRunOrNull(row: Selectable<Tables['test_run']> | undefined): TestRun | null {
  return row === undefined ? null : toRun(row)
}

const order = new Intl.Collator('ja')

function byName(a: QuestionSetHead, b: QuestionSetHead): number {
  return order.compare(a.name, b.name) || (a.id < b.id ? -1 : 1)
}
