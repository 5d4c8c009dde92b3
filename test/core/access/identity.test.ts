import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readIdentity } from '../../../src/core/access/identity.ts'

const EDITOR = { role: 'editor', place: { kind: 'own' } } as const
const settings = {
  loginClaim: 'preferred_username',
  sectionClaim: 'section',
  rolesClaim: 'realm_access.roles',
  roles: [{ group: 'faq-editors', role: EDITOR }],
}
const claims = {
  sub: 's-1',
  preferred_username: 'taro',
  name: '太郎',
  email: 'taro@pref.example.jp',
  section: '人事課',
}
const read = (some: Readonly<Record<string, unknown>>, different: Partial<typeof settings> | object = {}) =>
  readIdentity({ ...claims, ...some }, 'https://login.example', { ...settings, ...different })

describe('claims', () => {
  test('become an identity, groups the roles that are mapped', () => {
    expect(read({ realm_access: { roles: ['faq-editors', 'others'] } })).toEqual({
      issuer: 'https://login.example',
      subject: 's-1',
      login: 'taro',
      name: '太郎',
      mail: 'taro@pref.example.jp',
      section: '人事課',
      roles: [EDITOR],
    })
  })

  test('whose name has a dot are read whole before they are taken apart', () => {
    expect(read({ 'realm_access.roles': ['faq-editors'], realm_access: { roles: [] } })?.roles).toEqual([EDITOR])
    expect(read({ 'realm_access.roles': 'faq-editors' })?.roles).toEqual([EDITOR])
  })

  test('that are not asked for leave section and roles to the office', () => {
    expect(read({}, { sectionClaim: null, rolesClaim: null })).toMatchObject({ section: undefined, roles: undefined })
    expect(read({ section: undefined })).toMatchObject({ section: null, roles: [] })
  })

  test('without a subject or a login are nobody', () => {
    for (const some of [{ sub: '' }, { sub: undefined }, { preferred_username: ' ' }, { preferred_username: 7 }]) {
      expect(read(some)).toBeNull()
    }
    expect(read({ preferred_username: 'x'.repeat(201) })).toBeNull()
  })

  test('that are not verified, or not there, leave no mail and the login as the name', () => {
    expect(read({ email_verified: false, name: undefined })).toMatchObject({ mail: null, name: 'taro' })
    expect(read({ name: '太\r\n郎' })?.name).toBe('太 郎')
  })

  test('of any shape are read without a fault', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom('sub', 'name', 'realm_access', 'section', 'email'), fc.anything()),
        some => {
          const identity = read(some)
          expect(identity === null || typeof identity.subject === 'string').toBe(true)
        },
      ),
    )
  })
})
