// Bytes to text: the right encoding, or a line and a reason, and never mojibake.
import iconv from 'iconv-lite'
import { describe, expect, test } from 'vitest'
import { decodeText } from '../../../src/adapters/entry-files/decode-text.ts'

const JAPANESE = '質問,回答\r\n休暇の申請方法は,庶務事務システムで\r\n'

describe('decodeText', () => {
  test('finds CP932 by what is in it, half-width kana included', () => {
    const text = `${JAPANESE}${'ﾃｽ'.repeat(5)},①㈱髙～\n`
    expect(decodeText(iconv.encode(text, 'cp932'), 'spreadsheet')).toEqual({ text })
  })

  test('does not take damaged UTF-8 for CP932', () => {
    for (const damage of [Buffer.from([0xe3, 0x81]), Buffer.from([0xff]), Buffer.from([0x82, 0xa0])]) {
      const bytes = Buffer.concat([Buffer.from(JAPANESE), damage, Buffer.from('\n')])
      expect(decodeText(bytes, 'spreadsheet')).toEqual({
        problem: { line: 3, reason: expect.stringContaining('UTF-8') },
      })
    }
  })

  test.for<[what: string, bytes: Buffer, line: number, reason: RegExp]>([
    [
      'CP932 in a YAML file',
      Buffer.concat([Buffer.from('section:\n  name: '), iconv.encode('人事課', 'cp932')]),
      2,
      /UTF-8で保存し直して/u,
    ],
    ['UTF-16 in a YAML file', Buffer.from('\ufeffsection:\n', 'utf16le'), 1, /UTF-16/u],
    ['a surrogate in UTF-8', Buffer.from([0x61, 0x0a, 0x0a, 0xed, 0xa0, 0x80]), 3, /UTF-8として読めない/u],
    ['a NUL', Buffer.from('a\r\nb\r\n\0'), 3, /NUL/u],
    ['an Excel book', Buffer.from([0x50, 0x4b, 3, 4, 0x14, 0, 6, 0]), 1, /Excel/u],
    ['nothing', Buffer.alloc(0), 1, /空です/u],
    ['a BOM alone', Buffer.from('\ufeff'), 1, /空です/u],
  ])('tells of %s', ([, bytes, line, reason]) => {
    expect(decodeText(bytes, 'utf8')).toEqual({ problem: { line, reason: expect.stringMatching(reason) } })
  })

  test.for<[what: string, bytes: Buffer, line: number, reason: RegExp]>([
    ['a byte that CP932 lacks', Buffer.concat([iconv.encode(JAPANESE, 'cp932'), Buffer.from([0xfd])]), 3, /Shift_JIS/u],
    ['a lone surrogate in UTF-16', Buffer.from('\ufeffa\n\ud83db', 'utf16le'), 2, /サロゲート/u],
    ['a NUL in UTF-16', Buffer.from('\ufeffa\n\0', 'utf16le'), 2, /NUL/u],
    [
      'bad UTF-8 behind a BOM',
      Buffer.concat([Buffer.from('\ufeffa\n'), Buffer.from([0x82])]),
      2,
      /UTF-8として読めない/u,
    ],
  ])('tells of %s in a spreadsheet', ([, bytes, line, reason]) => {
    expect(decodeText(bytes, 'spreadsheet')).toEqual({ problem: { line, reason: expect.stringMatching(reason) } })
  })
})
