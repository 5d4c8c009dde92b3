// A file of 5,663 entries as a section might send it: the sample data of 汐見県 for eight of its offices, in Shift_JIS; and the
// same with forty mistakes in it.
import { join } from 'node:path'
import iconv from 'iconv-lite'
import { markUnwritable } from '../../src/adapters/entry-files/encode-text.ts'
import { entryCells, headerCells } from '../../src/adapters/entry-files/entry-cells.ts'
import { csvLines } from '../../src/adapters/entry-files/format-csv.ts'
import { readEntryFolder } from '../../src/adapters/entry-files/read-entry-folder.ts'
import type { Section } from '../../src/core/entry.ts'

const ROWS = 5_663
const OFFICES = ['本庁', '北部振興局', '南部振興局', '東部振興局', '西部振興局', '離島振興局', '教育事務所', '県立病院']

export interface LargeFile {
  readonly sections: readonly Section[]
  readonly right: Buffer
  readonly wrong: Buffer
  /** Line and beginning of the reason, in order. */
  readonly mistakes: readonly (readonly [number, RegExp])[]
}

export async function makeLargeFile(): Promise<LargeFile> {
  const files = await readEntryFolder(join(import.meta.dirname, '../../faq-data/entries'))
  const sample = files.flatMap(({ entries }) => entries.map(({ input }) => input))
  const rows = Array.from({ length: ROWS }, (_, index) => {
    const entry = sample[index % sample.length]
    if (entry === undefined) throw new RangeError('expected sample entries')
    const round = Math.floor(index / sample.length)
    const question = `${entry.question}（${OFFICES[round]}の場合）`
    const base = {
      ...entry,
      id: `${entry.id}-${round + 1}`,
      question,
      registeredOn: entry.registeredOn ?? '2026-04-01',
    }
    const made = { ...base, revisedOn: entry.revisedOn ?? base.registeredOn, revision: 1, mergedInto: null }
    return entryCells(made).map(markUnwritable)
  })
  const sections = [...new Map(sample.map(({ section }) => [section.code, section])).values()]
  const planted = plantMistakes(rows)
  const lines = linesOf(planted.rows)
  return {
    sections,
    right: encode(rows),
    wrong: damage(encode(planted.rows)),
    mistakes: planted.mistakes.map(([row, reason]) => [lines[row] ?? 0, reason] as const).toSorted(([a], [b]) => a - b),
  }
}

const encode = (rows: readonly (readonly string[])[]) => iconv.encode(csvLines([headerCells(), ...rows]), 'cp932')

/** The line on which each row starts. */
function linesOf(rows: readonly (readonly string[])[]): readonly number[] {
  let line = 2
  return rows.map(row => {
    const start = line
    line += csvLines([row]).split('\n').length - 1
    return start
  })
}

/** Stand for bytes that no encoder writes: a letter of the vendor's own (外字), and half a letter. */
const GAIJI_MARK = '<gaiji>'
const BROKEN_MARK = '<broken>'

function damage(bytes: Buffer): Buffer {
  const latin = bytes.toString('latin1').replaceAll(GAIJI_MARK, '\xf0\x40').replaceAll(BROKEN_MARK, '\x85\xff')
  return Buffer.from(latin, 'latin1')
}

type Mistake = readonly [times: number, change: (cells: Record<string, string>, row: number) => void, reason: RegExp]

const MISTAKES: readonly Mistake[] = [
  [3, cells => void (cells['質問'] = ''), /^「質問（question）」がありません/u],
  [3, cells => void (cells['回答'] = ' '), /^「回答（answer）」がありません/u],
  [2, cells => void (cells['質問'] = 'あ'.repeat(501)), /^「質問（question）」は1[〜～]500文字/u],
  [3, cells => void (cells['ID'] = '人事-001'), /^「ID（id）」は英数字で始まる/u],
  [3, cells => void (cells['ID'] = 'twice'), /^ID「twice」は[\d,]+行目にもあります/u],
  [3, cells => void (cells['担当課コード'] = 'nashi'), /^担当課コード「nashi」の担当課は登録されていません/u],
  [
    2,
    cells => void (cells['担当課コード'] = cells['担当課コード'] === 'jinji' ? 'ryohi' : 'jinji'),
    /^担当課コード「.*」は「.*」ですが/u,
  ],
  [3, cells => void (cells['状態'] = '公開中'), /^「状態（status）」は下書き・承認待ち・公開・廃止のいずれか/u],
  [3, cells => void (cells['登録日'] = '2026-02-30'), /^「登録日（registered）」は暦にある日付/u],
  [2, cells => void (cells['改定日'] = '1990-01-01'), /^「改定日（revised）」は登録日/u],
  [
    2,
    cells => void Object.assign(cells, { 公開開始日: '2027-04-01', 公開終了日: '2027-03-31' }),
    /^「公開終了日（valid_until）」は公開開始日/u,
  ],
  [2, cells => void (cells['公開範囲'] = 'jinji\nnashi'), /^公開範囲の担当課コード「nashi」/u],
  [1, cells => void (cells['公開範囲'] = '全庁'), /^「公開範囲（visible_to）の1番目」は英小文字/u],
  [
    1,
    cells => void (cells['タグ'] = Array.from({ length: 31 }, (_, index) => `タグ${index}`).join('\n')),
    /^「タグ（tags）」は30件まで/u,
  ],
  [2, cells => void (cells['タグ'] = 'あ'.repeat(51)), /^「タグ（tags）の1番目」は1[〜～]50文字/u],
  [2, cells => void (cells['回答'] += GAIJI_MARK), /^外字（.*U\+E000.*）があります/u],
  [1, cells => void (cells['回答'] += BROKEN_MARK), /^読めない文字（文字化け）/u],
  [2, cells => void (cells['余り'] = '続き'), /^17列目の「続き」に列の名前がありません/u],
]

function plantMistakes(right: readonly (readonly string[])[]) {
  const header = headerCells()
  const rows = right.map(cells => [...cells])
  const mistakes: (readonly [number, RegExp])[] = []
  // The first of those that say "twice" is right: it stands where it first stood.
  const first = rows[5]
  if (first !== undefined) first[0] = 'twice'
  let row = 17
  for (const [times, change, reason] of MISTAKES) {
    for (let time = 0; time < times; time += 1) {
      row += 139
      const cells = Object.fromEntries(header.map((name, index) => [name, rows[row]?.[index] ?? '']))
      change(cells, row)
      rows[row] = [...header.map(name => cells[name] ?? ''), ...(cells['余り'] === undefined ? [] : [cells['余り']])]
      mistakes.push([row, reason])
    }
  }
  return { rows, mistakes }
}
