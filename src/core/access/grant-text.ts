// Roles as people write them in commands and settings: `manager`, `editor@jinji`, `approver@*` for every section.
import { type Grant, ROLES, type Role, SECTION_ROLES } from './account.ts'

/** Where a role is held: nowhere in particular, in every section, in the person's own, or in this one. */
export type RolePlace =
  | { readonly kind: 'everywhere' }
  | { readonly kind: 'own' }
  | { readonly kind: 'section'; readonly code: string }

export interface WrittenRole {
  readonly role: Role
  readonly place: RolePlace
}

/** Null for what is no role, for one that needs a section and names none, and for one that takes none. */
export function parseRole(text: string): WrittenRole | null {
  const [name = '', place, ...rest] = text.trim().split('@')
  const role = ROLES.find(known => known === name)
  if (role === undefined || rest.length > 0) return null
  if (!SECTION_ROLES.has(role)) return place === undefined ? { role, place: { kind: 'everywhere' } } : null
  if (place === undefined || place === '') return null
  if (place === '*') return { role, place: { kind: 'everywhere' } }
  return { role, place: place === 'own' ? { kind: 'own' } : { kind: 'section', code: place } }
}

/** The grant of a person who works in `ownSection`; null where there is no such section. */
export function grantOf({ role, place }: WrittenRole, ownSection: string | null): Grant | null {
  switch (place.kind) {
    case 'everywhere':
      return { role, sectionCode: null }
    case 'section':
      return { role, sectionCode: place.code }
    case 'own':
      return ownSection === null ? null : { role, sectionCode: ownSection }
    default:
      return place satisfies never
  }
}

export function writeGrant({ role, sectionCode }: Grant): string {
  return SECTION_ROLES.has(role) ? `${role}@${sectionCode ?? '*'}` : role
}
