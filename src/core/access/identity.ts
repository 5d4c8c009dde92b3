// What an identity provider says of a person, read into what an account states. Which claims are read, and which groups mean
// which roles, are settings: where none is set, section and roles stay what administrators made them.
import type { WrittenRole } from './grant-text.ts'

export type Claims = Readonly<Record<string, unknown>>

/** `GROUP=ROLE`: whoever is in the group has the role. */
export interface RoleMapping {
  readonly group: string
  readonly role: WrittenRole
}

export interface ClaimSettings {
  readonly loginClaim: string
  /** Null: sections are kept here. */
  readonly sectionClaim: string | null
  /** Null: roles are kept here. */
  readonly rolesClaim: string | null
  readonly roles: readonly RoleMapping[]
}

/** A person as the provider knows them. */
export interface Identity {
  readonly issuer: string
  readonly subject: string
  readonly login: string
  readonly name: string
  readonly mail: string | null
  /** Code or name of the section; null where the provider names none. Undefined where that is not its business. */
  readonly section: string | null | undefined
  readonly roles: readonly WrittenRole[] | undefined
}

/** Longer ones are no names; columns and pages would suffer. */
const TEXT_LENGTH_MAX = 200

/** Null where the claims name nobody. */
export function readIdentity(claims: Claims, issuer: string, settings: ClaimSettings): Identity | null {
  const subject = textOf(claims, 'sub')
  const login = textOf(claims, settings.loginClaim)
  if (subject === null || login === null) return null
  const { sectionClaim, rolesClaim } = settings
  return {
    issuer,
    subject,
    login,
    name: textOf(claims, 'name') ?? login,
    mail: claims['email_verified'] === false ? null : textOf(claims, 'email'),
    section: sectionClaim === null ? undefined : textOf(claims, sectionClaim),
    roles: rolesClaim === null ? undefined : rolesOf(textsOf(claims, rolesClaim), settings.roles),
  }
}

function rolesOf(groups: readonly string[], mappings: readonly RoleMapping[]): readonly WrittenRole[] {
  const member = new Set(groups)
  return mappings.filter(({ group }) => member.has(group)).map(({ role }) => role)
}

function textOf(claims: Claims, name: string): string | null {
  const [first = ''] = textsOf(claims, name)
  const text = first
    .toWellFormed()
    .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .trim()
  return text === '' || text.length > TEXT_LENGTH_MAX ? null : text
}

/** A claim by its name, or, as `realm_access.roles`, a part of one. One text or a list of them. */
function textsOf(claims: Claims, name: string): readonly string[] {
  const value = Object.hasOwn(claims, name) ? claims[name] : name.split('.').reduce<unknown>(partOf, claims)
  const values: readonly unknown[] = Array.isArray(value) ? value : [value]
  return values.filter(item => typeof item === 'string')
}

function partOf(whole: unknown, name: string): unknown {
  if (typeof whole !== 'object' || whole === null || !Object.hasOwn(whole, name)) return undefined
  return (whole as Readonly<Record<string, unknown>>)[name]
}
