// The workflow as the pages use it: submitting, returning, publishing, planning, archiving, restoring, and speaking of an
// entry. What is allowed stands in rules.ts; who is told, here. Every step names the revision that was looked at.
import { type Account, actorOf } from '../access/account.ts'
import { contentOf, type WorkingEntry } from '../entry.ts'
import { FaqError, isFault } from '../errors.ts'
import { dateInJapan } from '../fiscal-year.ts'
import { formatMoment } from '../japan-time.ts'
import { workflowNotes } from '../messages/ja/admin/workflow-notes.ts'
import { countCodePoints } from '../normalise.ts'
import type { Accounts } from '../ports/accounts.ts'
import type { ModelDrafts } from '../ports/model-drafts.ts'
import type { NoticeDetail, NoticeKind } from '../ports/notices.ts'
import type { PublishGate } from '../ports/publish-gate.ts'
import type { EntryInput, Registry } from '../ports/registry.ts'
import type { ReviewComments } from '../ports/review-comments.ts'
import type { Revisions } from '../ports/revisions.ts'
import type { ScheduleKind, Schedules } from '../ports/schedules.ts'
import type { SectionSettingsPort } from '../ports/section-settings.ts'
import type { WorkflowChange, WorkflowStore } from '../ports/workflow-store.ts'
import { isOwnModelDraft } from './own-model-draft.ts'
import { approversOf, participantsOf, type Round, writersOf } from './people.ts'
import { publishedInput } from './published-input.ts'
import { readRound } from './read-round.ts'
import { permissionFor, type WorkflowAction } from './rules.ts'

export interface WorkflowDeps {
  readonly registry: Pick<Registry, 'entriesById' | 'workingEntries'>
  readonly revisions: Pick<Revisions, 'after' | 'find'>
  readonly comments: ReviewComments
  readonly schedules: Pick<Schedules, 'of'>
  readonly settings: SectionSettingsPort
  readonly store: WorkflowStore
  readonly accounts: Pick<Accounts, 'all'>
  readonly gate: PublishGate
  readonly modelDrafts: Pick<ModelDrafts, 'allOfEntry'>
  readonly now: () => Date
  /** Called after every change: there may be something to index, to send, or to wait for. */
  readonly poke: () => void
}

/** What a person wants. `seen` is the newest revision that their page showed; `text`, what they say of it. */
export type WorkflowRequest =
  | {
      readonly action: 'submit' | 'withdraw' | 'return' | 'publish' | 'archive'
      readonly seen: number
      readonly text: string
    }
  | { readonly action: 'plan_publish' | 'plan_archive'; readonly seen: number; readonly at: Date | null }
  | { readonly action: 'restore'; readonly seen: number; readonly revision: number }
  /** `form`: a name by which the same form, sent twice, is known. */
  | { readonly action: 'comment'; readonly text: string; readonly form: string }

/** What came of it. All but `done` leave everything as it was. */
export type WorkflowOutcome =
  | { readonly kind: 'done' }
  | { readonly kind: 'no_right' }
  | { readonly kind: 'wrong_state' }
  /** Somebody else was faster: what the person looked at is not the newest any more. */
  | { readonly kind: 'changed' }
  | { readonly kind: 'text_missing' }
  | { readonly kind: 'text_too_long' }
  | { readonly kind: 'bad_time'; readonly why: 'no_time' | 'past' | 'too_far' }
  | { readonly kind: 'gate_closed'; readonly worse: number }
  | { readonly kind: 'nothing_to_restore' }
  /** A model wrote it, and the person had it written: another one publishes it. */
  | { readonly kind: 'own_model_draft' }

export interface Workflow {
  /** Throws `not_found` for an entry that is none. */
  readonly act: (entryId: string, request: WorkflowRequest, account: Account) => Promise<WorkflowOutcome>
  /** Calls a planned publication or withdrawal off. */
  readonly callOff: (entryId: string, kind: ScheduleKind, account: Account) => Promise<WorkflowOutcome>
}

/** Longest remark, in code points: as the note of a revision. */
export const REMARK_MAX = 2_000
/** Nobody plans further ahead than the next fiscal year's end. */
const PLAN_AHEAD_MAX_MS = 2 * 366 * 24 * 60 * 60 * 1000

