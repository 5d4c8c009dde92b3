// The file of floors: for each set by name, the least (of errors: the most) that its figures may be.
import { z } from 'zod'
import { replaceFile } from '../adapters/entry-files/replace-file.ts'
import { FLOOR_MEASURES, type Floors } from '../core/evaluation/floors.ts'
import { evaluation as ja } from '../core/messages/ja/evaluation.ts'
import { parseJson, readText } from './read-json-lines.ts'

export type FloorsBySet = Readonly<Record<string, Floors>>

const bound = z.number().min(0).max(1)
const floorsSchema = z.record(
  z.string(),
  z.strictObject(Object.fromEntries(FLOOR_MEASURES.map(measure => [measure, bound.optional()]))),
)

/** Throws `bad_evaluation` for a file that is not there or not of this form; a bound of an unknown measure is one. */
export async function readFloors(path: string): Promise<FloorsBySet> {
  const place = { file: path, line: 1, shape: ja.files.floorsShape }
  return parseJson(await readText(path), floorsSchema, place) as FloorsBySet
}

/** One bound a line: what rose is what a diff shows. Throws `cannot_write` and `disk_full`. */
export async function writeFloors(path: string, floors: FloorsBySet): Promise<void> {
  await replaceFile(path, Buffer.from(`${JSON.stringify(floors, null, 2)}\n`))
}
