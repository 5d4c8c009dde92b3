// The generator of entries and questions on the sample data: the same ones for the same seed, wherever they are wanted.
import { readEntryFolder } from '../../src/adapters/entry-files/read-entry-folder.ts'
import type { GeneratorDeps } from './generate-entries.ts'
import { seededRandom } from './seeded-random.ts'
import { openWordStock } from './word-stock.ts'

const ENTRIES = new URL('../../faq-data/entries', import.meta.url)

export async function openGenerator(seed: number): Promise<GeneratorDeps> {
  const files = await readEntryFolder(ENTRIES.pathname)
  const random = seededRandom(seed)
  return {
    base: files.flatMap(file => file.entries.map(({ input }) => input)),
    random,
    words: await openWordStock(random),
  }
}
