// The spoken probe, both halves, against the floors of test/golden/floors.json.
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { runHere } from './run-here.ts'
import { PROJECT } from './zencho-process.ts'

const FLOORS = join(PROJECT, 'test/golden/floors.json')
const HALVES = ['dev', 'test'].map(half => join(PROJECT, `faq-data/evaluation-spoken-${half}`))

test('the answers to spoken and far questions are at or above their floors', { timeout: 240_000 }, async () => {
  const { code, stderr } = await runHere(['eval', ...HALVES, '--floors', FLOORS], {})
  expect([code, stderr]).toEqual([0, ''])
})
