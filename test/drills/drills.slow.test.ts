// The drills in small: each still finds what it looks for, and nothing is lost. Their targets of speed need a machine of their own,
// and stand in docs/reliability.md.
import { describe, expect, test } from 'vitest'
import { clock } from './clock.ts'
import { drift } from './drift.ts'
import { indexDamage } from './index-damage.ts'
import { kill } from './kill.ts'
import { migrationKill } from './migration-kill.ts'
import { modelDamage } from './model-damage.ts'
import { power } from './power.ts'
import { uncaught } from './uncaught.ts'

/** Several starts of the whole product on a machine that may have other work. */
const DRILL_MS_MAX = 300_000

describe('a drill in small', { timeout: DRILL_MS_MAX }, () => {
  test('kill -9 loses nothing that was acknowledged', async () => {
    expect((await kill(2)).measured).toContain('0 lost, 0 corrupt')
  })

  test('power loss leaves a prefix of what was acknowledged', async () => {
    expect(await power(10)).toMatchObject({ met: true })
  })

  test('damaged index files are made again', async () => {
    expect(await indexDamage(3)).toMatchObject({ met: true })
  })

  test('search knows what is published, whenever the server was killed', async () => {
    expect(await drift(30)).toMatchObject({ met: true })
  })

  test('without a model that can be read, words answer', async () => {
    expect(await modelDamage(2)).toMatchObject({ met: true })
  })

  test('migrations that are killed stand at a whole version', async () => {
    expect(await migrationKill(2)).toMatchObject({ met: true })
  })

  test('a clock that jumps lets nobody in for longer, and keeps nobody out', async () => {
    expect(await clock()).toMatchObject({ met: true })
  })

  test('an error that nobody caught ends the server in order', async () => {
    expect(await uncaught(2)).toMatchObject({ met: true })
  })
})
