// Text → bytes of an exported file.
import iconv from 'iconv-lite'
import { FaqError } from '../../core/errors.ts'

export type FileEncoding = 'utf8' | 'utf8bom' | 'cp932'

const UNWRITABLE_SHOWN = 10 // characters: enough to see what kind they are

/** Throws `bad_input` with the characters that CP932 cannot hold: a 「?」 in their place would be a lie. */
export function encodeText(text: string, encoding: FileEncoding): Buffer {
  if (encoding !== 'cp932') return Buffer.from(encoding === 'utf8bom' ? `\ufeff${text}` : text, 'utf8')
  const unwritable = unwritableIn(text)
  if (unwritable.length > 0) {
    const got = unwritable.slice(0, UNWRITABLE_SHOWN).map(showChar).join(' ')
    throw new FaqError('bad_input', { field: 'encoding', expected: 'CP932', got })
  }
  return iconv.encode(text, 'cp932')
}

/** Each character that CP932 cannot hold, once. */
export function unwritableIn(text: string): readonly string[] {
  if (ASCII_ONLY.test(text)) return []
  return [...new Set(text)].filter(char => !fitsCp932(char))
}

/** 「𠮷」 → 「［U+20BB7］」: still to be found, and to be put right. */
export function markUnwritable(text: string): string {
  return ASCII_ONLY.test(text) ? text : [...text].map(char => (fitsCp932(char) ? char : `［${codeOf(char)}］`)).join('')
}

/** 「𠮷(U+20BB7)」 */
export function showChar(char: string): string {
  return `${char}(${codeOf(char)})`
}

// oxlint-disable-next-line no-control-regex -- all of ASCII is the same in both
const ASCII_ONLY = /^[\u0000-\u007f]*$/u

const known = new Map<string, boolean>()

function fitsCp932(char: string): boolean {
  const fits = known.get(char) ?? iconv.decode(iconv.encode(char, 'cp932'), 'cp932') === char
  known.set(char, fits)
  return fits
}

/** 「U+20BB7」 */
export function codeOf(char: string): string {
  return `U+${(char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`
}