export function openWorkflow(deps: WorkflowDeps): Workflow {
  return {
    act: async (entryId, request, account) => {
      const situation = await readSituation(entryId, account, deps)
      const permission = permissionFor(request.action, situation)
      // Somebody was faster: that is the reason, whatever the state that they left allows.
      if (permission === 'wrong_state' && isOvertaken(request, situation)) return { kind: 'changed' }
      if (permission !== 'allowed') return { kind: permission }
      const refusal = await refusalOf(request, situation, deps)
      if (refusal !== null) return refusal
      return apply(await changeFor(request, situation, deps), deps)
    },
    callOff: (entryId, kind, account) => callOff(entryId, kind, { account, deps }),
  }
}

interface Situated {
  readonly entry: WorkingEntry
  readonly settings: { readonly approval: boolean }
  readonly account: Account
  readonly round: Round
  /** Accounts that have to do with it, but the one that acts. */
  readonly others: readonly string[]
  readonly accounts: readonly Account[]
}

async function readSituation(entryId: string, account: Account, deps: WorkflowDeps): Promise<Situated> {
  const [entry] = await deps.registry.workingEntries([entryId])
  if (entry === undefined) throw new FaqError('not_found', { what: 'entry', id: entryId })
  const [settings, round, comments, accounts] = await Promise.all([
    deps.settings.settingsOf(entry.section.code),
    readRound(entry, deps.revisions),
    deps.comments.of(entryId),
    deps.accounts.all(),
  ])
  const others = [...participantsOf(round, comments, accounts)].filter(id => id !== account.id)
  return { entry, settings, account, round, others, accounts }
}

/** The page that the request came from showed an older revision. */
function isOvertaken(request: WorkflowRequest, { entry }: Pick<Situated, 'entry'>): boolean {
  return 'seen' in request && request.seen !== entry.revision
}

/** What the rules cannot know: words, times, and what the evaluation says. */
async function refusalOf(
  request: WorkflowRequest,
  situated: Situated,
  deps: WorkflowDeps,
): Promise<WorkflowOutcome | null> {
  const { entry, round } = situated
  if (isOvertaken(request, { entry })) return { kind: 'changed' }
  if ('text' in request) {
    if (countCodePoints(request.text.trim()) > REMARK_MAX) return { kind: 'text_too_long' }
    if (NEEDS_WORDS.has(request.action) && request.text.trim() === '') return { kind: 'text_missing' }
  }
  if ('at' in request) {
    const why = troubleWith(request.at, deps.now())
    if (why !== null) return { kind: 'bad_time', why }
  }
  if (request.action !== 'publish' && request.action !== 'plan_publish') return null
  if (await isOwnModelDraft(situated, deps)) return { kind: 'own_model_draft' }
  const verdict = await deps.gate.check(publishedInput(entry, round, deps.now()))
  return verdict.kind === 'closed' ? { kind: 'gate_closed', worse: verdict.worse } : null
}

/** A return without a reason helps nobody. */
const NEEDS_WORDS: ReadonlySet<WorkflowAction> = new Set<WorkflowAction>(['return', 'comment'])

function troubleWith(at: Date | null, now: Date): 'no_time' | 'past' | 'too_far' | null {
  if (at === null) return 'no_time'
  if (at <= now) return 'past'
  return at.getTime() - now.getTime() > PLAN_AHEAD_MAX_MS ? 'too_far' : null
}

