// Saves what was typed as a draft: checked, once, and never over what somebody else saved meanwhile.
import { createHash } from 'node:crypto'
import { type Account, actorOf } from '../../src/core/access/account.ts'
import { may, requireRight } from '../../src/core/access/rights.ts'
import { type CheckedDraft, checkDraft } from '../../src/core/editing/entry-draft.ts'
import { mergeFields, type Version } from '../../src/core/editing/merge-versions.ts'
import type { Section, WorkingEntry } from '../../src/core/entry.ts'
import { FaqError, isFault } from '../../src/core/errors.ts'
import type { SignedInVisit } from '../route.ts'
import { showConflict } from './conflict.ts'
import type { EditingDeps } from './deps.ts'
import { showForm } from './form.ts'
import { entryUrl } from './form-page.ts'
import { readSent, type SentDraft, versionOf } from './sent-draft.ts'

export async function saveDraft(visit: SignedInVisit, deps: EditingDeps): Promise<void> {
  return saveSent(visit, readSent(visit), deps)
}

export async function saveSent(visit: SignedInVisit, sent: SentDraft, deps: EditingDeps): Promise<void> {
  const { account, response } = visit
  const key = keyOf(sent)
  const taken = await deps.sentForms.find(account.id, key)
  if (taken !== null) return response.redirect(303, taken)
  const [entry = null] = await deps.registry.workingEntries([sent.id])
  const check = checkDraft(sent.draft)
  if (check.kind === 'bad') {
    const state = { entry, draft: sent.draft, seen: sent.seen, key: sent.key, problems: check.problems, status: 422 }
    return showForm(visit, state, { ...deps, id: sent.id })
  }
  const section = await requireSection(check.draft.section, account, deps)
  const outcome = await tryToSave({ sent, checked: check.draft, entry, section, account }, deps)
  if (outcome === 'conflict') return showConflict(visit, sent, deps)
  if (entry === null) await deps.onFirstSave(sent.id, actorOf(account))
  await deps.autosaves.drop(account.id, sent.id)
  const location = sent.next === 'go' ? entryUrl(sent.id) : `${entryUrl(sent.id)}/edit?done=${outcome}`
  await deps.sentForms.remember(account.id, key, location)
  response.redirect(303, location)
}

/**
 * The form with what was typed into it: sent again it is taken once. A form that the browser brought back and in which something
 * else was typed since is another one.
 */
function keyOf({ id, draft, seen, key, next }: SentDraft): string {
  return createHash('sha256')
    .update(JSON.stringify([key, id, seen, next, draft]))
    .digest('hex')
}

/** An entry moves only between sections in which the person may edit. */
async function requireSection(code: string, account: Account, { registry }: EditingDeps): Promise<Section> {
  const section = (await registry.sections()).find(known => known.code === code)
  if (section === undefined) throw new FaqError('bad_input', { field: 'section', expected: 'a section', got: code })
  requireRight(account, 'entry.edit', code)
  return section
}

interface Saving {
  readonly sent: SentDraft
  readonly checked: CheckedDraft
  readonly entry: WorkingEntry | null
  readonly section: Section
  readonly account: Account
}

async function tryToSave(saving: Saving, deps: EditingDeps): Promise<'saved' | 'unchanged' | 'conflict'> {
  const { sent, checked, entry, section, account } = saving
  const wanted: Version = { ...checked.content, section: section.code }
  // The same form sent twice at once: the second finds its own words.
  if (entry !== null && isSame(entry, wanted)) return entry.revision === sent.seen ? 'unchanged' : 'saved'
  if (entry !== null && !may(account, 'entry.edit', entry.section.code))
    throw new FaqError('forbidden', { action: 'entry.edit' })
  const input = {
    ...checked.content,
    id: sent.id,
    section,
    status: 'draft' as const,
    registeredOn: null,
    revisedOn: null,
  }
  const options = { actor: actorOf(account), seen: new Map([[sent.id, sent.seen]]), note: checked.note }
  try {
    await deps.registry.save([input], options)
    return 'saved'
  } catch (error) {
    if (!isFault(error, 'conflict')) throw error
    const [now] = await deps.registry.workingEntries([sent.id])
    return now !== undefined && isSame(now, wanted) ? 'saved' : 'conflict'
  }
}

function isSame(entry: WorkingEntry, wanted: Version): boolean {
  return mergeFields({ base: wanted, theirs: versionOf(entry), mine: wanted }).length === 0
}
