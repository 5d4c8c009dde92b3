import { describe, expect, test } from 'vitest'
import { askModel, type CallLimits, type ModelCall, retryDelayMs } from '../../../src/core/compose/ask-model.ts'
import { memoryTokenCounter } from '../../fakes/memory-model-use.ts'
import { collect, HANG, openScriptedAccess, scriptModel, trouble } from '../../fakes/scripted-model.ts'

const LIMITS: CallLimits = { firstTextMs: 3_000, pauseMs: 2_000, usefulMs: 4_500, totalMs: 15_000, retries: 2 }
const makeCall = (some: Partial<ModelCall> = {}): ModelCall => ({
  request: { system: 'system', user: 'user', tokensMax: 100 },
  limits: LIMITS,
  sent: { purpose: 'compose', questionId: 'q1', entryIds: ['a'], maskedKinds: ['phone'] },
  asker: null,
  isUseful: () => true,
  ...some,
})
const never = new AbortController().signal
const ask = (access: Parameters<typeof askModel>[1], call = makeCall(), signal = never) =>
  collect(askModel(call, access, signal))

describe('a model call', () => {
  test('gives the text and its end, and is recorded before it leaves', async () => {
    const { access, sent } = openScriptedAccess(scriptModel(['年休', 'は']))
    expect(await ask(access)).toEqual([
      { kind: 'text', text: '年休' },
      { kind: 'text', text: 'は' },
      { kind: 'end', isCut: false },
    ])
    expect(sent).toEqual([
      {
        at: new Date('2026-04-01T00:00:00Z'),
        host: 'model.test:8080',
        model: 'scripted',
        purpose: 'compose',
        questionId: 'q1',
        entryIds: ['a'],
        characters: 10,
        maskedKinds: ['phone'],
      },
    ])
  })

  test('is not made where it cannot be recorded', async () => {
    const model = scriptModel(['text'])
    const { access } = openScriptedAccess(model, { outboundLog: { record: async () => false } })
    expect(await ask(access)).toEqual([{ kind: 'failed', why: 'not_recorded' }])
    expect([model.requests.length, access.circuits.compose.state()]).toEqual([0, { kind: 'closed', failures: 0 }])
  })

  test('is not made, nor made again, once administrators switched it off, and its tokens are given back', async () => {
    let isOn = false
    const model = scriptModel([trouble('unreachable')])
    const counter = memoryTokenCounter()
    const { access, clock } = openScriptedAccess(model, { counter, isOn: async () => isOn })
    expect(await ask(access)).toEqual([{ kind: 'failed', why: 'switched_off' }])
    isOn = true
    const asking = ask(access)
    await clock.pass(100)
    isOn = false
    await clock.pass(100)
    expect(await asking).toEqual([{ kind: 'failed', why: 'switched_off' }])
    expect([model.requests.length, access.circuits.compose.state()]).toEqual([1, { kind: 'closed', failures: 0 }])
    expect((await counter.tokensOn('2026-04-01')).all).toBe(10) // the prompt that did leave
  })

  test('is not made where its tokens cannot be claimed, and a claim that comes too late is given back', async () => {
    const model = scriptModel(['text'])
    const failing = { take: async () => ({ kind: 'failed' }) as const, giveBack: async () => {} }
    expect(await ask(openScriptedAccess(model, { counter: failing }).access)).toEqual([
      { kind: 'failed', why: 'not_recorded' },
    ])
    const late = Promise.withResolvers<{ readonly kind: 'taken' }>()
    const given: number[] = []
    const counter = {
      take: () => late.promise,
      giveBack: async (_: string, __: unknown, tokens: number) => void given.push(tokens),
    }
    const { access, clock } = openScriptedAccess(model, { counter })
    const asking = ask(access)
    await clock.pass(3_000)
    expect(await asking).toEqual([{ kind: 'failed', why: 'not_recorded' }])
    late.resolve({ kind: 'taken' })
    await clock.pass(0)
    expect([given, model.requests.length]).toEqual([[100], 0])
  })

  test('is made again after a pause where the service was busy before the first word', async () => {
    const model = scriptModel([trouble('unreachable')], [trouble('too_many', 500)], ['text'])
    const { access, clock, sent } = openScriptedAccess(model)
    const asking = ask(access)
    await clock.pass(199)
    expect(model.requests).toHaveLength(1)
    await clock.pass(1)
    expect(model.requests).toHaveLength(2)
    await clock.pass(499)
    expect(model.requests).toHaveLength(2)
    await clock.pass(1)
    expect((await asking).map(({ kind }) => kind)).toEqual(['text', 'end'])
    expect(sent).toHaveLength(3)
  })

  test('is not made again after the first word, for a wrong key, or when there is no time left', async () => {
    for (const [script, why] of [
      [['text', trouble('unreachable')], 'unreachable'],
      [[trouble('refused')], 'refused'],
      [[trouble('unknown_model')], 'unknown_model'],
      [[trouble('too_many', 3_000)], 'too_many'],
    ] as const) {
      const model = scriptModel(script)
      const { access, troubles } = openScriptedAccess(model)
      expect((await ask(access)).at(-1)).toEqual({ kind: 'failed', why })
      expect([model.requests.length, troubles]).toEqual([1, [why]])
    }
  })

  test.each([
    ['the first word takes too long', [HANG], 3_000],
    ['a pause takes too long', ['text', HANG], 2_000],
  ] as const)('ends when %s', async (_, script, afterMs) => {
    const model = scriptModel(script)
    const { access, clock } = openScriptedAccess(model)
    const asking = ask(access)
    await clock.pass(afterMs - 1)
    expect(clock.waiting()).toBe(1)
    await clock.pass(1)
    expect((await asking).at(-1)).toEqual({ kind: 'failed', why: 'slow' })
    expect([model.left(), clock.waiting()]).toEqual([1, 0])
  })

  test('ends when there is text but nothing to show in time, and in the end in any case', async () => {
    const slowly = (clock: { startTimer: (ms: number, then: () => void) => unknown }) => ({
      host: 'h',
      name: 'n',
      write: async function* () {
        for (;;) {
          await new Promise<void>(resolve => clock.startTimer(1_000, resolve))
          yield { kind: 'text' as const, text: 'a' }
        }
      },
    })
    for (const [isUseful, atMs] of [
      [false, 4_500],
      [true, 15_000],
    ] as const) {
      const opened = openScriptedAccess(scriptModel([]))
      const access = { ...opened.access, model: slowly(opened.clock) }
      let ended = false
      const asking = ask(access, makeCall({ isUseful: () => isUseful })).then(pieces => {
        ended = true
        return pieces
      })
      await opened.clock.pass(atMs - 1)
      expect(ended).toBe(false)
      await opened.clock.pass(1)
      expect((await asking).at(-1)).toEqual({ kind: 'failed', why: 'slow' })
    }
  })

  test('ends at once when nobody waits any more, which is no fault of the model', async () => {
    const model = scriptModel([HANG])
    const { access, clock } = openScriptedAccess(model)
    const leaving = new AbortController()
    const asking = ask(access, makeCall(), leaving.signal)
    await clock.pass(100)
    leaving.abort()
    expect(await asking).toEqual([{ kind: 'failed', why: 'left' }])
    expect([access.circuits.compose.state(), model.left()]).toEqual([{ kind: 'closed', failures: 0 }, 1])
    expect(await ask(access, makeCall(), leaving.signal)).toEqual([{ kind: 'failed', why: 'left' }])
  })

  test('ends where the model writes more than it was allowed', async () => {
    const { access } = openScriptedAccess(scriptModel(Array.from({ length: 50 }, () => 'x'.repeat(10))))
    const pieces = await ask(access, makeCall({ request: { system: '', user: '', tokensMax: 10 } }))
    expect(pieces).toHaveLength(5)
    expect(pieces.at(-1)).toEqual({ kind: 'end', isCut: true })
  })

  test.each([
    ['nothing', scriptModel([{ kind: 'end', isCut: false }]), 'empty'],
    ['no end', { host: '', name: '', write: async function* () {} }, 'bad_reply'],
    [
      'an error',
      {
        host: '',
        name: '',
        write: () => ({ [Symbol.asyncIterator]: () => ({ next: () => Promise.reject(new Error('broken')) }) }),
      },
      'bad_reply',
    ],
  ] as const)('with a model that gives %s ends as a failure', async (_, model, why) => {
    const { access } = openScriptedAccess(model)
    expect(await ask(access)).toEqual([{ kind: 'failed', why }])
    expect(access.circuits.compose.state()).toEqual({ kind: 'closed', failures: 1 })
  })

  test('is spared while the circuit is open', async () => {
    const model = scriptModel([trouble('refused')])
    const { access, clock } = openScriptedAccess(model)
    for (let i = 0; i < 5; i += 1) await ask(access)
    expect(await ask(access)).toEqual([{ kind: 'failed', why: 'resting' }])
    expect(model.requests).toHaveLength(5)
    await clock.pass(30_000)
    expect(await ask(access)).toEqual([{ kind: 'failed', why: 'refused' }])
    expect(model.requests).toHaveLength(6)
  })
})

