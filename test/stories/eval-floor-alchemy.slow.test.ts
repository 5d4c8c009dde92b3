// The floors of alchemy_ja, the largest set: in a file of its own, so that it runs beside the others.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { runHere } from './run-here.ts'
import { PROJECT } from './zencho-process.ts'

/** Not a part of the project: measured where it lies beside it. */
const ALCHEMY = join(PROJECT, '../shared/bench/alchemy_ja')
const FLOORS = join(PROJECT, 'test/golden/floors.json')
/** A minute alone; machines are shared. */
const STORY_MS_MAX = 300_000

test.skipIf(!existsSync(ALCHEMY))(
  'the answers are at or above the floors of alchemy_ja (skipped where it is not at hand)',
  { timeout: STORY_MS_MAX },
  async () => {
    const { code, stderr } = await runHere(['eval', ALCHEMY, '--floors', FLOORS], {})
    expect([code, stderr]).toEqual([0, ''])
  },
)
