import { beforeEach, describe, expect, test } from 'vitest'
import { guardModel, type ModelGuard } from '../../src/adapters/model-guard.ts'

const REST_MS = 10_000
const broken = () => Promise.reject(new Error('broken'))
const works = async () => 'vector'

let clockMs: number
let events: string[]
let guard: ModelGuard
beforeEach(() => {
  clockMs = 0
  events = []
  guard = guardModel({ name: 'embedder', timeLimitMs: 50, now: () => clockMs, log: event => events.push(event) })
})

describe('a guarded model', () => {
  test('gives what the model gives', async () => {
    expect(await guard.attempt(works)).toBe('vector')
    expect([guard.trouble(), events]).toEqual([null, []])
  })

  test('gives nothing where the model fails, says why, and tells the operator once', async () => {
    expect([await guard.attempt(broken), await guard.attempt(broken)]).toEqual([null, null])
    expect([guard.trouble(), events]).toEqual(['embedder: broken', ['model_failed']])
  })

  test('gives nothing where the model takes too long, and tells the model that nobody waits', async () => {
    let ended = false
    const hangs = (signal: AbortSignal) =>
      new Promise<string>(() => signal.addEventListener('abort', () => (ended = true)))
    expect(await guard.attempt(hangs)).toBeNull()
    expect([ended, guard.trouble()]).toEqual([true, 'embedder: no answer within 50 ms'])
  })

  test('waits for a model that is being loaded beyond the time limit of a question', async () => {
    const loads = () => new Promise<void>(resolve => setTimeout(resolve, 150))
    expect(await guard.attempt(works, loads)).toBe('vector')
  })

  test('gives nothing where the model cannot be loaded', async () => {
    expect(await guard.attempt(works, () => Promise.reject(new Error('no such file')))).toBeNull()
    expect(guard.trouble()).toBe('embedder: no such file')
  })

  test('leaves a model alone from the second failure on, and tries again with one question after a while', async () => {
    let asked = 0
    const count = () => {
      asked += 1
      return broken()
    }
    for (let i = 0; i < 5; i += 1) await guard.attempt(count)
    expect(asked).toBe(2)
    clockMs += REST_MS - 1
    await guard.attempt(count)
    expect(asked).toBe(2)
    clockMs += 1
    await Promise.all([guard.attempt(count), guard.attempt(count), guard.attempt(count)])
    expect(asked).toBe(3)
    clockMs += REST_MS
    expect([await guard.attempt(works), await guard.attempt(works)]).toEqual(['vector', 'vector'])
    expect(guard.trouble()).toBeNull()
  })

  test('does not mind one failure among successes', async () => {
    for (let i = 0; i < 6; i += 1)
      expect(await guard.attempt(i % 2 === 0 ? broken : works)).toBe(i % 2 === 0 ? null : 'vector')
  })
})
