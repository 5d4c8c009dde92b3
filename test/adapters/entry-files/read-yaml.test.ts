// Reading YAML: the form of faq-data, the form of the export, and a line for everything that is wrong.
import { describe, expect, test } from 'vitest'
import { readEntryFile } from '../../../src/adapters/entry-files/read-entry-file.ts'
import { makeFile, plainEntry, problemsIn, toInput } from './entry-samples.ts'

const HEAD = 'section:\n  code: jinji\n  name: 人事課\nentries:\n'
const GOOD = `  - id: jinji-001\n    question: 問い\n    answer: 答え\n`

const FULL = `${HEAD}  - id: jinji-001
    question: "年次有給休暇を取得するときは、どのような手続きが必要ですか。"
    answer: |-
      庶務事務システムの「休暇申請」から申請してください。
      1. 日付を選ぶ
      2. 申請を押す
    phrasings:
      - "休みを取りたい"
      - 年休の申請方法
      - "  休みを取りたい "
    negative: ["病気で1週間休む"]
    tags: ["休暇"]
    basis: ["職員の勤務時間、休暇等に関する条例第12条"]
    registered: 2024-05-14
    revised: 2026/4/1
    review_by: "2027-03-31"
`

const group = (code: string) =>
  `  - section: {code: ${code}, name: 課}\n    entries:\n      - {id: ${code}-1, question: 問, answer: 答}\n`

describe('a YAML file', () => {
  test('gives every field, trimmed and without doubles, published by default', async () => {
    const file = await readEntryFile(await makeFile('a.yaml', FULL))
    expect(file.entries).toEqual([{ input: toInput(plainEntry), line: 5 }])
  })

  test('gives an entry of three keys with nothing in the rest', async () => {
    const file = await readEntryFile(await makeFile('a.yml', `${HEAD}${GOOD}`))
    expect(file.entries[0]?.input).toMatchObject({
      status: 'published',
      phrasings: [],
      negativePhrasings: [],
      tags: [],
      basis: [],
      registeredOn: null,
      revisedOn: null,
      reviewBy: null,
    })
  })

  test.for([
    ['draft', 'draft'],
    ['承認待ち', 'in_review'],
    ['公開', 'published'],
    ['廃止', 'archived'],
  ])('takes the status %s for %s', async ([word, status]) => {
    const file = await readEntryFile(await makeFile('a.yaml', `${HEAD}${GOOD}    status: ${word}\n`))
    expect(file.entries[0]?.input.status).toBe(status)
  })

  test('may hold several sections', async () => {
    const file = await readEntryFile(await makeFile('a.yaml', `sections:\n${group('b')}${group('a')}`))
    expect(file.entries.map(({ input, line }) => [input.id, input.section.code, line])).toEqual([
      ['b-1', 'b', 4],
      ['a-1', 'a', 7],
    ])
  })

  test.for([
    ['a BOM', `\ufeff${FULL}`],
    ['CR LF', FULL.replaceAll('\n', '\r\n')],
    ['lone CR', FULL.replaceAll('\n', '\r')],
  ] as const)('may have %s, and lines still count', async ([, text]) => {
    const file = await readEntryFile(await makeFile('a.yaml', text))
    expect(file.entries).toEqual([{ input: toInput(plainEntry), line: 5 }])
  })

  test('leaves a section out only where the caller has one', async () => {
    const text = `entries:\n${GOOD}`
    expect(await problemsIn('a.yaml', text)).toEqual([expect.stringMatching(/^1: 「担当課（section）」がありません/u)])
    expect(await problemsIn('a.yaml', text, { defaultSection: { code: 'x', name: 'X' } })).toEqual([])
  })
})

