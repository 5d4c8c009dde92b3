// What every store of one-time secrets must do.
import { beforeEach, describe, expect, test } from 'vitest'
import { ADMINISTRATOR, makePerson } from '../fakes/account-builders.ts'
import type { OpenPeopleStores, PeopleStores } from './people-stores.ts'

const HOUR_MS = 60 * 60 * 1000

export function invitationsContract(name: string, open: OpenPeopleStores): void {
  describe(`${name} keeps the contract of invitations`, () => {
    let stores: PeopleStores
    beforeEach(async () => {
      stores = await open()
    })
    const inAnHour = () => new Date(stores.now().getTime() + HOUR_MS)
    const invite = (id: string) => stores.invitations.invite(id, { until: inAnHour(), actor: 'tester' })

    test('a secret sets one password, once', async () => {
      const { accounts, invitations } = stores
      const { id } = await accounts.create(makePerson('taro'), 'tester')
      const secret = await invite(id)
      expect(secret.length).toBeGreaterThanOrEqual(22) // 128 bits
      expect((await invitations.find(secret))?.id).toBe(id)
      expect((await invitations.accept(secret, 'hash-1'))?.id).toBe(id)
      expect(await invitations.accept(secret, 'hash-2')).toBeNull()
      expect(await invitations.find(secret)).toBeNull()
      expect(await accounts.passwordHash(id)).toBe('hash-1')
    })

    test('of two that use a secret at once, one is taken', async () => {
      const { id } = await stores.accounts.create(makePerson('taro'), 'tester')
      const secret = await invite(id)
      const taken = await Promise.all(['a', 'b', 'c'].map(hash => stores.invitations.accept(secret, hash)))
      expect(taken.filter(account => account !== null)).toHaveLength(1)
    })

    test('a secret ends with its time, with a newer one, with a password and with the account', async () => {
      const { accounts, invitations } = stores
      const { id } = await accounts.create(makePerson('taro'), 'tester')
      const first = await invite(id)
      const second = await invite(id)
      expect(await invitations.find(first)).toBeNull()
      expect((await accounts.signInStates([id])).get(id)?.invitedUntil).toEqual(inAnHour())
      stores.pass(HOUR_MS)
      expect(await invitations.find(second)).toBeNull()
      expect((await accounts.signInStates([id])).get(id)?.invitedUntil).toBeNull()
      const third = await invite(id)
      await accounts.setPassword(id, 'hash', 'tester')
      expect(await invitations.find(third)).toBeNull()
      const fourth = await invite(id)
      await accounts.change(id, makePerson('taro', { disabled: true }), { actor: 'tester', seen: 1 })
      expect(await invitations.accept(fourth, 'hash')).toBeNull()
    })

    test('nothing is found by an empty secret or a wrong one', async () => {
      const { id } = await stores.accounts.create(makePerson('taro'), 'tester')
      await invite(id)
      for (const wrong of ['', 'x', 'null']) expect(await stores.invitations.find(wrong)).toBeNull()
      for (const wrong of ['', 'x']) expect(await stores.invitations.isFirst(wrong)).toBe(false)
    })

    test('the first secret makes one administrator, and each start a new secret', async () => {
      const { accounts, invitations } = stores
      const old = await invitations.offerFirst(inAnHour())
      const secret = await invitations.offerFirst(inAnHour())
      if (old === null || secret === null) throw new Error('expected secrets')
      expect([await invitations.isFirst(old), await invitations.isFirst(secret)]).toEqual([false, true])
      const person = { login: 'Admin', name: '管理 太郎' }
      expect(await invitations.acceptFirst(old, person, 'hash')).toBeNull()
      const both = await Promise.all(
        [1, 2].map(n => invitations.acceptFirst(secret, { ...person, login: `a${n}` }, 'h')),
      )
      expect(both.filter(account => account !== null)).toHaveLength(1)
      const [account] = (await accounts.list({ limit: 9, offset: 0 })).accounts
      expect(account).toMatchObject({ name: '管理 太郎', grants: ADMINISTRATOR })
      expect(await accounts.passwordHash(account?.id ?? '')).toBe('h')
      expect(await invitations.offerFirst(inAnHour())).toBeNull()
    })

    test('the first secret ends with its time, and with an administrator who came another way', async () => {
      const { accounts, invitations } = stores
      const expired = (await invitations.offerFirst(inAnHour())) ?? ''
      stores.pass(HOUR_MS)
      expect(await invitations.isFirst(expired)).toBe(false)
      const overtaken = (await invitations.offerFirst(inAnHour())) ?? ''
      await accounts.create(makePerson('staff'), 'tester')
      expect(await invitations.isFirst(overtaken)).toBe(true)
      await accounts.create(makePerson('admin', { grants: ADMINISTRATOR }), 'tester')
      expect(await invitations.isFirst(overtaken)).toBe(false)
      expect(await invitations.acceptFirst(overtaken, { login: 'x', name: 'x' }, 'hash')).toBeNull()
      expect(await accounts.count()).toBe(2)
    })
  })
}
