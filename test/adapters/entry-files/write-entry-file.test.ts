// Exports: how the bytes look to Excel, what is refused, and that a failed export leaves the old file alone.
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import iconv from 'iconv-lite'
import { describe, expect, test } from 'vitest'
import { checkEntryFile, readEntryFile } from '../../../src/adapters/entry-files/read-entry-file.ts'
import { encodeEntries, writeEntryFile } from '../../../src/adapters/entry-files/write-entry-file.ts'
import { makeFile, makeFolder, plainEntry, toInput } from './entry-samples.ts'

const FORMATS = ['csv', 'jsonl', 'yaml'] as const

/** OWASP's payloads and their full-width kin (TESTLIST C7). */
const RISKY = ['=', '+', '-', '@', '\t', '\r', '\0', '＝', '＋', '－', '＠', "'=", "''+"].flatMap(start =>
  ['1+1', "cmd|'/C calc'!A0", 'HYPERLINK("http://x","y")', 'SUM(A1:A9)', '"x', ',y', '重要'].map(rest => start + rest),
)

function cellsOf(bytes: Buffer): readonly (readonly string[])[] {
  return parse(bytes, { bom: true })
}

describe('a CSV export', () => {
  test('has a BOM, CR LF and a Japanese header', () => {
    const text = encodeEntries([plainEntry], 'csv').toString('utf8')
    expect(text).toMatch(/^\ufeff"ID","質問","回答","担当課コード","担当課","言い換え",.*\r\n"jinji-001",/u)
    expect(text.endsWith('"公開","2024-05-14","2026-04-01","2027-03-31",,,\r\n')).toBe(true)
  })

  test.for(RISKY)('opens as text: %j', payload => {
    const entry = { ...plainEntry, question: payload, phrasings: [payload], section: { code: 'x', name: payload } }
    const [, row = []] = cellsOf(encodeEntries([entry], 'csv'))
    const safe = [row[1], row[4]].map(cell => cell?.replace(/^'/u, ''))
    expect(safe).toEqual([payload.replace('\0', ''), payload.replace('\0', '')])
    for (const cell of row) expect(cell).not.toMatch(/^[=+\-@\t\r\0＝＋－＠]/u)
  })

  test.for(FORMATS)('leaves out NUL and broken surrogates, which no text file can hold: %s', async format => {
    const path = await makeFile(`a.${format}`, '')
    await writeEntryFile(path, [{ ...plainEntry, question: 'a\0b\ud800' }], format)
    expect((await readEntryFile(path)).entries[0]?.input.question).toBe('ab\ufffd')
  })

  test('in CP932 is the CP932 that Excel expects', () => {
    const bytes = encodeEntries([plainEntry], 'csv', { encoding: 'cp932' })
    expect(iconv.decode(bytes, 'cp932')).toBe(encodeEntries([plainEntry], 'csv', { encoding: 'utf8' }).toString())
  })

  test('names the first ten characters that CP932 cannot hold', () => {
    const entry = { ...plainEntry, answer: '〜😀¥가각간갇갈갉갊감갑값' }
    expect(() => encodeEntries([entry], 'csv', { encoding: 'cp932' })).toThrow(
      expect.objectContaining({
        code: 'bad_input',
        data: {
          field: 'encoding',
          expected: 'CP932',
          got: '〜(U+301C) 😀(U+1F600) ¥(U+00A5) 가(U+AC00) 각(U+AC01) 간(U+AC04) 갇(U+AC07) 갈(U+AC08) 갉(U+AC09) 갊(U+AC0A)',
        },
      }),
    )
  })

  test('of nothing is a header that reads as nothing', async () => {
    const path = await makeFile('a.csv', '')
    await writeEntryFile(path, [], 'csv')
    expect((await readEntryFile(path)).entries).toEqual([])
  })
})

describe('a YAML export', () => {
  test('looks like faq-data, with the entries of a section together', () => {
    const other = { ...plainEntry, id: 'x-1', section: { code: 'x', name: '別課' }, phrasings: [], basis: ['123'] }
    const text = encodeEntries([plainEntry, other, { ...plainEntry, id: 'jinji-002' }], 'yaml').toString()
    expect(text.match(/^ {2}- section:$/gmu)).toHaveLength(2)
    expect(text).toContain(
      '        answer: |-\n          庶務事務システムの「休暇申請」から申請してください。\n          1. 日付を選ぶ\n',
    )
    expect(text).toContain('        tags: [ "休暇" ]\n        basis: [ "123" ]\n')
    expect(text).toContain('        registered: 2024-05-14\n')
    expect(text.indexOf('jinji-002')).toBeLessThan(text.indexOf('x-1'))
  })
})

describe('writeEntryFile', () => {
  test('replaces the file whole and leaves nothing beside it', async () => {
    const folder = await makeFolder()
    const path = join(folder, 'a.jsonl')
    await writeFile(path, 'old')
    await writeEntryFile(path, [plainEntry], 'jsonl')
    expect((await readEntryFile(path)).entries[0]?.input).toEqual(toInput(plainEntry))
    expect(await readdir(folder)).toEqual(['a.jsonl'])
  })

  test('leaves the old file alone when it cannot write the new one', async () => {
    const folder = await makeFolder()
    const path = join(folder, 'a.csv')
    await writeFile(path, 'old')
    const entry = { ...plainEntry, answer: '😀' }
    await expect(writeEntryFile(path, [entry], 'csv', { encoding: 'cp932' })).rejects.toMatchObject({
      code: 'bad_input',
    })
    expect(await readFile(path, 'utf8')).toBe('old')
    expect(await readdir(folder)).toEqual(['a.csv'])
  })

  test('names the folder it cannot write to, and cleans up where the path is a folder', async () => {
    const folder = await makeFolder()
    await expect(writeEntryFile(join(folder, 'no', 'a.csv'), [], 'csv')).rejects.toMatchObject({ code: 'cannot_write' })
    await expect(writeEntryFile(folder, [], 'csv')).rejects.toMatchObject({ code: 'cannot_write' })
    expect(await readdir(folder)).toEqual([])
  })

  test('refuses CP932 for what our own import reads as UTF-8 only', async () => {
    const refused = { code: 'bad_input', data: { field: 'encoding', expected: 'utf8 | utf8bom', got: 'cp932' } }
    expect(() => encodeEntries([plainEntry], 'yaml', { encoding: 'cp932' })).toThrow(expect.objectContaining(refused))
    expect(() => encodeEntries([plainEntry], 'jsonl', { encoding: 'cp932' })).toThrow(expect.objectContaining(refused))
  })

  test.for(FORMATS)('writes what checks without a problem: %s', async format => {
    const path = await makeFile(`a.${format}`, '')
    await writeEntryFile(path, [plainEntry], format)
    expect(await checkEntryFile(path)).toEqual([])
  })
})