async function changeFor(
  request: WorkflowRequest,
  situated: Situated,
  deps: WorkflowDeps,
): Promise<WorkflowChange | null> {
  const { entry, account, round, others, accounts, settings } = situated
  const actor = actorOf(account)
  const text = 'text' in request ? request.text.toWellFormed().trim() : ''
  const said = { accountId: account.id, author: account.name, text }
  const tell = (kind: NoticeKind, to: readonly string[], more: NoticeDetail = {}) => [
    { kind, entryId: entry.id, detail: { by: account.name, question: entry.question, text, ...more }, to },
  ]
  const base = { entryId: entry.id, actor, seen: entry.revision, notices: [] }
  const save = (status: 'draft' | 'in_review') => ({ input: { ...entry, status }, note: entry.note })
  switch (request.action) {
    case 'submit': {
      const approvers = approversOf(entry.section.code, accounts).filter(id => id !== account.id)
      const notices = tell('submitted', approvers)
      return { ...base, save: save('in_review'), comment: { kind: 'submitted', ...said }, notices }
    }
    case 'withdraw':
      return { ...base, save: save('draft'), comment: { kind: 'withdrawn', ...said }, cancel: ['publish'] }
    case 'return': {
      const comment = { kind: 'returned', ...said } as const
      return { ...base, save: save('draft'), comment, cancel: ['publish'], notices: tell('returned', others) }
    }
    case 'publish':
      return {
        ...base,
        save: { input: publishedInput(entry, round, deps.now()), note: entry.note },
        comment: { kind: 'published', ...said },
        cancel: ['publish'],
        ownWork: settings.approval && writersOf(round).has(actor),
        notices: tell('published', others),
      }
    case 'archive': {
      const input = await archivedInput(entry.id, deps)
      const notices = tell('archived', await serversOf(situated, deps))
      const comment = text === '' ? {} : { comment: { kind: 'comment', ...said } as const }
      if (input === null) return null
      return { ...base, save: { input, note: '' }, ...comment, cancel: ['publish', 'archive'], notices }
    }
    case 'plan_publish':
    case 'plan_archive': {
      const kind = request.action === 'plan_publish' ? 'publish' : 'archive'
      const plan = { kind, at: request.at ?? deps.now(), revision: entry.revision } as const
      return { ...base, plan, notices: tell('scheduled', others, { kind, at: formatMoment(plan.at) }) }
    }
    case 'restore':
      return restoring(request.revision, situated, deps)
    case 'comment': {
      const told = entry.status === 'in_review' ? [...others, ...approversOf(entry.section.code, accounts)] : others
      const to = told.filter(id => id !== account.id)
      const form = { accountId: account.id, key: `comment:${request.form}` }
      return { ...base, seen: null, form, comment: { kind: 'comment', ...said }, notices: tell('commented', to) }
    }
    default:
      return request satisfies never
  }
}

/** What staff are given now, as it will stand once it is withdrawn. Work on it goes on from there. */
export async function archivedInput(
  entryId: string,
  { registry }: Pick<WorkflowDeps, 'registry'>,
): Promise<EntryInput | null> {
  const [official] = await registry.entriesById([entryId])
  return official?.status === 'published' ? { ...official, status: 'archived' } : null
}

/** Who published what is taken out now, and who works on its successor. */
async function serversOf(
  { entry, account, others, accounts }: Situated,
  deps: WorkflowDeps,
): Promise<readonly string[]> {
  const serving = entry.publishedRevision === null ? null : await deps.revisions.find(entry.id, entry.publishedRevision)
  const publisher = accounts.find(one => actorOf(one) === serving?.author)
  return [...others, ...(publisher === undefined ? [] : [publisher.id])].filter(id => id !== account.id)
}

async function restoring(
  number: number,
  { entry, account }: Situated,
  deps: WorkflowDeps,
): Promise<WorkflowChange | null> {
  const revision = await deps.revisions.find(entry.id, number)
  if (revision === null || number === entry.revision) return null
  const { id, section } = entry
  // A draft of today: who publishes it states anew since when it holds.
  const dates = { registeredOn: null, revisedOn: dateInJapan(deps.now()) }
  const input: EntryInput = { ...contentOf(revision), id, section, status: 'draft', ...dates }
  const note = workflowNotes.restored(number)
  return {
    entryId: id,
    actor: actorOf(account),
    seen: entry.revision,
    save: { input, note },
    cancel: ['publish'],
    notices: [],
  }
}

async function callOff(
  entryId: string,
  kind: ScheduleKind,
  { account, deps }: { readonly account: Account; readonly deps: WorkflowDeps },
): Promise<WorkflowOutcome> {
  const situation = await readSituation(entryId, account, deps)
  const right = permissionFor(kind === 'publish' ? 'plan_publish' : 'plan_archive', situation)
  if (right === 'no_right') return { kind: 'no_right' }
  const plans = await deps.schedules.of(entryId)
  if (!plans.some(plan => plan.kind === kind)) return { kind: 'changed' }
  return apply({ entryId, actor: actorOf(account), seen: null, cancel: [kind], notices: [] }, deps)
}

async function apply(change: WorkflowChange | null, deps: WorkflowDeps): Promise<WorkflowOutcome> {
  if (change === null) return { kind: 'nothing_to_restore' }
  try {
    await deps.store.apply(change)
  } catch (error) {
    if (isFault(error, 'conflict')) return { kind: 'changed' }
    throw error
  }
  deps.poke()
  return { kind: 'done' }
}
