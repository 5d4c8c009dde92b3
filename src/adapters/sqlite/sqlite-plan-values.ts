// Targets and actuals over SQLite: every change a row of its own, so that what was typed before stays readable.
import type { Kysely, Selectable, Transaction } from 'kysely'
import type { RecordedValue } from '../../core/kpi/plan.ts'
import type { CellPlace, EnteredValue, ValueChange, ValueClash } from '../../core/ports/plan-store.ts'
import { openAuditTrail } from './audit-trail.ts'
import type { Tables } from './tables.ts'

type Row = Selectable<Tables['indicator_value']>

/** All or none: with clashes nothing is written. */
export async function setPlanValues(
  transaction: Transaction<Tables>,
  entered: readonly EnteredValue[],
  { now, actor }: { readonly now: () => Date; readonly actor: string },
): Promise<readonly ValueClash[]> {
  const changes: { readonly value: EnteredValue; readonly stored: Row | undefined }[] = []
  const clashes: ValueClash[] = []
  for (const value of entered) {
    const stored = await newest(transaction, value)
    const current = { text: stored?.text ?? '', note: stored?.note ?? '' }
    if (isSame(value, current)) continue
    if (isSame(value.seen, current)) changes.push({ value, stored })
    else clashes.push(toClash(value, { current, stored }))
  }
  if (clashes.length > 0) return clashes
  const at = now().toISOString()
  for (const change of changes) await write(transaction, change, { at, actor })
  return []
}

export async function planValueHistory(
  query: Kysely<Tables>,
  id: string,
  place: CellPlace | null,
): Promise<readonly ValueChange[]> {
  let rows = query.selectFrom('indicator_value').selectAll().where('indicator_id', '=', id)
  if (place !== null) rows = rows.where('fiscal_year', '=', place.fiscalYear).where('side', '=', place.side)
  return (await rows.orderBy('seq', 'desc').execute()).map(row => ({
    ...toRecordedValue(row),
    changedBy: row.changed_by,
    changedAt: new Date(row.changed_at),
  }))
}

export function toRecordedValue({ fiscal_year, side, text, number, note }: Row): RecordedValue {
  return { fiscalYear: fiscal_year, side, text, number, note }
}

function newest(query: Kysely<Tables>, { indicatorId, fiscalYear, side }: EnteredValue): Promise<Row | undefined> {
  return query
    .selectFrom('indicator_value')
    .selectAll()
    .where('indicator_id', '=', indicatorId)
    .where('fiscal_year', '=', fiscalYear)
    .where('side', '=', side)
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst()
}

function isSame(a: Pick<RecordedValue, 'text' | 'note'>, b: Pick<RecordedValue, 'text' | 'note'>): boolean {
  return a.text === b.text && a.note === b.note
}

function toClash(
  { indicatorId, fiscalYear, side }: EnteredValue,
  { current, stored }: Pick<ValueClash, 'current'> & { readonly stored: Row | undefined },
): ValueClash {
  const [changedBy, changedAt] = [stored?.changed_by ?? '', new Date(stored?.changed_at ?? 0)]
  return { indicatorId, fiscalYear, side, current, changedBy, changedAt }
}

async function write(
  transaction: Transaction<Tables>,
  { value, stored }: { readonly value: EnteredValue; readonly stored: Row | undefined },
  { at, actor }: { readonly at: string; readonly actor: string },
): Promise<void> {
  const { indicatorId, seen: _seen, ...after } = value
  const { fiscalYear, side, text, number, note } = after
  await transaction
    .insertInto('indicator_value')
    .values({
      indicator_id: indicatorId,
      fiscal_year: fiscalYear,
      side,
      text,
      number,
      note,
      changed_by: actor,
      changed_at: at,
    })
    .execute()
  const before = stored === undefined || stored.text === '' ? null : toRecordedValue(stored)
  const record = await openAuditTrail(transaction)
  await record({
    at,
    actor,
    action: 'indicator.value',
    subject: indicatorId,
    before,
    after: text === '' ? null : after,
  })
}
