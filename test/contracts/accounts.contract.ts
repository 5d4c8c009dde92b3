// What every store of accounts must do.
import { beforeEach, describe, expect, test } from 'vitest'
import { ADMINISTRATOR, makePerson } from '../fakes/account-builders.ts'
import type { OpenPeopleStores, PeopleStores } from './people-stores.ts'

export function accountsContract(name: string, open: OpenPeopleStores): void {
  describe(`${name} keeps the contract of accounts`, () => {
    let stores: PeopleStores
    beforeEach(async () => {
      stores = await open()
    })

    test('gives back what was stated, with the section and the roles', async () => {
      const { accounts } = stores
      const grants = [
        { role: 'approver', sectionCode: null },
        { role: 'editor', sectionCode: 'jinji' },
        { role: 'editor', sectionCode: 'kaikei' },
      ] as const
      const stated = makePerson('Taro', {
        name: ' 人事 太郎 ',
        mail: 'a@x.example',
        slackUser: 'U1',
        sectionCode: 'jinji',
        grants,
      })
      const account = await accounts.create(stated, 'tester')
      expect(account).toMatchObject({
        version: 1,
        login: 'taro',
        name: '人事 太郎',
        mail: 'a@x.example',
        slackUser: 'U1',
        section: { code: 'jinji' },
        grants,
        disabled: false,
      })
      expect(await accounts.find(account.id)).toEqual(account)
      for (const login of ['taro', 'TARO', 'ｔａｒｏ']) expect(await accounts.findByLogin(login)).toEqual(account)
      expect(await accounts.find('none')).toBeNull()
      expect(await accounts.count()).toBe(1)
    })

    test('refuses a login that is taken, in whatever width and case, and a section that is not there', async () => {
      const { accounts } = stores
      const taro = await accounts.create(makePerson('taro'), 'tester')
      const jiro = await accounts.create(makePerson('jiro'), 'tester')
      const taken = { code: 'account_refused', data: { login: 'taro', reason: 'login_taken' } }
      await expect(accounts.create(makePerson('ＴＡＲＯ'), 'tester')).rejects.toMatchObject(taken)
      const change = accounts.change(jiro.id, makePerson('Taro'), { actor: 'tester', seen: 1 })
      await expect(change).rejects.toMatchObject(taken)
      const gone = accounts.create(makePerson('saburo', { sectionCode: 'gone' }), 'tester')
      await expect(gone).rejects.toMatchObject({ code: 'not_found', data: { what: 'section', id: 'gone' } })
      expect((await accounts.change(taro.id, makePerson('TARO'), { actor: 'tester', seen: 1 })).login).toBe('taro')
    })

    test('takes a change from the version that was seen, and from no other', async () => {
      const { accounts } = stores
      const { id } = await accounts.create(makePerson('taro'), 'tester')
      const changed = await accounts.change(id, makePerson('taro', { name: '太郎' }), { actor: 'tester', seen: 1 })
      expect([changed.version, changed.name]).toEqual([2, '太郎'])
      for (const seen of [1, 3, Number.NaN]) {
        const late = accounts.change(id, makePerson('taro', { name: '次郎' }), { actor: 'tester', seen })
        await expect(late).rejects.toMatchObject({ code: 'conflict', data: { currentRevision: 2 } })
      }
      expect((await accounts.find(id))?.name).toBe('太郎')
    })

    test('of two changes at once from the same version takes one', async () => {
      const { accounts } = stores
      const { id } = await accounts.create(makePerson('taro'), 'tester')
      const outcomes = await Promise.allSettled(
        ['a', 'b', 'c', 'd'].map(by => accounts.change(id, makePerson('taro', { name: by }), { actor: by, seen: 1 })),
      )
      expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    })

    test('keeps an administrator: the last one is neither disabled nor demoted', async () => {
      const { accounts } = stores
      const first = await accounts.create(makePerson('first', { grants: ADMINISTRATOR }), 'tester')
      const last = { code: 'account_refused', data: { login: 'first', reason: 'last_administrator' } }
      for (const input of [makePerson('first'), makePerson('first', { grants: ADMINISTRATOR, disabled: true })]) {
        await expect(accounts.change(first.id, input, { actor: 'tester', seen: 1 })).rejects.toMatchObject(last)
      }
      expect(await accounts.find(first.id)).toEqual(first)
      const second = await accounts.create(makePerson('second', { grants: ADMINISTRATOR, disabled: true }), 'tester')
      const demoted = accounts.change(first.id, makePerson('first'), { actor: 'tester', seen: 1 })
      await expect(demoted).rejects.toMatchObject(last)
      await accounts.change(second.id, makePerson('second', { grants: ADMINISTRATOR }), { actor: 'tester', seen: 1 })
      const { grants } = await accounts.change(first.id, makePerson('first'), { actor: 'tester', seen: 1 })
      expect(grants).toEqual([{ role: 'staff', sectionCode: null }])
    })

    test('finds by login, name, mail and section, in any width, a page at a time', async () => {
      const { accounts } = stores
      await accounts.create(makePerson('b-hanako', { name: '会計 花子', sectionCode: 'kaikei' }), 'tester')
      await accounts.create(makePerson('a-taro', { name: '人事 太郎', mail: 'taro@pref.example.jp' }), 'tester')
      await accounts.create(makePerson('c-jiro', { disabled: true }), 'tester')
      const found = async (filter: { readonly text?: string; readonly disabled?: boolean }, limit = 10, offset = 0) => {
        const { total, accounts: page } = await accounts.list({ ...filter, limit, offset })
        return [total, page.map(({ login }) => login)]
      }
      expect(await found({})).toEqual([3, ['a-taro', 'b-hanako', 'c-jiro']])
      expect(await found({}, 1, 1)).toEqual([3, ['b-hanako']])
      expect(await found({ text: '花子' })).toEqual([1, ['b-hanako']])
      expect(await found({ text: '会計課' })).toEqual([1, ['b-hanako']])
      expect(await found({ text: 'ＴＡＲＯ pref' })).toEqual([1, ['a-taro']])
      expect(await found({ text: '%_' })).toEqual([0, []])
      expect(await found({ disabled: true })).toEqual([1, ['c-jiro']])
      expect(await found({ disabled: false }, 10, 5)).toEqual([2, []])
    })

    test('ends the sessions of whoever may do something else than before, and of nobody else', async () => {
      const { accounts, sessions, now } = stores
      const { id } = await accounts.create(makePerson('taro', { grants: ADMINISTRATOR }), 'tester')
      const other = await accounts.create(makePerson('hanako', { grants: ADMINISTRATOR }), 'tester')
      const signIn = async () => {
        await sessions.write('t', '{}', { accountId: id, now: now() })
        await sessions.write('o', '{}', { accountId: other.id, now: now() })
      }
      const lives = async () => [(await sessions.read('t')) !== null, (await sessions.read('o')) !== null]
      const plain = makePerson('taro', { grants: ADMINISTRATOR })
      const changes = [
        [{ ...plain, name: '太郎', mail: 'a@x', slackUser: 'U1' }, true],
        [{ ...plain, grants: [...ADMINISTRATOR, { role: 'editor', sectionCode: 'jinji' }] }, false],
        [{ ...plain, sectionCode: 'jinji' }, false],
        [{ ...plain, login: 'taro2' }, false],
        [{ ...plain, disabled: true }, false],
      ] as const
      for (const [index, [input, survives]] of changes.entries()) {
        await signIn()
        await accounts.change(id, input, { actor: 'tester', seen: index + 1 })
        expect([index, ...(await lives())]).toEqual([index, survives, true])
      }
      await signIn()
      await accounts.setPassword(id, 'hash', 'tester')
      expect(await lives()).toEqual([false, true])
    })

    test('tells how each signs in, and keeps the hash for whoever asks for it', async () => {
      const { accounts, now } = stores
      const { id } = await accounts.create(makePerson('taro'), 'tester')
      const state = async () => (await accounts.signInStates([id])).get(id)
      expect(await state()).toMatchObject({ way: 'none', invitedUntil: null, linkUntil: null, signedInAt: null })
      expect(await accounts.passwordHash(id)).toBeNull()
      await accounts.setPassword(id, 'scrypt$a$b', 'tester')
      await accounts.noteSignIn(id, 'password')
      expect(await state()).toMatchObject({ way: 'password', signedInAt: now() })
      expect(await accounts.passwordHash(id)).toBe('scrypt$a$b')
      expect(await accounts.passwordHash('')).toBeNull()
    })
  })
}