describe('a broken YAML file', () => {
  test.for<[what: string, entries: string, problem: RegExp]>([
    ['an unknown key', `${GOOD}    colour: red\n`, /^8: 知らない項目「colour」.*review_by/u],
    ['a number for text', '  - id: a\n    question: 5\n    answer: x\n', /^6: 「質問（question）」.*数「5」/u],
    ['text for a list', `${GOOD}    phrasings: abc\n`, /^8: 「言い換え（phrasings）」には一覧.*「abc」/u],
    ['a number in a list', `${GOOD}    tags:\n      - 休暇\n      - 7\n`, /^10: 「タグ（tags）の2番目」.*数「7」/u],
    ['no question', '  - id: a\n    answer: x\n', /^5: 「質問（question）」がありません/u],
    ['an empty answer', '  - id: a\n    question: x\n    answer: ""\n', /^7: 「回答（answer）」は1〜20000文字.*0文字/u],
    ['no id', '  - question: x\n    answer: y\n', /^5: 「ID（id）」がありません/u],
    ['an id with a blank', '  - id: a b\n    question: x\n    answer: y\n', /^5: 「ID（id）」.*「a b」/u],
    ['a day that is not', `${GOOD}    registered: 2026-02-30\n`, /^8: 「登録日（registered）」.*「2026-02-30」/u],
    [
      'an unknown status',
      `${GOOD}    status: 公開中\n`,
      /^8: 「状態（status）」は下書き・承認待ち・公開・廃止.*「公開中」/u,
    ],
    [
      'a revision before the registration',
      `${GOOD}    registered: 2026-02-03\n    revised: 2026-02-02\n`,
      /^9: 「改定日（revised）」は登録日（2026-02-03）以後.*2026-02-02/u,
    ],
    ['a key written twice', `${GOOD}    answer: 別の答え\n`, /^8: 同じ項目が2回/u],
    ['an id written twice', `${GOOD}${GOOD}`, /^8: ID「jinji-001」は5行目にも/u],
    ['a lone surrogate', `${GOOD}    tags: ["\\ud800"]\n`, /^8: 「タグ（tags）の1番目」に壊れた文字/u],
    ['a NUL', `${GOOD}    tags: ["a\\0"]\n`, /^8: 「タグ（tags）の1番目」に.*NUL/u],
    ['an entry that is text', '  - abc\n', /^5: 「FAQの一覧（entries）の1番目」には「項目: 値」/u],
    ['a tab as indentation', '\t- id: a\n', /^5: 字下げにタブ/u],
    ['an open quote', '  - id: a\n    question: "x\n    answer: y\n', /^6: 引用符や括弧/u],
    ['an alias', '  - &a {id: a, question: x, answer: y}\n  - *a\n', /^6: 別名/u],
    ['a type tag', '  - id: !!js/function a\n    question: x\n    answer: y\n', /^5: 型の指定/u],
    ['a second document', `${GOOD}---\n${HEAD}${GOOD}`, /^8: 「---」で区切られた/u],
    [
      'a question that is too long',
      `  - id: a\n    question: ${'あ'.repeat(501)}\n    answer: y\n`,
      /^6: .*1〜500文字.*501文字/u,
    ],
    [
      'too many tags',
      `${GOOD}    tags: [${Array.from({ length: 31 }, (_, n) => `t${n}`).join()}]\n`,
      /^8: .*30件まで.*31件/u,
    ],
  ])('tells of %s', async ([, entries, problem]) => {
    expect(await problemsIn('a.yaml', `${HEAD}${entries}`)).toEqual([expect.stringMatching(problem)])
  })

  test.for<[what: string, text: string, problem: RegExp]>([
    ['nothing in it', '', /^1: ファイルが空です/u],
    ['blank lines', '\n  \n', /^1: ファイルが空です/u],
    ['comments alone', '# FAQ\n', /^1: ファイルが空です/u],
    ['plain text', 'こんにちは', /^1: 「ファイルの中身」には.*「こんにちは」/u],
    ['a section that is text', `section: 人事課\nentries:\n${GOOD}`, /^1: 「担当課（section）」には「項目: 値」の組/u],
    [
      'a section code in capitals',
      `section: {code: JINJI, name: x}\nentries:\n${GOOD}`,
      /^1: 「担当課コード.*「JINJI」/u,
    ],
    ['a section without entries', 'section:\n  code: a\n  name: b\n', /^1: 「FAQの一覧（entries）」がありません/u],
    ['a key beside the entries', `${HEAD}${GOOD}extra: 1\n`, /^8: 知らない項目「extra」/u],
    ['a bad section and no entries', 'section:\n  code: A\n  name: b\nentries: []\n', /^2: 「担当課コード/u],
  ])('tells of %s', async ([, text, problem]) => {
    expect(await problemsIn('a.yaml', text)).toEqual([expect.stringMatching(problem)])
  })

  test('has all its problems told at once, in the order of lines', async () => {
    const text = `section:\n  code: A\n  nam: 課\nentries:\n  - id: a\n    question: 5\n    colour: red\n  - id: a\n    answer: x\n`
    const lines = (await problemsIn('a.yaml', text)).map(problem => problem.split(':')[0])
    expect(lines).toEqual(['1', '2', '3', '5', '6', '7', '8', '8'])
  })

  test.for(['['.repeat(20_000), '- '.repeat(20_000), `a: ${'{a: '.repeat(20_000)}`])(
    'is refused when it is nested without end',
    async text => {
      expect(await problemsIn('a.yaml', text)).toContainEqual(expect.stringMatching(/入れ子が深すぎ/u))
    },
  )
})
