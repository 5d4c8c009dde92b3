// Short messages: help, what went wrong, what was done.
import { randomUUID } from 'node:crypto'
import { type FaqError, isFault } from '../../src/core/errors.ts'
import { describeFault } from '../../src/core/messages/describe-fault.ts'
import { slackMessages } from '../../src/core/messages/ja/slack.ts'
import { type Message, messageOf } from './blocks/message.ts'
import { section } from './blocks/plain.ts'
import { bulletList, link, paragraph, richSection, richText, words } from './blocks/rich.ts'

const { help, problems } = slackMessages

export function noticeMessage(text: string): Message {
  return messageOf([section(text)])
}

/** With an address to look at. */
export function linkedNotice(text: string, to: { readonly url: string; readonly text: string }): Message {
  return messageOf([paragraph([words(`${text}\n`), link(to.url, to.text)])])
}

export function helpMessage(): Message {
  return messageOf([
    richText([richSection([words(help.heading, { bold: true })]), bulletList(help.lines)]),
    section(help.privacy),
  ])
}

/** What a person can do something about, in their words; null for a fault of ours. */
export function faultMessage(error: unknown): Message | null {
  const told = TOLD.some(code => isFault(error, code))
  if (!told) return null
  const { title, detail } = describeFault(error as FaqError, 'ja')
  return messageOf([paragraph([words(title, { bold: true }), words(`\n${detail}`)])])
}

const TOLD = ['ticket_refused', 'ticket_changed', 'bad_input', 'not_found', 'conflict', 'not_ready'] as const

export interface FailureDeps {
  readonly log: (event: string, data: Readonly<Record<string, unknown>>) => void
}

/** A fault of ours: the person gets a number to name it by, the log has the rest. */
export function failureMessage(error: unknown, { log }: FailureDeps): Message {
  const reference = randomUUID().slice(0, 8)
  log('slack_listener_failed', { reference, error: String(error) })
  return noticeMessage(problems.failed(reference))
}
