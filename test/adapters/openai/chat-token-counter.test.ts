import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { openTokenCounter } from '../../../src/adapters/openai/chat-token-counter.ts'

const DAY = '2026-04-01'

test('takes all claims or none', async () => {
  const counter = openTokenCounter()
  const claims = (tokens: number) => [
    { name: 'all', tokens, limit: 100 },
    { name: 'a', tokens, limit: 50 },
  ]
  expect(await counter.take(DAY, claims(50))).toBe(true)
  expect(await counter.take(DAY, claims(1))).toBe(false)
  expect(await counter.take(DAY, [{ name: 'all', tokens: 50, limit: 100 }])).toBe(true) // the refused claim took nothing
  expect(await counter.take(DAY, [{ name: 'all', tokens: 1, limit: 100 }])).toBe(false)
})

test('gives back, of the day on which it was taken alone', async () => {
  const counter = openTokenCounter()
  const take = (day: string) => counter.take(day, [{ name: 'all', tokens: 100, limit: 100 }])
  expect(await take(DAY)).toBe(true)
  await counter.giveBack(DAY, ['all'], 100)
  expect(await take(DAY)).toBe(true)
  expect(await take('2026-04-02')).toBe(true)
  await counter.giveBack(DAY, ['all'], 100)
  expect(await take('2026-04-02')).toBe(false)
})

test('never lets a sum pass its limit', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(60), { maxLength: 50 }), async claims => {
      const counter = openTokenCounter()
      let taken = 0
      for (const tokens of claims) {
        if (await counter.take(DAY, [{ name: 'all', tokens, limit: 100 }])) taken += tokens
      }
      expect(taken).toBeLessThanOrEqual(100)
    }),
  )
})
