// Which entries a person may be given, as conditions of a query: what `isAnswerFor` and `isVisibleIn` say of one entry.
import { type RawBuilder, sql } from 'kysely'
import type { Reader, Scope } from '../../core/access/rights.ts'

/** Found by an index of their own, so that a list of everything else is no slower for them. */
const LIMITED = sql<boolean>`(limited.visible_to <> '[]' or limited.valid_from is not null or limited.valid_until is not null)`

/** Published, and not among the few that are closed to the reader. */
export function isOpenTo({ scope, today }: Reader): RawBuilder<boolean> {
  return servingExcept(
    sql<boolean>`${isClosedTo(scope)} or limited.valid_from > ${today} or limited.valid_until < ${today}`,
  )
}

/** Published and open to the scope, whatever the day. */
export function isVisibleTo(scope: Scope): RawBuilder<boolean> {
  return servingExcept(isClosedTo(scope))
}

function servingExcept(closed: RawBuilder<boolean>): RawBuilder<boolean> {
  return sql<boolean>`(entry.published_revision is not null and entry.id not in (
    select limited.entry_id from revision as limited
    join entry as own on own.id = limited.entry_id and own.published_revision = limited.number
    join section as owner on owner.id = own.section_id
    where ${LIMITED} and (${closed})
  ))`
}

function isClosedTo(scope: Scope): RawBuilder<boolean> {
  if (scope === null) return sql<boolean>`false`
  const codes = JSON.stringify(scope)
  return sql<boolean>`(limited.visible_to <> '[]'
    and owner.code not in (select value from json_each(${codes}))
    and not exists (
      select 1 from json_each(limited.visible_to) as named
      where named.value in (select value from json_each(${codes}))
    ))`
}
