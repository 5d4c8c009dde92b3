// How entries fared with the people they were given to, counted in the log.
import { type Kysely, sql } from 'kysely'
import type { ReactionCount } from '../../core/ports/upkeep.ts'
import type { Tables } from './tables.ts'

/** The last word of a question counts: who pressed 解決しない and then 解決した is counted once. */
export async function countReactions(query: Kysely<Tables>, since: Date): Promise<readonly ReactionCount[]> {
  const { rows } = await sql<ReactionCount>`
    select said.entry_id as "entryId", sum(said.kind = 'resolved') as resolved, sum(said.kind = 'unresolved') as unresolved
    from (
      select entry_id, kind, max(id) from feedback
      where kind in ('resolved', 'unresolved') and entry_id is not null and at >= ${since.toISOString()}
      group by question_id, entry_id
    ) as said
    join entry on entry.id = said.entry_id and entry.published_revision is not null
    group by said.entry_id
    having unresolved > 0`.execute(query)
  return rows
}

/** The first candidate of an answered question was given; one that was chosen counts as much. */
export async function countTimesGiven(
  query: Kysely<Tables>,
  ids: readonly string[],
  since: Date,
): Promise<ReadonlyMap<string, number>> {
  const [wanted, from] = [JSON.stringify(ids), since.toISOString()]
  const { rows } = await sql<{ entryId: string; times: number }>`
    select entry_id as "entryId", count(*) as times from (
      select candidate_log.entry_id from candidate_log
      join question_log on question_log.id = candidate_log.question_id
      where candidate_log.entry_id in (select value from json_each(${wanted}))
        and candidate_log.rank = 0 and question_log.outcome = 'answered' and question_log.asked_at >= ${from}
      union all
      select entry_id from feedback
      where kind = 'chosen' and at >= ${from} and entry_id in (select value from json_each(${wanted}))
    ) group by entry_id`.execute(query)
  return new Map(rows.map(({ entryId, times }) => [entryId, times]))
}
