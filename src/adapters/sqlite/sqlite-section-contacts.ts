// Where sections are reached, over SQLite.
import type { Kysely } from 'kysely'
import { FaqError } from '../../core/errors.ts'
import type { SectionContacts } from '../../core/ports/ticket-store.ts'
import { openAuditTrail } from './audit-trail.ts'
import type { Tables } from './tables.ts'

export function openSqliteSectionContacts(query: Kysely<Tables>, now: () => Date): SectionContacts {
  const all = () =>
    query
      .selectFrom('section_contact')
      .innerJoin('section', 'section.id', 'section_contact.section_id')
      .select(['section.code as sectionCode', 'section_contact.door', 'section_contact.address'])
  return {
    contactOf: async (sectionCode, door) => {
      const row = await all().where('code', '=', sectionCode).where('door', '=', door).executeTakeFirst()
      return row?.address ?? null
    },
    contacts: () => all().orderBy('section.id').orderBy('door').execute(),
    setContact: async (sectionCode, door, address, actor) => {
      await query.transaction().execute(async transaction => {
        const section = await transaction
          .selectFrom('section')
          .select('id')
          .where('code', '=', sectionCode)
          .executeTakeFirst()
        if (section === undefined) throw new FaqError('not_found', { what: 'section', id: sectionCode })
        const key = { section_id: section.id, door }
        const stored = transaction
          .selectFrom('section_contact')
          .select('address')
          .where(eb => eb.and(key))
        const before = await stored.executeTakeFirst()
        await transaction
          .deleteFrom('section_contact')
          .where(eb => eb.and(key))
          .execute()
        if (address !== null)
          await transaction
            .insertInto('section_contact')
            .values({ ...key, address })
            .execute()
        const record = await openAuditTrail(transaction)
        const told = { door, address }
        await record({
          at: now().toISOString(),
          actor,
          action: 'section.contact',
          subject: sectionCode,
          before: before ?? null,
          after: told,
        })
      })
    },
  }
}
