import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { GramCounter, gramKeys } from '../../../src/core/search/gram-counter.ts'
import { ReadingTexts } from '../../../src/core/search/reading-texts.ts'

/** Few letters, so that grams meet: of one byte and of three, with those at the ends of both kinds. */
const letter = fc.constantFrom('ぁ', 'か', 'ゖ', 'a', '0', '\u{7f}', '漢', 'ゝ', '\uffff', '\u0080')
const text = fc.string({ unit: letter, maxLength: 40 })

/** Idf of a gram by its place among the question's: no two sums of different grams are the same. */
const idfAt = (place: number) => 1 + 1 / (place + 2)

test('the grams that a text shares with a question add up as if each were looked for by itself', () => {
  fc.assert(
    fc.property(text, text, (question, answer) => {
      const grams = [...new Set(gramKeys(question))].map((key, i) => ({ key, id: undefined, idf: idfAt(i) }))
      const texts = new ReadingTexts()
      texts.put(0, { asks: [], answer })
      const counter = new GramCounter(grams)
      const expected = grams.reduce((sum, { key, idf }) => (new Set(gramKeys(answer)).has(key) ? sum + idf : sum), 0)
      texts.walk(0, 'answer', (bytes, start, end) => {
        expect(counter.sumOver(bytes, start, end)).toBeCloseTo(expected, 9)
        expect(counter.sumOver(bytes, start, end)).toBeCloseTo(expected, 9)
      })
    }),
  )
})
