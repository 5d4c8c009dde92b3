import { describe, expect, test } from 'vitest'
import { loadConfig } from '../../src/config.ts'

const OIDC = { OIDC_ISSUER: 'https://login.example.jp/realms/office', OIDC_CLIENT_ID: 'zencho' }
const problemsOf = (environment: Readonly<Record<string, string>>): readonly string[] => {
  try {
    loadConfig(environment)
    return []
  } catch (error) {
    return (error as { readonly data: { readonly problems: readonly string[] } }).data.problems
  }
}

describe('the settings of signing in', () => {
  test('are passwords alone, and no proxy is believed, where nothing is said', () => {
    const { signIn, trustedProxies } = loadConfig({})
    expect(signIn).toEqual({ local: true, passwordLengthMin: 8, oidc: null })
    expect(trustedProxies).toBe(0)
  })

  test('name a provider, its claims, and the roles of groups, whatever the groups are called', () => {
    const roles = 'faq-admins=administrator; cn=faq,ou=jinji = editor@jinji ;所属長=approver@own;'
    const { signIn } = loadConfig({ ...OIDC, OIDC_ROLES_CLAIM: 'groups', OIDC_ROLES: roles, LOCAL_SIGN_IN: 'off' })
    expect(signIn).toMatchObject({
      local: false,
      oidc: { clientId: 'zencho', clientSecret: null, scopes: 'openid profile email' },
    })
    expect(signIn.oidc?.claims).toEqual({
      loginClaim: 'preferred_username',
      sectionClaim: null,
      rolesClaim: 'groups',
      roles: [
        { group: 'faq-admins', role: { role: 'administrator', place: { kind: 'everywhere' } } },
        { group: 'cn=faq,ou=jinji', role: { role: 'editor', place: { kind: 'section', code: 'jinji' } } },
        { group: '所属長', role: { role: 'approver', place: { kind: 'own' } } },
      ],
    })
  })

  test.for([
    'http://localhost:8080',
    'http://127.0.0.1:8080/realms/x',
    'http://[::1]:8080',
    'https://login.example.jp',
  ])('take the issuer %s', issuer => {
    expect(problemsOf({ ...OIDC, OIDC_ISSUER: issuer })).toEqual([])
  })

  test.for([
    ['http to another machine', { ...OIDC, OIDC_ISSUER: 'http://login.example.jp' }, 'OIDC_ISSUER'],
    [
      'a name that only begins like this machine',
      { ...OIDC, OIDC_ISSUER: 'http://127.0.0.1.example.jp' },
      'OIDC_ISSUER',
    ],
    ['no address', { ...OIDC, OIDC_ISSUER: 'login' }, 'OIDC_ISSUER'],
    ['an issuer without a client', { OIDC_ISSUER: OIDC.OIDC_ISSUER }, 'OIDC_ISSUER'],
    ['no way in at all', { LOCAL_SIGN_IN: 'off' }, 'LOCAL_SIGN_IN'],
    ['roles without a claim', { ...OIDC, OIDC_ROLES: 'a=manager' }, 'OIDC_ROLES'],
    ['a role that needs a section', { ...OIDC, OIDC_ROLES_CLAIM: 'g', OIDC_ROLES: 'a=editor' }, 'OIDC_ROLES'],
    ['a role that is none', { ...OIDC, OIDC_ROLES_CLAIM: 'g', OIDC_ROLES: 'a=boss' }, 'OIDC_ROLES'],
    ['scopes without openid', { ...OIDC, OIDC_SCOPES: 'profile' }, 'OIDC_SCOPES'],
    ['passwords of seven characters', { PASSWORD_LENGTH_MIN: '7' }, 'PASSWORD_LENGTH_MIN'],
    ['a proxy that is no number', { TRUST_PROXY: 'loopback' }, 'TRUST_PROXY'],
  ] as const)('refuse %s', ([_what, environment, setting]) => {
    const problems = problemsOf(environment)
    expect(problems).toHaveLength(1)
    expect(problems[0]).toMatch(new RegExp(`^${setting}: `, 'u'))
  })

  test('never show a secret', () => {
    const secret = 'the-secret-of-the-client'
    expect(problemsOf({ ...OIDC, OIDC_CLIENT_SECRET: secret, PORT: 'x' }).join()).not.toContain(secret)
  })
})
