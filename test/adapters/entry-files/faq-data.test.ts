// The sample registry, read as the first start reads it.
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { checkEntryFile } from '../../../src/adapters/entry-files/read-entry-file.ts'
import { readEntryFolder } from '../../../src/adapters/entry-files/read-entry-folder.ts'
import { checkEntryContent } from '../../../src/core/entry.ts'

const FOLDER = join(import.meta.dirname, '../../../faq-data/entries')

describe('faq-data/entries', () => {
  test.for(readdirSync(FOLDER))('%s reads without a problem', async name => {
    expect(await checkEntryFile(join(FOLDER, name))).toEqual([])
  })

  test('holds 600 entries or more, with ids unique over the folder', async () => {
    const files = await readEntryFolder(FOLDER)
    const ids = files.flatMap(file => file.entries.map(({ input }) => input.id))
    expect(ids.length).toBeGreaterThanOrEqual(600)
    expect(new Set(ids).size).toBe(ids.length)
  })

  test('gives content that the registry takes as it stands', async () => {
    for (const { entries } of await readEntryFolder(FOLDER)) {
      for (const { input } of entries) expect(checkEntryContent(input)).toMatchObject({ answer: input.answer })
    }
  })
})
