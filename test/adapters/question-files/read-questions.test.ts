import iconv from 'iconv-lite'
import { describe, expect, test } from 'vitest'
import { formatTable } from '../../../src/adapters/question-files/format-table.ts'
import { QUESTIONS_MAX, readQuestions } from '../../../src/adapters/question-files/read-questions.ts'

const read = (text: string) => readQuestions(Buffer.from(text, 'utf8'))

describe('a file of questions', () => {
  test('holds a question and the entries that answer it, or none', () => {
    const { questions, problems } = read('FAQ番号,質問\r\njinji-001,年休の申請\r\n"a、b\nc",旅費\r\n,食堂\r\n')
    expect(problems).toEqual([])
    expect(questions).toEqual([
      { id: 'q1', text: '年休の申請', relevant: { 'jinji-001': 2 }, line: 2 },
      { id: 'q2', text: '旅費', relevant: { a: 2, b: 2, c: 2 }, line: 3 },
      { id: 'q3', text: '食堂', relevant: {}, line: 5 },
    ])
  })

  test('comes in CP932 and with English titles too', () => {
    const bytes = iconv.encode('question\texpected\r\n髙橋さんの年休\tjinji-001\r\n', 'cp932')
    expect(readQuestions(bytes).questions).toMatchObject([{ text: '髙橋さんの年休', relevant: { 'jinji-001': 2 } }])
  })

  test('without the two columns, or without any question, is refused', () => {
    expect(read('質問\n年休\n').problems).toEqual([{ kind: 'no_header' }])
    expect(read('質問,FAQ番号\n').problems).toEqual([{ kind: 'no_questions' }])
    expect(read('質問,FAQ番号\n"年休,a\n').problems).toMatchObject([{ kind: 'file', line: 2 }])
    expect(readQuestions(Buffer.from([0x50, 0x4b, 3, 4, 0, 0])).problems).toMatchObject([{ kind: 'file', line: 1 }])
  })

  test('with too many questions, one without words, or one twice says where', () => {
    const row = (i: number) => `質問${i},a`
    const rows = (count: number) => ['質問,FAQ番号', ...Array.from({ length: count }, (_, i) => row(i))].join('\n')
    expect(read(rows(QUESTIONS_MAX)).problems).toEqual([])
    expect(read(rows(QUESTIONS_MAX + 1)).problems).toEqual([{ kind: 'too_many' }])
    const long = '長'.repeat(1_001)
    expect(read(`質問,FAQ番号\n,a\n${long},a\n年休,a\nＡ,a\na,b\n`).problems).toEqual([
      { kind: 'bad_question', line: 2 },
      { kind: 'bad_question', line: 3 },
      { kind: 'doubled', line: 6, first: 5 },
    ])
  })

  test('written as a table runs no formula and reads back', () => {
    const bytes = formatTable(
      ['質問', 'FAQ番号'],
      [
        ['=1+1は使えますか', 'a'],
        ['+81の電話', 'b'],
      ],
    )
    expect(bytes.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]))
    expect(bytes.toString('utf8')).toContain('"\'=1+1は使えますか"')
    expect(readQuestions(bytes).questions.map(({ text }) => text)).toEqual(['=1+1は使えますか', '+81の電話'])
  })
})
