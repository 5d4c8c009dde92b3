// Text → bytes of an exported file.
import iconv from 'iconv-lite'
import { FaqError } from '../../core/errors.ts'

export type FileEncoding = 'utf8' | 'utf8bom' | 'cp932'

const UNWRITABLE_SHOWN = 10 // characters: enough to see what kind they are

/** Throws `bad_input` with the characters that CP932 cannot hold: a 「?」 in their place would be a lie. */
export function encodeText(text: string, encoding: FileEncoding): Buffer {
  if (encoding !== 'cp932') return Buffer.from(encoding === 'utf8bom' ? `\ufeff${text}` : text, 'utf8')
  const unwritable = [...new Set(text)].filter(char => !fitsCp932(char))
  if (unwritable.length > 0) {
    const got = unwritable.slice(0, UNWRITABLE_SHOWN).map(showChar).join(' ')
    throw new FaqError('bad_input', { field: 'encoding', expected: 'CP932', got })
  }
  return iconv.encode(text, 'cp932')
}

function fitsCp932(char: string): boolean {
  return iconv.decode(iconv.encode(char, 'cp932'), 'cp932') === char
}

function showChar(char: string): string {
  return `${char}(U+${(char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')})`
}
