// What a person chose of two changes: saved, or shown in the form once more.
import { draftOf } from '../../src/core/editing/entry-draft.ts'
import {
  type Choice,
  MERGED_FIELDS,
  type MergedField,
  mergedVersion,
  mergeFields,
} from '../../src/core/editing/merge-versions.ts'
import { FaqError } from '../../src/core/errors.ts'
import { readField } from '../read-field.ts'
import type { SignedInVisit } from '../route.ts'
import { showConflict, versionsOf } from './conflict.ts'
import type { EditingDeps } from './deps.ts'
import { requireEntry, showForm } from './form.ts'
import { readRevision } from './read-draft.ts'
import { saveSent } from './save.ts'
import { readSent } from './sent-draft.ts'

/** Takes the choices: saves what comes of them, or shows it in the form. */
export async function resolveConflict(visit: SignedInVisit, deps: EditingDeps): Promise<void> {
  const sent = readSent(visit)
  const { body } = visit.request as { readonly body: unknown }
  const theirRevision = readRevision(body, 'theirs')
  const theirs = await deps.revisions.find(sent.id, theirRevision)
  if (theirs === null) throw new FaqError('not_found', { what: 'entry', id: sent.id })
  const entry = await requireEntry(sent.id, deps)
  const theirVersion = { ...theirs, section: readField(body, 'theirSection') || entry.section.code }
  const versions = await versionsOf(sent, { theirs: theirVersion }, deps)
  const chosen = readChoices(body)
  const unanswered = mergeFields(versions)
    .filter(({ field, proposal }) => proposal === null && !chosen.has(field))
    .map(({ field }) => field)
  if (unanswered.length > 0) return showConflict(visit, sent, deps, unanswered)
  const merged = mergedVersion(versions, chosen)
  const draft = draftOf(merged, { section: merged.section, note: sent.draft.note })
  const key = deps.newKey()
  if (readField(body, 'next') === 'form') {
    return showForm(visit, { entry, draft, seen: theirRevision, key }, { ...deps, id: sent.id })
  }
  return saveSent(visit, { ...sent, draft, seen: theirRevision, key }, deps)
}

function readChoices(body: unknown): ReadonlyMap<MergedField, Choice> {
  const choices = MERGED_FIELDS.flatMap(field => {
    const choice = (['mine', 'theirs', 'both'] as const).find(name => name === readField(body, `choose.${field}`))
    return choice === undefined ? [] : [[field, choice] as const]
  })
  return new Map(choices)
}
