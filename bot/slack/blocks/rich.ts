// Rich text: paragraphs, bold words, links and lists as data instead of marks in a string.
import type { types } from '@slack/bolt'
import { withoutUnseen } from './cut-text.ts'
import { SLACK_LIMITS } from './limits.ts'

export type Inline = types.RichTextElement

export interface Look {
  readonly bold?: boolean
  readonly italic?: boolean
  readonly strike?: boolean
  readonly code?: boolean
}

/** Null for an empty text, which Slack refuses. */
export function words(text: string, look: Look = {}): Inline | null {
  const seen = withoutUnseen(text)
  return seen === '' ? null : { type: 'text', text: seen, ...styled(look) }
}

/** An address that is too long for Slack is shown, not linked. */
export function link(url: string, label: string, look: Look = {}): Inline {
  const text = withoutUnseen(label)
  if (url.length > SLACK_LIMITS.linkUrl) return { type: 'text', text: text === '' ? url : text, ...styled(look) }
  return { type: 'link', url, ...(text === '' ? {} : { text }), ...styled(look) }
}

/** Rings at this one person. */
export function person(userId: string): Inline {
  return { type: 'user', user_id: userId }
}

function styled({ bold, italic, strike, code }: Look) {
  const style = {
    ...(bold === true ? { bold } : {}),
    ...(italic === true ? { italic } : {}),
    ...(strike === true ? { strike } : {}),
    ...(code === true ? { code } : {}),
  }
  return Object.keys(style).length === 0 ? {} : { style }
}

export function richText(elements: readonly types.RichTextBlockElement[]): types.RichTextBlock {
  return { type: 'rich_text', elements: [...elements] }
}

/** A paragraph by itself; whatever is null is left out. */
export function paragraph(parts: readonly (Inline | null)[]): types.RichTextBlock {
  return richText([richSection(parts)])
}

/** Set off from what is said around it. */
export function quote(text: string): types.RichTextQuote {
  return { type: 'rich_text_quote', elements: [words(text)].filter(part => part !== null) }
}

export function richSection(parts: readonly (Inline | null)[]): types.RichTextSection {
  return { type: 'rich_text_section', elements: parts.filter(part => part !== null) }
}

/** Each item one line of words. */
export function bulletList(items: readonly string[]): types.RichTextList {
  return { type: 'rich_text_list', style: 'bullet', elements: items.map(item => richSection([words(item)])) }
}
