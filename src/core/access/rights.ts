// Who may do what: one table of actions and roles, and what of the registry a person may see.
import { type Entry, isValidOn } from '../entry.ts'
import { FaqError } from '../errors.ts'
import type { CalendarDate } from '../fiscal-year.ts'
import type { Account, Role } from './account.ts'

/** Every thing that needs a right. Those marked below are held in a section, the others everywhere. */
export const ACTIONS = [
  'entries.read',
  'entry.edit',
  'entry.publish',
  'ticket.work',
  'entries.exchange',
  'words.edit',
  'workbench.use',
  'figures.read',
  'plan.edit',
  'tokens.manage',
  'sections.manage',
  'people.manage',
  'models.manage',
  'audit.read',
  'privacy.manage',
] as const
export type Action = (typeof ACTIONS)[number]

const RIGHTS: Readonly<Record<Action, readonly Role[]>> = {
  'entries.read': ['editor', 'approver', 'manager', 'administrator'],
  'entry.edit': ['editor', 'approver', 'administrator'],
  'entry.publish': ['approver', 'administrator'],
  'ticket.work': ['editor', 'approver', 'administrator'],
  'entries.exchange': ['editor', 'approver', 'administrator'],
  'words.edit': ['editor', 'approver', 'administrator'],
  'workbench.use': ['editor', 'approver', 'manager', 'administrator'],
  'figures.read': ['editor', 'approver', 'manager', 'administrator'],
  'plan.edit': ['editor', 'approver', 'manager', 'administrator'],
  'tokens.manage': ['administrator'],
  'sections.manage': ['administrator'],
  'people.manage': ['administrator'],
  'models.manage': ['administrator'],
  'audit.read': ['administrator'],
  'privacy.manage': ['administrator'],
}

/** Rights over entries, tickets and values of the plan: an editor of one section has none in another. */
const IN_SECTIONS: ReadonlySet<Action> = new Set<Action>(['entry.edit', 'entry.publish', 'ticket.work', 'plan.edit'])

/** Whether the account may do it: in this section, or, where none is named, in any. Nobody signed in may nothing. */
export function may(account: Account | null, action: Action, sectionCode?: string): boolean {
  if (account === null || account.disabled) return false
  return account.grants.some(grant => {
    if (!RIGHTS[action].includes(grant.role)) return false
    const everywhere = grant.sectionCode === null || !IN_SECTIONS.has(action) || sectionCode === undefined
    return everywhere || grant.sectionCode === sectionCode
  })
}

/** Throws `forbidden` unless the account may do it in the section. */
export function requireRight(account: Account | null, action: Action, sectionCode?: string): void {
  if (!may(account, action, sectionCode)) throw new FaqError('forbidden', { action })
}

/** The sections in which the account may do it; null for all of them. */
export function sectionsWhere(account: Account, action: Action): readonly string[] | null {
  if (account.disabled) return []
  const grants = account.grants.filter(({ role }) => RIGHTS[action].includes(role))
  if (grants.some(({ sectionCode }) => sectionCode === null)) return null
  return grants.flatMap(({ sectionCode }) => sectionCode ?? [])
}

/** Codes of the sections whose restricted entries and unpublished work a person sees; null for all. */
export type Scope = readonly string[] | null

/** What anybody sees. */
export const PUBLIC_SCOPE: Scope = []

/** What is meant where no scope is given: what anybody sees. `??` would take administrators' null for missing. */
export function scopeOrPublic(scope: Scope | undefined): Scope {
  return scope === undefined ? PUBLIC_SCOPE : scope
}

/** For whom something is looked up, and on which day. */
export interface Reader {
  readonly scope: Scope
  readonly today: CalendarDate
}

/** Administrators see all; everybody else what their own section, and the sections they work for, see. */
export function scopeOf(account: Account | null): Scope {
  if (account === null || account.disabled) return PUBLIC_SCOPE
  if (
    account.grants.some(
      ({ role, sectionCode }) =>
        role === 'administrator' || (role !== 'manager' && role !== 'staff' && sectionCode === null),
    )
  )
    return null
  const own = account.section === null ? [] : [account.section.code]
  return [...new Set([...own, ...account.grants.flatMap(({ sectionCode }) => sectionCode ?? [])])]
}

/** Whether the official entry may be shown to somebody of this scope as an answer on this day. */
export function isAnswerFor(entry: Entry, scope: Scope, today: CalendarDate): boolean {
  return entry.status === 'published' && isValidOn(entry, today) && isVisibleIn(entry, scope)
}

/** Whether a published entry is open to the scope: to everybody, to its owner, or to the sections it names. */
export function isVisibleIn({ visibleTo, section }: Pick<Entry, 'visibleTo' | 'section'>, scope: Scope): boolean {
  if (scope === null || visibleTo.length === 0) return true
  return scope.includes(section.code) || visibleTo.some(code => scope.includes(code))
}

/** Whether its unpublished work may be seen: by its own section's people. */
export function isWorkVisibleIn({ section }: Pick<Entry, 'section'>, scope: Scope): boolean {
  return scope === null || scope.includes(section.code)
}
