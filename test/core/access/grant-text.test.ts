import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ROLES, SECTION_ROLES } from '../../../src/core/access/account.ts'
import { grantOf, parseRole, writeGrant } from '../../../src/core/access/grant-text.ts'

describe('roles as people write them', () => {
  test.for([
    ['manager', { role: 'manager', place: { kind: 'everywhere' } }],
    [' administrator ', { role: 'administrator', place: { kind: 'everywhere' } }],
    ['editor@jinji', { role: 'editor', place: { kind: 'section', code: 'jinji' } }],
    ['approver@*', { role: 'approver', place: { kind: 'everywhere' } }],
    ['editor@own', { role: 'editor', place: { kind: 'own' } }],
  ] as const)('%s is read', ([text, expected]) => {
    expect(parseRole(text)).toEqual(expected)
  })

  test.for(['', 'boss', 'editor', 'editor@', 'manager@jinji', 'editor@a@b', 'EDITOR@jinji', '@jinji'])(
    '%s is no role',
    text => {
      expect(parseRole(text)).toBeNull()
    },
  )

  test('a grant that is written is read as the same grant', () => {
    const grant = fc
      .record({ role: fc.constantFrom(...ROLES), code: fc.option(fc.stringMatching(/^[a-z]{3,8}$/u)) })
      .map(({ role, code }) => ({ role, sectionCode: SECTION_ROLES.has(role) && code !== 'own' ? code : null }))
    fc.assert(
      fc.property(grant, each => {
        const read = parseRole(writeGrant(each))
        expect(read === null ? null : grantOf(read, null)).toEqual(each)
      }),
    )
  })

  test('the own section of somebody without one is no grant', () => {
    const own = { role: 'editor', place: { kind: 'own' } } as const
    expect(grantOf(own, null)).toBeNull()
    expect(grantOf(own, 'jinji')).toEqual({ role: 'editor', sectionCode: 'jinji' })
  })
})