test('a purpose for which a model is too slow does not end the other', async () => {
  const { access, clock } = openScriptedAccess(scriptModel([HANG]))
  const rewrite = makeCall({ sent: { purpose: 'rewrite', questionId: null, entryIds: [], maskedKinds: [] } })
  for (let i = 0; i < 5; i += 1) {
    const asking = ask(access, rewrite)
    await clock.pass(3_000)
    await asking
  }
  expect([access.circuits.rewrite.state().kind, access.circuits.compose.state().kind]).toEqual(['open', 'closed'])
})

describe('the allowance of tokens', () => {
  test('is claimed for the longest answer and given back for what was not written', async () => {
    const { access } = openScriptedAccess(scriptModel(['x'.repeat(40)]), {
      allowance: { tokensPerDay: 210, tokensPerAskerAndDay: 1_000 },
    })
    expect((await ask(access)).at(-1)?.kind).toBe('end') // 10 + 100 claimed, 10 + 40 used
    expect((await ask(access)).at(-1)?.kind).toBe('end') // 50 + 110 claimed, 100 used
    expect((await ask(access)).at(-1)?.kind).toBe('end') // 100 + 110 claimed, 150 used
    expect(await ask(access)).toEqual([{ kind: 'failed', why: 'over_allowance' }])
    expect(access.circuits.compose.state()).toEqual({ kind: 'closed', failures: 0 })
  })

  test('is one for each asker beside that of all, and begins anew on the next day in Japan', async () => {
    let now = new Date('2026-04-01T14:59:00Z')
    const { access } = openScriptedAccess(scriptModel(['x'.repeat(100)]), {
      allowance: { tokensPerDay: 1_000, tokensPerAskerAndDay: 150 },
      now: () => now,
    })
    const end = async (asker: string) => (await ask(access, makeCall({ asker }))).at(-1)
    expect(await end('a')).toMatchObject({ kind: 'end' })
    expect(await end('a')).toMatchObject({ why: 'over_own_allowance' })
    expect(await end('b')).toMatchObject({ kind: 'end' })
    now = new Date('2026-04-01T15:00:00Z')
    expect(await end('a')).toMatchObject({ kind: 'end' })
  })
})

test('a retry waits longer each time, with jitter, and never shorter than it was told to', () => {
  expect([0, 1, 2].map(attempt => retryDelayMs(attempt, null, 0))).toEqual([100, 200, 400])
  expect([0, 1, 2].map(attempt => retryDelayMs(attempt, null, 1))).toEqual([300, 600, 1_200])
  expect(retryDelayMs(0, 900, 0)).toBe(900)
  expect(retryDelayMs(0, 0, 0)).toBe(100)
})
