// What editors need beside the registry, on one database and the folder beside it, and what their pages ask of the product.
import { randomInt, randomUUID } from 'node:crypto'
import { join } from 'node:path'
import type { EditingDeps } from '../../admin/editing/deps.ts'
import { openAttachmentFiles } from '../adapters/attachment-files.ts'
import type { OpenDatabase } from '../adapters/sqlite/open-database.ts'
import { openSqliteAttachments } from '../adapters/sqlite/sqlite-attachments.ts'
import { openSqliteAutosaves } from '../adapters/sqlite/sqlite-autosaves.ts'
import { openSqliteEntryList } from '../adapters/sqlite/sqlite-entry-list.ts'
import { openSqliteSentForms } from '../adapters/sqlite/sqlite-sent-forms.ts'
import type { Editing, Product } from '../cli/cli-deps.ts'
import { draftsForEditing } from './open-drafting.ts'

export interface OpenEditingDeps {
  readonly dataDir: string
  readonly now: () => Date
  readonly newId: () => string
}

export async function openEditing(query: OpenDatabase['query'], deps: OpenEditingDeps): Promise<Editing> {
  return {
    entryList: await openSqliteEntryList(query),
    autosaves: openSqliteAutosaves(query),
    sentForms: openSqliteSentForms(query, deps.now),
    attachments: openSqliteAttachments(query, deps),
    attachmentFiles: openAttachmentFiles(join(deps.dataDir, 'attachments')),
  }
}

export function editingDeps(product: Product): EditingDeps {
  const { registry, editorial, editing, search } = product
  return {
    ...editing,
    ...draftsForEditing(product),
    registry,
    search,
    revisions: editorial.revisions,
    nameOfActor: nameOfActor(product),
    now: () => new Date(),
    newKey: randomUUID,
    random: below => randomInt(below),
  }
}

export function nameOfActor({ people }: Product): EditingDeps['nameOfActor'] {
  return async actor => {
    const account = actor.startsWith('user:') ? await people.accounts.findByLogin(actor.slice('user:'.length)) : null
    return account?.name ?? actor
  }
}
