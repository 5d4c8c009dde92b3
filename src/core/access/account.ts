// Who a person is to the product: an account, the roles it has, and the sections in which it has them.
import type { Section } from '../entry.ts'

export const ROLES = ['staff', 'editor', 'approver', 'manager', 'administrator'] as const
export type Role = (typeof ROLES)[number]

/** Roles that are held in sections; the others are held everywhere. */
export const SECTION_ROLES: ReadonlySet<Role> = new Set<Role>(['editor', 'approver'])

export interface Grant {
  readonly role: Role
  /** null: in every section. */
  readonly sectionCode: string | null
}

/** A person who may sign in. */
export interface Account {
  readonly id: string
  readonly version: number
  /** What the person types, in lower case. */
  readonly login: string
  readonly name: string
  readonly mail: string | null
  readonly slackUser: string | null
  /** Where the person works. */
  readonly section: Section | null
  readonly grants: readonly Grant[]
  readonly disabled: boolean
}

/** One who can still sign in as such. */
export function isAdministrator({ disabled, grants }: Pick<Account, 'disabled' | 'grants'>): boolean {
  return !disabled && grants.some(({ role }) => role === 'administrator')
}

/** The name by which the audit trail knows what an account did. */
export function actorOf({ login }: Pick<Account, 'login'>): string {
  return `user:${login}`
}

/** What an actor is called before people: a login, or the name of a command. */
export function actorName(actor: string): string {
  return actor.startsWith('user:') ? actor.slice('user:'.length) : actor
}
