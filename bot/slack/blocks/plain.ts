// Blocks and elements whose texts are shown letter by letter. None of ours is mrkdwn: whatever an entry, a ticket or a
// person says, Slack finds no mention, link or mark in it.
import type { types } from '@slack/bolt'
import { cutLine, cutText, withoutUnseen } from './cut-text.ts'
import { SLACK_LIMITS } from './limits.ts'

/** Slack refuses an empty text. */
const NOTHING = '－'

export function plainText(text: string, limit: number): types.PlainTextElement {
  const cut = cutText(withoutUnseen(text), limit)
  return { type: 'plain_text', text: cut.trim() === '' ? NOTHING : cut, emoji: false }
}

export function section(text: string, accessory?: types.Button): types.SectionBlock {
  const block = { type: 'section', text: plainText(text, SLACK_LIMITS.sectionText) } as const
  return accessory === undefined ? block : { ...block, accessory }
}

/** Small and grey, for particulars. */
export function context(texts: readonly string[]): types.ContextBlock {
  const elements = texts.slice(0, SLACK_LIMITS.contextElements).map(text => plainText(text, SLACK_LIMITS.contextText))
  return { type: 'context', elements }
}

export function header(text: string): types.HeaderBlock {
  return { type: 'header', text: plainText(text, SLACK_LIMITS.headerText) }
}

export const divider: types.DividerBlock = { type: 'divider' }

export interface ButtonLook {
  readonly action: string
  readonly text: string
  readonly value: string
  readonly style?: 'primary' | 'danger'
  /** What a screen reader says where the text alone does not tell the button from others. */
  readonly spoken?: string
}

export function button({ action, text, value, style, spoken }: ButtonLook): types.Button {
  return {
    type: 'button',
    action_id: action,
    text: { type: 'plain_text', text: cutLine(withoutUnseen(text), SLACK_LIMITS.buttonText), emoji: false },
    value,
    ...(style === undefined ? {} : { style }),
    ...(spoken === undefined ? {} : { accessibility_label: cutLine(withoutUnseen(spoken), SLACK_LIMITS.buttonText) }),
  }
}

export function actions(elements: readonly types.Button[]): types.ActionsBlock {
  return { type: 'actions', elements: [...elements] }
}
