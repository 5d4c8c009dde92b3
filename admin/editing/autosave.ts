// Keeps what a person is typing, by itself, until they save it or throw it away.
import { ENTRY_ID_FORM, requireForm } from '../../src/core/entry.ts'
import type { SignedInVisit } from '../route.ts'
import type { EditingDeps } from './deps.ts'
import { idOf } from './form.ts'
import { entryUrl } from './form-page.ts'
import { readDraft, readRevision } from './read-draft.ts'

export async function keepTyped(visit: SignedInVisit, { autosaves, now }: EditingDeps): Promise<void> {
  const entryId = requireForm('id', idOf(visit), ENTRY_ID_FORM)
  const { body } = visit.request as { readonly body: unknown }
  const savedAt = now()
  const seenRevision = readRevision(body, 'seen')
  await autosaves.keep(visit.account.id, { entryId, seenRevision, fields: toFields(body), savedAt })
  visit.response.json({ savedAt: savedAt.toISOString() })
}

/** As `readDraft` reads them again: its own fields alone, whatever else was sent. */
function toFields(body: unknown): unknown {
  const draft = readDraft(body)
  return { ...draft, restricted: draft.restricted ? '1' : '0' }
}

export async function discardTyped(visit: SignedInVisit, { autosaves, registry }: EditingDeps): Promise<void> {
  const id = requireForm('id', idOf(visit), ENTRY_ID_FORM)
  await autosaves.drop(visit.account.id, id)
  const [entry] = await registry.workingEntries([id])
  visit.response.redirect(
    303,
    entry === undefined ? `/admin/entries/new?id=${encodeURIComponent(id)}` : `${entryUrl(id)}/edit`,
  )
}
