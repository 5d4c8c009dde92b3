// A data folder with as many lifelike entries as wanted, made here or copied from one that is made already, and questions about them.
import { existsSync } from 'node:fs'
import { cp } from 'node:fs/promises'
import { join } from 'node:path'
import { generateEntries } from '../bench/generate-entries.ts'
import { generateQuestions } from '../bench/generate-questions.ts'
import { openGenerator } from '../bench/open-generator.ts'
import { type DrillHome, makeHome, saveEntries } from './drill-home.ts'
import { say } from './drill-row.ts'

/** Those of the benchmark, so that its folders serve. */
const SEED = 2_026

export async function openLargeHome(data: string | undefined, entries: number): Promise<DrillHome> {
  const home = await makeHome()
  if (data === undefined) {
    say(`making ${entries} entries`)
    await saveEntries(home, [...generateEntries(entries, await openGenerator(SEED))])
    return home
  }
  const from = [join(data, 'data'), data].find(folder => existsSync(join(folder, 'zencho.sqlite')))
  if (from === undefined) throw new Error(`expected zencho.sqlite in ${data} or its folder "data"`)
  await cp(from, home.dataDir, { recursive: true }) // the drill changes it
  return home
}

export async function makeQuestions(count: number): Promise<readonly string[]> {
  return generateQuestions(count, await openGenerator(SEED + 1))
}
