import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readWordTable } from '../../src/adapters/embedders/word-table.ts'
import { openLinderaAnalyser } from '../../src/adapters/lindera/lindera-analyser.ts'
import { analyseText, readingOf, tokenise } from '../../src/core/tokenise.ts'
import { spacedAnalyser } from '../fakes/spaced-analyser.ts'

describe('tokenise', () => {
  const terms = (text: string) => tokenise(text, spacedAnalyser)

  test('takes the base form, or the surface where there is none', () => {
    expect(terms('取り/動詞/取る')).toEqual(['取る'])
    expect(terms('ポータル/名詞/*')).toEqual(['ポータル'])
    expect(terms('ポータル/UNK/')).toEqual(['ポータル'])
  })

  test.each(['助詞', '助動詞', '接続詞', '記号', 'フィラー', 'その他'])('drops %s', pos => {
    expect(terms(`年休 を/${pos} 取る/動詞`)).toEqual(['年休', '取る'])
  })

  test.each(['名詞', '動詞', '形容詞', '副詞', '連体詞', '接頭詞', '感動詞', 'UNK'])('keeps %s', pos => {
    expect(terms(`語/${pos}`)).toEqual(['語'])
  })

  test('keeps repeats and order', () => {
    expect(terms('b a b')).toEqual(['b', 'a', 'b'])
  })

  test('hands the analyser normalised text', () => {
    expect(terms('　ＶＰＮ\u200b\n接続')).toEqual(['vpn', '接続'])
  })

  test('drops what has neither letter nor digit', () => {
    expect(terms('😀 !! ・・・ 3 年')).toEqual(['3', '年'])
  })

  test('has no terms of an empty text', () => {
    expect(terms(' ')).toEqual([])
  })
})

describe('tokenise with the real analyser', () => {
  const analyser = openLinderaAnalyser()
  const terms = (text: string) => tokenise(text, analyser)

  test('drops particles and auxiliaries, and brings verbs to their base form', () => {
    expect(terms('出張の旅費はいつ出ますか')).toEqual(['出張', '旅費', 'いつ', '出る'])
    expect(terms('パスワードを忘れました。')).toEqual(['パスワード', '忘れる'])
  })

  test('keeps words that its dictionary lacks', () => {
    expect(terms('ゼンチョウポータルにログイン')).toEqual(['ゼンチョウポータル', 'ログイン'])
    expect(terms('ＶＰＮにつながらない')).toEqual(['vpn', 'つながる'])
  })

  test('takes half-width kana and full-width digits as what they are', () => {
    expect(terms('ｽﾏﾎ ２台')).toEqual(terms('スマホ2台'))
  })

  test.each(['😀', '😀🎉', '！？…', '。', '　', ''])('has no terms of %j', text => {
    expect(terms(text)).toEqual([])
  })

  test('gives terms without white space, in normal form, the same each time', () => {
    const word = fc.constantFrom(
      '年休',
      'の',
      '申請',
      ' ',
      '\n',
      'ＶＰＮ',
      'ｽﾏﾎ',
      '😀',
      'office 365',
      '「',
      '10',
      '\ud83d',
    )
    const text = fc.array(fc.oneof(word, fc.string({ unit: 'grapheme', maxLength: 5 })), { maxLength: 12 })
    fc.assert(
      fc.property(text, pieces => {
        const found = terms(pieces.join(''))
        for (const term of found) expect(term).toMatch(/^\S+$/u)
        expect(terms(pieces.join(''))).toEqual(found)
      }),
    )
  })
})

describe('the reading', () => {
  const analyser = openLinderaAnalyser()
  const reading = (text: string) => analyseText(text, analyser).reading

  test.each([
    ['保育園', 'ほいくえん', 'kanji'],
    ['パスワードを忘れた', 'ぱすわどをわすれた', 'katakana, its long vowel dropped'],
    ['ﾊﾟｽﾜｰﾄﾞ', 'ぱすわど', 'half-width kana'],
    ['ＶＰＮ 接続！', 'vpnせつぞく', 'letters as they stand, no blanks, no marks'],
    ['😀', '', 'nothing to sound'],
  ])('of %s is %s: %s', (text, expected) => {
    expect(reading(text)).toBe(expected)
  })

  test('is the same however the kana are spelt', () => {
    expect(reading('ぱすわーど わすれた')).toBe(reading('パスワードわすれた'))
  })

  test('holds letters and digits only', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), text => {
        expect(reading(text)).not.toMatch(/[^\p{L}\p{N}]|[ー\s]/u)
      }),
    )
  })
})

describe('the reading of a word', () => {
  const lindera = openLinderaAnalyser()
  const askedNever = { analyse: () => expect.fail('the analyser is not asked') }
  const isInKana = (word: string) => /^[\p{Script=Hiragana}\p{Script=Katakana}ー]+$/u.test(word)

  test('of kana alone is as the analyser has it, for every word of the built-in table', () => {
    const words = readWordTable('indexer/model/builtin').words.filter(isInKana)
    expect(words.length).toBeGreaterThan(10_000)
    const otherwise = words.filter(word => readingOf(word, lindera) !== analyseText(word, lindera).reading)
    expect(otherwise).toEqual([])
  })

  test('of kana alone asks no analyser, of all else it does', () => {
    expect(readingOf('パスワード', askedNever)).toBe('ぱすわど')
    expect(readingOf('いすゞ', lindera)).toBe('いすず')
    expect(readingOf('間違える', lindera)).toBe('まちがえる')
    expect(() => readingOf('間違える', askedNever)).toThrow()
  })
})
