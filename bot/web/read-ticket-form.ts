// The form for a ticket as data, and the sentence for each field that is not right.
import type { Section } from '../../src/core/entry.ts'
import { ticketMessages } from '../../src/core/messages/ja/ticket.ts'
import { webMessages } from '../../src/core/messages/ja/web.ts'
import { countCodePoints } from '../../src/core/normalise.ts'
import { TICKET_LIMITS } from '../../src/core/ticket/ticket.ts'
import { readField, readText } from './read-field.ts'

export interface TicketForm {
  readonly question: string
  readonly sectionCode: string
  readonly name: string
  /** Where the answer is also sent by mail; empty for nowhere. */
  readonly address: string
}

export type TicketProblems = Readonly<Partial<Record<keyof TicketForm, string>>>

const { fields, problems: texts } = ticketMessages

/** RFC 5321, 4.5.3.1: what a mail server takes. */
const ADDRESS_LENGTH_MAX = 254
/** One mailbox and nothing that could end a header; whether it exists only the mail server knows. */
const ADDRESS_FORM = /^[^\s@<>()[\]\\,;:"]+@[^\s@<>()[\]\\,;:".]+(?:\.[^\s@<>()[\]\\,;:".]+)+$/u

export function readTicketForm(body: unknown): TicketForm {
  return {
    question: readText(body, 'question'),
    sectionCode: readField(body, 'section') ?? '',
    name: readText(body, 'name').trim(),
    address: readText(body, 'address').trim(),
  }
}

/** Every field that is wrong, so that one look is enough. */
export function problemsOf(form: TicketForm, sections: readonly Section[]): TicketProblems {
  const found: [keyof TicketForm, string | null][] = [
    ['question', textProblem(form.question, fields.question, { min: 1, max: TICKET_LIMITS.question })],
    ['sectionCode', sections.some(({ code }) => code === form.sectionCode) ? null : texts.section],
    ['name', textProblem(form.name, fields.name, { min: 0, max: TICKET_LIMITS.name })],
    ['address', isAddress(form.address) ? null : webMessages.ticketForm.addressProblem],
  ]
  return Object.fromEntries(found.filter(([, problem]) => problem !== null))
}

/** Null for a text within its bounds, counted as core counts. */
export function textProblem(
  text: string,
  field: string,
  { min, max }: { readonly min: 0 | 1; readonly max: number },
): string | null {
  const length = countCodePoints(text.trim())
  if (length < min) return texts.empty(field)
  return length > max ? texts.tooLong(field, max, length) : null
}

function isAddress(text: string): boolean {
  return text === '' || (text.length <= ADDRESS_LENGTH_MAX && ADDRESS_FORM.test(text))
}
