// Tables as they come: the streaming reader says what the one that has the whole text says, in every encoding.
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as fc from 'fast-check'
import iconv from 'iconv-lite'
import { beforeAll, describe, expect, test } from 'vitest'
import { guessColumns, inspectTable } from '../../../src/adapters/entry-files/inspect-table.ts'
import { readCsvRecords } from '../../../src/adapters/entry-files/read-csv-records.ts'
import { readTable } from '../../../src/adapters/entry-files/read-table.ts'
import { splitCsv } from '../../../src/adapters/entry-files/split-csv.ts'
import type { TableRecord } from '../../../src/adapters/entry-files/table-rows.ts'
import type { TableEncoding } from '../../../src/core/exchange/reading.ts'
import { makeFile, makeFolder } from './entry-samples.ts'

let folder = ''
beforeAll(async () => {
  folder = await makeFolder()
})

const ENCODERS: Readonly<Record<TableEncoding, (text: string) => Buffer>> = {
  utf8: text => Buffer.from(text),
  cp932: text => iconv.encode(text, 'cp932'),
  utf16le: text => Buffer.from(`\ufeff${text}`, 'utf16le'),
  utf16be: text => Buffer.from(`\ufeff${text}`, 'utf16le').swap16(),
}
const ENCODINGS = Object.keys(ENCODERS) as TableEncoding[]

async function collect(records: AsyncIterable<TableRecord>): Promise<readonly TableRecord[]> {
  const all: TableRecord[] = []
  for await (const record of records) all.push(record)
  return all
}

const csvText = fc
  .array(fc.constantFrom('a', '表', 'ソ', '①', ',', '"', '""', '\n', '\r\n', '\r', ' ', '"x,\r\ny"', ',"z"\n', '\t'), {
    maxLength: 30,
  })
  .map(pieces => pieces.join(''))
  .filter(text => text.trim() !== '')

test.for(ENCODINGS)('gives the records, lines and faults of the whole text: %s', async encoding => {
  await fc.assert(
    fc.asyncProperty(csvText, async text => {
      const path = join(folder, `${encoding}.csv`)
      await writeFile(path, ENCODERS[encoding](text))
      const { records, problems } = splitCsv(text)
      const streamed = await collect(readCsvRecords(path, encoding))
      const read = streamed.filter(({ cells }) => cells.some(cell => cell.trim() !== ''))
      expect(read.map(({ cells, line }) => ({ cells, line }))).toEqual(records)
      const faults = streamed.flatMap(({ line, problems: reasons = [] }) => reasons.map(reason => ({ line, reason })))
      expect(faults).toEqual(problems)
    }),
    { numRuns: 120 },
  )
})

test('keeps lines right in a file of many pieces with breaks within cells', async () => {
  const rows = Array.from({ length: 30_000 }, (_, index) => `"${index}\r\n二行目","${'あ'.repeat(index % 50)}"`)
  const path = await makeFile('long.csv', Buffer.from(rows.join('\r\n')))
  const records = await collect(readCsvRecords(path, 'utf8'))
  expect(records).toHaveLength(rows.length)
  expect(records.every(({ line, cells }, index) => line === index * 2 + 1 && cells[0] === `${index}\r\n二行目`)).toBe(
    true,
  )
})

test('refuses a million rows as soon as they are too many', async () => {
  const path = await makeFile('million.csv', Buffer.from(`質問,回答\n${'a,b\n'.repeat(1_000_000)}`))
  const reading = { format: 'csv', encoding: 'utf8', sheet: null, headerLine: null, skipHidden: false } as const
  let rows = 0
  const read = async () => {
    for await (const _ of readTable(path, reading)) rows += 1
  }
  await expect(read()).rejects.toThrow(/200,000行まで/u)
  expect(rows).toBe(200_001)
})

describe('looking into a file', () => {
  test.for(ENCODINGS)('finds its encoding: %s', async encoding => {
    const path = await makeFile('a.csv', ENCODERS[encoding]('質問,回答\n休暇の取り方,申請してください\n'))
    const inspection = await inspectTable(path, 'csv')
    expect(inspection).toMatchObject({
      detected: encoding,
      problem: null,
      header: ['質問', '回答'],
      guessed: ['question', 'answer'],
    })
    expect(inspection.preview).toEqual([{ line: 2, hidden: false, cells: ['休暇の取り方', '申請してください'] }])
  })

  test('reads in another encoding where a person says so', async () => {
    const path = await makeFile('a.csv', Buffer.from('質問,回答\nあ,い\n'))
    const { reading, detected, header } = await inspectTable(path, 'csv', { encoding: 'cp932' })
    expect({ encoding: reading.encoding, detected }).toEqual({ encoding: 'cp932', detected: 'utf8' })
    expect(header[0]).not.toBe('質問')
  })

  test('takes the header from the line that a person names', async () => {
    const path = await makeFile('a.csv', Buffer.from('FAQ一覧,令和8年度\n\n質問,回答\nあ,い\n'))
    expect(await inspectTable(path, 'csv', { headerLine: 3 })).toMatchObject({
      headerLine: 3,
      header: ['質問', '回答'],
    })
  })

  test.for([
    ['', /空です/u],
    ['\n\n', /空です/u],
    ['質問,回答\n', /見出しの行だけ/u],
    ['a\0b', /NUL/u],
    ['"質問,回答\n', /引用符/u],
  ] as const)('says why %j cannot be read', async ([text, reason]) => {
    expect((await inspectTable(await makeFile('a.csv', Buffer.from(text)), 'csv')).problem).toMatch(reason)
  })

  test('knows columns by the names that other lists give them, each field once', () => {
    expect(guessColumns(['★質問文（必須）', 'Ａ', '所管課', 'カテゴリ', '更新日', '備考', '質問'])).toEqual([
      'question',
      'answer',
      'section_name',
      'tags',
      'revised',
      null,
      null,
    ])
  })
})
