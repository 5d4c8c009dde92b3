// Property: what we export, we import as it was, in every format and encoding, whatever people typed.
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import * as fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import type { FileEncoding } from '../../../src/adapters/entry-files/encode-text.ts'
import { readEntryFile } from '../../../src/adapters/entry-files/read-entry-file.ts'
import {
  type EntryFileFormat,
  encodeEntries,
  writeEntryFile,
} from '../../../src/adapters/entry-files/write-entry-file.ts'
import { workbookStream } from '../../../src/adapters/xlsx/write-workbook.ts'
import { checkEntryContent, type Entry } from '../../../src/core/entry.ts'
import type { EntryInput } from '../../../src/core/ports/registry.ts'
import { hostileEntries, makeFolder, toInput } from './entry-samples.ts'

const RUNS = 80

let folder = ''
beforeAll(async () => {
  folder = await makeFolder()
})

async function sendRoundTrip(
  entries: readonly Entry[],
  format: EntryFileFormat,
  encoding: FileEncoding | undefined,
): Promise<readonly EntryInput[]> {
  const path = join(folder, `round-trip.${format}`)
  await writeEntryFile(path, entries, format, { encoding })
  return (await readEntryFile(path)).entries.map(({ input }) => input)
}

const byId = (a: { readonly id: string }, b: { readonly id: string }) => (a.id < b.id ? -1 : 1)

describe('export then import', () => {
  test.for([
    ['csv', 'utf8bom'],
    ['csv', 'utf8'],
    ['jsonl', 'utf8'],
    ['jsonl', 'utf8bom'],
    ['yaml', 'utf8'],
    ['yaml', 'utf8bom'],
    ['xlsx', undefined],
  ] as const)('brings hostile text back unchanged: %s, %s', async ([format, encoding]) => {
    await fc.assert(
      fc.asyncProperty(hostileEntries(), async entries => {
        const inputs = await sendRoundTrip(entries, format, encoding)
        // YAML puts the entries of a section together.
        expect(inputs.toSorted(byId)).toEqual(entries.map(toInput).toSorted(byId))
      }),
      { numRuns: RUNS },
    )
  })

  test('brings text of CP932 back unchanged, half-width kana and vendor characters included', async () => {
    const pieces = [
      'ﾃｽ',
      'ﾃｽﾄ',
      'ｱ',
      '表',
      'ソ',
      '①',
      '㈱',
      '髙',
      '～',
      '－',
      '=1',
      "'",
      '"',
      ',',
      '\n',
      '縺',
      '繧',
      'a',
      ' ',
    ]
    const text = fc
      .array(fc.constantFrom(...pieces), { minLength: 1, maxLength: 12 })
      .map(parts => parts.join(''))
      .filter(made => made.trim() !== '')
    await fc.assert(
      fc.asyncProperty(hostileEntries(text, text), async entries => {
        expect(await sendRoundTrip(entries, 'csv', 'cp932')).toEqual(entries.map(toInput))
      }),
      { numRuns: RUNS },
    )
  })

  test('brings a CSV export back that Excel saved as a workbook', async () => {
    await fc.assert(
      fc.asyncProperty(hostileEntries(), async entries => {
        // Excel takes the cells over as they are, the ' before a formula included.
        const rows: string[][] = parse(encodeEntries(entries, 'csv'), { bom: true })
        const [header = [], ...cells] = rows
        const columns = header.map(name => ({ name, width: 10 }))
        const path = join(folder, 'saved-as.xlsx')
        await writeFile(path, workbookStream({ columns, rows: cells, at: new Date() }))
        expect((await readEntryFile(path)).entries.map(({ input }) => input)).toEqual(entries.map(toInput))
      }),
      { numRuns: 40 },
    )
  })

  test('gives content that the registry takes as it stands', async () => {
    await fc.assert(
      fc.asyncProperty(hostileEntries(), async entries => {
        for (const input of await sendRoundTrip(entries, 'csv', 'utf8bom')) {
          expect(input).toMatchObject(checkEntryContent(input))
        }
      }),
      { numRuns: 30 },
    )
  })

  test('writing what was read gives the same bytes again', async () => {
    await fc.assert(
      fc.asyncProperty(hostileEntries(), fc.constantFrom('csv', 'jsonl', 'yaml'), async (entries, format) => {
        const inputs = await sendRoundTrip(entries, format, 'utf8')
        const again = inputs.map(
          (input): Entry =>
            Object.assign({ revision: 1, mergedInto: null }, input, { revisedOn: input.revisedOn ?? '' }),
        )
        expect(encodeEntries(again, format, { encoding: 'utf8' })).toEqual(
          encodeEntries(entries, format, { encoding: 'utf8' }),
        )
      }),
      { numRuns: 40 },
    )
  })
})
