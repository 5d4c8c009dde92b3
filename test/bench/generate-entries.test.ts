import { expect, test } from 'vitest'
import { readEntryFolder } from '../../src/adapters/entry-files/read-entry-folder.ts'
import { checkEntryContent, ENTRY_ID_FORM } from '../../src/core/entry.ts'
import { type GeneratorDeps, generateEntries } from './generate-entries.ts'
import { generateQuestions } from './generate-questions.ts'
import { seededRandom } from './seeded-random.ts'
import { openWordStock } from './word-stock.ts'

const SAMPLE = new URL('../../faq-data/entries', import.meta.url).pathname
const COUNT = 3_000

const base = (await readEntryFolder(SAMPLE)).flatMap(({ entries }) => entries.map(({ input }) => input))

async function openGenerator(seed: number): Promise<GeneratorDeps> {
  const random = seededRandom(seed)
  return { base, random, words: await openWordStock(random) }
}

test('generates the same entries from the same seed, and others from another', async () => {
  const first = [...generateEntries(COUNT, await openGenerator(1))]
  expect([...generateEntries(COUNT, await openGenerator(1))]).toEqual(first)
  expect([...generateEntries(COUNT, await openGenerator(2))]).not.toEqual(first)
})

test('begins with the sample entries, and a larger registry with the smaller one', async () => {
  const small = [...generateEntries(600, await openGenerator(1))]
  const large = [...generateEntries(COUNT, await openGenerator(1))]
  expect(small).toEqual(base.slice(0, 600))
  expect(large.slice(0, 600)).toEqual(small)
})

test('generates entries that the registry takes, each with an id and a question of its own', async () => {
  const entries = [...generateEntries(COUNT, await openGenerator(1))]
  for (const entry of entries) {
    expect(entry.id).toMatch(ENTRY_ID_FORM)
    expect(() => checkEntryContent(entry)).not.toThrow()
  }
  expect(new Set(entries.map(({ id }) => id)).size).toBe(COUNT)
  expect(new Set(entries.map(({ question }) => question)).size).toBe(COUNT)
})

test('generates questions that differ from each other and from those taken', async () => {
  const taken = generateQuestions(500, await openGenerator(1))
  const questions = generateQuestions(500, await openGenerator(1), taken)
  expect(new Set([...taken, ...questions]).size).toBe(1_000)
})
