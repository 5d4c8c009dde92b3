// What a person sent with a modal, and the faults in it as words beside the input.
import type { types, ViewOutput } from '@slack/bolt'
import type { z } from 'zod'
import { type FaqError, isFault } from '../../src/core/errors.ts'
import { describeFault } from '../../src/core/messages/describe-fault.ts'
import { ticketMessages } from '../../src/core/messages/ja/ticket.ts'
import { countCodePoints } from '../../src/core/normalise.ts'
import { INPUTS, type InputName } from './modals.ts'
import { parseJson } from './transport/parse-json.ts'

export type FieldErrors = Readonly<Record<string, string>>

/** Empty for an input that was left empty or is not there. */
export function typed(view: ViewOutput, name: InputName): string {
  return view.state.values[name]?.[name]?.value ?? ''
}

export function selected(view: ViewOutput, name: InputName): string | null {
  return view.state.values[name]?.[name]?.selected_option?.value ?? null
}

export function isTicked(view: ViewOutput, name: InputName): boolean {
  return (view.state.values[name]?.[name]?.selected_options ?? []).length > 0
}

/** One item a line. */
export function typedLines(view: ViewOutput, name: InputName): readonly string[] {
  const lines = typed(view, name).split('\n')
  return lines.map(line => line.trim()).filter(line => line !== '')
}

/** Null for a modal that is none of ours. */
export function readMetadata<T>(view: ViewOutput, schema: z.ZodType<T>): T | null {
  const parsed = schema.safeParse(parseJson(view.private_metadata))
  return parsed.success ? parsed.data : null
}

export interface Wanted {
  readonly name: InputName
  readonly label: string
  /** In code points. */
  readonly limit: number
  readonly optional?: boolean
}

/** Null where all texts are within their bounds. */
export function checkTexts(view: ViewOutput, wanted: readonly Wanted[]): FieldErrors | null {
  const errors = wanted.flatMap(({ name, label, limit, optional }): readonly (readonly [string, string])[] => {
    const length = countCodePoints(typed(view, name).trim())
    if (length === 0) return optional === true ? [] : [[name, ticketMessages.problems.empty(label)]]
    return length > limit ? [[name, ticketMessages.problems.tooLong(label, limit, length)]] : []
  })
  return errors.length === 0 ? null : Object.fromEntries(errors)
}

/** Faults that the person can do something about, in the modal that they sent; null for all others. */
export function errorsOfFault(error: unknown, view: ViewOutput): FieldErrors | null {
  const told = TOLD.some(code => isFault(error, code))
  if (!told) return null
  const { title, detail } = describeFault(error as FaqError, 'ja')
  return { [blockFor(error as FaqError, view.blocks)]: `${title}。${detail}` }
}

const TOLD = ['bad_input', 'ticket_refused', 'ticket_changed', 'not_found', 'conflict'] as const

/** At the input that it is about, else at the first: Slack shows errors at inputs alone. */
function blockFor(error: FaqError, blocks: readonly types.AnyBlock[]): string {
  const inputs = blocks.filter(({ type }) => type === 'input').map(block => block.block_id ?? '')
  const field = isFault(error, 'bad_input') ? error.data.field : ''
  return inputs.find(name => name === field) ?? inputs[0] ?? INPUTS.question
}
