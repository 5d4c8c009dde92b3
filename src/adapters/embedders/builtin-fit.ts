// All that the built-in embedder has learnt from a registry, as bytes for the database, and the name that tells fits apart.
import { createHash } from 'node:crypto'
import type { FittingUnit } from '../../core/ports/embedder-source.ts'
import { type AdaptedRows, adaptRows, withRows } from './builtin-adaptation.ts'
import { fitPooling, type Pooling } from './builtin-pooling.ts'
import type { WordTable } from './word-table.ts'

export interface BuiltinFit {
  readonly adapted: AdaptedRows
  readonly pooling: Pooling
}

/**
 * First the words move, then their weights and the common direction are taken from where they stand. The same texts give
 * the same fit to the last bit, in whatever order they were registered.
 */
export function fitBuiltin(table: WordTable, units: readonly FittingUnit[]): BuiltinFit {
  const ordered = inOrderOfContent(units)
  const adapted = adaptRows(table, ordered)
  const texts = ordered.map(unit => unit.terms)
  return { adapted, pooling: fitPooling(withRows(table, adapted), texts) }
}

/** Chance draws lessons by their place, and sums of fractions depend on their order. */
function inOrderOfContent(units: readonly FittingUnit[]): readonly FittingUnit[] {
  const keyed = units.map(unit => ({ unit, key: `${unit.entryId}\n${unit.kind}\n${unit.terms.join(' ')}` }))
  return keyed.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)).map(({ unit }) => unit)
}

/** Little-endian: number of adapted rows, their numbers and scales, common direction, weights of all rows, int8 values. */
export function encodeFit({ adapted, pooling }: BuiltinFit): Uint8Array {
  const parts = [
    Uint32Array.of(adapted.rows.length),
    adapted.rows,
    adapted.scales,
    pooling.commonDirection,
    pooling.weights,
    adapted.values,
  ]
  return new Uint8Array(
    Buffer.concat(parts.map(({ buffer, byteOffset, byteLength }) => new Uint8Array(buffer, byteOffset, byteLength))),
  )
}

/** Null for bytes that are not of this table. */
export function decodeFit(table: WordTable, bytes: Uint8Array): BuiltinFit | null {
  const { dimensions, size } = table
  const buffer = new Uint8Array(bytes).buffer // a copy: a Buffer may be a part of a larger one
  const count = buffer.byteLength < 4 ? Number.NaN : (new Uint32Array(buffer, 0, 1)[0] as number)
  if (buffer.byteLength !== 4 * (1 + 2 * count + dimensions + size) + count * dimensions) return null
  let at = 4
  const take = <T>(length: number, view: (at: number) => T): T => {
    const part = view(at)
    at += 4 * length
    return part
  }
  const rows = take(count, from => new Uint32Array(buffer, from, count))
  if (rows.some((row, i) => row >= size || (i > 0 && row <= (rows[i - 1] as number)))) return null
  const scales = take(count, from => new Float32Array(buffer, from, count))
  const commonDirection = take(dimensions, from => new Float32Array(buffer, from, dimensions))
  const weights = take(size, from => new Float32Array(buffer, from, size))
  return { adapted: { rows, scales, values: new Int8Array(buffer, at) }, pooling: { commonDirection, weights } }
}

/** Names the fit by its content, so that vectors of two fits never mix. */
export function fitId(table: WordTable, bytes: Uint8Array): string {
  return `${table.id}+${createHash('sha256').update(bytes).digest('hex').slice(0, 12)}`
}
