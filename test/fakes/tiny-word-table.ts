// A word table of a dozen words in two dimensions, in the very files of the real one: every cosine can be drawn on paper.
import { createHash } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { makeTempFolder } from './temp-folder.ts'

/** Words by the angle of their vector in degrees; row 0 is padding, as in the real table. */
export type WordAngles = Readonly<Record<string, number>>

export const TINY_WORDS: WordAngles = {
  休暇: 0,
  年休: 20,
  有休: 30,
  申請: 60,
  旅費: 90,
  出張: 100,
  請求: 120,
  会議: 180,
}

const LENGTH = 100
const HALF_FLOAT_ONE = 0x3c00
const HALF_FLOAT_TWO = 0x4000

/** Writes the table and gives its folder. Scales are 1, those of every second row 2, so that forgetting them shows. */
export function writeTinyWordTable(words: WordAngles = TINY_WORDS, folder = join(makeTempFolder(), 'table')): string {
  mkdirSync(folder, { recursive: true })
  const angles = Object.values(words)
  const rows = [[0, 0], ...angles.map(tinyRow)]
  const scales = Uint16Array.from(rows, (_, row) => (row % 2 === 0 ? HALF_FLOAT_ONE : HALF_FLOAT_TWO))
  const files = {
    'table_int8.bin': Buffer.from(Int8Array.from(rows.flat()).buffer),
    'scale_f16.bin': Buffer.from(scales.buffer),
    'vocab.txt': Buffer.from(['<pad>', ...Object.keys(words)].join('\n')),
  }
  for (const [name, bytes] of Object.entries(files)) writeFileSync(join(folder, name), bytes)
  const sha256 = Object.fromEntries(Object.entries(files).map(([name, bytes]) => [name, sha256Of(bytes)]))
  const manifest = { name: 'tiny', dimensions: 2, rows: rows.length, sha256 }
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify(manifest))
  return folder
}

/** The int8 row of a word at an angle. */
export function tinyRow(degrees: number): readonly number[] {
  const radians = (degrees * Math.PI) / 180
  return [Math.round(LENGTH * Math.cos(radians)), Math.round(LENGTH * Math.sin(radians))]
}

function sha256Of(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex')
}
