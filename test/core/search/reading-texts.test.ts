import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { eachGram, ReadingTexts, type StoredReading, textOfReading } from '../../../src/core/search/reading-texts.ts'

const letter = fc.constantFrom('a', '9', 'ぁ', 'ん', 'ゖ', 'ゝ', '漢', 'é', '\ud842', '\uffff', '\u0080')
const reading = fc.array(letter, { maxLength: 12 }).map(letters => letters.join(''))
const step = fc.record({ slot: fc.nat({ max: 4 }), asks: fc.array(reading, { maxLength: 3 }), answer: reading })

const gramsOf = (stored: StoredReading) => {
  const grams: string[] = []
  eachGram(stored, (a, b, c) => grams.push(String.fromCharCode(a, b, c)))
  return grams
}
const naiveGrams = (text: string) =>
  Array.from({ length: Math.max(0, text.length - 2) }, (_, i) => text.slice(i, i + 3))

test('gives back length, grams and text of what was put last, whatever the letters', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 12 }), steps => {
      const texts = new ReadingTexts()
      for (const { slot, asks, answer } of steps) texts.put(slot, { asks, answer })
      for (const [slot, { asks, answer }] of new Map(steps.map(some => [some.slot, some]))) {
        const stored = texts.at(slot)
        const found = [...(stored?.asks ?? []), ...(stored === undefined ? [] : [stored.answer])]
        expect(found.map(({ length }) => length)).toEqual([...asks, answer].map(text => text.length))
        expect(found.map(gramsOf)).toEqual([...asks, answer].map(naiveGrams))
        const longEnough = (text: string) => (text.length < 3 ? '' : text)
        expect(found.map(textOfReading)).toEqual([...asks, answer].map(longEnough))
      }
      texts.remove(0)
      expect(texts.at(0)).toBeUndefined()
    }),
  )
})
