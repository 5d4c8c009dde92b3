// Cells of the plan as fields of a form: what stands in them, what was typed, what it was typed over, and what is wrong with it.
import { type EnteredProblem, onOneLine, readEnteredValue } from '../../src/core/kpi/entered-value.ts'
import { type IndicatorWithValues, SIDES } from '../../src/core/kpi/plan.ts'
import type { CellPlace, CellWords, EnteredValue, PlanStore, ValueClash } from '../../src/core/ports/plan-store.ts'
import { readField } from '../read-field.ts'
import { FISCAL_YEARS } from './plan-deps.ts'

export interface CellKey extends CellPlace {
  readonly indicatorId: string
}

export interface FormCell extends CellKey {
  readonly typed: CellWords
  /** What stood there when the form was opened. */
  readonly seen: CellWords
  readonly problem?: EnteredProblem
  readonly clash?: ValueClash
}

export type SavedCells =
  | { readonly kind: 'saved'; readonly changed: number }
  /** Nothing was written: some cells have a problem or a clash. */
  | { readonly kind: 'refused'; readonly cells: readonly FormCell[]; readonly clashes: boolean }

/** Saves what was changed in the form, all or none. */
export async function saveCells(
  cells: readonly FormCell[],
  indicators: readonly IndicatorWithValues[],
  { plan, actor }: { readonly plan: PlanStore; readonly actor: string },
): Promise<SavedCells> {
  const unitOf = new Map(indicators.map(({ id, unit }) => [id, unit]))
  const read = cells.map(cell => ({
    cell,
    value: readEnteredValue(cell.typed, { unit: unitOf.get(cell.indicatorId) ?? '' }),
  }))
  const touched = read.filter(({ cell }) => !isUntouched(cell))
  const problems = new Map(touched.flatMap(({ cell, value }) => (value.problem ? [[cell, value.problem]] : [])))
  if (problems.size > 0) {
    const marked = cells.map(cell => ({ ...cell, ...withProblem(problems.get(cell)) }))
    return { kind: 'refused', cells: refreshed(marked, indicators), clashes: false }
  }
  const entered: readonly EnteredValue[] = touched
    .map(({ cell, value: { problem: _problem, ...value } }) => {
      const { indicatorId, fiscalYear, side, seen } = cell
      return { indicatorId, fiscalYear, side, seen, ...value }
    })
    .filter(({ text, note, seen }) => text !== seen.text || note !== seen.note)
  const clashes = await plan.setValues(entered, actor)
  if (clashes.length === 0) return { kind: 'saved', changed: entered.length }
  const marked = cells.map(cell => withClash(cell, clashes))
  return { kind: 'refused', cells: refreshed(marked, await plan.indicators()), clashes: true }
}

/** The cell as it stands now. */
export function freshCell(key: CellKey, { values }: Pick<IndicatorWithValues, 'values'>): FormCell {
  const stored = values.find(({ fiscalYear, side }) => fiscalYear === key.fiscalYear && side === key.side)
  const seen = { text: stored?.text ?? '', note: stored?.note ?? '' }
  return { ...key, typed: seen, seen }
}

/** The cells that a form brought, of these indicators alone. */
export function readCells(fields: unknown, indicatorIds: readonly string[]): readonly FormCell[] {
  const names = Object.keys(typeof fields === 'object' && fields !== null ? fields : {})
  return names.flatMap(name => {
    const match = /^(target|actual)-(\d{4})-(.+)-text$/u.exec(name)
    const side = SIDES.find(known => known === match?.[1])
    const [fiscalYear, indicatorId = ''] = [Number(match?.[2]), match?.[3]]
    if (side === undefined || !indicatorIds.includes(indicatorId) || !isFiscalYear(fiscalYear)) return []
    const key = { indicatorId, fiscalYear, side }
    const words = (text: string, note: string) => ({
      text: readField(fields, fieldId(key, text)),
      note: readField(fields, fieldId(key, note)),
    })
    return [{ ...key, typed: words('text', 'note'), seen: words('seen-text', 'seen-note') }]
  })
}

/** Id and name of a field. */
export function fieldId({ side, fiscalYear, indicatorId }: CellKey, part: string): string {
  return `${side}-${fiscalYear}-${indicatorId}-${part}`
}

export function isFiscalYear(year: number): boolean {
  return Number.isInteger(year) && year >= FISCAL_YEARS.first && year <= FISCAL_YEARS.last
}

function isUntouched({ typed, seen }: FormCell): boolean {
  return onOneLine(typed.text) === seen.text && onOneLine(typed.note) === seen.note
}

function withProblem(problem: EnteredProblem | undefined): { readonly problem?: EnteredProblem } {
  return problem === undefined ? {} : { problem }
}

/** Its writer has now seen what stands there: saving once more replaces it. */
function withClash(cell: FormCell, clashes: readonly ValueClash[]): FormCell {
  const clash = clashes.find(other => sameCell(other, cell))
  return clash === undefined ? cell : { ...cell, seen: clash.current, clash }
}

function sameCell(a: CellKey, b: CellKey): boolean {
  return a.indicatorId === b.indicatorId && a.fiscalYear === b.fiscalYear && a.side === b.side
}

/** Cells that nobody typed in show what stands there now. */
function refreshed(cells: readonly FormCell[], indicators: readonly IndicatorWithValues[]): readonly FormCell[] {
  return cells.map(cell => {
    const indicator = indicators.find(({ id }) => id === cell.indicatorId)
    return indicator !== undefined && isUntouched(cell) && cell.clash === undefined ? freshCell(cell, indicator) : cell
  })
}
