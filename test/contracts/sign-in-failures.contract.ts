// What every store of failed guesses must do.
import { beforeEach, describe, expect, test } from 'vitest'
import { SIGN_IN_LIMITS } from '../../src/core/access/sign-in-limits.ts'
import type { OpenPeopleStores, PeopleStores } from './people-stores.ts'

const MINUTE_MS = 60 * 1000

export function signInFailuresContract(name: string, open: OpenPeopleStores): void {
  describe(`${name} keeps the contract of failed guesses`, () => {
    let stores: PeopleStores
    beforeEach(async () => {
      stores = await open()
    })
    const begin = (login: string, address: string) =>
      stores.failures.begin({ login, address }, SIGN_IN_LIMITS, stores.now())
    const fail = async (times: number, login: (n: number) => string, address: (n: number) => string) => {
      for (let n = 0; n < times; n += 1) await begin(login(n), address(n))
    }

    test('ten of one login, from wherever, and it waits; others do not', async () => {
      await fail(
        10,
        () => 'taro',
        n => `192.0.2.${n}`,
      )
      expect(await begin('taro', '198.51.100.1')).toEqual({ kind: 'limited', retryAfterS: 900 })
      expect(await begin('ＴＡＲＯ', '198.51.100.1')).toMatchObject({ kind: 'limited' })
      expect(await begin('hanako', '192.0.2.1')).toMatchObject({ kind: 'begun' })
    })

    test('fifty from one address, for whomever, and it waits; others do not', async () => {
      await fail(
        50,
        n => `u${n}`,
        () => '192.0.2.1',
      )
      expect(await begin('taro', '192.0.2.1')).toEqual({ kind: 'limited', retryAfterS: 900 })
      expect(await begin('taro', '192.0.2.2')).toMatchObject({ kind: 'begun' })
    })

    test('many at once get no more guesses than one after the other', async () => {
      const begun = await Promise.all(Array.from({ length: 30 }, () => begin('taro', '192.0.2.1')))
      expect(begun.filter(({ kind }) => kind === 'begun')).toHaveLength(10)
    })

    test('what is refused counts nothing: the wait ends with the window, and nothing is locked for good', async () => {
      await fail(
        10,
        () => 'taro',
        () => '192.0.2.1',
      )
      for (let minute = 0; minute < 14; minute += 1) {
        stores.pass(MINUTE_MS)
        expect(await begin('taro', '192.0.2.1')).toEqual({ kind: 'limited', retryAfterS: 900 - 60 * (minute + 1) })
      }
      stores.pass(MINUTE_MS)
      expect(await begin('taro', '192.0.2.1')).toMatchObject({ kind: 'begun' })
    })

    test('the right password clears what counted against the login, and not what counted against the address', async () => {
      await fail(
        9,
        () => 'taro',
        () => '192.0.2.1',
      )
      const right = await begin('taro', '192.0.2.1')
      if (right.kind !== 'begun') throw new Error('expected to be let through')
      await stores.failures.succeeded(right.id)
      await fail(
        9,
        () => 'taro',
        () => '192.0.2.1',
      )
      expect(await begin('taro', '192.0.2.1')).toMatchObject({ kind: 'begun' })
      await fail(
        31,
        n => `u${n}`,
        () => '192.0.2.1',
      )
      expect(await begin('hanako', '192.0.2.1')).toMatchObject({ kind: 'limited' })
    })

    test('one that was never made does not count', async () => {
      for (let n = 0; n < 12; n += 1) {
        const begun = await begin('taro', '192.0.2.1')
        if (begun.kind !== 'begun') throw new Error('expected to be let through')
        await stores.failures.withdraw(begun.id)
      }
      expect(await begin('taro', '192.0.2.1')).toMatchObject({ kind: 'begun' })
    })

    test('a clock that was set back keeps nobody out', async () => {
      await fail(
        10,
        () => 'taro',
        () => '192.0.2.1',
      )
      stores.pass(-24 * 60 * MINUTE_MS)
      expect(await begin('taro', '192.0.2.1')).toMatchObject({ kind: 'begun' })
    })
  })
}
