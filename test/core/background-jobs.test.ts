import { describe, expect, test } from 'vitest'
import { BackgroundJobs } from '../../src/core/background-jobs.ts'

function openJobs() {
  let ids = 0
  return new BackgroundJobs<string>({
    newId: () => `job-${(ids += 1)}`,
    now: () => new Date('2026-11-30T00:00:00Z'),
    isWorthKeeping: end => end === 'done',
    toEnd: error => `failed: ${String(error)}`,
  })
}

describe('a background job', () => {
  test('is begun once for a key, tells how far it is, and keeps its end', async () => {
    const jobs = openJobs()
    const gate = Promise.withResolvers<string>()
    const job = jobs.start('a', ({ onProgress }) => {
      onProgress(3, 7)
      return gate.promise
    })
    expect(job.progress()).toEqual({ done: 3, total: 7 })
    expect(job.end()).toBeNull()
    expect(jobs.start('a', async () => 'another').id).toBe(job.id)
    gate.resolve('done')
    expect(await job.ended).toBe('done')
    expect(jobs.start('a', async () => 'another').end()).toBe('done')
    expect(jobs.find(job.id)?.key).toBe('a')
  })

  test('is begun anew where its end is not worth keeping', async () => {
    const jobs = openJobs()
    const failed = jobs.start('a', () => Promise.reject(new Error('no')))
    expect(await failed.ended).toBe('failed: Error: no')
    expect(jobs.current('a')).toBeNull()
    expect(jobs.start('a', async () => 'done').id).not.toBe(failed.id)
    expect(jobs.find(failed.id)?.end()).toBe('failed: Error: no')
  })

  test('hears that nobody waits any more', async () => {
    const job = openJobs().start(
      'a',
      ({ signal }) => new Promise(resolve => signal.addEventListener('abort', () => resolve('cancelled'))),
    )
    job.cancel()
    expect(await job.ended).toBe('cancelled')
  })

  test('is forgotten after some others, unless it still goes on', async () => {
    const jobs = openJobs()
    const going = jobs.start('going', () => new Promise(() => {}))
    const first = jobs.start('first', async () => 'done')
    await first.ended
    for (let i = 0; i < 60; i += 1) await jobs.start(`later ${i}`, async () => 'done').ended
    expect(jobs.find(first.id)).toBeNull()
    expect(jobs.current('first')).toBeNull()
    expect(jobs.find(going.id)).not.toBeNull()
  })
})
