import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { openLinderaAnalyser } from '../../src/adapters/lindera/lindera-analyser.ts'
import { analyseQuestion, plainQuestion } from '../../src/core/analyse-question.ts'
import { normalise } from '../../src/core/normalise.ts'
import { analyseText } from '../../src/core/tokenise.ts'

const analyser = openLinderaAnalyser()
const termsOf = (text: string) => analyseQuestion(text, analyser).terms

describe('the plain question', () => {
  test.each([
    [
      'お疲れ様です。総務課の者です。休暇の取り方を教えていただけますでしょうか。よろしくお願いいたします。',
      '休暇の取り方を',
    ],
    ['いつもお世話になっております。土木事務所の田中です。旅費はいつ入りますか？', '旅費はいつ入りますか?'],
    ['お忙しいところすみません、会計課の佐藤と申します。ＰＷ忘れた', 'pw忘れた'],
    ['おはようございます。本日もどうぞよろしくお願いいたします。', ''],
    ['こんにちは', ''],
    ['こんにちは。年休の残りを見たい', '年休の残りを見たい'],
    ['お疲れ様！ありがとう', ''],
    ['ありがとうございました！', ''],
  ])('leaves manners out: 「%s」', (typed, plain) => {
    expect(plainQuestion(typed)).toBe(plain)
  })

  test.each([
    '提出先は総務課の窓口ですか',
    '担当は会計課です。どこにありますか',
    '税金の支払いは済みました',
    'お礼の手紙の書き方を教えてください',
    '胃がん検診',
    'みんないる部屋',
    '監査について教えてほしい',
    'こんにちは赤ちゃん事業の訪問はいつですか',
    'お疲れ様会の会費は経費になりますか',
    'ありがとうカードの申請',
  ])('keeps what says something: 「%s」', text => {
    expect(plainQuestion(text)).toBe(normalise(text))
  })

  test.each([
    ['ネット繋がんなくて困ってる', 'ネット繋がらなくて困ってる'],
    ['暗証番号を入れらんない', '暗証番号を入れられない'],
    ['何とかなんないですか', '何とかならないですか'],
  ])('has contractions written out that the dictionary would cut apart: 「%s」', (typed, plain) => {
    expect(plainQuestion(typed)).toBe(plain)
  })

  test.each([
    ['プリンタ死んだｗ', 'プリンタ死んだ'],
    ['コーヒーぶちまけたｗｗｗ どうしよ', 'コーヒーぶちまけた どうしよ'],
    ['健診ひっかかった(笑)病院いけって', '健診ひっかかった 病院いけって'],
    ['残業つけ忘れた(´；ω；｀)', '残業つけ忘れた'],
    ['また失敗した笑', 'また失敗した'],
    ['熱だしたーー休みたい', '熱だした休みたい'],
  ])('leaves laughter, faces and drawn-out sounds out: 「%s」', (typed, plain) => {
    expect(plainQuestion(typed)).toBe(plain)
  })

  test.each([
    '表のw列',
    'wi-fi',
    'www.example.jp',
    '窓口の笑顔',
    '発汗',
    'エラー(0x80070005)',
    '様式(第3号)',
    'サーバー',
  ])('keeps what only looks like it: 「%s」', text => {
    expect(plainQuestion(text)).toBe(text)
  })

  test('of a plain question is itself, whatever the text', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('お', '疲れ様です', '。', '課', 'の', 'です', 'がん', 'なく', ' ') }),
        text => {
          const plain = plainQuestion(text)
          expect(normalise(plain)).toBe(plain)
        },
      ),
    )
  })
})

describe('analysing a question', () => {
  test('finds the same terms, manners or not, spoken or written', () => {
    const asked = termsOf('VPNが繋がらなくて困っています')
    expect(termsOf('お疲れ様です。情報課の者です。VPNが繋がらなくて困っています。よろしくお願いします。')).toEqual(
      asked,
    )
    expect(termsOf('VPNが繋がんなくて困ってる')).toEqual(asked.filter(term => term !== 'いる'))
  })

  test('searches no auxiliary that has run together with its verb', () => {
    expect(termsOf('消しちゃったファイルを見とくの忘れてた')).toEqual(['消す', 'ファイル', '見る', '忘れる'])
  })

  test('searches those where a question has nothing else', () => {
    expect(termsOf('ちゃった')).toEqual(['ちゃう'])
  })

  test('searches nothing where there are manners alone', () => {
    expect(analyseQuestion('こんにちは', analyser)).toMatchObject({
      terms: [],
      reading: '',
      wordings: [[], ['こんにちは']],
    })
  })

  test('keeps the words as typed beside what is asked, so that an entry is known by its very words', () => {
    const typed = 'すみません、休暇の残りは'
    const { wordings } = analyseQuestion(typed, analyser)
    expect(wordings).toEqual([['休暇', '残り'], analyseText(typed, analyser).terms])
  })

  test('has one wording where nothing is left out', () => {
    const { wordings, searched, reading } = analyseQuestion('休暇の残りを見てる', analyser)
    expect(wordings).toEqual([['休暇', '残り', '見る', 'てる']])
    expect([searched, reading]).toEqual(['休暇の残りを見てる', analyseText('休暇の残りを見てる', analyser).reading])
  })
})
