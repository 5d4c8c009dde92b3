// Word-level differences of Japanese texts: what they must always hold, and what a reader sees.
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { toText } from '../../src/pages/html.ts'
import { type DiffPart, diffHtml, wordDiff } from '../../src/pages/word-diff.ts'

const textOf = (parts: readonly DiffPart[], ...kinds: readonly DiffPart['kind'][]) =>
  parts
    .filter(({ kind }) => kinds.includes(kind))
    .map(({ text }) => text)
    .join('')

const anyText = fc.string({ unit: fc.constantFrom('休', '暇', 'を', '申請', '\n', '。', 'A', '<b>', '😀', ' ') })

describe('the difference of two texts', () => {
  test('gives back both of them', () => {
    fc.assert(
      fc.property(anyText, anyText, (before, after) => {
        const parts = wordDiff(before, after)
        expect(textOf(parts, 'same', 'removed')).toBe(before)
        expect(textOf(parts, 'same', 'added')).toBe(after)
        expect(parts.every(({ text }) => text !== '')).toBe(true)
      }),
    )
  })

  test('of a text and itself is nothing', () => {
    fc.assert(
      fc.property(anyText, text => {
        expect(textOf(wordDiff(text, text), 'removed', 'added')).toBe('')
      }),
    )
  })

  test('is told in words, not in letters', () => {
    expect(wordDiff('前日までに申請してください。', '当日までに申請してください。')).toEqual([
      { kind: 'removed', text: '前日' },
      { kind: 'added', text: '当日' },
      { kind: 'same', text: 'までに申請してください。' },
    ])
  })

  test('of long texts that share little still gives back both', () => {
    const before = Array.from({ length: 4_000 }, (_, i) => `第${i}条を定める。`).join('\n')
    const after = Array.from({ length: 4_000 }, (_, i) => `項目${i * 7}は別に示す`).join('\n')
    const parts = wordDiff(before, after)
    expect(textOf(parts, 'same', 'removed')).toBe(before)
    expect(textOf(parts, 'same', 'added')).toBe(after)
  })
})

describe('the difference as HTML', () => {
  test('strikes and underlines, announces both, and shows line breaks that came', async () => {
    const text = await toText(diffHtml('前日まで', '当日\nまで'))
    expect(text).toContain('<del><span class="visually-hidden">（削除：</span>前日<span')
    expect(text).toContain('当日↵\n')
    expect(text).toContain('</ins>まで</span>')
  })

  test('never lets a text become markup', async () => {
    const text = await toText(diffHtml('<img src=x>', '<script>x</script>'))
    expect(text).not.toMatch(/<(img|script)/u)
  })
})
