// A plan that came due while no server ran, and two servers that start on the same database.
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openEditorialStory } from '../fakes/open-editorial.ts'
import { makeFolder } from './story-entries.ts'
import { startServer } from './zencho-process.ts'

const PLANS = 20
const MINUTE_MS = 60_000

test('is carried out at the start, by one of both, once', async () => {
  const folder = await makeFolder()
  const path = join(folder, 'data', 'zencho.sqlite')
  {
    await using story = await openEditorialStory({ path })
    story.time = new Date(Date.now() - 60 * MINUTE_MS)
    const admin = await story.person('管理 者', [{ role: 'administrator', sectionCode: null }])
    for (let plan = 0; plan < PLANS; plan += 1) {
      await story.write(`p-${plan}`, admin)
      await story.act(`p-${plan}`, admin, { action: 'plan_publish', at: new Date(Date.now() - 30 * MINUTE_MS) })
    }
  }
  const environment = { DATA_DIR: join(folder, 'data'), SAMPLE_DATA: 'off' }
  {
    await using first = await startServer(environment)
    await using second = await startServer(environment)
    const published = async () => {
      const statuses = Array.from({ length: PLANS }, async (_, plan) => {
        return (await fetch(`${first.url}/api/v1/entries/p-${plan}`)).status
      })
      return new Set(await Promise.all(statuses))
    }
    await expect.poll(published, { timeout: 20_000, interval: 100 }).toEqual(new Set([200]))
    expect(`${first.stderr()}${second.stderr()}`).not.toContain('plan_failed')
  }
  {
    await using story = await openEditorialStory({ path })
    for (let plan = 0; plan < PLANS; plan += 1) {
      const trail = await story.trail(`p-${plan}`)
      expect(trail).toEqual(['entry.created', 'entry.scheduled', 'entry.published', 'entry.plan_carried_out'])
    }
  }
  await rm(folder, { recursive: true, force: true })
})
