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

export function editingDeps({ registry, editorial, editing, search, people }: Product): EditingDeps {
  return {
    ...editing,
    registry,
    search,
    revisions: editorial.revisions,
    nameOfActor: async actor => {
      const account = actor.startsWith('user:') ? await people.accounts.findByLogin(actor.slice('user:'.length)) : null
      return account?.name ?? actor
    },
    now: () => new Date(),
    newKey: randomUUID,
    random: below => randomInt(below),
  }
}
