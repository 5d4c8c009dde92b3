// One step of the workflow over SQLite, in one transaction: the revision with its audit event and mark, what was said, what is
// planned, who is told.
import type { Kysely, Transaction } from 'kysely'
import { FaqError } from '../../core/errors.ts'
import type { WorkflowChange, WorkflowStore } from '../../core/ports/workflow-store.ts'
import { openAuditTrail } from './audit-trail.ts'
import { saveEntriesWithin } from './save-entries.ts'
import { addComment } from './sqlite-comments.ts'
import { addNotices, type SqliteNoticesDeps } from './sqlite-notices.ts'
import { cancelPlans, claimPlan, makePlan } from './sqlite-schedules.ts'
import type { Tables } from './tables.ts'

export function openSqliteWorkflowStore(query: Kysely<Tables>, deps: SqliteNoticesDeps): WorkflowStore {
  return {
    apply: change => query.transaction().execute(transaction => apply(transaction, change, deps)),
  }
}

async function apply(
  transaction: Transaction<Tables>,
  change: WorkflowChange,
  deps: SqliteNoticesDeps,
): Promise<boolean> {
  const { entryId, actor, carriesOut, givenUp, form } = change
  if (form !== undefined && !(await takeForm(transaction, form, { entryId, deps }))) return false
  if (carriesOut !== undefined && !(await claimPlan(transaction, carriesOut))) return false
  await refuseStale(transaction, change)
  if (change.save !== undefined) {
    await saveEntriesWithin(transaction, [change.save.input], { actor, note: change.save.note, now: deps.now })
  }
  const at = deps.now().toISOString()
  const record = await openAuditTrail(transaction)
  if (change.ownWork === true) {
    await record({ at, actor, action: 'entry.own_work_published', subject: entryId, before: null, after: null })
  }
  if (carriesOut !== undefined) {
    const { kind, revision, at: dueAt } = carriesOut
    const action = givenUp === undefined ? 'entry.plan_carried_out' : 'entry.plan_given_up'
    const before = { kind, revision, at: dueAt.toISOString() }
    await record({
      at,
      actor,
      action,
      subject: entryId,
      before,
      after: givenUp === undefined ? null : { why: givenUp },
    })
  }
  await cancelPlans(change, { transaction, at, record })
  await makePlan(change, { transaction, at, record })
  if (change.comment !== undefined) await addComment(transaction, entryId, { comment: change.comment, at })
  await addNotices(transaction, change.notices, deps)
  return true
}

/** False where this form was taken before. */
async function takeForm(
  transaction: Transaction<Tables>,
  { accountId, key }: NonNullable<WorkflowChange['form']>,
  { entryId, deps }: { readonly entryId: string; readonly deps: SqliteNoticesDeps },
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await transaction
    .insertInto('idempotency_key')
    .values({ account_id: accountId, key, location: entryId, at: deps.now().toISOString() })
    .onConflict(conflict => conflict.doNothing())
    .executeTakeFirstOrThrow()
  return (numInsertedOrUpdatedRows ?? 0n) > 0n
}

async function refuseStale(transaction: Transaction<Tables>, { entryId, seen }: WorkflowChange): Promise<void> {
  if (seen === null) return
  const row = await transaction.selectFrom('entry').select('revision').where('id', '=', entryId).executeTakeFirst()
  const currentRevision = row?.revision ?? 0
  if (currentRevision !== seen) throw new FaqError('conflict', { id: entryId, expectedRevision: seen, currentRevision })
}
