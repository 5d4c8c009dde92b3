// The word table gone, cut, of other dimensions or with flipped bytes: the product starts, answers by words, and says that something
// is amiss (TESTLIST A9). Sentence models have golden vectors, which `zencho model check` compares; the word table has checksums,
// which every start does.
import { cpSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { loadConfig } from '../../src/config.ts'
import { manyEntries } from '../stories/many-entries.ts'
import { openProductIn } from '../stories/open-story.ts'
import { openHome } from './drill-home.ts'
import { type DrillResult, say } from './drill-row.ts'

const { modelDir } = loadConfig({})
const TABLE = 'table_int8.bin'

const DAMAGES: readonly (readonly [string, (folder: string) => void])[] = [
  ['no folder', folder => rmSync(folder, { recursive: true })],
  ['no manifest', folder => rmSync(join(folder, 'manifest.json'))],
  ['no table', folder => rmSync(join(folder, TABLE))],
  ['no words', folder => rmSync(join(folder, 'vocab.txt'))],
  ['empty table', folder => truncateSync(join(folder, TABLE), 0)],
  ['half a table', folder => truncateSync(join(folder, TABLE), 3_000_000)],
  ['half the words', folder => truncateSync(join(folder, 'vocab.txt'), 100_000)],
  ['other dimensions', folder => edit(folder, '"dimensions": 128', '"dimensions": 64')],
  ['fewer rows', folder => edit(folder, '"rows": 60000', '"rows": 50000')],
  ['flipped bytes', folder => flip(join(folder, TABLE))],
  ['another scale', folder => flip(join(folder, 'scale_f16.bin'))],
  ['torn manifest', folder => truncateSync(join(folder, 'manifest.json'), 50)],
]

function edit(folder: string, from: string, to: string): void {
  const path = join(folder, 'manifest.json')
  const text = readFileSync(path, 'utf8')
  if (!text.includes(from)) throw new Error(`expected ${from} in the manifest`)
  writeFileSync(path, text.replace(from, to))
}

function flip(path: string): void {
  const bytes = readFileSync(path)
  for (let at = 1_000; at < 1_016; at += 1) bytes[at] = (bytes[at] ?? 0) ^ 0x5a
  writeFileSync(path, bytes)
}

export async function modelDamage(cases = DAMAGES.length): Promise<DrillResult> {
  const entries = manyEntries(0, 40)
  await using home = await openHome(entries)
  const folder = join(home.folder, 'model')
  const problems: string[] = []
  for (const [name, damage] of DAMAGES.slice(0, cases)) {
    rmSync(folder, { recursive: true, force: true })
    cpSync(modelDir, folder, { recursive: true })
    damage(folder)
    const outcome = await start(home.folder, folder, entries).catch((error: unknown) => String(error))
    if (outcome !== null) problems.push(`${name}: ${outcome}`)
    say(`${name}: ${outcome ?? 'as it should be'}`)
  }
  return {
    id: 'A9',
    target: 'model file missing, cut, of other dimensions: starts by words alone, health says so',
    measured: `${Math.min(cases, DAMAGES.length)} damages of the word table: ${problems.length} did not start, answer or say so${problems.length === 0 ? '' : ` (${problems.join('; ')})`}`,
    met: problems.length === 0,
  }
}

async function start(home: string, MODEL_DIR: string, entries: ReturnType<typeof manyEntries>): Promise<string | null> {
  await using opened = await openProductIn(home, { MODEL_DIR })
  const { product, events } = opened
  await product.settleIndex()
  const state = await product.indexState()
  for (const { id, question } of entries.slice(0, 10)) {
    const { ranked } = await product.rank(question, 3)
    if (ranked[0]?.entryId !== id) return `another answer to ${question}`
  }
  if (state.degraded === null) return 'health says nothing'
  return events.some(({ event }) => event === 'model_unavailable') ? null : 'the log says nothing'
}
