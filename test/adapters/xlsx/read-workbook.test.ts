// What stands in a workbook's cells comes out as the text that a person sees there.

import { describe, expect, test } from 'vitest'
import writeExcel from 'write-excel-file/node'
import type { SheetRow } from '../../../src/adapters/xlsx/read-rows.ts'
import { openWorkbook } from '../../../src/adapters/xlsx/read-workbook.ts'
import { makeWorkbook, type Parts, relations, workbookParts, zipOf } from './make-zip.ts'

async function rowsOf(bytes: Buffer, sheet: string | null = null): Promise<readonly SheetRow[]> {
  await using workbook = await openWorkbook(await makeWorkbook(bytes))
  const rows: SheetRow[] = []
  for await (const row of workbook.rows(sheet)) rows.push(row)
  return rows
}

async function cellsOf(sheetInside: string, others: Parts = {}): Promise<readonly (readonly string[])[]> {
  return (await rowsOf(await zipOf(workbookParts(sheetInside, others)))).map(({ cells }) => cells)
}

const row = (cells: string, line = 1) => `<row r="${line}">${cells}</row>`
const data = (rows: string, after = '') => `<sheetData>${rows}</sheetData>${after}`

describe('a cell', () => {
  test('takes shared strings, rich text and texts of its own, without their readings', async () => {
    const strings = `<sst><si><t>質問</t></si><si><r><t>太</t></r><r><rPr><b/></rPr><t xml:space="preserve">字 </t></r></si>
      <si><t>課長</t><rPh sb="0" eb="2"><t>カチョウ</t></rPh></si></sst>`
    const cells =
      '<c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="s"><v>2</v></c><c r="D1" t="inlineStr"><is><t>中</t><rPh><t>ナカ</t></rPh></is></c>'
    expect(await cellsOf(data(row(cells)), { 'xl/sharedStrings.xml': strings })).toEqual([
      ['質問', '太字 ', '課長', '中'],
    ])
  })

  test('counts numbers with the 15 digits of Excel, and knows truth and errors', async () => {
    const cells =
      '<c r="A1"><v>0.30000000000000004</v></c><c r="B1"><v>1E5</v></c><c r="C1" t="b"><v>1</v></c><c r="D1" t="b"><v>0</v></c><c r="E1" t="e"><v>#N/A</v></c>'
    const [only] = await rowsOf(await zipOf(workbookParts(data(row(cells)))))
    expect(only?.cells).toEqual(['0.3', '100000', 'TRUE', 'FALSE', '#N/A'])
    expect(only?.problems).toEqual([expect.stringContaining('E列のセルがエラー値「#N/A」です')])
  })

  test.for([
    [false, '45748', '2025-04-01'],
    [false, '1', '1900-01-01'],
    [false, '59', '1900-02-28'],
    [false, '61', '1900-03-01'],
    [false, '45748.375', '2025-04-01 09:00'],
    [false, '0.5', '12:00'],
    [true, '0', '1904-01-01'],
    [true, '44286', '2025-04-01'],
  ] as const)('is a day where its format is one: from 1904 %s, %s is %s', async ([from1904, serial, text]) => {
    const styles = `<styleSheet><numFmts><numFmt numFmtId="176" formatCode="[$-411]ggge&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="176"/></cellXfs></styleSheet>`
    const workbook = `<workbook xmlns:r="x"><workbookPr date1904="${from1904 ? 1 : 0}"/><sheets><sheet name="FAQ" r:id="r1"/></sheets></workbook>`
    const cells = `<c r="A1" s="1"><v>${serial}</v></c><c r="B1" s="0"><v>${serial}</v></c>`
    const [only] = await cellsOf(data(row(cells)), { 'xl/styles.xml': styles, 'xl/workbook.xml': workbook })
    expect(only).toEqual([text, serial])
  })

  test('that Excel counts for 29 February 1900 is a problem of its row', async () => {
    const styles = '<styleSheet><cellXfs><xf numFmtId="14"/></cellXfs></styleSheet>'
    const [only] = await rowsOf(
      await zipOf(workbookParts(data(row('<c r="A1" s="0"><v>60</v></c>')), { 'xl/styles.xml': styles })),
    )
    expect(only?.problems).toEqual([expect.stringContaining('暦にありません')])
  })

  test('with a formula counts by the value kept with it, and is a problem without one', async () => {
    const cells =
      '<c r="A1" t="str"><f>"質"&amp;"問"</f><v>質問</v></c><c r="B1"><f>1+1</f><v>2</v></c><c r="C1"><f>NOW()</f></c>'
    const [only] = await rowsOf(await zipOf(workbookParts(data(row(cells)))))
    expect(only?.cells).toEqual(['質問', '2'])
    expect(only?.problems).toEqual([expect.stringContaining('C列の数式に計算結果が保存されていません')])
  })

  test('keeps breaks, tabs, escapes and letters beyond the basic plane', async () => {
    const cells =
      '<c r="A1" t="inlineStr"><is><t xml:space="preserve"> a&#10;b\tc_x000D_d_x005F_x000D_ 𠮷 &lt;&amp; </t></is></c>'
    expect(await cellsOf(data(row(cells)))).toEqual([[' a\nb\tc\rd_x000D_ 𠮷 <& ']])
  })

  test('of 32,767 letters comes whole', async () => {
    const text = 'あ'.repeat(32_767)
    expect(await cellsOf(data(row(`<c r="A1" t="inlineStr"><is><t>${text}</t></is></c>`)))).toEqual([[text]])
  })
})

