// Planned publications and withdrawals over SQLite. Making one, calling it off and carrying it out are events of the trail.
import type { Kysely, Transaction } from 'kysely'
import type { Schedule, ScheduleKind, Schedules } from '../../core/ports/schedules.ts'
import type { WorkflowChange } from '../../core/ports/workflow-store.ts'
import type { AuditEvent } from './audit-trail.ts'
import type { Tables } from './tables.ts'

export function openSqliteSchedules(query: Kysely<Tables>): Schedules {
  const all = () => query.selectFrom('schedule').selectAll().orderBy('at').orderBy('entry_id')
  return {
    of: async entryId => (await all().where('entry_id', '=', entryId).execute()).map(toSchedule),
    due: async now => (await all().where('at', '<=', now.toISOString()).execute()).map(toSchedule),
    nextAt: async () => {
      const next = await all().limit(1).executeTakeFirst()
      return next === undefined ? null : new Date(next.at)
    },
  }
}

export function toSchedule(row: Tables['schedule']): Schedule {
  return {
    entryId: row.entry_id,
    kind: row.kind,
    revision: row.revision,
    at: new Date(row.at),
    actor: row.actor,
    createdAt: new Date(row.created_at),
  }
}

/** What of a change concerns plans, with the events that tell of it. */
export interface PlanContext {
  readonly transaction: Transaction<Tables>
  readonly at: string
  readonly record: (event: AuditEvent) => Promise<void>
}

export async function makePlan({ entryId, actor, plan }: WorkflowChange, context: PlanContext): Promise<void> {
  if (plan === undefined) return
  const { transaction, at, record } = context
  const before = await takePlan(transaction, entryId, plan.kind)
  const { kind, revision } = plan
  const row = { entry_id: entryId, kind, revision, at: plan.at.toISOString(), actor, created_at: at }
  await transaction.insertInto('schedule').values(row).execute()
  const after = { kind, revision, at: row.at }
  await record({ at, actor, action: 'entry.scheduled', subject: entryId, before: factsOf(before), after })
}

export async function cancelPlans(
  { entryId, actor, cancel = [] }: WorkflowChange,
  context: PlanContext,
): Promise<void> {
  for (const kind of cancel) {
    const before = await takePlan(context.transaction, entryId, kind)
    if (before === undefined) continue
    const event = { action: 'entry.unscheduled', subject: entryId, before: factsOf(before), after: null }
    await context.record({ at: context.at, actor, ...event })
  }
}

/** Whoever takes the row carries the plan out; the others find nothing. */
export async function claimPlan(transaction: Transaction<Tables>, plan: Schedule): Promise<boolean> {
  const { numDeletedRows } = await transaction
    .deleteFrom('schedule')
    .where('entry_id', '=', plan.entryId)
    .where('kind', '=', plan.kind)
    .where('at', '=', plan.at.toISOString())
    .where('revision', '=', plan.revision)
    .executeTakeFirstOrThrow()
  return numDeletedRows > 0n
}

async function takePlan(transaction: Transaction<Tables>, entryId: string, kind: ScheduleKind) {
  return transaction
    .deleteFrom('schedule')
    .where('entry_id', '=', entryId)
    .where('kind', '=', kind)
    .returningAll()
    .executeTakeFirst()
}

function factsOf(row: Tables['schedule'] | undefined) {
  return row === undefined ? null : { kind: row.kind, revision: row.revision, at: row.at, actor: row.actor }
}
