// The drills in small: each still finds what it looks for, and nothing is lost. Their targets of speed need a machine of their own,
// and stand in docs/reliability.md.
import { spawnSync } from 'node:child_process'
import { describe, expect, test } from 'vitest'
import { makeTempFolder } from '../fakes/temp-folder.ts'
import { clock } from './clock.ts'
import { drift } from './drift.ts'
import { NO_OPTIONS } from './drill-options.ts'
import { hostile } from './hostile.ts'
import { indexDamage } from './index-damage.ts'
import { kill } from './kill.ts'
import { load } from './load.ts'
import { migrationKill } from './migration-kill.ts'
import { modelDamage } from './model-damage.ts'
import { power } from './power.ts'
import { readOnly } from './read-only.ts'
import { soak } from './soak.ts'
import { uncaught } from './uncaught.ts'

/** Several starts of the whole product on a machine that may have other work. */
const DRILL_MS_MAX = 300_000

/** It mounts a file system of its own. */
const mayMount = process.getuid?.() === 0 && spawnSync('mkfs.ext4', ['-V']).status === 0

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

  test.skipIf(!mayMount)('a disk that refuses loses nothing, and reads go on', async () => {
    expect((await readOnly(1)).measured).toMatch(/refusals \d+ × 503, 0 with .* 0 lost; integrity ok/u)
  })

  test('more questions than can be answered are told when to come back, and nothing breaks', async () => {
    const options = { ...NO_OPTIONS, entries: 600, editors: 2, rate: 5 }
    const [steady, beyond] = await load(0.05, options)
    expect(steady?.measured).toMatch(/\d+ answered .* bare Express at the same rate/u)
    expect(beyond?.measured).toContain('0 without Retry-After, 0 broken')
  })

  test('hostile visitors break nothing and see nothing of the inside', async () => {
    const [malformed, , together] = await hostile(150, NO_OPTIONS)
    expect(malformed?.measured).toContain('0 faults, 0 bodies with an inside, 0 failures in the log, no restart')
    expect(together).toMatchObject({ met: true })
  })

  test('what was written while everybody worked is in the copy', async () => {
    const sizes = { minutes: 0.2, entries: 600, rate: 4, editors: 2, writes: 20 }
    const [used, copy] = await soak(1, { ...NO_OPTIONS, ...sizes, out: makeTempFolder() })
    expect(used?.measured).toMatch(/ 0 errors,/u)
    expect(copy?.measured).toMatch(/ 0 lost; restored elsewhere: integrity ok, 0 problems/u)
  })
})
