import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { sharedSounds } from '../../../src/core/explain/shared-sounds.ts'

const one = () => 1
const soundsOf = (question: string, texts: readonly string[], idfOf: (gram: string) => number = one) =>
  sharedSounds(question, texts, idfOf).map(({ sounds }) => sounds)

describe('shared sounds', () => {
  test('are the longest stretches, weightiest first', () => {
    expect(sharedSounds('ねんきゅうしんせい', ['きゅうしょく', 'しんせいしょ'], one)).toEqual([
      { sounds: 'きゅうし', weight: 2 },
      { sounds: 'しんせい', weight: 2 },
    ])
    expect(soundsOf('あいうえおかきく', ['かきくあいうえお'])).toEqual(['あいうえお', 'かきく'])
  })

  test('leave out what another text has more of', () => {
    expect(soundsOf('あいうえお', ['いうえ', 'あいうえ'])).toEqual(['あいうえ'])
  })

  test('leave out stretches whose trigrams count for nothing, and count each trigram once', () => {
    const idfOf = (gram: string) => (gram === 'ですか' ? 0 : 2)
    expect(soundsOf('ひつようですか', ['なにですか'], idfOf)).toEqual([])
    expect(sharedSounds('ああああ', ['ああああ'], idfOf)).toEqual([{ sounds: 'ああああ', weight: 2 }])
  })

  test('are none without a text, and none of two sounds', () => {
    expect(soundsOf('あいう', [])).toEqual([])
    expect(soundsOf('あい', ['あい'])).toEqual([])
    expect(soundsOf('', ['あいう'])).toEqual([])
  })

  const reading = fc.stringMatching(/^[あいう]{0,12}$/)
  const gramsOf = (text: string) => Array.from({ length: Math.max(0, text.length - 2) }, (_, i) => text.slice(i, i + 3))

  test('hold every trigram that question and texts share, and nothing else', () => {
    fc.assert(
      fc.property(reading, fc.array(reading, { maxLength: 3 }), (question, texts) => {
        const found = soundsOf(question, texts)
        for (const sounds of found) {
          expect(question).toContain(sounds)
          expect(texts.some(text => text.includes(sounds))).toBe(true)
        }
        const shared = gramsOf(question).filter(gram => texts.some(text => text.includes(gram)))
        expect(new Set(found.flatMap(gramsOf))).toEqual(new Set(shared))
      }),
    )
  })
})
