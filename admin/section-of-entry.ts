// The section that the entry of a request belongs to, for routes that need a right in it. An entry that the person may not know
// of is not there for them: they are told what they would be told of one that does not exist.
import type { Request } from 'express'
import { isVisibleIn, isWorkVisibleIn, scopeOf } from '../src/core/access/rights.ts'
import { ENTRY_ID_FORM } from '../src/core/entry.ts'
import type { Registry } from '../src/core/ports/registry.ts'
import { visitorOf } from '../src/pages/visitor.ts'
import type { SectionOf } from './route.ts'

/** With `mayBeNew` an entry that is not stored is one that is about to be made; else it is not there. */
export function sectionOfEntry(
  { registry }: { readonly registry: Pick<Registry, 'entriesById' | 'workingEntries'> },
  { mayBeNew = false }: { readonly mayBeNew?: boolean } = {},
): SectionOf {
  return async (request: Request) => {
    const id = String(request.params['id'])
    if (!ENTRY_ID_FORM.test(id)) return null
    const [entry] = await registry.workingEntries([id])
    if (entry === undefined) return mayBeNew ? undefined : null
    const { account } = visitorOf(request.res as NonNullable<typeof request.res>)
    const scope = scopeOf(account)
    if (isWorkVisibleIn(entry, scope)) return entry.section.code
    const [official] = await registry.entriesById([id])
    return official?.status === 'published' && isVisibleIn(official, scope) ? entry.section.code : null
  }
}
