// Reads everything that the pages of one entry show, and no more than the person may see of it.

import type { Account } from '../../src/core/access/account.ts'
import { isVisibleIn, isWorkVisibleIn, scopeOf } from '../../src/core/access/rights.ts'
import { draftThatItIs } from '../../src/core/drafting/still-models.ts'
import type { Entry, EntryContent, Section, WorkingEntry } from '../../src/core/entry.ts'
import { FaqError } from '../../src/core/errors.ts'
import type { Cluster } from '../../src/core/learning/cluster.ts'
import { isClusterFor } from '../../src/core/learning/cluster-rights.ts'
import type { Clusters } from '../../src/core/learning/clusters.ts'
import type { FeedbackUse } from '../../src/core/learning/feedback-use.ts'
import type { Accounts } from '../../src/core/ports/accounts.ts'
import type { ModelDraft, ModelDrafts } from '../../src/core/ports/model-drafts.ts'
import type { Registry } from '../../src/core/ports/registry.ts'
import {
  RENDERING_LANGUAGES,
  type RenderingLanguage,
  type RenderingState,
  type Renderings,
} from '../../src/core/ports/renderings.ts'
import type { ReviewComment, ReviewComments } from '../../src/core/ports/review-comments.ts'
import type { ReviewQueue } from '../../src/core/ports/review-queue.ts'
import type { Revision, Revisions } from '../../src/core/ports/revisions.ts'
import type { Schedule, Schedules } from '../../src/core/ports/schedules.ts'
import type { SectionSettings, SectionSettingsPort } from '../../src/core/ports/section-settings.ts'
import { writersOf } from '../../src/core/workflow/people.ts'
import { readRound } from '../../src/core/workflow/read-round.ts'
import { actionsFor, type WorkflowAction } from '../../src/core/workflow/rules.ts'
import type { Workflow } from '../../src/core/workflow/workflow.ts'
import { type NameOf, namesOf } from './names.ts'

export interface WorkflowPagesDeps {
  readonly registry: Pick<Registry, 'entriesById' | 'sections' | 'workingEntries'>
  readonly accounts: Pick<Accounts, 'all'>
  readonly workflow: Workflow
  readonly revisions: Revisions
  readonly comments: ReviewComments
  readonly schedules: Pick<Schedules, 'of'>
  readonly settings: SectionSettingsPort
  readonly queue: ReviewQueue
  readonly feedback: Pick<FeedbackUse, 'falls' | 'resolution'>
  readonly modelDrafts: Pick<ModelDrafts, 'allOfEntry' | 'unpublished'>
  readonly clusters: Pick<Clusters, 'ofEntry'>
  /** Null where no chat model is set up. */
  readonly modelHelp: {
    readonly renderings: Pick<Renderings, 'find'>
    readonly model: string
    readonly isOn: () => Promise<boolean>
  } | null
  readonly now: () => Date
}

/** An entry whose work the person may see. */
export interface WorkView {
  readonly kind: 'work'
  readonly entry: WorkingEntry
  /** The newest revision with its author. */
  readonly newest: Revision | null
  /** What staff are given meanwhile, where the newest revision is another. */
  readonly serving: EntryContent | null
  readonly comments: readonly ReviewComment[]
  readonly plans: readonly Schedule[]
  readonly settings: SectionSettings
  readonly actions: ReadonlySet<WorkflowAction>
  /** The person wrote some of what is in the works. */
  readonly wroteIt: boolean
  readonly sections: readonly Section[]
  /** Questions without an answer that led to the entry. */
  readonly clusters: readonly Cluster[]
  readonly nameOf: NameOf
  readonly account: Account
  /** What a model drafted, for as long as the entry is still that. */
  readonly modelDraft: ModelDraft | null
  /** A chat model may be asked for phrasings. */
  readonly modelHelps: boolean
  /** How the answer stands in other words; of what staff are given, and where a chat model is set up. */
  readonly renderings: readonly { readonly language: RenderingLanguage; readonly state: RenderingState | 'none' }[]
}

/** Another section's entry: what staff are given of it. */
export interface OfficialView {
  readonly kind: 'official'
  readonly entry: Entry
  readonly sections: readonly Section[]
}

/** Throws `not_found` for what is not there, or not for this person. */
export async function readView(
  id: string,
  account: Account,
  deps: WorkflowPagesDeps,
): Promise<WorkView | OfficialView> {
  const [working] = await deps.registry.workingEntries([id])
  const scope = scopeOf(account)
  if (working !== undefined && isWorkVisibleIn(working, scope)) return readWork(working, account, deps)
  const [official] = await deps.registry.entriesById([id])
  if (official?.status !== 'published' || !isVisibleIn(official, scope)) {
    throw new FaqError('not_found', { what: 'entry', id })
  }
  return { kind: 'official', entry: official, sections: await deps.registry.sections() }
}

/** For pages that are for the entry's own section alone. */
export async function readWorkingEntry(id: string, account: Account, deps: WorkflowPagesDeps): Promise<WorkingEntry> {
  const [working] = await deps.registry.workingEntries([id])
  if (working === undefined || !isWorkVisibleIn(working, scopeOf(account))) {
    throw new FaqError('not_found', { what: 'entry', id })
  }
  return working
}

async function readWork(entry: WorkingEntry, account: Account, deps: WorkflowPagesDeps): Promise<WorkView> {
  const [newest, comments, plans, settings, round, accounts, sections, drafted, clusters, helps] = await Promise.all([
    deps.revisions.find(entry.id, entry.revision),
    deps.comments.of(entry.id),
    deps.schedules.of(entry.id),
    deps.settings.settingsOf(entry.section.code),
    readRound(entry, deps.revisions),
    deps.accounts.all(),
    deps.registry.sections(),
    deps.modelDrafts.allOfEntry(entry.id),
    deps.clusters.ofEntry(entry.id),
    deps.modelHelp?.isOn() ?? false,
  ])
  const modelDraft = draftThatItIs(entry, drafted)
  const serving = entry.publishedRevision === entry.revision ? null : round.before
  const actions = actionsFor({ entry, settings, account })
  const wroteIt = writersOf(round).has(`user:${account.login}`)
  const read = {
    newest,
    serving,
    comments,
    plans,
    settings,
    actions,
    wroteIt,
    sections,
    account,
    modelDraft,
    modelHelps: helps,
  }
  const renderings = helps ? await renderingStates(entry, serving ?? entry, deps) : []
  const own = clusters.filter(cluster => isClusterFor(account, cluster))
  return { kind: 'work', entry, renderings, ...read, clusters: own, nameOf: namesOf(accounts) }
}

/** Of what staff are given. */
async function renderingStates(
  { id, publishedRevision }: WorkingEntry,
  { question, answer }: EntryContent,
  { modelHelp }: WorkflowPagesDeps,
): Promise<WorkView['renderings']> {
  if (modelHelp === null || publishedRevision === null) return []
  const official = { id, revision: publishedRevision, question, answer }
  return Promise.all(
    RENDERING_LANGUAGES.map(async language => {
      const found = await modelHelp.renderings.find(official, language, modelHelp.model)
      return { language, state: found?.state ?? ('none' as const) }
    }),
  )
}
