// Opens the form of an entry, new or stored, and shows it again with what was typed.
import { html } from 'hono/html'
import { may, scopeOf, sectionsWhere } from '../../src/core/access/rights.ts'
import type { DraftedEntry } from '../../src/core/drafting/draft-entry.ts'
import { type DraftProblem, draftOf, type EntryDraft } from '../../src/core/editing/entry-draft.ts'
import { newEntryId } from '../../src/core/editing/new-entry-id.ts'
import { suggestReviewBy } from '../../src/core/editing/suggest-review-by.ts'
import { ENTRY_ID_FORM, PLAIN_CONTENT, type WorkingEntry } from '../../src/core/entry.ts'
import { FaqError } from '../../src/core/errors.ts'
import { dateInJapan } from '../../src/core/fiscal-year.ts'
import { clusterTexts } from '../../src/core/messages/ja/admin/clusters.ts'
import { draftingTexts } from '../../src/core/messages/ja/admin/drafting.ts'
import { editingTexts } from '../../src/core/messages/ja/admin/editing.ts'
import type { Autosave } from '../../src/core/ports/autosaves.ts'
import type { ModelDraft } from '../../src/core/ports/model-drafts.ts'
import { toCheckListHtml } from '../../src/pages/to-check.ts'
import { readField } from '../read-field.ts'
import type { SignedInVisit } from '../route.ts'
import type { EditingDeps } from './deps.ts'
import { entryUrl, type FormView, formPage } from './form-page.ts'
import { previewHtml, similarHtml, similarNoteHtml, similarTo } from './preview.ts'
import { readDraft } from './read-draft.ts'

const { form: texts, restore } = editingTexts

const TAGS_SUGGESTED = 100
/** Empty fields after those with tags. */
const SPARE_TAG_FIELDS = 2

export interface FormState {
  readonly entry: WorkingEntry | null
  readonly draft: EntryDraft
  readonly seen: number
  readonly key: string
  readonly problems?: readonly DraftProblem[]
  readonly notices?: FormView['notices']
  readonly kept?: Autosave | null
  readonly spareTagFields?: number
  readonly status?: number
}

/** A new entry: its id stands in the address from here on, so that opening the page again is the same form. */
export async function openNewForm(visit: SignedInVisit, deps: EditingDeps): Promise<void> {
  const { request, response, account } = visit
  const id = readField(request.query, 'id')
  const own = await ownSections(visit, deps)
  const section =
    own.find(({ code }) => code === readField(request.query, 'section')) ??
    (own.length === 1 ? own[0] : own.find(({ code }) => code === account.section?.code))
  if (!ENTRY_ID_FORM.test(id)) {
    const today = dateInJapan(deps.now())
    const fresh = newEntryId(section?.code ?? 'faq', { today, random: deps.random })
    const query = new URLSearchParams({ ...stringsOf(request.query), id: fresh })
    return response.redirect(303, `/admin/entries/new?${query.toString()}`)
  }
  const [entry] = await deps.registry.workingEntries([id])
  if (entry !== undefined) return response.redirect(303, `${entryUrl(id)}/edit`)
  const question = readField(request.query, 'question')
  const drafted = await draftedFor(visit, { id, section: section?.code ?? '' }, deps)
  const words = drafted === null ? { question, answer: '' } : contentDrafted(drafted.draft)
  const content = { ...PLAIN_CONTENT, ...words, reviewBy: suggestReviewBy(dateInJapan(deps.now())) }
  const draft = draftOf(content, { section: section?.code ?? '', note: noteOf(drafted) })
  const fresh = { entry: null, draft, seen: 0, key: deps.newKey() }
  return showForm(visit, await withKept(visit, { id, fresh }, deps), { ...deps, id })
}

/** What a model drafted for this id, for people of its section, until it is saved for the first time. */
async function draftedFor(
  { account }: Pick<SignedInVisit, 'account'>,
  { id, section }: { readonly id: string; readonly section: string },
  { modelDrafts }: Pick<EditingDeps, 'modelDrafts'>,
): Promise<ModelDraft | null> {
  const draft = await modelDrafts.ofEntry(id)
  if (draft === null || draft.savedAt !== null || !may(account, 'entry.edit', draft.sectionCode)) return null
  return section === '' || section === draft.sectionCode ? draft : null
}

/** As of one that is drafted of a cluster by hand. */
function noteOf(drafted: ModelDraft | null): string {
  return drafted?.source === 'cluster' ? clusterTexts.draft.note(Number(drafted.sourceId)) : ''
}

function contentDrafted({ question, answer, phrasings, negativePhrasings, tags }: DraftedEntry) {
  return { question, answer, phrasings, negativePhrasings, tags }
}

