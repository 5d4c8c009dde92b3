// The id of a conversation on the page: 128 random bits, made here and carried by the form. No cookie holds it: who has the
// address of a conversation may see it, and nobody else.
import { randomBytes } from 'node:crypto'
import { readField } from './read-field.ts'

const FORM = /^[\w-]{22}$/u
const BYTES = 16

export function newConversationId(): string {
  return randomBytes(BYTES).toString('base64url')
}

/** Null for what cannot be one of ours. */
export function readConversationId(fields: unknown): string | null {
  const id = readField(fields, 'conversation')
  return id !== undefined && FORM.test(id) ? id : null
}

/** Its name in the log. Other doors name theirs otherwise, so that no address here opens a conversation held there. */
export function loggedConversationId(id: string): string {
  return `web-${id}`
}

export function conversationUrl(id: string, elementId?: string): string {
  return `/conversations/${id}${elementId === undefined ? '' : `#${elementId}`}`
}
