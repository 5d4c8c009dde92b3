// As much of a rich text as there is room for: whole paragraphs, list items and lines, the last one cut where a reader
// would pause.
import type { types } from '@slack/bolt'
import { cutText } from './cut-text.ts'
import type { Piece } from './markdown.ts'
import type { Inline } from './rich.ts'

export interface Fitted {
  readonly pieces: readonly Piece[]
  /** Something was left out. */
  readonly cut: boolean
}

/** Room below which a cut text says nothing any more. */
const PIECE_BYTES_MIN = 120

/** Between elements. */
const COMMA = 1

/** A letter is up to three bytes; a text may hold quotation marks and line breaks, which JSON spells with two. */
const BYTES_OF_LETTER = 3

export function bytesOf(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value))
}

export function fitPieces(pieces: readonly Piece[], bytesMax: number): Fitted {
  const kept: Piece[] = []
  let room = bytesMax
  for (const piece of pieces) {
    const bytes = bytesOf(piece) + COMMA
    if (bytes > room) {
      const part = room < PIECE_BYTES_MIN ? null : partOf(piece, room - COMMA)
      return { pieces: part === null ? kept : [...kept, part], cut: true }
    }
    kept.push(piece)
    room -= bytes
  }
  return { pieces: kept, cut: false }
}

function partOf(piece: Piece, room: number): Piece | null {
  switch (piece.type) {
    case 'rich_text_list':
      return partOfList(piece, room)
    case 'rich_text_section':
    case 'rich_text_quote': {
      const elements = partOfWords(piece.elements, room - bytesOf({ ...piece, elements: [] }))
      return elements.length === 0 ? null : { ...piece, elements: [...elements] }
    }
    case 'rich_text_preformatted': {
      const text = piece.elements.map(element => element.text ?? '').join('')
      const kept = shorten(text, room - bytesOf({ ...piece, elements: [{ type: 'text', text: '' }] }))
      return kept === '' ? null : { ...piece, elements: [{ type: 'text', text: kept }] }
    }
    default:
      return null
  }
}

function partOfList(list: types.RichTextList, room: number): Piece | null {
  const { pieces } = fitPieces(list.elements, room - bytesOf({ ...list, elements: [] }))
  const elements = pieces.filter(piece => piece.type === 'rich_text_section')
  return elements.length === 0 ? null : { ...list, elements }
}

function partOfWords(elements: readonly Inline[], bytesMax: number): readonly Inline[] {
  const kept: Inline[] = []
  let room = bytesMax
  for (const element of elements) {
    const bytes = bytesOf(element) + COMMA
    if (bytes > room) {
      const text = element.type === 'text' ? shorten(element.text, room - bytesOf({ ...element, text: '' })) : ''
      return element.type === 'text' && text !== '' ? [...kept, { ...element, text }] : kept
    }
    kept.push(element)
    room -= bytes
  }
  return kept
}

function shorten(text: string, bytes: number): string {
  let letters = Math.floor(bytes / BYTES_OF_LETTER)
  let kept = letters < 2 ? '' : cutText(text, letters)
  // Signs that JSON escapes take more room than letters: rare, and mended by halves.
  while (kept !== '' && bytesOf(kept) > bytes) {
    letters = Math.floor(letters / 2)
    kept = letters < 2 ? '' : cutText(text, letters)
  }
  return kept
}
