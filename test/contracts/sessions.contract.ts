// What every store of sessions must do.
import { beforeEach, describe, expect, test } from 'vitest'
import { boundsAt } from '../../src/core/access/session-limits.ts'
import { makePerson } from '../fakes/account-builders.ts'
import type { OpenPeopleStores, PeopleStores } from './people-stores.ts'

const MINUTE_MS = 60 * 1000

export function sessionsContract(name: string, open: OpenPeopleStores): void {
  describe(`${name} keeps the contract of sessions`, () => {
    let stores: PeopleStores
    let accountId = ''
    beforeEach(async () => {
      stores = await open()
      accountId = (await stores.accounts.create(makePerson('taro'), 'tester')).id
    })
    const write = (token: string, data = '{}', owner: string | null = accountId) =>
      stores.sessions.write(token, data, { accountId: owner, now: stores.now() })

    test('gives back what was written, and keeps when it began', async () => {
      const began = stores.now()
      await write('t')
      stores.pass(MINUTE_MS)
      await write('t', '{"a":1}')
      expect(await stores.sessions.read('t')).toEqual({ data: '{"a":1}', createdAt: began, seenAt: stores.now() })
      expect(await stores.sessions.read('other')).toBeNull()
      await stores.sessions.end('t')
      expect(await stores.sessions.read('t')).toBeNull()
    })

    test('notes its use every minute, and never brings an ended one back', async () => {
      const began = stores.now()
      await write('t')
      stores.pass(MINUTE_MS - 1)
      await stores.sessions.touch('t', stores.now())
      expect((await stores.sessions.read('t'))?.seenAt).toEqual(began)
      stores.pass(1)
      await stores.sessions.touch('t', stores.now())
      expect((await stores.sessions.read('t'))?.seenAt).toEqual(stores.now())
      await stores.sessions.end('t')
      await stores.sessions.touch('t', stores.now())
      expect(await stores.sessions.read('t')).toBeNull()
    })

    test('lists the living ones of an account, the last used first', async () => {
      await write('old')
      stores.pass(61 * MINUTE_MS)
      await write('a', JSON.stringify({ agent: 'Firefox', address: '192.0.2.1' }))
      stores.pass(MINUTE_MS)
      await write('b')
      await write('nobody', '{}', null)
      const listed = await stores.sessions.ofAccount(accountId, boundsAt(stores.now()))
      expect(listed.map(({ id, agent, address }) => [id, agent, address])).toEqual([
        ['b', null, null],
        ['a', 'Firefox', '192.0.2.1'],
      ])
    })

    test("ends the own ones, one or all others, and nobody else's", async () => {
      const other = (await stores.accounts.create(makePerson('hanako'), 'tester')).id
      for (const token of ['a', 'b', 'c']) await write(token)
      await write('o', '{}', other)
      await stores.sessions.endOwn(accountId, 'a')
      await stores.sessions.endOwn(accountId, 'o')
      await stores.sessions.endOthers(accountId, 'b')
      const left = await Promise.all(['a', 'b', 'c', 'o'].map(token => stores.sessions.read(token)))
      expect(left.map(session => session !== null)).toEqual([false, true, false, true])
    })

    test('forgets what is dead by age or by rest', async () => {
      await write('rested')
      stores.pass(30 * MINUTE_MS)
      await write('used')
      stores.pass(31 * MINUTE_MS)
      await stores.sessions.endOlder(boundsAt(stores.now()))
      expect(await stores.sessions.read('rested')).toBeNull()
      expect(await stores.sessions.read('used')).not.toBeNull()
      expect(stores.sessions.secret).toMatch(/^[0-9a-f]{64}$/u)
    })
  })
}
