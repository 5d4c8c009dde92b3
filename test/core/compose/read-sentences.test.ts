import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { openSentenceReader, type ReadSentence } from '../../../src/core/compose/read-sentences.ts'

function read(pieces: readonly string[], isCut = false): readonly ReadSentence[] {
  const reader = openSentenceReader()
  return [...pieces.flatMap(piece => reader.push(piece)), ...reader.end(isCut)]
}
const short = (text: string, isCut = false) =>
  read([text], isCut).map(({ text: each, citations }) => [each, ...citations])

describe('sentences are read', () => {
  test.each([
    [
      '年休は半日から取れます。[1]申請は前日までです。[2]',
      [
        ['年休は半日から取れます。', 1],
        ['申請は前日までです。', 2],
      ],
    ],
    [
      '年休は半日から取れます[1]。申請は前日までです[2][3]。',
      [
        ['年休は半日から取れます。', 1],
        ['申請は前日までです。', 2, 3],
      ],
    ],
    [
      '取れます。［１］ 前日です。【2、3】',
      [
        ['取れます。', 1],
        ['前日です。', 2, 3],
      ],
    ],
    ['取れます。[1, 2]', [['取れます。', 1, 2]]],
    ['「確認しました。」と表示されます。[1]', [['「確認しました。」と表示されます。', 1]]],
    ['取れます（要申請。）[1]', [['取れます（要申請。）', 1]]],
    [
      '- **年休**は取れます。[1]\n2. 前日までです。[2]\n',
      [
        ['年休は取れます。', 1],
        ['前日までです。', 2],
      ],
    ],
    [
      '取れます[1]\n前日まで[2]',
      [
        ['取れます', 1],
        ['前日まで', 2],
      ],
    ],
    ['まとめます。取れます。[1]', [['まとめます。'], ['取れます。', 1]]],
    ['[1]\n取れます。', [['取れます。']]],
    ['[様式1]を出します。[1]', [['[様式1]を出します。', 1]]],
    ['本当です！？[1]', [['本当です！？', 1]]],
    ['', []],
    ['[1][2]', []],
  ])('%j', (text, expected) => {
    expect(short(text)).toEqual(expected)
  })

  test('and one that breaks off is told', () => {
    expect(read(['取れます。[1]半日か'], true).map(({ isWhole }) => isWhole)).toEqual([true, false])
    expect(read(['取れます。[1]半日か'], false).map(({ isWhole }) => isWhole)).toEqual([true, true])
  })

  test('and one without an end is not kept in memory, and does not take the next one with it', () => {
    const read2 = read(['あ'.repeat(10_000), '。[1]次です。[1]'])
    expect(read2.map(({ text, isWhole }) => [text.length, isWhole])).toEqual([
      [400, false],
      [4, true],
    ])
  })

  test('and a bracket that is never closed is forgotten with its line', () => {
    expect(short('「開いたまま。[1]\n次です。[2]').at(-1)).toEqual(['次です。', 2])
  })
})

describe('how a text was cut into pieces', () => {
  const letters = fc.constantFrom(...'あ。！？\n []［］【】(（「」）0123１２,、-*#.😀a', '[1]', 'です。[2]')
  test('makes no difference', () => {
    fc.assert(
      fc.property(
        fc.array(letters, { maxLength: 80 }),
        fc.array(fc.nat(5), { maxLength: 80 }),
        fc.boolean(),
        (parts, cuts, isCut) => {
          const text = parts.join('')
          const pieces: string[] = []
          let from = 0
          for (const cut of cuts) {
            pieces.push(text.slice(from, from + cut))
            from += cut
          }
          pieces.push(text.slice(from))
          expect(read(pieces, isCut)).toEqual(read([text], isCut))
          expect(
            read(
              [...text].flatMap(letter => letter.split('')),
              isCut,
            ),
          ).toEqual(read([text], isCut))
        },
      ),
      { numRuns: 500 },
    )
  })
})
