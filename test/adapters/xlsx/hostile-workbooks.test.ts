// Files that are no workbooks, or worse: each is refused with a sentence, before anything of it is unpacked.
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { inspectTable } from '../../../src/adapters/entry-files/inspect-table.ts'
import { openWorkbook } from '../../../src/adapters/xlsx/read-workbook.ts'
import { UnreadableWorkbook } from '../../../src/adapters/xlsx/unreadable-workbook.ts'
import { CONTENT_TYPES, makeWorkbook, rawZip, workbookParts, zipOf } from './make-zip.ts'

async function refusalOf(bytes: Buffer): Promise<string | null> {
  return (await inspectTable(await makeWorkbook(bytes), 'xlsx')).problem
}

const OLE = Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])
const content = { name: '[Content_Types].xml', content: Buffer.from(CONTENT_TYPES) }
const FOUR_GB = 0xfffffffe
const sheet = (inside: string) => zipOf(workbookParts(inside))
const one = '<sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData>'

/** A small packed part that says, truly or not, that it is enormous. */
const bomb = (saysSize: number) =>
  rawZip([content, { name: 'xl/workbook.xml', content: Buffer.alloc(42 * 1024), saysSize }])

const REFUSED: readonly (readonly [string, () => Promise<Buffer> | Buffer, RegExp])[] = [
  ['an empty file', () => Buffer.alloc(0), /Excelブック（\.xlsx）ではありません/u],
  ['text that is called a workbook', () => Buffer.from('質問,回答\n'), /ではありません/u],
  ['a page that is called a workbook', () => Buffer.from('<html><table>'), /ではありません/u],
  ['an old workbook (.xls)', () => Buffer.concat([OLE, Buffer.alloc(4096)]), /古い形式/u],
  [
    'a locked workbook',
    () => Buffer.concat([OLE, Buffer.alloc(1024), Buffer.from('EncryptedPackage', 'utf16le'), Buffer.alloc(512)]),
    /パスワード/u,
  ],
  ['a locked zip', () => rawZip([{ ...content, encrypted: true }]), /パスワード/u],
  ['a zip of other things', () => rawZip([{ name: 'a.txt', content: Buffer.from('x') }]), /ではありません/u],
  ['a zip within a zip', async () => rawZip([{ name: 'book.xlsx', content: await sheet(one) }]), /ではありません/u],
  ['42 KB that say 4 GB', () => bomb(FOUR_GB), /展開すると大きくなりすぎる/u],
  [
    'a part that swells a thousand times',
    () => rawZip([content, { name: 'xl/worksheets/sheet1.xml', content: Buffer.alloc(20 * 1024 * 1024) }]),
    /展開すると大きくなりすぎる/u,
  ],
  [
    'many parts that are too big together',
    () =>
      rawZip([
        content,
        ...Array.from({ length: 200 }, (_, index) => ({
          name: `xl/${index}`,
          content: Buffer.alloc(100),
          saysSize: 9 * 1024 * 1024,
        })),
      ]),
    /展開すると大きくなりすぎる/u,
  ],
  [
    '10,000 parts',
    () =>
      rawZip([
        content,
        ...Array.from({ length: 9_999 }, (_, index) => ({ name: `xl/${index}`, content: Buffer.alloc(1) })),
      ]),
    /2,000個を超える/u,
  ],
  [
    'a name that leads out',
    () => rawZip([content, { name: '../../etc/passwd', content: Buffer.from('x') }]),
    /壊れている/u,
  ],
  ['an absolute name', () => rawZip([content, { name: '/etc/passwd', content: Buffer.from('x') }]), /壊れている/u],
  ['a name with backslashes', () => rawZip([content, { name: '..\\..\\x', content: Buffer.from('x') }]), /壊れている/u],
  ['a drive in a name', () => rawZip([content, { name: 'C:/x', content: Buffer.from('x') }]), /壊れている/u],
  [
    'two parts of one name',
    () => rawZip([content, { name: 'XL/a', content: Buffer.from('x') }, { name: 'xl/A', content: Buffer.from('y') }]),
    /壊れている/u,
  ],
  [
    'a part that is longer than it says',
    async () =>
      rawZip(
        Object.entries(workbookParts(one)).map(([name, text]) => ({
          name,
          content: Buffer.from(text),
          ...(name === 'xl/workbook.xml' && { saysSize: 20 }),
        })),
      ),
    /壊れている/u,
  ],
  [
    'an entity from outside',
    () =>
      zipOf(
        workbookParts(one, {
          'xl/workbook.xml': '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><workbook>&a;</workbook>',
        }),
      ),
    /DTD/u,
  ],
  [
    'a billion laughs',
    () =>
      zipOf(
        workbookParts(one, {
          'xl/worksheets/sheet1.xml': `<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "${'&a;'.repeat(10)}">]><worksheet><sheetData><row r="1"><c><v>&b;</v></c></row></sheetData></worksheet>`,
        }),
      ),
    /DTD/u,
  ],
  [
    'an entity that nobody declared',
    () => sheet('<sheetData><row r="1"><c r="A1"><v>&lol;</v></c></row></sheetData>'),
    /壊れている/u,
  ],
  ['XML that is not closed', () => sheet('<sheetData><row r="1">'), /壊れている/u],
  ['elements a thousand deep', () => sheet(`${'<a>'.repeat(1000)}${'</a>'.repeat(1000)}`), /壊れている/u],
  ['no sheet', () => zipOf(workbookParts(one, { 'xl/workbook.xml': '<workbook/>' })), /シートがありません/u],
  [
    'hidden sheets alone',
    () =>
      zipOf(
        workbookParts(one, {
          'xl/workbook.xml':
            '<workbook xmlns:r="x"><sheets><sheet name="a" state="veryHidden" r:id="r1"/></sheets></workbook>',
        }),
      ),
    /すべてのシートが非表示/u,
  ],
  [
    'a cell a mile to the right',
    () => sheet('<sheetData><row r="1"><c r="XFD1"><v>1</v></c></row></sheetData>'),
    /256列目より右/u,
  ],
  [
    'a text of a million letters',
    () =>
      sheet(
        `<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>${'x'.repeat(1_000_000)}</t></is></c></row></sheetData>`,
      ),
    /200,000文字を超える/u,
  ],
  ['an empty sheet', () => sheet('<sheetData/>'), /空です/u],
  ['a header alone', () => sheet(one), /見出しの行だけ/u],
]

describe('refuses', () => {
  test.for(REFUSED)('%s', async ([, make, sentence]) => {
    expect(await refusalOf(await make())).toMatch(sentence)
  })
})

test('a workbook with bytes damaged anywhere is read, or refused with a sentence', async () => {
  const whole = await zipOf(workbookParts(one, { 'xl/sharedStrings.xml': '<sst><si><t>a</t></si></sst>' }))
  await fc.assert(
    fc.asyncProperty(fc.nat(whole.length - 1), fc.uint8Array({ minLength: 1, maxLength: 4 }), async (at, damage) => {
      const bytes = Buffer.from(whole)
      bytes.set(damage.subarray(0, bytes.length - at), at)
      try {
        await using workbook = await openWorkbook(await makeWorkbook(bytes))
        for await (const _ of workbook.rows(null));
      } catch (error) {
        expect(error).toBeInstanceOf(UnreadableWorkbook)
      }
    }),
    { numRuns: 150 },
  )
})
