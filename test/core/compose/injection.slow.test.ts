import { expect, test } from 'vitest'
import { makeAttacks } from './attacks.ts'
import { describeAttacks } from './describe-attacks.ts'

const attacks = makeAttacks()

test('the attacks are at least 300, each another, in both languages', () => {
  expect(attacks.length).toBeGreaterThanOrEqual(300)
  expect(new Set(attacks.map(({ text, place }) => `${place}${text}`)).size).toBe(attacks.length)
  expect(new Set(attacks.map(({ name }) => name.slice(-2)))).toEqual(new Set(['ja', 'en']))
})

describeAttacks(attacks)
