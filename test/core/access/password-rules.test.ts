import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isCommonPassword } from '../../../src/adapters/passwords/common-passwords.ts'
import { PASSWORD_LENGTH, passwordProblem } from '../../../src/core/access/password-rules.ts'

const owner = { login: 'jinji-taro', name: '人事 太郎', mail: 'taro.jinji@pref.example.jp' }
const rules = { lengthMin: 8, knownWords: ['zencho', '全庁FAQ', '汐見県'], isCommon: isCommonPassword }
const problem = (password: string, some: Partial<typeof rules> = {}) =>
  passwordProblem(password, owner, { ...rules, ...some })

describe('a password', () => {
  test.for([
    'correct horse battery staple',
    'なつやすみの山登りは雨',
    'zq7mfkwp',
    'uvxkqjwz', // small letters alone: nothing is asked of the composition
    '3910485726',
    'x'.repeat(60) + 'yz4!',
    '🦊🐻🐼🦁🐯🐨🐸🐵',
  ])('%s is accepted', password => {
    expect(problem(password)).toBeNull()
  })

  test.for([
    ['zq7mfkw', 'too_short'],
    ['🦊🐻🐼🦁', 'too_short'], // characters count, not code units
    ['aZ4!'.repeat(33), 'too_long'],
    ['aaaaaaaaaa', 'monotonous'],
    ['abababab', 'monotonous'],
    ['abcdefgh', 'monotonous'],
    ['87654321', 'monotonous'],
    ['password', 'common'],
    ['ＰＡＳＳＷＯＲＤ１', 'common'], // whatever its width and case
    ['qwertyuiop', 'common'],
    ['iloveyou', 'common'],
    ['jinji-taro', 'personal'],
    ['Jinji-Taro2026!', 'personal'],
    ['taro.jinji@pref.example.jp', 'personal'],
    ['人事太郎20261130', 'personal'],
    ['zencho2026', 'personal'],
    ['全庁FAQ-0001', 'personal'],
  ] as const)('%s is refused: %s', ([password, expected]) => {
    expect(problem(password)).toBe(expected)
  })

  test('of at least 64 characters is possible, and of the least length both sides hold', () => {
    expect(PASSWORD_LENGTH.max).toBeGreaterThanOrEqual(64)
    expect(problem('zq7mfkwpx', { lengthMin: 10 })).toBe('too_short')
    expect(problem('zq7mfkwpxv', { lengthMin: 10 })).toBeNull()
  })

  test('is looked up among at least 3,000 that are tried first and would be long enough', () => {
    const tried = ['12345678', 'football', 'starwars', 'computer', 'trustno1', '1q2w3e4r', 'sunshine', 'princess']
    expect(tried.filter(each => !isCommonPassword(each))).toEqual([])
    expect(isCommonPassword('zq7mfkwp')).toBe(false)
  })

  test('of random characters is refused for its length alone', () => {
    const password = fc.string({ unit: fc.constantFrom(...'qzxjkvw8350$%'), minLength: 16, maxLength: 40 })
    fc.assert(
      fc.property(password, text => {
        fc.pre(new Set(text).size >= 4)
        expect(problem(text)).toBeNull()
      }),
    )
  })
})
