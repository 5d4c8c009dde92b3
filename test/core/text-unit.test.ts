import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { splitAnswer, splitIntoUnits } from '../../src/core/text-unit.ts'
import { makeContent } from '../fakes/entry-builders.ts'

/** The aim for a part's length that text-unit.ts documents. */
const PART_LENGTH = 400

const sentence = (length: number, end = '。') => `${'文'.repeat(length - end.length)}${end}`

describe('splitAnswer', () => {
  test('keeps a short answer whole', () => {
    expect(splitAnswer('申請します。\n承認を待ちます。')).toEqual(['申請します。\n承認を待ちます。'])
  })

  test('fills a part up to its length and starts the next with the sentence that is too much', () => {
    const fits = [sentence(200), sentence(200)]
    expect(splitAnswer(fits.join(''))).toEqual([fits.join('')])
    const tooMuch = [sentence(200), sentence(201), sentence(199), sentence(2)]
    expect(splitAnswer(tooMuch.join(''))).toEqual([tooMuch[0], `${tooMuch[1]}${tooMuch[2]}`, tooMuch[3]])
  })

  test('does not cut a sentence, however long', () => {
    const long = sentence(1_000)
    expect(splitAnswer(`短い。${long}短い。`)).toEqual(['短い。', long, '短い。'])
  })

  test.each(['。', '！', '？', '\n', '！？', '。\n\n'])('cuts after %j', end => {
    expect(splitAnswer(`${sentence(300, end)}${sentence(300)}`)).toEqual([sentence(300, end), sentence(300)])
  })

  test('has no part of an empty answer', () => {
    expect(splitAnswer('')).toEqual([])
  })

  test('puts every character into exactly one part, in order', () => {
    const piece = fc.oneof(
      fc.constantFrom('。', '！', '？', '\n', '\r\n', '。。', '😀', '\ud83d', '|', '- '),
      fc.string({ unit: 'binary', maxLength: 20 }),
      fc.integer({ min: 1, max: 500 }).map(length => '長'.repeat(length)),
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), pieces => {
        const answer = pieces.join('')
        const parts = splitAnswer(answer)
        expect(parts.join('')).toBe(answer)
        expect(parts.every(part => part.length > 0)).toBe(true)
        for (const part of parts.filter(({ length }) => length > PART_LENGTH)) {
          expect(part.match(/[^。！？\n]+[。！？\n]*/gu)?.length ?? 0).toBeLessThanOrEqual(1)
        }
      }),
    )
  })
})

describe('splitIntoUnits', () => {
  test('names every text that can be searched, with its kind and place', () => {
    const units = splitIntoUnits(
      makeContent({
        question: '年休の申請',
        answer: `${sentence(300)}${sentence(300)}`,
        phrasings: ['休みたい', '休暇をとる'],
        negativePhrasings: ['病気で休む'],
        tags: ['休暇'],
        basis: ['条例'],
      }),
    )
    expect(units).toEqual([
      { kind: 'question', position: 0, text: '年休の申請' },
      { kind: 'phrasing', position: 0, text: '休みたい' },
      { kind: 'phrasing', position: 1, text: '休暇をとる' },
      { kind: 'negative', position: 0, text: '病気で休む' },
      { kind: 'answer', position: 0, text: sentence(300) },
      { kind: 'answer', position: 1, text: sentence(300) },
    ])
  })
})
