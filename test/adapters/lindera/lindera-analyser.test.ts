import { describe, expect, test } from 'vitest'
import { openLinderaAnalyser } from '../../../src/adapters/lindera/lindera-analyser.ts'

const analyser = openLinderaAnalyser()

describe('the lindera analyser', () => {
  test('gives surface, base form and part of speech as IPADIC has them', () => {
    expect(analyser.analyse('休みを取りました')).toEqual([
      { surface: '休み', base: '休み', pos: '名詞', reading: 'ヤスミ' },
      { surface: 'を', base: 'を', pos: '助詞', reading: 'ヲ' },
      { surface: '取り', base: '取る', pos: '動詞', reading: 'トリ' },
      { surface: 'まし', base: 'ます', pos: '助動詞', reading: 'マシ' },
      { surface: 'た', base: 'た', pos: '助動詞', reading: 'タ' },
    ])
  })

  test('calls a word unknown that its dictionary lacks, with no base form', () => {
    expect(analyser.analyse('ゼンチョウポータル')).toEqual([
      { surface: 'ゼンチョウポータル', base: '', pos: 'UNK', reading: '' },
    ])
    expect(analyser.analyse('vpn')).toEqual([{ surface: 'vpn', base: '', pos: 'UNK', reading: '' }])
  })

  test('has nothing to say of an empty text', () => {
    expect(analyser.analyse('')).toEqual([])
  })

  test.each(['出張の旅費はいつ出ますか', '😀を2個', '髙﨑さんの葛飾', 'zencho-faq v2.1', '\ufffd', '〜〜〜'])(
    'loses nothing of %j but blanks',
    text => {
      const surfaces = analyser.analyse(text).map(({ surface }) => surface)
      expect(surfaces.join('')).toBe(text.replaceAll(' ', ''))
    },
  )

  test('takes an answer of the greatest length', () => {
    const text = '庶務事務システムから申請してください。'.repeat(1_052).slice(0, 20_000)
    const surfaces = analyser.analyse(text).map(({ surface }) => surface)
    expect(surfaces.join('')).toBe(text)
  })

  test('gives the same for the same text, from any instance', () => {
    const text = '業務用の携帯電話を紛失しました'
    expect(openLinderaAnalyser().analyse(text)).toEqual(analyser.analyse(text))
    expect(analyser.analyse(text)).toEqual(analyser.analyse(text))
  })
})
