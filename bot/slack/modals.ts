// The parts of modals: a frame, inputs, and the list of sections. What a modal carries along are ids.
import type { types } from '@slack/bolt'
import type { Section } from '../../src/core/entry.ts'
import { slackMessages } from '../../src/core/messages/ja/slack.ts'
import { ticketMessages } from '../../src/core/messages/ja/ticket.ts'
import { cutLine, cutText } from './blocks/cut-text.ts'
import { SLACK_LIMITS } from './blocks/limits.ts'
import { plainText, section } from './blocks/plain.ts'

export const text = slackMessages.modals

export interface Frame {
  readonly callback: string
  readonly title: string
  readonly submit: string
  readonly metadata: unknown
  /** Slack tells us when the person closes it without sending. */
  readonly tellClosing?: boolean
}

export function modal(frame: Frame, blocks: readonly types.KnownBlock[]): types.ModalView {
  return {
    type: 'modal',
    callback_id: frame.callback,
    title: shortText(frame.title),
    submit: shortText(frame.submit),
    close: shortText(text.cancel),
    private_metadata: JSON.stringify(frame.metadata),
    notify_on_close: frame.tellClosing === true,
    blocks: blocks.slice(0, SLACK_LIMITS.viewBlocks),
  }
}

/** A modal to read. */
export function readingModal(title: string, blocks: readonly types.KnownBlock[]): types.ModalView {
  return {
    type: 'modal',
    title: shortText(title),
    close: shortText(text.close),
    blocks: blocks.slice(0, SLACK_LIMITS.viewBlocks),
  }
}

export function noticeModal(title: string, words: string): types.ModalView {
  return readingModal(title, [section(words)])
}

function shortText(words: string): types.PlainTextElement {
  return { type: 'plain_text', text: cutLine(words, SLACK_LIMITS.viewTitle), emoji: false }
}

/** Names of inputs: block and action bear the same, and errors are shown at the block. */
export const INPUTS = {
  question: 'question',
  section: 'section',
  anonymous: 'anonymous',
  comment: 'comment',
  wish: 'wish',
  answer: 'answer',
  reason: 'reason',
  phrasings: 'phrasings',
  basis: 'basis',
} as const
export type InputName = (typeof INPUTS)[keyof typeof INPUTS]

export interface TextInput {
  readonly name: InputName
  readonly label: string
  readonly hint?: string
  readonly initial?: string
  /** In Slack's unit, UTF-16; the house counts code points and says so itself. */
  readonly lengthMax: number
  readonly optional?: boolean
  readonly line?: boolean
}

export function textInput({ name, label, hint, initial, lengthMax, optional, line }: TextInput): types.InputBlock {
  const limit = Math.min(lengthMax, SLACK_LIMITS.inputValue)
  const value = cutText(initial ?? '', limit)
  return {
    type: 'input',
    block_id: name,
    optional: optional === true,
    label: plainText(label, SLACK_LIMITS.inputLabel),
    element: {
      type: 'plain_text_input',
      action_id: name,
      multiline: line !== true,
      max_length: limit,
      ...(value === '' ? {} : { initial_value: value }),
    },
    ...(hint === undefined ? {} : { hint: plainText(hint, SLACK_LIMITS.inputHint) }),
  }
}

export interface SectionChoice {
  /** Likeliest first; the first is chosen beforehand. */
  readonly suggested: readonly Section[]
  readonly all: readonly Section[]
  readonly hint?: string
}

/** Sections that are likely first, then all others. A prefecture has more of them than one menu holds, so they are grouped. */
export function sectionInput({ suggested, all, hint }: SectionChoice): types.InputBlock {
  const likely = suggested.slice(0, SLACK_LIMITS.optionsOfGroup)
  const others = all.filter(({ code }) => !likely.some(known => known.code === code))
  const [first] = likely
  const groups = [
    ...(likely.length === 0 ? [] : [groupOf(text.suggestedSections, likely)]),
    ...groupsOf(others, likely.length === 0 ? text.allSections : text.otherSections),
  ]
  return {
    type: 'input',
    block_id: INPUTS.section,
    label: plainText(ticketMessages.fields.section, SLACK_LIMITS.inputLabel),
    element: {
      type: 'static_select',
      action_id: INPUTS.section,
      option_groups: groups,
      ...(first === undefined ? {} : { initial_option: sectionOption(first) }),
    },
    ...(hint === undefined ? {} : { hint: plainText(hint, SLACK_LIMITS.inputHint) }),
  }
}

/** One group less than Slack takes: that of the likely sections stands before them. */
function groupsOf(sections: readonly Section[], label: string) {
  const size = SLACK_LIMITS.optionsOfGroup
  const parts = Math.min(Math.ceil(sections.length / size), SLACK_LIMITS.optionGroups - 1)
  return Array.from({ length: parts }, (_, part) => {
    return groupOf(parts === 1 ? label : text.part(label, part + 1), sections.slice(part * size, (part + 1) * size))
  })
}

function groupOf(label: string, sections: readonly Section[]) {
  return { label: plainText(label, SLACK_LIMITS.optionText), options: sections.map(sectionOption) }
}

function sectionOption({ code, name }: Section): types.PlainTextOption {
  return option(name, code)
}

export function option(words: string, value: string): types.PlainTextOption {
  return { text: { type: 'plain_text', text: cutLine(words, SLACK_LIMITS.optionText), emoji: false }, value }
}
