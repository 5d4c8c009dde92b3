// Official answers as Slack's rich text.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cutLine, cutText } from '../../../bot/slack/blocks/cut-text.ts'
import { bytesOf, fitPieces } from '../../../bot/slack/blocks/fit-pieces.ts'
import { richPieces } from '../../../bot/slack/blocks/markdown.ts'
import { anyText } from './arbitraries.ts'

const text = (words: string, style?: object) => ({
  type: 'text',
  text: words,
  ...(style === undefined ? {} : { style }),
})
const section = (...elements: object[]) => ({ type: 'rich_text_section', elements })
const list = (style: string, indent: number, items: readonly string[], more: object = {}) => {
  return { type: 'rich_text_list', style, indent, elements: items.map(item => section(text(item))), ...more }
}

describe('an official answer', () => {
  test('keeps bold words between Japanese letters, and lines where the section broke them', () => {
    expect(richPieces('前日までに**申請**してください。\n様式は不要です。')).toEqual([
      section(text('前日までに'), text('申請', { bold: true }), text('してください。\n様式は不要です。')),
    ])
  })

  test('nests lists, and goes on counting after a nested one', () => {
    expect(richPieces('1. 申請する\n   - 様式1\n     - 写し\n2. 承認を受ける\n\n終わり')).toEqual([
      list('ordered', 0, ['申請する']),
      list('bullet', 1, ['様式1']),
      list('bullet', 2, ['写し']),
      list('ordered', 0, ['承認を受ける'], { offset: 1 }),
      section(text('終わり')),
    ])
  })

  test('begins a list where the section began to count', () => {
    expect(richPieces('3. 三つ目\n4. 四つ目')).toEqual([list('ordered', 0, ['三つ目', '四つ目'], { offset: 2 })])
  })

  test('takes the line after a list as a paragraph, as the page does', () => {
    expect(richPieces('- 一つ\n- 二つ\nなお、様式は不要です。')).toEqual([
      list('bullet', 0, ['一つ', '二つ']),
      section(text('なお、様式は不要です。')),
    ])
  })

  test('sets a table in columns, a Japanese letter as wide as two others', () => {
    expect(richPieces('| 区分 | 期限 |\n|---|---|\n| 年休 | 前日 |\n| VPN | 当日 |')).toEqual([
      {
        type: 'rich_text_preformatted',
        elements: [text('区分  期限\n─────\n年休  前日\nVPN   当日')],
      },
    ])
  })

  test('makes a list of a table that is too wide for a telephone', () => {
    const wide = '所属長の承認を受けたうえで、庶務事務システムから前日までに申請してください'
    expect(richPieces(`| 区分 | 手続き |\n|---|---|\n| 年休 | ${wide} |`)).toEqual([
      { type: 'rich_text_list', style: 'bullet', elements: [section(text(`区分：年休、手続き：${wide}`))] },
    ])
  })

  test('links to pages and mail only; whatever else looks like a link, a mention or an image is words', () => {
    expect(richPieces('[様式](https://shiomi.example/a) [x](javascript:alert(1)) <!channel> <@U1> <b>太</b>')).toEqual([
      section(
        { type: 'link', url: 'https://shiomi.example/a', text: '様式' },
        text(' [x](javascript:alert(1)) <!channel> <@U1> <b>太</b>'),
      ),
    ])
  })

  test('shows headings, quotations and code as such', () => {
    expect(richPieces('# 対象\n常勤の職員\n\n> 第12条\n\n```\nA1=B1\n```')).toEqual([
      section(text('対象', { bold: true }), text('\n\n常勤の職員')),
      { type: 'rich_text_quote', elements: [text('第12条')] },
      { type: 'rich_text_preformatted', elements: [text('A1=B1')] },
    ])
  })

  test('that is empty has no pieces', () => {
    expect(richPieces('')).toEqual([])
    expect(richPieces('\n\n')).toEqual([])
  })
})

describe('what is cut', () => {
  test('fits, is cut only where it must be, and keeps whole pieces from the beginning', () => {
    fc.assert(
      fc.property(anyText(20_000), fc.integer({ min: 0, max: 9_000 }), (source, bytesMax) => {
        const pieces = richPieces(source)
        const { pieces: kept, cut } = fitPieces(pieces, bytesMax)
        expect(kept.length === 0 ? 0 : bytesOf(kept)).toBeLessThanOrEqual(bytesMax + 1)
        expect(cut).toBe(pieces.length > 0 && bytesOf(pieces) - 1 > bytesMax)
        expect(kept.slice(0, -1)).toEqual(pieces.slice(0, Math.max(kept.length - 1, 0)))
      }),
      { numRuns: 100 },
    )
  })

  test('ends at a sentence, else at a letter, never inside one', () => {
    expect(cutText('一つ目です。二つ目です。三つ目です。', 15)).toBe('一つ目です。二つ目です。…')
    expect(cutText('一行目\n二行目', 6)).toBe('一行目…')
    expect(cutText('👩‍👩‍👧‍👦👩‍👩‍👧‍👦', 13)).toBe('👩‍👩‍👧‍👦…')
    expect(cutText('👩‍👩‍👧‍👦', 5)).toBe('…')
    expect(cutText('そのまま', 4)).toBe('そのまま')
    expect(cutLine('一行目\n二行目', 20)).toBe('一行目 二行目')
    fc.assert(
      fc.property(anyText(2_000), fc.integer({ min: 1, max: 2_000 }), (source, limit) => {
        for (const cut of [cutText(source, limit), cutLine(source, limit)]) {
          expect(cut.length).toBeLessThanOrEqual(limit)
          expect(cut.isWellFormed()).toBe(true)
        }
      }),
      { numRuns: 100 },
    )
  })
})
