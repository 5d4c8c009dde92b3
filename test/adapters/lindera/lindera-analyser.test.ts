import { createRequire } from 'node:module'
import type * as Lindera from 'lindera-wasm-nodejs-ipadic'
import { describe, expect, test } from 'vitest'
import { readEntryFolder } from '../../../src/adapters/entry-files/read-entry-folder.ts'
import { openLinderaAnalyser } from '../../../src/adapters/lindera/lindera-analyser.ts'
import { splitIntoUnits } from '../../../src/core/text-unit.ts'
import { tokenise } from '../../../src/core/tokenise.ts'

const analyser = openLinderaAnalyser()

describe('the lindera analyser', () => {
  test('gives surface, base form and part of speech as IPADIC has them, without function words and symbols', () => {
    expect(analyser.analyse('休みを取りました。')).toEqual([
      { surface: '休み', base: '休み', pos: '名詞' },
      { surface: '取り', base: '取る', pos: '動詞' },
    ])
  })

  test('calls a word unknown that its dictionary lacks, with no base form', () => {
    expect(analyser.analyse('ゼンチョウポータル')).toEqual([{ surface: 'ゼンチョウポータル', base: '', pos: 'UNK' }])
    expect(analyser.analyse('vpn')).toEqual([{ surface: 'vpn', base: '', pos: 'UNK' }])
  })

  test('has nothing to say of an empty text', () => {
    expect(analyser.analyse('')).toEqual([])
  })

  test.each([
    ['出張旅費', ['出張', '旅費']],
    ['😀を2個', ['😀', '2', '個']],
    ['髙﨑さんの葛飾', ['髙', '﨑', 'さん', '葛飾']],
    ['\ufffd', ['\ufffd']],
  ])('keeps every other piece of %j', (text, surfaces) => {
    expect(analyser.analyse(text).map(({ surface }) => surface)).toEqual(surfaces)
  })

  test('takes an answer of the greatest length', () => {
    const text = '庶務事務システム'.repeat(2_500)
    const surfaces = analyser.analyse(text).map(({ surface }) => surface)
    expect(surfaces.join('')).toBe(text)
  })

  test('gives the same for the same text, from any instance', () => {
    const text = '業務用の携帯電話を紛失しました'
    expect(openLinderaAnalyser().analyse(text)).toEqual(analyser.analyse(text))
    expect(analyser.analyse(text)).toEqual(analyser.analyse(text))
  })

  test('leaves nothing out that makes a search term: the sample entries have the terms of the unfiltered analysis', async () => {
    const files = await readEntryFolder(new URL('../../../faq-data/entries', import.meta.url).pathname)
    const texts = files.flatMap(file => file.entries.slice(0, 4).flatMap(({ input }) => splitIntoUnits(input)))
    const whole = unfiltered()
    for (const { text } of texts) expect(tokenise(text, analyser)).toEqual(tokenise(text, whole))
  })
})

function unfiltered() {
  const lindera = createRequire(import.meta.url)('lindera-wasm-nodejs-ipadic') as typeof Lindera
  const builder = new lindera.TokenizerBuilder()
  builder.setDictionary('embedded://ipadic')
  const tokenizer = builder.build()
  return {
    analyse: (text: string) =>
      (tokenizer.tokenize(text) as readonly { surface: string; baseForm?: string; partOfSpeech: string }[]).map(
        token => ({ surface: token.surface, base: token.baseForm ?? '', pos: token.partOfSpeech }),
      ),
  }
}