export async function openEditForm(visit: SignedInVisit, deps: EditingDeps): Promise<void> {
  const id = idOf(visit)
  const entry = await requireEntry(id, deps)
  const note = entry.publishedRevision === entry.revision ? '' : entry.note
  const draft = draftOf(entry, { section: entry.section.code, note })
  const fresh = { entry, draft, seen: entry.revision, key: deps.newKey(), notices: noticesOf(visit, entry) }
  return showForm(visit, await withKept(visit, { id, fresh }, deps), { ...deps, id })
}

export async function requireEntry(id: string, { registry }: Pick<EditingDeps, 'registry'>): Promise<WorkingEntry> {
  const [entry] = await registry.workingEntries([id])
  if (entry === undefined) throw new FaqError('not_found', { what: 'entry', id })
  return entry
}

export function idOf({ request }: Pick<SignedInVisit, 'request'>): string {
  return String(request.params['id'])
}

/** What was kept by itself is offered, or taken where the address says so: then with the revision that was seen at that time. */
async function withKept(
  { request, account }: SignedInVisit,
  { id, fresh }: { readonly id: string; readonly fresh: FormState },
  { autosaves }: EditingDeps,
): Promise<FormState> {
  const kept = await autosaves.find(account.id, id)
  if (kept === null) return fresh
  const draft = readDraft(kept.fields)
  if (JSON.stringify(draft) === JSON.stringify(fresh.draft)) return fresh
  if (readField(request.query, 'restore') !== '1') return { ...fresh, kept }
  const notice = { kind: 'information' as const, heading: restore.restored, body: restore.restoredText }
  return { ...fresh, draft, seen: kept.seenRevision, notices: [toNotice(notice)] }
}

/** The form with everything around it. */
export async function showForm(
  visit: SignedInVisit,
  state: FormState,
  deps: EditingDeps & { readonly id: string },
): Promise<void> {
  const { id } = deps
  const { entry, draft } = state
  const [sections, tags, attachments, similar, own, drafted] = await Promise.all([
    deps.registry.sections(),
    deps.entryList.recentTags(scopeOf(visit.account), TAGS_SUGGESTED),
    deps.attachments.ofEntry(id),
    similarTo(draft, { id, account: visit.account }, deps),
    ownSections(visit, deps),
    entry === null ? draftedFor(visit, { id, section: draft.section }, deps) : null,
  ])
  const now = deps.now()
  const page = formPage({
    ...state,
    id,
    sections,
    tags,
    attachments,
    ownSections: own,
    problems: state.problems ?? [],
    notices: [...(drafted === null ? [] : [draftedNotice(drafted)]), ...(state.notices ?? [])],
    kept: state.kept ?? null,
    tagFields: draft.tags.length + (state.spareTagFields ?? SPARE_TAG_FIELDS),
    reviewSuggestion: suggestReviewBy(dateInJapan(now)),
    preview: previewHtml(draft, { id, sections, now }),
    similarNote: similarNoteHtml(similar.length),
    similar: similarHtml(similar, { id, isNew: entry === null }),
  })
  await visit.send(page, state.status ?? 200)
}

function draftedNotice({ draft: { toCheck } }: ModelDraft): FormView['notices'][number] {
  const { form: words, review } = draftingTexts
  const body = html`<p>${words.text}</p>${toCheck.length > 0 && html`<p>${review.checkLead}</p>${toCheckListHtml(toCheck)}`}`
  return { kind: toCheck.length > 0 ? 'warning' : 'information', heading: words.heading, body }
}

/** The sections in which the person may edit. */
export async function ownSections(
  { account }: Pick<SignedInVisit, 'account'>,
  { registry }: Pick<EditingDeps, 'registry'>,
) {
  const codes = sectionsWhere(account, 'entry.edit')
  return (await registry.sections()).filter(({ code }) => codes === null || codes.includes(code))
}

function noticesOf({ request }: SignedInVisit, { revision }: WorkingEntry): FormView['notices'] {
  switch (readField(request.query, 'done')) {
    case 'saved':
      return [toNotice({ kind: 'success', heading: texts.saved(revision), body: texts.savedText })]
    case 'unchanged':
      return [toNotice({ kind: 'information', heading: texts.unchanged, body: texts.unchangedText })]
    default:
      return []
  }
}

/** A notice of one sentence. */
export function toNotice({
  kind,
  heading,
  body,
}: {
  readonly kind: 'success' | 'information' | 'error'
  readonly heading: string
  readonly body: string
}): FormView['notices'][number] {
  return { kind, heading, body: html`<p>${body}</p>` }
}

function stringsOf(query: unknown): Record<string, string> {
  return Object.fromEntries(
    ['section', 'question'].map(name => [name, readField(query, name)]).filter(([, value]) => value !== ''),
  )
}
