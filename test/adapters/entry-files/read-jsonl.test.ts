// Reading JSON Lines: our own form, the form of the evaluation sets, and a line for everything that is wrong.
import { describe, expect, test } from 'vitest'
import { IMPORTED_SECTION, readEntryFile } from '../../../src/adapters/entry-files/read-entry-file.ts'
import { makeFile, plainEntry, problemsIn, toInput } from './entry-samples.ts'

const FULL = {
  id: plainEntry.id,
  question: plainEntry.question,
  answer: plainEntry.answer,
  section: plainEntry.section,
  phrasings: plainEntry.phrasings,
  negative: plainEntry.negativePhrasings,
  tags: plainEntry.tags,
  basis: plainEntry.basis,
  status: 'published',
  registered: '2024-05-14',
  revised: '2026/04/01',
  review_by: '2027-3-31',
}
const GOOD = { id: 'a', question: '問い', answer: '答え', section: { code: 'x', name: '課' } }

const toLines = (...values: readonly unknown[]) => values.map(value => `${JSON.stringify(value)}\n`).join('')

async function readAll(text: string, options = {}) {
  return (await readEntryFile(await makeFile('a.jsonl', text), options)).entries
}

describe('a JSON Lines file', () => {
  test('gives every field', async () => {
    expect(await readAll(toLines(FULL))).toEqual([{ input: toInput(plainEntry), line: 1 }])
  })

  test('may have a BOM, blank lines, any line ending and the name .ndjson', async () => {
    const text = `\ufeff\r\n${JSON.stringify(GOOD)}\r\n\r\n${JSON.stringify({ ...GOOD, id: 'b' })}`
    const { entries } = await readEntryFile(await makeFile('a.NDJSON', text))
    expect(entries.map(({ input, line }) => [input.id, line])).toEqual([
      ['a', 2],
      ['b', 4],
    ])
  })

  test('takes section_code and section_name, and null for nothing', async () => {
    const { section: _, ...rest } = GOOD
    const text = toLines({
      ...rest,
      section_code: 'x',
      section_name: '課',
      tags: null,
      registered: null,
      section: null,
    })
    expect((await readAll(text))[0]?.input).toMatchObject({
      section: { code: 'x', name: '課' },
      tags: [],
      registeredOn: null,
    })
  })

  test('takes the form of the evaluation sets where the caller gives a section', async () => {
    const text = toLines({ id: 'k001', question: '問い', answer: '答え', category: '妊娠・出産/妊娠' })
    const [entry] = await readAll(text, { defaultSection: IMPORTED_SECTION })
    expect(entry?.input).toMatchObject({ section: IMPORTED_SECTION, tags: ['妊娠・出産', '妊娠'] })
    expect(await problemsIn('a.jsonl', text)).toEqual([expect.stringMatching(/^1: 「担当課（section）」がありません/u)])
  })

  test('makes an id that depends on section and question alone', async () => {
    const { id: _, ...rest } = GOOD
    const [first] = await readAll(toLines(rest))
    const [again] = await readAll(toLines({ ...rest, answer: '別の答え' }))
    const [other] = await readAll(toLines({ ...rest, question: '別の問い' }))
    expect(first?.input.id).toMatch(/^x-[0-9a-f]{12}$/u)
    expect(again?.input.id).toBe(first?.input.id)
    expect(other?.input.id).not.toBe(first?.input.id)
  })
})

describe('a broken JSON Lines file', () => {
  test.for<[what: string, line: string, problem: RegExp]>([
    ['a line that is no JSON', '{bad', /^2: JSONとして読めません.*「\{bad」/u],
    ['a list', '[1]', /^2: 1行に1件の.*一覧/u],
    ['a number', '5', /^2: 1行に1件の.*数「5」/u],
    ['a stray BOM', `\ufeff${JSON.stringify({ ...GOOD, id: 'b' })}`, /^2: 行の始めに.*BOM/u],
    ['an unknown key', JSON.stringify({ ...GOOD, id: 'b', titel: 1 }), /^2: 知らない項目「titel」/u],
    [
      'a prototype',
      '{"id":"b","question":"q","answer":"a","section":{"code":"x","name":"y"},"__proto__":{}}',
      /^2: 知らない項目「__proto__」/u,
    ],
    [
      'a section that is text',
      JSON.stringify({ ...GOOD, id: 'b', section: '人事課' }),
      /^2: 「担当課（section）」.*「人事課」/u,
    ],
    [
      'both forms of section',
      JSON.stringify({ ...GOOD, id: 'b', section_code: 'x' }),
      /^2: 知らない項目「section_code」/u,
    ],
    ['a category that is a list', JSON.stringify({ ...GOOD, id: 'b', category: ['x'] }), /^2: 「category」には文字列/u],
    [
      'a boolean for text',
      JSON.stringify({ ...GOOD, id: 'b', answer: true }),
      /^2: 「回答（answer）」.*真偽値「true」/u,
    ],
    [
      'a lone surrogate',
      JSON.stringify({ ...GOOD, id: 'b', question: '\ud83d' }),
      /^2: 「質問（question）」に壊れた文字/u,
    ],
    ['an id written twice', JSON.stringify({ ...GOOD, question: '別の問い' }), /^2: ID「a」は1行目にも/u],
  ])('tells of %s', async ([, line, problem]) => {
    expect(await problemsIn('a.jsonl', `${toLines(GOOD)}${line}\n`)).toEqual([expect.stringMatching(problem)])
  })

  test('tells of the same question twice where there are no ids', async () => {
    const { id: _, ...rest } = GOOD
    const problems = await problemsIn('a.jsonl', toLines({ ...rest, question: 'ＶＰＮ' }, { ...rest, question: 'vpn' }))
    expect(problems).toEqual([expect.stringMatching(/^2: 1行目と同じ担当課の同じ質問/u)])
  })

  test('counts the ids of rows that have other problems', async () => {
    const problems = await problemsIn('a.jsonl', toLines({ ...GOOD, answer: '' }, GOOD))
    expect(problems).toEqual([expect.stringMatching(/^1: 「回答/u), expect.stringMatching(/^2: ID「a」は1行目/u)])
  })
})
