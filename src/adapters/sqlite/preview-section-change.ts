// What a change of sections would do, counted as things stand, before anybody makes it.
import { type Kysely, type RawBuilder, sql } from 'kysely'
import type { OutDoor } from '../../core/ports/outbox.ts'
import type { ChangePreview, SectionChange } from '../../core/ports/section-changes.ts'
import { problemsOf, sectionsEnding } from '../../core/upkeep/section-change.ts'
import { entriesNaming } from './apply-section-change.ts'
import { readOverview } from './section-overview.ts'
import type { Tables } from './tables.ts'

export async function previewSectionChange(query: Kysely<Tables>, change: SectionChange): Promise<ChangePreview> {
  const sections = await readOverview(query)
  const ending = sectionsEnding(change)
  const target = targetOf(change)
  const moved = movedEntries(change, ending)
  const counts = await countMoved(query, moved, target)
  return {
    problems: problemsOf(change, sections),
    ...counts,
    renamedScopes: change.kind === 'merge' ? (await entriesNaming(ending, query)).length : 0,
    beingEdited: await readBeingEdited(query, moved, target),
    losing: change.kind === 'merge' ? [] : await peopleLosing(query, { moved, target, change }),
    movingPeople: change.kind === 'merge' ? await countMovingPeople(query, ending) : 0,
    tickets: change.kind === 'merge' ? sum(sections.filter(isIn(ending)).map(({ openTickets }) => openTickets)) : 0,
    contacts: change.kind === 'merge' ? await contactsMoving(query, ending, target) : [],
  }
}

const isIn =
  (codes: readonly string[]) =>
  ({ section }: { readonly section: { readonly code: string } }) =>
    codes.includes(section.code)
const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0)

/** Where entries go; null where none do. */
function targetOf(change: SectionChange): string | null {
  if (change.kind === 'merge' || change.kind === 'split') return change.into.code
  return change.kind === 'move' ? change.to : null
}

/** A condition on `entry` and its `section`. */
function movedEntries(change: SectionChange, ending: readonly string[]): RawBuilder<boolean> {
  const inEnding = sql<boolean>`section.code in (select value from json_each(${JSON.stringify(ending)}))`
  if (change.kind === 'merge') return inEnding
  if (change.kind !== 'split' && change.kind !== 'move') return sql<boolean>`false`
  const named = sql<boolean>`entry.id in (select value from json_each(${JSON.stringify(change.entryIds)}))`
  return change.kind === 'move'
    ? sql<boolean>`${named} and section.code <> ${change.to}`
    : sql<boolean>`${named} and section.code = ${change.from}`
}

async function countMoved(query: Kysely<Tables>, moved: RawBuilder<boolean>, target: string | null) {
  if (target === null) return { entries: 0, inTheWorks: 0, restricted: 0 }
  return query
    .selectFrom('entry')
    .innerJoin('section', 'section.id', 'entry.section_id')
    .leftJoin('revision', join =>
      join
        .onRef('revision.entry_id', '=', 'entry.id')
        .onRef('revision.number', '=', 'entry.published_revision')
        .on('revision.visible_to', '<>', '[]'),
    )
    .select([
      eb => eb.fn.countAll<number>().as('entries'),
      sql<number>`coalesce(sum(entry.status in ('draft', 'in_review')), 0)`.as('inTheWorks'),
      sql<number>`count(revision.number)`.as('restricted'),
    ])
    .where(moved)
    .executeTakeFirstOrThrow()
}

/** Names told beside a preview; the rest is counted. */
const NAMES_MAX = 50

async function readBeingEdited(query: Kysely<Tables>, moved: RawBuilder<boolean>, target: string | null) {
  if (target === null) return []
  return query
    .selectFrom('autosave')
    .innerJoin('entry', 'entry.id', 'autosave.entry_id')
    .innerJoin('section', 'section.id', 'entry.section_id')
    .innerJoin('user_account', 'user_account.id', 'autosave.account_id')
    .select(['autosave.entry_id as entryId', 'user_account.name as person'])
    .where(moved)
    .orderBy('autosave.entry_id')
    .limit(NAMES_MAX)
    .execute()
}

/** Editors and approvers of sections that entries leave, who are none where these go, nor everywhere. */
async function peopleLosing(
  query: Kysely<Tables>,
  {
    moved,
    target,
    change,
  }: { readonly moved: RawBuilder<boolean>; readonly target: string | null; readonly change: SectionChange },
): Promise<readonly string[]> {
  if (target === null || (change.kind === 'split' && change.roles)) return []
  const { rows } = await sql<{ name: string }>`select distinct user_account.name from account_role
    join user_account on user_account.id = account_role.account_id and user_account.disabled_at is null
    where account_role.role in ('editor', 'approver') and account_role.section_id in (
      select entry.section_id from entry join section on section.id = entry.section_id where ${moved}
    ) and not exists (
      select 1 from account_role as other left join section as target on target.id = other.section_id
      where other.account_id = user_account.id and (
        other.role = 'administrator' or (other.role = account_role.role and (other.section_id = 0 or target.code = ${target}))
      )
    ) order by user_account.name`.execute(query)
  return rows.map(({ name }) => name)
}

async function countMovingPeople(query: Kysely<Tables>, ending: readonly string[]): Promise<number> {
  const codes = JSON.stringify(ending)
  const { rows } = await sql<{
    count: number
  }>`select count(*) as count from user_account where disabled_at is null and (
      section_id in (select id from section where code in (select value from json_each(${codes})))
      or id in (select account_id from account_role join section on section.id = account_role.section_id
        where section.code in (select value from json_each(${codes}))))`.execute(query)
  return rows[0]?.count ?? 0
}

/** Of several addresses for one door the first is kept, as they are moved one section after the other. */
async function contactsMoving(query: Kysely<Tables>, ending: readonly string[], target: string | null) {
  const all = await query
    .selectFrom('section_contact')
    .innerJoin('section', 'section.id', 'section_contact.section_id')
    .select(['section.code', 'section_contact.door', 'section_contact.address'])
    .execute()
  const taken = new Set<OutDoor>(all.filter(({ code }) => code === target).map(({ door }) => door))
  return ending.flatMap(code =>
    all
      .filter(contact => contact.code === code)
      .map(({ door, address }) => {
        const kept = !taken.has(door)
        taken.add(door)
        return { door, address, kept }
      }),
  )
}
