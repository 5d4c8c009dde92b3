// What every store of accounts that an identity provider knows must do.
import { beforeEach, describe, expect, test } from 'vitest'
import type { Identity } from '../../src/core/access/identity.ts'
import { ADMINISTRATOR, makePerson } from '../fakes/account-builders.ts'
import type { OpenPeopleStores, PeopleStores } from './people-stores.ts'

const DAY_MS = 24 * 60 * 60 * 1000
const HANAKO: Identity = {
  issuer: 'https://login.example',
  subject: 's-1',
  login: 'Hanako',
  name: '会計 花子',
  mail: 'hanako@pref.example.jp',
  section: undefined,
  roles: undefined,
}
const EDITOR = { role: 'editor', place: { kind: 'own' } } as const

export function identitiesContract(name: string, open: OpenPeopleStores): void {
  describe(`${name} keeps the contract of identities`, () => {
    let stores: PeopleStores
    beforeEach(async () => {
      stores = await open()
    })
    const signIn = (some: Partial<Identity> = {}) => stores.identities.signIn({ ...HANAKO, ...some })
    const account = async (some: Partial<Identity> = {}) => {
      const outcome = await signIn(some)
      if (outcome.kind !== 'account') throw new Error(`expected an account, got ${outcome.kind}`)
      return outcome.account
    }

    test('creates an account of staff, and finds it again by issuer and subject', async () => {
      const created = await account()
      expect(created).toMatchObject({ login: 'hanako', name: '会計 花子', grants: [{ role: 'staff' }], section: null })
      expect(await account()).toEqual(created)
      expect((await stores.accounts.signInStates([created.id])).get(created.id)).toMatchObject({
        way: 'identity',
        subject: 's-1',
      })
      expect(await signIn({ issuer: 'https://other.example' })).toEqual({ kind: 'login_taken' })
    })

    test('follows what the provider says of name, login, mail, section and roles', async () => {
      const { id } = await account({ section: 'kaikei', roles: [EDITOR] })
      const moved = await account({
        login: 'hanako2',
        name: '人事 花子',
        mail: null,
        section: '人事課',
        roles: [EDITOR],
      })
      expect(moved).toMatchObject({
        id,
        login: 'hanako2',
        name: '人事 花子',
        mail: 'hanako@pref.example.jp', // told no more, it stays
        section: { code: 'jinji' },
        grants: [{ role: 'editor', sectionCode: 'jinji' }],
      })
      expect(await account({ login: 'hanako2', section: 'gone', roles: [EDITOR] })).toMatchObject({
        section: null,
        grants: [{ role: 'staff', sectionCode: null }],
      })
    })

    test('leaves section and roles alone where they are not its business', async () => {
      const { id } = await account()
      const stated = makePerson('hanako', {
        name: '会計 花子',
        mail: HANAKO.mail,
        sectionCode: 'jinji',
        grants: ADMINISTRATOR,
      })
      const changed = await stores.accounts.change(id, stated, { actor: 'tester', seen: 1 })
      expect(await account()).toEqual(changed)
    })

    test('may take the last administrator away, for it says who is one', async () => {
      const boss = { role: 'administrator', place: { kind: 'everywhere' } } as const
      expect((await account({ roles: [boss] })).grants).toEqual(ADMINISTRATOR)
      expect((await account({ roles: [] })).grants).toEqual([{ role: 'staff', sectionCode: null }])
    })

    test('keeps the old login where somebody else has the new one', async () => {
      const { id } = await account()
      await stores.accounts.create(makePerson('taro'), 'tester')
      expect(await account({ login: 'taro' })).toMatchObject({ id, login: 'hanako' })
    })

    test('lets nobody in who is disabled', async () => {
      const { id } = await account()
      await stores.accounts.change(id, makePerson('hanako', { disabled: true }), { actor: 'tester', seen: 1 })
      expect(await signIn()).toEqual({ kind: 'disabled' })
      await stores.accounts.create(makePerson('jiro', { disabled: true }), 'tester')
      expect(await signIn({ subject: 's-2', login: 'jiro' })).toEqual({ kind: 'disabled' })
    })

    test('takes over an account of the same login while an administrator lets it, once, with all that was secret', async () => {
      const { accounts, identities, invitations, sessions, now } = stores
      const { id } = await accounts.create(makePerson('hanako'), 'tester')
      await accounts.setPassword(id, 'hash', 'tester')
      const until = new Date(now().getTime() + DAY_MS)
      const secret = await invitations.invite(id, { until, actor: 'tester' })
      expect(await signIn()).toEqual({ kind: 'login_taken' })
      await identities.allowLink(id, { until, actor: 'tester' })
      await identities.allowLink(id, { until: null, actor: 'tester' })
      expect(await signIn()).toEqual({ kind: 'login_taken' })
      await identities.allowLink(id, { until, actor: 'tester' })
      stores.pass(DAY_MS)
      expect(await signIn()).toEqual({ kind: 'login_taken' })
      await identities.allowLink(id, { until: new Date(now().getTime() + DAY_MS), actor: 'tester' })
      await sessions.write('t', '{}', { accountId: id, now: now() })
      expect((await account()).id).toBe(id)
      expect([await accounts.passwordHash(id), await invitations.find(secret), await sessions.read('t')]).toEqual([
        null,
        null,
        null,
      ])
      const linked = { code: 'account_refused', data: { reason: 'linked' } }
      await expect(accounts.setPassword(id, 'hash', 'tester')).rejects.toMatchObject(linked)
      await expect(invitations.invite(id, { until, actor: 'tester' })).rejects.toMatchObject(linked)
      expect(await signIn({ subject: 's-2' })).toEqual({ kind: 'login_taken' })
    })

    test('forgets an identity that was unlinked, and ends its sessions', async () => {
      const { id } = await account()
      await stores.sessions.write('t', '{}', { accountId: id, now: stores.now() })
      await stores.identities.unlink(id, 'tester')
      expect(await signIn()).toEqual({ kind: 'login_taken' })
      expect(await stores.sessions.read('t')).toBeNull()
      await stores.accounts.setPassword(id, 'hash', 'tester')
    })
  })
}
