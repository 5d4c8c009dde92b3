// Bytes of a file → text. Finds the encoding, and never guesses over damage: what is not clean in one encoding is a problem.
import { isUtf8 } from 'node:buffer'
import iconv from 'iconv-lite'
import type { TableEncoding } from '../../core/exchange/reading.ts'
import { entryFileSentences as ja } from '../../core/messages/ja/entry-files.ts'
import { countLineBreaks, lineAtIndex } from './line-breaks.ts'
import type { RowProblem } from './raw-row.ts'

const UTF8_BOM = Buffer.from([0xef, 0xbb, 0xbf])
const UTF16LE_BOM = Buffer.from([0xff, 0xfe])
const UTF16BE_BOM = Buffer.from([0xfe, 0xff])
const REPLACEMENT = '\ufffd'
const LF = 10

export type Decoded = { readonly text: string } | { readonly problem: RowProblem }

/** `spreadsheet` files come from Excel in UTF-8, UTF-16 with BOM or CP932; all others are UTF-8, with or without BOM. */
export function decodeText(bytes: Buffer, kind: 'utf8' | 'spreadsheet'): Decoded {
  const decoded = decodeByMarks(bytes, kind)
  if ('text' in decoded && decoded.text.trim() === '') return problemAt(1, ja.emptyFile())
  return decoded
}

function decodeByMarks(bytes: Buffer, kind: 'utf8' | 'spreadsheet'): Decoded {
  if (startsWith(bytes, UTF16LE_BOM)) return kind === 'utf8' ? problemAt(1, ja.utf16()) : decodeUtf16(bytes)
  if (startsWith(bytes, UTF16BE_BOM) && bytes.length % 2 === 0) {
    return kind === 'utf8' ? problemAt(1, ja.utf16()) : decodeUtf16(Buffer.from(bytes).swap16())
  }
  const nulAt = bytes.indexOf(0)
  if (nulAt >= 0) return problemAt(countLineBreaks(bytes, 0, nulAt) + 1, ja.binary())
  const marked = startsWith(bytes, UTF8_BOM)
  if (isUtf8(bytes)) return { text: bytes.subarray(marked ? UTF8_BOM.length : 0).toString('utf8') }
  if (kind === 'utf8' || marked || looksLikeUtf8(bytes)) return problemAt(lineOfBrokenUtf8(bytes), ja.brokenUtf8())
  return decodeCp932(bytes)
}

function decodeUtf16(bytes: Buffer): Decoded {
  const text = bytes.subarray(UTF16LE_BOM.length).toString('utf16le')
  const brokenAt = text.search(/\p{Surrogate}/u)
  if (brokenAt >= 0) return problemAt(lineAtIndex(text, brokenAt), ja.brokenUtf16())
  const nulAt = text.indexOf('\0')
  return nulAt >= 0 ? problemAt(lineAtIndex(text, nulAt), ja.binary()) : { text }
}

function decodeCp932(bytes: Buffer): Decoded {
  const text = iconv.decode(bytes, 'cp932')
  const brokenAt = text.indexOf(REPLACEMENT)
  return brokenAt >= 0 ? problemAt(lineAtIndex(text, brokenAt), ja.brokenCp932()) : { text }
}

/**
 * True for UTF-8 with some damage: most of it is whole characters of three bytes or more, which CP932 text forms only by
 * chance. Without this, a UTF-8 file with one bad byte would be taken in as pages of mojibake.
 */
function looksLikeUtf8(bytes: Buffer): boolean {
  let whole = 0
  let broken = 0
  for (const char of bytes.toString('utf8')) {
    if (char === REPLACEMENT) broken += 1
    else if (char >= '\u0800') whole += 1
  }
  return whole > broken
}

function lineOfBrokenUtf8(bytes: Buffer): number {
  let start = 0
  for (let end = bytes.indexOf(LF); end >= 0 && isUtf8(bytes.subarray(start, end)); end = bytes.indexOf(LF, start)) {
    start = end + 1
  }
  const rest = bytes.subarray(start).toString('utf8')
  return countLineBreaks(bytes, 0, start) + lineAtIndex(rest, rest.indexOf(REPLACEMENT))
}

/** The encoding that the bytes of a table speak for, even where some of them are damaged. */
export function detectEncoding(bytes: Buffer): { readonly encoding: TableEncoding } | { readonly reason: string } {
  if (startsWith(bytes, UTF16LE_BOM)) return { encoding: 'utf16le' }
  if (startsWith(bytes, UTF16BE_BOM)) return { encoding: 'utf16be' }
  if (bytes.includes(0)) return { reason: ja.binary() }
  if (startsWith(bytes, UTF8_BOM) || isUtf8(bytes) || looksLikeUtf8(bytes)) return { encoding: 'utf8' }
  return { encoding: 'cp932' }
}

function startsWith(bytes: Buffer, mark: Buffer): boolean {
  return bytes.subarray(0, mark.length).equals(mark)
}

function problemAt(line: number, reason: string): Decoded {
  return { problem: { line, reason } }
}
