// Files that we write run nothing: read back by readers that others made, every cell is a text.
import { buffer } from 'node:stream/consumers'
import { parse } from 'csv-parse/sync'
import readExcel from 'read-excel-file/node'
import { describe, expect, test } from 'vitest'
import { readEntryFile } from '../../../src/adapters/entry-files/read-entry-file.ts'
import { tableFileStream } from '../../../src/adapters/entry-files/table-file.ts'
import { encodeEntries, writeEntryFile } from '../../../src/adapters/entry-files/write-entry-file.ts'
import type { Entry } from '../../../src/core/entry.ts'
import { makeFolder, plainEntry, toInput } from './entry-samples.ts'
import { FORMULA_PAYLOADS } from './formula-payloads.ts'

const RUNS_AS_FORMULA = /^[=+\-@\t\r\0＝＋－＠]/u

const entries: readonly Entry[] = FORMULA_PAYLOADS.map((payload, index) => ({
  ...plainEntry,
  id: `jinji-${index}`,
  question: `${index} ${payload}`,
  answer: payload.trim() === payload ? payload : `a${payload}`,
  phrasings: [payload.trim()],
  basis: [payload.trim(), `根拠 ${payload}`.trim()],
}))

describe(`${FORMULA_PAYLOADS.length} payloads`, () => {
  test('open as texts from a CSV export, and come back as they were', async () => {
    const bytes = encodeEntries(entries, 'csv')
    const cells: readonly (readonly string[])[] = parse(bytes, { bom: true })
    expect(cells).toHaveLength(entries.length + 1)
    expect(cells.flat().filter(cell => RUNS_AS_FORMULA.test(cell))).toEqual([])
    const path = `${await makeFolder()}/a.csv`
    await writeEntryFile(path, entries, 'csv')
    expect((await readEntryFile(path)).entries.map(({ input }) => input)).toEqual(entries.map(toInput))
  })

  test('are texts in a workbook, and come back as they were', async () => {
    const path = `${await makeFolder()}/a.xlsx`
    await writeEntryFile(path, entries, 'xlsx')
    const [sheet] = await readExcel(path)
    const rows = sheet?.data ?? []
    expect(rows).toHaveLength(entries.length + 1)
    expect(rows.slice(1).map(cells => typeof cells[2])).toEqual(entries.map(() => 'string'))
    expect((await readEntryFile(path)).entries.map(({ input }) => input)).toEqual(entries.map(toInput))
  })

  test.for(['csv', 'xlsx'] as const)('open as texts from the file of failed rows: %s', async format => {
    const pages = (async function* () {
      yield FORMULA_PAYLOADS.map(payload => [payload, payload])
    })()
    const columns = ['=質問', '理由'].map(name => ({ name, width: 20 }))
    const bytes = await buffer(tableFileStream({ format, encoding: 'utf8bom', columns, pages, at: new Date() }))
    if (format === 'csv') {
      const cells: readonly (readonly string[])[] = parse(bytes, { bom: true })
      expect(cells.flat().filter(cell => RUNS_AS_FORMULA.test(cell))).toEqual([])
    } else {
      const [sheet] = await readExcel(bytes)
      expect(sheet?.data.flat().filter(cell => typeof cell !== 'string')).toEqual([])
    }
  })
})
