// A message: its blocks, and the same in plain words for notifications and for who listens to the screen.
import type { types } from '@slack/bolt'
import { escapeText } from '../transport/neutralise.ts'
import { cutText } from './cut-text.ts'
import { bytesOf } from './fit-pieces.ts'
import { ANSWER_BYTES_MAX, MESSAGE_BYTES_MAX, SLACK_LIMITS } from './limits.ts'

export interface Message {
  readonly text: string
  readonly blocks: types.KnownBlock[]
}

/** Builds with as much of the answer as the whole message has room for. */
export function fittedMessage(build: (answerBytes: number) => readonly types.KnownBlock[]): Message {
  const room = MESSAGE_BYTES_MAX - bytesOf(build(0)) // without the answer, but with the words that say that it is cut
  return messageOf(build(Math.min(Math.max(room, 0), ANSWER_BYTES_MAX)))
}

export function messageOf(blocks: readonly types.KnownBlock[]): Message {
  const kept = blocks.slice(0, SLACK_LIMITS.messageBlocks)
  const spoken = kept.map(wordsOf).filter(words => words.trim() !== '')
  return { text: escapeText(cutText(spoken.join('\n'), SLACK_LIMITS.messageText)), blocks: kept }
}

/** Buttons are said by the screen reader itself. */
function wordsOf(block: types.KnownBlock): string {
  if (block.type === 'section' || block.type === 'header') return block.text?.text ?? ''
  if (block.type === 'context') {
    return block.elements.map(element => ('text' in element ? element.text : '')).join(' ')
  }
  return block.type === 'rich_text' ? block.elements.map(richWords).join('\n') : ''
}

function richWords(element: types.RichTextBlockElement): string {
  if (element.type === 'rich_text_list') return listWords(element)
  return element.elements.map(part => inlineWords(part)).join('')
}

function listWords({ style, elements, ...more }: types.RichTextList): string {
  const before = 'offset' in more && typeof more.offset === 'number' ? more.offset : 0
  const mark = (position: number) => (style === 'ordered' ? `${before + position + 1}. ` : '・')
  return elements.map((item, position) => `${mark(position)}${richWords(item)}`).join('\n')
}

/** Who is mentioned is not named twice: the block rings, the text does not. */
function inlineWords(part: types.RichTextElement): string {
  if (part.type === 'text') return part.text
  return part.type === 'link' ? (part.text ?? part.url) : ''
}
