// How an entry is named in lists of the workbench: by its question, as a link; or not at all, where it is not for the reader.
import { html } from 'hono/html'
import { isVisibleIn, isWorkVisibleIn, type Scope } from '../src/core/access/rights.ts'
import type { Entry } from '../src/core/entry.ts'
import { impactTexts } from '../src/core/messages/ja/admin/impact.ts'
import type { Registry } from '../src/core/ports/registry.ts'
import type { Html } from '../src/pages/html.ts'

export type NameEntry = (id: string) => Html | string

/** Names for these entries; of one that is not there any more, its id. */
export async function entryNames(
  ids: Iterable<string>,
  scope: Scope,
  { entriesById }: Pick<Registry, 'entriesById'>,
): Promise<NameEntry> {
  const entries = new Map((await entriesById([...new Set(ids)])).map(entry => [entry.id, entry]))
  return id => {
    const entry = entries.get(id)
    if (entry === undefined) return id
    if (!mayBeNamed(entry, scope)) return impactTexts.hidden
    return html`<a href="/admin/entries/${id}">${entry.question}</a> <span class="entry-id">${id}</span>`
  }
}

export function mayBeNamed(entry: Entry, scope: Scope): boolean {
  return entry.status === 'published' ? isVisibleIn(entry, scope) : isWorkVisibleIn(entry, scope)
}
