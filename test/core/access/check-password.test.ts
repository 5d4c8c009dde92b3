import { describe, expect, test } from 'vitest'
import type { Account } from '../../../src/core/access/account.ts'
import { checkPassword } from '../../../src/core/access/check-password.ts'
import { FaqError } from '../../../src/core/errors.ts'

const taro: Account = {
  id: 'a-1',
  version: 1,
  login: 'taro',
  name: '太郎',
  mail: null,
  slackUser: null,
  section: null,
  grants: [],
  disabled: false,
}

/** Passwords are their own hashes; everything that was asked for is noted. */
function desk(some: { readonly limited?: boolean; readonly busy?: boolean; readonly account?: Partial<Account> } = {}) {
  const asked: string[] = []
  const account = { ...taro, ...some.account }
  const deps = {
    accounts: {
      findByLogin: async (login: string) => (login === 'taro' ? account : null),
      passwordHash: async (id: string) => {
        asked.push('hash')
        return id === 'a-1' ? 'right' : null
      },
    },
    passwords: {
      verify: async (password: string, hash: string | null) => {
        asked.push('verify')
        if (some.busy === true) throw new FaqError('too_many_attempts', { retryAfterS: 15 })
        return password === hash
      },
    },
    failures: {
      begin: async () =>
        some.limited === true
          ? ({ kind: 'limited', retryAfterS: 60 } as const)
          : (asked.push('begin'), { kind: 'begun', id: 7 } as const),
      succeeded: async (id: number) => void asked.push(`succeeded ${id}`),
      withdraw: async (id: number) => void asked.push(`withdraw ${id}`),
    },
    now: () => new Date(0),
  }
  const check = (login: string, password: string) => checkPassword({ login, password, address: '192.0.2.1' }, deps)
  return { check, asked }
}

describe('checking a password', () => {
  test('finds the right one, and clears what was counted', async () => {
    const { check, asked } = desk()
    expect(await check('taro', 'right')).toEqual({ kind: 'right', account: taro })
    expect(asked).toEqual(['begin', 'hash', 'verify', 'succeeded 7'])
  })

  test('does the same work for a wrong password, for nobody, and for somebody who is disabled', async () => {
    const wrong = desk()
    const nobody = desk()
    const disabled = desk({ account: { disabled: true } })
    expect(await wrong.check('taro', 'wrong')).toEqual({ kind: 'wrong' })
    expect(await nobody.check('jiro', 'right')).toEqual({ kind: 'wrong' })
    expect(await disabled.check('taro', 'right')).toEqual({ kind: 'wrong' })
    expect(wrong.asked).toEqual(['begin', 'hash', 'verify'])
    for (const each of [nobody, disabled]) expect(each.asked).toEqual(wrong.asked)
  })

  test('asks nothing of anybody while a limit holds', async () => {
    const { check, asked } = desk({ limited: true })
    expect(await check('taro', 'right')).toEqual({ kind: 'limited', retryAfterS: 60 })
    expect(asked).toEqual([])
  })

  test('counts nothing where too many wait already', async () => {
    const { check, asked } = desk({ busy: true })
    await expect(check('taro', 'right')).rejects.toMatchObject({ code: 'too_many_attempts' })
    expect(asked).toEqual(['begin', 'hash', 'verify', 'withdraw 7'])
  })
})
