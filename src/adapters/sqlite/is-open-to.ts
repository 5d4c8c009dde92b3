// Which entries a reader may be given as an answer, as a condition of a query: what `isAnswerFor` says of one entry.
import { type RawBuilder, sql } from 'kysely'
import type { Reader } from '../../core/access/rights.ts'

/**
 * Published, and not among the few that are closed to the reader. Those are found by an index of their own, so that a list
 * of everything else is no slower for them.
 */
export function isOpenTo({ scope, today }: Reader): RawBuilder<boolean> {
  return sql<boolean>`(entry.published_revision is not null and entry.id not in (
    select closed.entry_id from revision as closed
    join entry as own on own.id = closed.entry_id and own.published_revision = closed.number
    join section as owner on owner.id = own.section_id
    where (closed.visible_to <> '[]' or closed.valid_from is not null or closed.valid_until is not null)
      and (${closedTo(scope)} or closed.valid_from > ${today} or closed.valid_until < ${today})
  ))`
}

function closedTo(scope: Reader['scope']): RawBuilder<boolean> {
  if (scope === null) return sql<boolean>`false`
  const codes = JSON.stringify(scope)
  return sql<boolean>`(closed.visible_to <> '[]'
    and owner.code not in (select value from json_each(${codes}))
    and not exists (
      select 1 from json_each(closed.visible_to) as named
      where named.value in (select value from json_each(${codes}))
    ))`
}
