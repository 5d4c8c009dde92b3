// The plan over SQLite.
import type { Kysely, Selectable, Transaction } from 'kysely'
import { FaqError } from '../../core/errors.ts'
import { type Indicator, type IndicatorWithValues, LIVE_FIGURES } from '../../core/kpi/plan.ts'
import type { NewIndicator, PlannedIndicator, PlanStore } from '../../core/ports/plan-store.ts'
import { openAuditTrail } from './audit-trail.ts'
import { planValueHistory, setPlanValues, toRecordedValue } from './sqlite-plan-values.ts'
import type { Tables } from './tables.ts'

export interface SqlitePlanDeps {
  readonly now: () => Date
  readonly newId: () => string
}

export function openSqlitePlan(query: Kysely<Tables>, deps: SqlitePlanDeps): PlanStore {
  const write = <T>(work: (transaction: Transaction<Tables>) => Promise<T>) => query.transaction().execute(work)
  return {
    fill: (planned, actor) => write(transaction => fill(transaction, planned, { ...deps, actor })),
    indicators: () => load(query, null),
    find: async id => (await load(query, id))[0] ?? null,
    setValues: (entered, actor) =>
      write(async transaction => {
        for (const id of new Set(entered.map(({ indicatorId }) => indicatorId))) await mustFind(transaction, id)
        return setPlanValues(transaction, entered, { ...deps, actor })
      }),
    history: (id, place) => planValueHistory(query, id, place),
    create: (indicator, actor) => write(transaction => create(transaction, indicator, { ...deps, actor })),
    change: (indicator, actor) => write(transaction => change(transaction, indicator, { ...deps, actor })),
    move: (id, to, actor) => write(transaction => move(transaction, { id, to }, { ...deps, actor })),
    remove: (id, actor) => write(transaction => remove(transaction, id, { ...deps, actor })),
  }
}

interface WriteOptions extends SqlitePlanDeps {
  readonly actor: string
}

async function load(query: Kysely<Tables>, id: string | null): Promise<readonly IndicatorWithValues[]> {
  let selection = query.selectFrom('indicator').selectAll().where('removed_at', 'is', null)
  if (id !== null) selection = selection.where('id', '=', id)
  const rows = await selection.orderBy('position').orderBy('id').execute()
  const newest = query
    .selectFrom('indicator_value')
    .select(eb => eb.fn.max('seq').as('seq'))
    .groupBy(['indicator_id', 'fiscal_year', 'side'])
  const values = await query
    .selectFrom('indicator_value')
    .selectAll()
    .where('seq', 'in', newest)
    .where('text', '<>', '')
    .orderBy('fiscal_year')
    .orderBy('side', 'desc')
    .execute()
  const valuesOf = Map.groupBy(values, value => value.indicator_id)
  return rows.map(row => ({ ...toIndicator(row), values: (valuesOf.get(row.id) ?? []).map(toRecordedValue) }))
}

function toIndicator(row: Selectable<Tables['indicator']>): Indicator {
  const { id, version, position, name, unit, section_name: sectionName, section_code: sectionCode, goal, note } = row
  const live = LIVE_FIGURES.find(figure => figure === row.live) ?? null
  return { id, version, position, name, unit, sectionName, sectionCode, live, goal, note }
}

/** What stands in the cells of a new indicator. */
const NOTHING = { text: '', note: '' }

async function fill(
  transaction: Transaction<Tables>,
  planned: readonly PlannedIndicator[],
  options: WriteOptions,
): Promise<boolean> {
  const any = await transaction.selectFrom('indicator').select('id').limit(1).executeTakeFirst()
  if (any !== undefined) return false
  for (const { indicator, values } of planned) {
    const { id } = await create(transaction, indicator, options)
    const entered = values.map(value => ({ ...value, indicatorId: id, seen: NOTHING }))
    await setPlanValues(transaction, entered, options)
  }
  return true
}

async function create(
  transaction: Transaction<Tables>,
  indicator: NewIndicator,
  { now, newId, actor }: WriteOptions,
): Promise<Indicator> {
  const last = await transaction
    .selectFrom('indicator')
    .select(eb => eb.fn.max('position').as('position'))
    .executeTakeFirst()
  const created = { ...indicator, id: newId(), version: 1, position: (last?.position ?? 0) + 1 }
  await transaction.insertInto('indicator').values(toRow(created)).execute()
  const record = await openAuditTrail(transaction)
  const at = now().toISOString()
  await record({ at, actor, action: 'indicator.created', subject: created.id, before: null, after: created })
  return created
}

async function change(
  transaction: Transaction<Tables>,
  indicator: Omit<Indicator, 'position'>,
  { now, actor }: WriteOptions,
): Promise<void> {
  const { values: _values, ...before } = await mustFind(transaction, indicator.id)
  if (before.version !== indicator.version) {
    const { id, version: expectedRevision } = indicator
    throw new FaqError('conflict', { id, expectedRevision, currentRevision: before.version })
  }
  const after = { ...indicator, position: before.position, version: before.version + 1 }
  await transaction.updateTable('indicator').set(toRow(after)).where('id', '=', after.id).execute()
  const record = await openAuditTrail(transaction)
  await record({ at: now().toISOString(), actor, action: 'indicator.changed', subject: after.id, before, after })
}

/** Changes places with its neighbour. */
async function move(
  transaction: Transaction<Tables>,
  { id, to }: { readonly id: string; readonly to: 'up' | 'down' },
  { now, actor }: WriteOptions,
): Promise<void> {
  const indicators = await load(transaction, null)
  const index = indicators.findIndex(indicator => indicator.id === id)
  const moved = indicators[index]
  if (moved === undefined) throw new FaqError('not_found', { what: 'indicator', id })
  const neighbour = to === 'up' ? indicators[index - 1] : indicators[index + 1]
  if (neighbour === undefined) return
  const place = (indicatorId: string, position: number) =>
    transaction.updateTable('indicator').set({ position }).where('id', '=', indicatorId).execute()
  await place(moved.id, neighbour.position)
  await place(neighbour.id, moved.position)
  const [before, after] = [{ position: moved.position }, { position: neighbour.position }]
  const record = await openAuditTrail(transaction)
  await record({ at: now().toISOString(), actor, action: 'indicator.moved', subject: id, before, after })
}

async function remove(transaction: Transaction<Tables>, id: string, { now, actor }: WriteOptions): Promise<void> {
  const before = await mustFind(transaction, id)
  const at = now().toISOString()
  await transaction.updateTable('indicator').set({ removed_at: at }).where('id', '=', id).execute()
  const record = await openAuditTrail(transaction)
  await record({ at, actor, action: 'indicator.removed', subject: id, before, after: null })
}

function toRow({ sectionName, sectionCode, ...rest }: Indicator) {
  return { ...rest, section_name: sectionName, section_code: sectionCode, removed_at: null }
}

async function mustFind(query: Kysely<Tables>, id: string): Promise<IndicatorWithValues> {
  const indicator = (await load(query, id))[0]
  if (indicator === undefined) throw new FaqError('not_found', { what: 'indicator', id })
  return indicator
}
