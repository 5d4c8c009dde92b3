// Groups of synonyms over SQLite.
import type { Kysely, Selectable, Transaction } from 'kysely'
import { FaqError } from '../../core/errors.ts'
import type { ChangeOptions, SynonymGroup, SynonymGroupInput, SynonymGroups } from '../../core/ports/synonym-groups.ts'
import { openAuditTrail } from './audit-trail.ts'
import type { Tables } from './tables.ts'

export interface SqliteWriteDeps {
  readonly now: () => Date
  readonly newId: () => string
}

export function openSqliteSynonymGroups(query: Kysely<Tables>, deps: SqliteWriteDeps): SynonymGroups {
  const write = <T>(work: (transaction: Transaction<Tables>) => Promise<T>) => query.transaction().execute(work)
  return {
    list: async () => (await select(query).execute()).map(toGroup).sort(byFirstWord),
    find: id => find(query, id),
    create: (inputs, actor) => write(transaction => createAll(transaction, inputs, { ...deps, actor })),
    change: (id, input, options) => write(transaction => change(transaction, id, input, { ...deps, ...options })),
    remove: (id, options) => write(transaction => remove(transaction, id, { ...deps, ...options })),
  }
}

type WriteOptions = SqliteWriteDeps & Pick<ChangeOptions, 'actor'>

function select(query: Kysely<Tables>) {
  return query.selectFrom('synonym_group').selectAll().where('removed_at', 'is', null)
}

async function find(query: Kysely<Tables>, id: string): Promise<SynonymGroup | null> {
  const row = await select(query).where('id', '=', id).executeTakeFirst()
  return row === undefined ? null : toGroup(row)
}

async function createAll(
  transaction: Transaction<Tables>,
  inputs: readonly SynonymGroupInput[],
  { now, newId, actor }: WriteOptions,
): Promise<readonly SynonymGroup[]> {
  const record = await openAuditTrail(transaction)
  const created: SynonymGroup[] = []
  for (const { words, note } of inputs) {
    const at = now()
    const group: SynonymGroup = { id: newId(), version: 1, words, note, changedBy: actor, changedAt: at }
    await transaction.insertInto('synonym_group').values(toRow(group)).execute()
    const after = { words, note }
    await record({ at: at.toISOString(), actor, action: 'synonyms.created', subject: group.id, before: null, after })
    created.push(group)
  }
  return created
}

async function change(
  transaction: Transaction<Tables>,
  id: string,
  { words, note }: SynonymGroupInput,
  { now, actor, seen }: WriteOptions & ChangeOptions,
): Promise<SynonymGroup> {
  const before = await mustSee(transaction, id, seen)
  const group: SynonymGroup = { id, version: seen + 1, words, note, changedBy: actor, changedAt: now() }
  await transaction.updateTable('synonym_group').set(toRow(group)).where('id', '=', id).execute()
  const record = await openAuditTrail(transaction)
  await record({
    at: group.changedAt.toISOString(),
    actor,
    action: 'synonyms.changed',
    subject: id,
    before: { words: before.words, note: before.note },
    after: { words, note },
  })
  return group
}

async function remove(
  transaction: Transaction<Tables>,
  id: string,
  { now, actor, seen }: WriteOptions & ChangeOptions,
): Promise<void> {
  const { words, note } = await mustSee(transaction, id, seen)
  const at = now().toISOString()
  const removed = { removed_at: at, version: seen + 1, changed_by: actor, changed_at: at }
  await transaction.updateTable('synonym_group').set(removed).where('id', '=', id).execute()
  const record = await openAuditTrail(transaction)
  await record({ at, actor, action: 'synonyms.removed', subject: id, before: { words, note }, after: null })
}

async function mustSee(transaction: Transaction<Tables>, id: string, seen: number): Promise<SynonymGroup> {
  const group = await find(transaction, id)
  if (group === null) throw new FaqError('not_found', { what: 'synonyms', id })
  if (group.version !== seen) {
    throw new FaqError('conflict', { id, expectedRevision: seen, currentRevision: group.version })
  }
  return group
}

function toRow({ id, version, words, note, changedBy, changedAt }: SynonymGroup) {
  const changed = { changed_by: changedBy, changed_at: changedAt.toISOString() }
  return { id, version, words: JSON.stringify(words), note, removed_at: null, ...changed }
}

function toGroup(row: Selectable<Tables['synonym_group']>): SynonymGroup {
  return {
    id: row.id,
    version: row.version,
    words: JSON.parse(row.words) as readonly string[],
    note: row.note,
    changedBy: row.changed_by,
    changedAt: new Date(row.changed_at),
  }
}

const order = new Intl.Collator('ja')

/** Equal first words in the order of their ids: a list that is read twice is the same list. */
function byFirstWord(a: SynonymGroup, b: SynonymGroup): number {
  return order.compare(a.words[0] ?? '', b.words[0] ?? '') || (a.id < b.id ? -1 : 1)
}
