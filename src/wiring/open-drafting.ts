// What a chat model may do for editors and readers, on one database, and what the pages ask of it.
import { randomUUID } from 'node:crypto'
import type { DraftingPagesDeps } from '../../admin/drafting/deps.ts'
import type { EditingDeps } from '../../admin/editing/deps.ts'
import type { OpenDatabase } from '../adapters/sqlite/open-database.ts'
import { openSqliteModelDrafts } from '../adapters/sqlite/sqlite-model-drafts.ts'
import { openSqliteRenderings } from '../adapters/sqlite/sqlite-renderings.ts'
import type { Product, Writing } from '../cli/cli-deps.ts'
import type { DraftingDeps } from '../core/drafting/drafting-deps.ts'
import { linkSavedDraft } from '../core/drafting/link-saved-draft.ts'
import { renderAnswer } from '../core/rendering/render-answer.ts'
import { shareMakings } from '../core/rendering/share-makings.ts'
import type { Log } from './log.ts'

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
export function draftsForEditing({ writing, desk }: Product): Pick<EditingDeps, 'modelDrafts' | 'onFirstSave'> {
  const { modelDrafts } = writing
  return {
    modelDrafts,
    onFirstSave: (entryId, actor) => linkSavedDraft(entryId, actor, { modelDrafts, tickets: desk.tickets }),
  }
}

export function draftingPages(product: Product, nameOfActor: EditingDeps['nameOfActor']): DraftingPagesDeps {
  const { composing, writing, desk, registry, questionLog, search } = product
  return {
    drafting: composing,
    modelDrafts: writing.modelDrafts,
    tickets: desk.tickets,
    registry,
    questionLog,
    search,
    nameOfActor,
    now: () => new Date(),
    newId: randomUUID,
  }
}