describe('a sheet', () => {
  test('counts a cell over several rows in each of them, and leaves what is beside it empty', async () => {
    const rows = [1, 2, 3, 4].map(line =>
      row(
        line === 1
          ? '<c r="A1" t="inlineStr"><is><t>人事課</t></is></c><c r="C1"><v>1</v></c>'
          : `<c r="C${line}"><v>${line}</v></c>`,
        line,
      ),
    )
    const merged = '<mergeCells count="2"><mergeCell ref="A1:B3"/><mergeCell ref="C4:D4"/></mergeCells>'
    expect(await cellsOf(data(rows.join(''), merged))).toEqual([
      ['人事課', '', '1'],
      ['人事課', '', '2'],
      ['人事課', '', '3'],
      ['', '', '4'],
    ])
  })

  test('tells its row numbers, gaps and hidden rows', async () => {
    const inside = data(`${row('<c r="A2"><v>1</v></c>', 2)}<row r="7" hidden="1"><c r="B7"><v>2</v></c></row>`)
    const rows = await rowsOf(await zipOf(workbookParts(inside)))
    expect(rows.map(({ line, hidden, cells }) => [line, hidden, cells])).toEqual([
      [2, false, ['1']],
      [7, true, ['', '2']],
    ])
  })

  test('is the first that is not hidden, or the one that is named', async () => {
    const bytes = await zipOf(
      workbookParts(data(row('<c r="A1"><v>1</v></c>')), {
        'xl/workbook.xml': `<workbook xmlns:r="x"><sheets><sheet name="裏" state="hidden" r:id="r1"/><sheet name="表" r:id="r4"/></sheets></workbook>`,
        'xl/_rels/workbook.xml.rels': relations([
          ['r1', 'worksheet', 'worksheets/sheet1.xml'],
          ['r4', 'worksheet', '/xl/worksheets/sheet2.xml'],
        ]),
        'xl/worksheets/sheet2.xml': `<x:worksheet xmlns:x="y"><x:sheetData><x:row><x:c><x:v>2</x:v></x:c></x:row></x:sheetData></x:worksheet>`,
      }),
    )
    expect((await rowsOf(bytes)).map(({ cells }) => cells)).toEqual([['2']])
    expect((await rowsOf(bytes, '裏')).map(({ cells }) => cells)).toEqual([['1']])
    await expect(rowsOf(bytes, 'ない')).rejects.toThrow(/シート「ない」がありません/u)
  })

  test('that another program wrote is read like one of ours', async () => {
    const bytes = await writeExcel([
      [{ value: '質問', fontWeight: 'bold' }, { value: '回答' }, { value: '改定日' }],
      [
        { value: '=1+1' },
        { value: '一行目\n二行目' },
        { value: new Date(Date.UTC(2026, 3, 1)), type: Date, format: 'yyyy/mm/dd' },
      ],
    ]).toBuffer()
    expect((await rowsOf(bytes)).map(({ cells }) => cells)).toEqual([
      ['質問', '回答', '改定日'],
      ['=1+1', '一行目\n二行目', '2026-04-01'],
    ])
  })
})
