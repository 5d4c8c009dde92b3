import { createHash } from 'node:crypto'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readOfficeSynonyms, readShippedSynonyms } from '../../../src/adapters/embedders/read-synonyms.ts'
import { openLinderaAnalyser } from '../../../src/adapters/lindera/lindera-analyser.ts'
import { FaqError } from '../../../src/core/errors.ts'
import { tokenise } from '../../../src/core/tokenise.ts'
import { spacedAnalyser } from '../../fakes/spaced-analyser.ts'
import { makeTempFolder } from '../../fakes/temp-folder.ts'
import { writeTinyWordTable } from '../../fakes/tiny-word-table.ts'

const PROJECT = join(import.meta.dirname, '../../..')

/** The fault of doing something, as data. */
function faultOf(act: () => unknown): unknown {
  try {
    act()
  } catch (error) {
    if (error instanceof FaqError) return { code: error.code, data: error.data }
    throw error
  }
  return null
}

describe('the shipped synonyms', () => {
  /** The tiny table with synonyms beside it. */
  function writeShipped(text: string): string {
    const folder = writeTinyWordTable()
    const path = join(folder, 'manifest.json')
    const manifest = JSON.parse(readFileSync(path, 'utf8')) as { sha256: Record<string, string> }
    manifest.sha256['synonyms.txt'] = createHash('sha256').update(text).digest('hex')
    writeFileSync(join(folder, 'synonyms.txt'), text)
    writeFileSync(path, JSON.stringify(manifest))
    return folder
  }

  const damaged = (folder: string) => {
    const reason: unknown = expect.stringMatching(/./u)
    return { code: 'model_damaged', data: { path: join(folder, 'synonyms.txt'), reason } }
  }

  test('are one group a line, each word one term', () => {
    const folder = writeShipped('年休 有休\n旅費 交通費 運賃\n')
    expect(readShippedSynonyms(folder)).toEqual([
      [['年休'], ['有休']],
      [['旅費'], ['交通費'], ['運賃']],
    ])
    expect(readShippedSynonyms(writeShipped(''))).toEqual([])
  })

  test.each(['年休 有給\n', '年休 有休', ''])(
    'are damaged where the file is another than its manifest says: %j',
    text => {
      const folder = writeShipped('年休 有休\n')
      writeFileSync(join(folder, 'synonyms.txt'), text)
      expect(faultOf(() => readShippedSynonyms(folder))).toEqual(damaged(folder))
    },
  )

  test('are damaged where the file is missing, or the manifest does not know it', () => {
    const folder = writeShipped('年休 有休\n')
    rmSync(join(folder, 'synonyms.txt'))
    expect(faultOf(() => readShippedSynonyms(folder))).toEqual(damaged(folder))
    const unknown = writeTinyWordTable()
    writeFileSync(join(unknown, 'synonyms.txt'), '年休 有休\n')
    expect(faultOf(() => readShippedSynonyms(unknown))).toEqual(damaged(unknown))
  })

  test('of the product are whole: groups of two words or more, no word twice', () => {
    const groups = readShippedSynonyms(join(PROJECT, 'indexer/model/builtin'))
    expect(groups).toHaveLength(15_361)
    const wrong = groups.filter(group => {
      const words = group.map(([word = '']) => word)
      return words.length < 2 || words.includes('') || new Set(words).size < words.length
    })
    expect(wrong).toEqual([])
    expect(groups.some(group => ['印鑑', '判子'].every(word => group.some(([own]) => own === word)))).toBe(true)
  })
})

describe('the synonyms of the office', () => {
  function writeOffice(text: string): string {
    const path = join(makeTempFolder(), 'synonyms.txt')
    writeFileSync(path, text)
    return path
  }

  const read = (text: string) => readOfficeSynonyms(writeOffice(text), spacedAnalyser)
  const GROUP = [['年休'], ['有休']]

  test.each([
    ['「、」', '年休、有休'],
    ['a comma', '年休,有休'],
    ['a full-width comma', '年休，有休'],
    ['a half-width 「､」', '年休､有休'],
    ['a tab, as a spreadsheet has it', '年休\t有休'],
    ['separators of several kinds, some with nothing between', '、年休、, 、有休，'],
    ['blanks around the words', '　年休 、　有休　'],
    ['a byte order mark before them', '\ufeff年休、有休'],
  ])('are words apart by %s', (_, line) => {
    expect(read(line)).toEqual([GROUP])
  })

  test('may be phrases, and are brought to the form in which questions are compared', () => {
    expect(read('電決、電子 を/助詞 決裁\nＶＰＮ、閉域 網')).toEqual([
      [['電決'], ['電子', '決裁']],
      [['vpn'], ['閉域', '網']],
    ])
  })

  test.each(['\n', '\r\n'])('leave out comments and blank lines, lines ended by %j', end => {
    const lines = ['# 休暇', '', '年休、有休', '  # 旅費、交通費', '　', '＃ 全角', '旅費、交通費', '']
    expect(read(lines.join(end))).toEqual([GROUP, [['旅費'], ['交通費']]])
  })

  test('may be none at all', () => {
    for (const text of ['', '\n', '# 年休、有休']) expect(read(text)).toEqual([])
  })

  test('are refused with every line that has one word only, told by file and line', () => {
    const path = writeOffice('# 休暇\r\n年休、有休\r\n旅費\r\n\r\n会議、\r\n')
    expect(faultOf(() => readOfficeSynonyms(path, spacedAnalyser))).toEqual({
      code: 'config',
      data: {
        problems: [
          `SYNONYMS_FILE: ${path}:3: expected two words or more (旅費)`,
          `SYNONYMS_FILE: ${path}:5: expected two words or more (会議、)`,
        ],
      },
    })
  })

  test.each([
    ['is not there', join(makeTempFolder(), 'none.txt')],
    ['is a folder', makeTempFolder()],
  ])('are refused where the file %s, told by its path', (_, path) => {
    const problem: unknown = expect.stringContaining(`SYNONYMS_FILE: cannot read ${path} (`)
    const fault = faultOf(() => readOfficeSynonyms(path, spacedAnalyser))
    expect(fault).toEqual({ code: 'config', data: { problems: [problem] } })
  })

  test('of the sample have two different words or more a group, each with a term', () => {
    const analyser = openLinderaAnalyser()
    const groups = readOfficeSynonyms(join(PROJECT, 'faq-data/synonyms.txt'), analyser)
    expect(groups.length).toBeGreaterThan(0)
    const texts = groups.map(group => group.map(variant => variant.join(' ')))
    expect(texts.filter(group => group.includes('') || new Set(group).size < group.length)).toEqual([])
    expect(groups).toContainEqual(['年休', '年次有給休暇', '有休'].map(word => tokenise(word, analyser)))
  })
})
