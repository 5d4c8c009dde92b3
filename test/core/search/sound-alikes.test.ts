import { describe, expect, test } from 'vitest'
import { openLinderaAnalyser } from '../../../src/adapters/lindera/lindera-analyser.ts'
import type { AdoptingNearTerms, NearLists } from '../../../src/core/ports/near-terms.ts'
import { SoundAlikes } from '../../../src/core/search/sound-alikes.ts'

const analyser = openLinderaAnalyser()

const NO_LISTS = { source: 'test', learnt: () => [], lacking: () => 0, adopt: () => false }

function near(known: readonly string[], others: AdoptingNearTerms | null = null): (term: string) => readonly string[] {
  const alikes = new SoundAlikes(others, analyser)
  for (const term of known) alikes.learn(term)
  return term => alikes.of(term).map(({ term: word }) => word)
}

describe('words that sound alike', () => {
  test.each([
    ['まちがえる', '間違える'],
    ['間違える', 'まちがえる'],
    ['こわれる', '壊れる'],
    ['パスワド', 'パスワード'],
    ['モニタ', 'モニター'],
    ['ウィルス', 'ウイルス'],
    ['タバコ', '煙草'],
  ])('are the same word written another way: 「%s」 and 「%s」', (term, word) => {
    expect(near([word, '出張', 'プリンター'])(term)).toEqual([word])
  })

  test('are none where both are in kanji: the same sound says nothing', () => {
    expect(near(['講師', '公私'])('行使')).toEqual([])
  })

  test('are none where the sound is too short to tell', () => {
    expect(near(['書く', '核', '各'])('かく')).toEqual([])
  })

  test('are none in other letters, nor the word itself', () => {
    expect(near(['usb', 'パスワード'])('usb')).toEqual([])
    expect(near(['パスワード'])('パスワード')).toEqual([])
  })

  test('are found once, however often a word was told of', () => {
    expect(near(['パスワード', 'パスワード'])('パスワド')).toEqual(['パスワード'])
  })

  test('stand among the near words of another kind, each once with the higher similarity, nearest first', () => {
    const learnt: string[] = []
    const others: AdoptingNearTerms = {
      ...NO_LISTS,
      learn: term => void learnt.push(term),
      of: () => [
        { term: '暗証番号', similarity: 0.9 },
        { term: 'パスワード', similarity: 0.5 },
        { term: '鍵', similarity: 0.1 },
      ],
    }
    const alikes = new SoundAlikes(others, analyser)
    alikes.learn('パスワード')
    expect(learnt).toEqual(['パスワード'])
    expect(alikes.of('パスワド')).toEqual([
      { term: '暗証番号', similarity: 0.9 },
      { term: 'パスワード', similarity: 0.8 },
      { term: '鍵', similarity: 0.1 },
    ])
  })

  test('hand lists that were made beforehand to the others, which tell whether they are of use', () => {
    const handed: NearLists[] = []
    const lists: NearLists = {
      terms: ['鍵'],
      starts: new Uint32Array(2),
      places: new Uint32Array(0),
      similarities: new Float64Array(0),
    }
    const others: AdoptingNearTerms = {
      learn: () => {},
      of: () => [],
      source: 'table',
      learnt: () => ['鍵'],
      lacking: () => handed.length,
      adopt: given => handed.push(given) === 1,
    }
    const alikes = new SoundAlikes(others, analyser)
    expect([alikes.source, alikes.learnt(), alikes.adopt(lists), alikes.lacking()]).toEqual(['table', ['鍵'], true, 1])
    expect(handed).toEqual([lists])
    expect(new SoundAlikes(null, analyser).adopt(lists)).toBe(false)
  })
})
