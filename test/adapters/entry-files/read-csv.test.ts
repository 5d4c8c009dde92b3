// Reading CSV as Excel and people make it, and a line for everything that is wrong.
import iconv from 'iconv-lite'
import { describe, expect, test } from 'vitest'
import { readEntryFile } from '../../../src/adapters/entry-files/read-entry-file.ts'
import { makeFile, plainEntry, problemsIn, toInput } from './entry-samples.ts'

const HEADER = 'ID,質問,回答,担当課コード,担当課'
const FULL = `${HEADER},言い換え,対象外の質問,タグ,根拠,状態,登録日,改定日,見直し期限
jinji-001,${plainEntry.question},"${plainEntry.answer}",jinji,人事課,"休みを取りたい
年休の申請方法",病気で1週間休む,休暇,職員の勤務時間、休暇等に関する条例第12条,公開,2024/5/14,２０２６/4/1,2027-03-31
`

async function readAll(content: string | Buffer) {
  return (await readEntryFile(await makeFile('a.csv', content))).entries
}

describe('a CSV file', () => {
  test.for<[what: string, encode: (text: string) => Buffer]>([
    ['UTF-8', text => Buffer.from(text)],
    ['UTF-8 with BOM', text => Buffer.from(`\ufeff${text}`)],
    ['UTF-16LE with BOM', text => Buffer.from(`\ufeff${text}`, 'utf16le')],
    ['CP932', text => iconv.encode(text, 'cp932')],
    ['UTF-8 with CR LF', text => Buffer.from(text.replaceAll('\n', '\r\n'))],
    ['tabs', text => Buffer.from(text.replaceAll(',', '\t'))],
  ])('gives every field from %s', async ([, encode]) => {
    const [entry] = await readAll(encode(FULL))
    const answer = entry?.input.answer.replaceAll('\r\n', '\n')
    expect(entry).toEqual({ input: { ...toInput(plainEntry), answer: entry?.input.answer }, line: 2 })
    expect(answer).toBe(plainEntry.answer)
  })

  test('may have lone CR for line endings', async () => {
    const entries = await readAll(`${HEADER}\ra,q,r,x,課\rb,q2,r,x,課\r`)
    expect(entries.map(({ input, line }) => [input.id, line])).toEqual([
      ['a', 2],
      ['b', 3],
    ])
  })

  test('may have English columns in any order, case and width, and none for the id', async () => {
    const [entry] = await readAll('Section,ＳＥＣＴＩＯＮ_ＣＯＤＥ, Answer ,question,STATUS\n課,x,答え,問い,下書き\n')
    expect(entry?.input).toMatchObject({
      id: expect.stringMatching(/^x-[0-9a-f]{12}$/u),
      question: '問い',
      answer: '答え',
      section: { code: 'x', name: '課' },
      status: 'draft',
    })
  })

  test('counts lines as the file has them: breaks in cells, CR LF and blank rows included', async () => {
    const entries = await readAll(`${HEADER}\r\na,q1,"一\r\n二\n三",x,課\r\n\r\n,,,,\r\nb,q2,r,x,課\r\n`)
    expect(entries.map(({ input, line }) => [input.id, line])).toEqual([
      ['a', 2],
      ['b', 7],
    ])
  })

  test('keeps cells as text', async () => {
    const [entry] = await readAll(`${HEADER},タグ\na,0012,1E5,x,課,"007\n3/4"\n`)
    expect(entry?.input).toMatchObject({ question: '0012', answer: '1E5', tags: ['007', '3/4'] })
  })

  test("takes away the ' before a formula, and only that one", async () => {
    const [entry] = await readAll(`${HEADER},タグ\na,'=1+1,''＠x,x,課,"'-1\n'b"\n`)
    expect(entry?.input).toMatchObject({ question: '=1+1', answer: "'＠x", tags: ['-1', "'b"] })
  })

  test('may end in empty columns and hold a header alone', async () => {
    expect(await readAll(`${HEADER},,\na,q,r,x,課,,\n`)).toHaveLength(1)
    expect(await readAll(`${HEADER}\n`)).toEqual([])
  })
})

describe('a broken CSV file', () => {
  test.for<[what: string, rows: string, problem: RegExp]>([
    ['no question', 'a,,r,x,課', /^2: 「質問（question）」がありません/u],
    ['no section', 'a,q,r,,', /^2: 「担当課（section）」がありません/u],
    ['a section without a name', 'a,q,r,x,', /^2: 「担当課の名前（section.name）」がありません/u],
    ['a bad id', 'あ,q,r,x,課', /^2: 「ID（id）」.*「あ」/u],
    ['a cell without a column', 'a,q,r,x,課,余り', /^2: 6列目の「余り」に列の名前がありません/u],
    ['an id written twice', 'a,"q\n",r,x,課\na,q2,r,x,課', /^4: ID「a」は2行目にも/u],
    ['an open quote', 'a,q,r,x,課\nb,"q,r,x,課', /^3: 引用符「"」が閉じていません/u],
    ['a stray quote', 'a,q"q,r,x,課', /^2: 引用符「"」の使い方/u],
    ['text after a quote', 'a,"q"q,r,x,課', /^2: 引用符「"」の使い方/u],
  ])('tells of %s', async ([, rows, problem]) => {
    expect(await problemsIn('a.csv', `${HEADER}\n${rows}\n`)).toEqual([expect.stringMatching(problem)])
  })

  test.for(['45748', '2026-02-30', '2026/13/1', '令和8年4月1日', '20260401'])('tells of the date %s', async text => {
    const problems = await problemsIn('a.csv', `${HEADER},登録日\na,q,r,x,課,${text}\n`)
    expect(problems).toEqual([expect.stringContaining(`（いまは「${text}」です）`)])
  })

  test('has all that is wrong with its header told, and no row', async () => {
    expect(await problemsIn('a.csv', '質問,foo,質問\na,b,c\n')).toEqual([
      expect.stringMatching(/^1: 知らない列「foo」.*見直し期限/u),
      expect.stringMatching(/^1: 列「質問」が2つ/u),
      expect.stringMatching(/^1: 列「回答」がありません/u),
    ])
  })

  test('has the rows before a wrong quote checked all the same', async () => {
    expect(await problemsIn('a.csv', `${HEADER}\na,,r,x,課\nb,q,"r\n`)).toEqual([
      expect.stringMatching(/^2: 「質問/u),
      expect.stringMatching(/^3: 引用符/u),
    ])
  })
})
