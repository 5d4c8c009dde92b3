// What a chat model may do for editors and readers, on one database, and what the pages ask of it.
import { randomUUID } from 'node:crypto'
import type { DraftingPagesDeps } from '../../admin/drafting/deps.ts'
import type { EditingDeps } from '../../admin/editing/deps.ts'
import type { ClustersDeps } from '../../admin/learning/deps.ts'
import type { WorkflowPagesDeps } from '../../admin/workflow/read-view.ts'
import type { ThreadDrafts } from '../../bot/slack/front-end.ts'
import type { OpenDatabase } from '../adapters/sqlite/open-database.ts'
import { openSqliteModelDrafts } from '../adapters/sqlite/sqlite-model-drafts.ts'
import { openSqliteRenderings } from '../adapters/sqlite/sqlite-renderings.ts'
import type { Product, Writing } from '../cli/cli-deps.ts'
import { draftOfCluster } from '../core/drafting/draft-of-cluster.ts'
import { draftOfThread } from '../core/drafting/draft-of-thread.ts'
import type { DraftingDeps } from '../core/drafting/drafting-deps.ts'
import { linkSavedDraft } from '../core/drafting/link-saved-draft.ts'
import { renderAnswer } from '../core/rendering/render-answer.ts'
import { shareMakings } from '../core/rendering/share-makings.ts'
import type { Log } from './log.ts'
import { askerOfAccount } from './model-askers.ts'

export interface OpenWritingDeps {
  /** Null where no chat model is set up. */
  readonly composing: DraftingDeps | null
  readonly now: () => Date
  readonly log: Log
}

export function openWriting(query: OpenDatabase['query'], { composing, now, log }: OpenWritingDeps): Writing {
  const renderings = openSqliteRenderings(query, now)
  const onUnfit = (why: string) => log('rendering_unfit', { why })
  const deps = { drafting: composing, renderings, now, onUnfit }
  return {
    modelDrafts: openSqliteModelDrafts(query),
    renderings,
    render: shareMakings(request => renderAnswer(request, deps)),
  }
}

/** What the form of an entry asks of drafts. */
export function draftsForEditing({
  writing,
  desk,
  learning,
}: Product): Pick<EditingDeps, 'modelDrafts' | 'onFirstSave'> {
  const { modelDrafts } = writing
  return {
    modelDrafts,
    onFirstSave: (entryId, actor) =>
      linkSavedDraft(entryId, actor, { modelDrafts, tickets: desk.tickets, clusters: learning.clusters }),
  }
}

/** What the page of a cluster asks of it; null where no chat model is set up. */
export function clusterDrafting(
  { composing, writing, learning, search, desk }: Product,
  newEntryId: ClustersDeps['newEntryId'],
): ClustersDeps['model'] {
  if (composing === null) return null
  const { modelDrafts } = writing
  const { clusters } = learning
  const deps = {
    drafting: composing,
    modelDrafts,
    clusters,
    search,
    askerOf: askerOfAccount(desk.askerKeys),
    newEntryId,
    now: () => new Date(),
    newId: randomUUID,
  }
  return { isOn: composing.access.isOn, draft: wanted => draftOfCluster(wanted, deps) }
}

export function draftingPages(
  product: Product,
  { nameOfActor, employeeNumberForms }: Pick<DraftingPagesDeps, 'nameOfActor' | 'employeeNumberForms'>,
): DraftingPagesDeps {
  const { composing, writing, desk, registry, questionLog, search, rank, suggestions, editorial } = product
  return {
    drafting: composing,
    ...writing,
    suggestions,
    rank,
    settings: editorial.settings,
    tickets: desk.tickets,
    clusters: product.learning.clusters,
    employeeNumberForms,
    registry,
    questionLog,
    search,
    nameOfActor,
    askerOf: askerOfAccount(desk.askerKeys),
    now: () => new Date(),
    newId: randomUUID,
  }
}

/** What the page of an entry shows of it; null where no chat model is set up. */
export function modelHelp({ composing, writing }: Product): WorkflowPagesDeps['modelHelp'] {
  if (composing === null) return null
  const { model, isOn } = composing.access
  return { renderings: writing.renderings, model: model.name, isOn }
}

/** What Slack asks of it; null where no chat model is set up. */
export function threadDrafts({ composing, writing, search }: Product): ThreadDrafts | null {
  if (composing === null) return null
  const { modelDrafts } = writing
  const deps = { drafting: composing, modelDrafts, search, now: () => new Date(), newId: randomUUID }
  const { isOn } = composing.access
  return { isOn, draft: thread => draftOfThread(thread, deps), assign: modelDrafts.assign }
}
