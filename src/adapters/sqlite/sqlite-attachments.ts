// Files of answers over SQLite: what they are called, what they are, and whose.
import type { Kysely, Selectable } from 'kysely'
import { FaqError } from '../../core/errors.ts'
import type { Attachment, Attachments } from '../../core/ports/attachments.ts'
import { openAuditTrail } from './audit-trail.ts'
import type { Tables } from './tables.ts'

export interface SqliteAttachmentsDeps {
  readonly now: () => Date
  readonly newId: () => string
}

export function openSqliteAttachments(query: Kysely<Tables>, { now, newId }: SqliteAttachmentsDeps): Attachments {
  const present = () => query.selectFrom('attachment').selectAll().where('removed_at', 'is', null)
  return {
    add: ({ entryId, name, mediaType, file }, actor) =>
      query.transaction().execute(async transaction => {
        const at = now().toISOString()
        const row = {
          id: newId(),
          entry_id: entryId,
          sha256: file.sha256,
          name,
          media_type: mediaType,
          size_bytes: file.sizeBytes,
          uploaded_by: actor,
          uploaded_at: at,
          removed_at: null,
        }
        await transaction.insertInto('attachment').values(row).execute()
        const after = toAttachment(row)
        const record = await openAuditTrail(transaction)
        await record({ at, actor, action: 'attachment.added', subject: entryId, before: null, after })
        return after
      }),
    find: async id => {
      const row = await present().where('id', '=', id).executeTakeFirst()
      return row === undefined ? null : toAttachment(row)
    },
    ofEntry: async entryId =>
      (await present().where('entry_id', '=', entryId).orderBy('uploaded_at').orderBy('id').execute()).map(
        toAttachment,
      ),
    remove: (id, actor) =>
      query.transaction().execute(async transaction => {
        const at = now().toISOString()
        const row = await transaction
          .updateTable('attachment')
          .set({ removed_at: at })
          .where('id', '=', id)
          .where('removed_at', 'is', null)
          .returningAll()
          .executeTakeFirst()
        if (row === undefined) throw new FaqError('not_found', { what: 'path', id })
        const record = await openAuditTrail(transaction)
        const before = toAttachment(row)
        await record({ at, actor, action: 'attachment.removed', subject: row.entry_id, before, after: null })
      }),
  }
}

function toAttachment(row: Selectable<Tables['attachment']>): Attachment {
  return {
    id: row.id,
    entryId: row.entry_id,
    sha256: row.sha256,
    name: row.name,
    mediaType: row.media_type,
    sizeBytes: row.size_bytes,
    uploadedBy: row.uploaded_by,
    uploadedAt: new Date(row.uploaded_at),
  }
}
