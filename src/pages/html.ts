// The type of a piece of escaped HTML, and the one way it becomes a string.
import type { html } from 'hono/html'

/** Escaped HTML; a promise when a part of it is one. */
export type Html = ReturnType<typeof html>

export async function toText(piece: Html): Promise<string> {
  return String(await piece)
}
