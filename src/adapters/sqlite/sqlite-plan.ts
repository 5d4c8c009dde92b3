// The plan over SQLite.
import type { Kysely, Selectable, Transaction } from 'kysely'
import { FaqError } from '../../core/errors.ts'
import { type Indicator, type IndicatorWithValues, LIVE_FIGURES, type RecordedValue } from '../../core/kpi/plan.ts'
import type { NewIndicator, PlannedIndicator, PlanStore } from '../../core/ports/plan-store.ts'
import { openAuditTrail } from './audit-trail.ts'
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
    setValues: (id, values, actor) => write(transaction => setValues(transaction, { id, values }, { ...deps, actor })),
    history: async (id, { fiscalYear, side }) => {
      const rows = await query
        .selectFrom('indicator_value')
        .selectAll()
        .where('indicator_id', '=', id)
        .where('fiscal_year', '=', fiscalYear)
        .where('side', '=', side)
        .orderBy('seq', 'desc')
        .execute()
      return rows.map(row => ({ ...toValue(row), changedBy: row.changed_by, changedAt: new Date(row.changed_at) }))
    },
    create: (indicator, actor) => write(transaction => create(transaction, indicator, { ...deps, actor })),
    change: (indicator, actor) => write(transaction => change(transaction, indicator, { ...deps, actor })),
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
  return rows.map(row => ({ ...toIndicator(row), values: (valuesOf.get(row.id) ?? []).map(toValue) }))
}

function toIndicator(row: Selectable<Tables['indicator']>): Indicator {
  const { id, version, position, name, unit, section_name: sectionName, section_code: sectionCode, note } = row
  const live = LIVE_FIGURES.find(figure => figure === row.live) ?? null
  return { id, version, position, name, unit, sectionName, sectionCode, live, note }
}

function toValue({ fiscal_year, side, text, number, note }: Selectable<Tables['indicator_value']>): RecordedValue {
  return { fiscalYear: fiscal_year, side, text, number, note }
}

async function setValues(
  transaction: Transaction<Tables>,
  { id, values }: { readonly id: string; readonly values: readonly RecordedValue[] },
  { now, actor }: WriteOptions,
): Promise<void> {
  const indicator = await mustFind(transaction, id)
  const at = now().toISOString()
  const record = await openAuditTrail(transaction)
  for (const value of values) {
    const { fiscalYear, side, text, number, note } = value
    const stored = indicator.values.find(known => known.fiscalYear === fiscalYear && known.side === side)
    if (text === (stored?.text ?? '') && note === (stored?.note ?? '')) continue
    await transaction
      .insertInto('indicator_value')
      .values({
        indicator_id: id,
        fiscal_year: fiscalYear,
        side,
        text,
        number,
        note,
        changed_by: actor,
        changed_at: at,
      })
      .execute()
    const before = stored ?? null
    await record({ at, actor, action: 'indicator.value', subject: id, before, after: text === '' ? null : value })
  }
}

async function fill(
  transaction: Transaction<Tables>,
  planned: readonly PlannedIndicator[],
  options: WriteOptions,
): Promise<boolean> {
  const any = await transaction.selectFrom('indicator').select('id').limit(1).executeTakeFirst()
  if (any !== undefined) return false
  for (const { indicator, values } of planned) {
    const { id } = await create(transaction, indicator, options)
    await setValues(transaction, { id, values }, options)
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
