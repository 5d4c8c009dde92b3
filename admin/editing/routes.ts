// Addresses of the list and of the form of an entry.
import { toText } from '../../src/pages/html.ts'
import { readField } from '../read-field.ts'
import { type AdminRoute, guardedRoute, type SignedInVisit } from '../route.ts'
import { sectionOfEntry } from '../section-of-entry.ts'
import { addAttachment, removeAttachment } from './attachments.ts'
import { discardTyped, keepTyped } from './autosave.ts'
import type { EditingDeps } from './deps.ts'
import { openEditForm, openNewForm, showForm } from './form.ts'
import { showList } from './list.ts'
import { previewHtml, similarHtml, similarTo } from './preview.ts'
import { resolveConflict } from './resolve-conflict.ts'
import { saveDraft } from './save.ts'
import { readSent } from './sent-draft.ts'

const TAG_FIELDS_MORE = 5

export function editingRoutes(deps: EditingDeps): readonly AdminRoute[] {
  const stored = { action: 'entry.edit', sectionOf: sectionOfEntry(deps) } as const
  const storedOrNew = { action: 'entry.edit', sectionOf: sectionOfEntry(deps, { mayBeNew: true }) } as const
  return [
    guardedRoute('GET /entries', 'entries.read', visit => showList(visit, deps)),
    guardedRoute('GET /entries/new', 'entry.edit', visit => openNewForm(visit, deps)),
    guardedRoute('GET /entries/:id/edit', stored, visit => openEditForm(visit, deps)),
    guardedRoute('POST /entries/:id/save', storedOrNew, visit => saveDraft(visit, deps)),
    guardedRoute('POST /entries/:id/resolve', stored, visit => resolveConflict(visit, deps)),
    guardedRoute('POST /entries/:id/preview', storedOrNew, visit => preview(visit, deps)),
    guardedRoute('POST /entries/:id/similar', storedOrNew, visit => similar(visit, deps)),
    guardedRoute('POST /entries/:id/autosave', storedOrNew, visit => keepTyped(visit, deps), 'json'),
    guardedRoute('POST /entries/:id/autosave/discard', storedOrNew, visit => discardTyped(visit, deps)),
    guardedRoute('POST /entries/:id/attachments', storedOrNew, visit => addAttachment(visit, deps), 'stream'),
    guardedRoute('POST /entries/:id/attachments/:attachment/remove', storedOrNew, visit =>
      removeAttachment(visit, deps),
    ),
  ]
}

/** The piece for the script; the whole form, with all that was typed, for the button. */
async function preview(visit: SignedInVisit, deps: EditingDeps): Promise<void> {
  const { id, draft, seen, key } = readSent(visit)
  if (isFragment(visit)) {
    const piece = previewHtml(draft, { id, sections: await deps.registry.sections(), now: deps.now() })
    return void visit.response.type('html').send(await toText(piece))
  }
  const [entry = null] = await deps.registry.workingEntries([id])
  const { body } = visit.request as { readonly body: unknown }
  const more = readField(body, 'more') === 'tags' ? { spareTagFields: TAG_FIELDS_MORE } : {}
  return showForm(visit, { entry, draft, seen, key, ...more }, { ...deps, id })
}

async function similar(visit: SignedInVisit, deps: EditingDeps): Promise<void> {
  const { id, draft } = readSent(visit)
  const [entry] = await deps.registry.workingEntries([id])
  const found = await similarTo(draft, { id, account: visit.account }, deps)
  visit.response.type('html').send(await toText(similarHtml(found, { id, isNew: entry === undefined })))
}

function isFragment({ request }: SignedInVisit): boolean {
  return request.get('X-Fragment') !== undefined
}
