// Names a state of the registry, so that a cache can tell whether the registry is still the one that it was made of.
import type { Kysely } from 'kysely'
import type { Tables } from './tables.ts'

/** Newest change announced; 0 when there was none. */
export async function latestChange(query: Kysely<Tables>): Promise<number> {
  const newest = query.selectFrom('index_change').select(eb => eb.fn.max('seq').as('seq'))
  return (await newest.executeTakeFirst())?.seq ?? 0
}

/** The newest audit event by number and hash, which chains it to all before it, and the newest change of the index. */
export async function readLineage(query: Kysely<Tables>): Promise<string> {
  const events = query.selectFrom('audit_event').select(['seq', 'hash']).orderBy('seq', 'desc').limit(1)
  const newest = await events.executeTakeFirst()
  return formatLineage(newest, await latestChange(query))
}

/** The one writing of it; `descendsFrom` reads it. */
export function formatLineage(
  newest: { readonly seq: number; readonly hash: string } | undefined,
  change: number,
): string {
  return `${newest?.seq ?? 0}:${newest?.hash ?? ''}:${change}`
}

/** An older copy lacks the event, or has not come as far; from there on its hashes are others. */
export async function descendsFrom(query: Kysely<Tables>, lineage: string): Promise<boolean> {
  const [seq = '', hash = '', change] = lineage.split(':')
  if (change === undefined || !(Number(change) <= (await latestChange(query)))) return false
  if (hash === '') return seq === '0'
  const event = query.selectFrom('audit_event').select('seq').where('seq', '=', Number(seq)).where('hash', '=', hash)
  return (await event.executeTakeFirst()) !== undefined
}
