import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  afterCall,
  CIRCUIT_CLOSED,
  type CircuitState,
  enterCircuit,
  FAILURES_UNTIL_OPEN,
  openCircuit,
  PROBE_EVERY_MS,
} from '../../../src/core/compose/circuit.ts'

function afterFailures(count: number, at = 0): CircuitState {
  let state: CircuitState = CIRCUIT_CLOSED
  for (let i = 0; i < count; i += 1) state = afterCall(state, 'failed', at)
  return state
}

describe('a circuit', () => {
  test('opens at the fifth failure in a row, not at the fourth', () => {
    expect(afterFailures(FAILURES_UNTIL_OPEN - 1).kind).toBe('closed')
    expect(afterFailures(FAILURES_UNTIL_OPEN)).toEqual({
      kind: 'open',
      openedAt: 0,
      probeAt: PROBE_EVERY_MS,
      isProbing: false,
    })
  })

  test('forgets failures after a success, and keeps them after a call that its asker left', () => {
    expect(afterCall(afterFailures(4), 'succeeded', 0)).toEqual(CIRCUIT_CLOSED)
    expect(afterCall(afterFailures(4), 'left', 0)).toEqual({ kind: 'closed', failures: 4 })
  })

  test('lets one call probe every thirty seconds, and the others go without', () => {
    let now = 0
    const circuit = openCircuit(() => now)
    for (let i = 0; i < 5; i += 1) {
      expect(circuit.enter()).toBe(true)
      circuit.tell('failed')
    }
    now = PROBE_EVERY_MS - 1
    expect(circuit.enter()).toBe(false)
    now = PROBE_EVERY_MS
    expect([circuit.enter(), circuit.enter()]).toEqual([true, false])
    circuit.tell('failed')
    now += PROBE_EVERY_MS - 1
    expect(circuit.enter()).toBe(false)
    now += 1
    expect(circuit.enter()).toBe(true)
    circuit.tell('succeeded')
    expect([circuit.enter(), circuit.enter(), circuit.state()]).toEqual([true, true, CIRCUIT_CLOSED])
  })

  test('says since when it is open, and while it probes', () => {
    let now = 7
    const circuit = openCircuit(() => now)
    for (let i = 0; i < 5; i += 1) circuit.tell('failed')
    expect(circuit.state()).toMatchObject({ openedAt: 7, isProbing: false })
    now += PROBE_EVERY_MS
    circuit.enter()
    expect(circuit.state()).toMatchObject({ openedAt: 7, isProbing: true })
    circuit.tell('failed')
    expect(circuit.state()).toMatchObject({ openedAt: 7, isProbing: false, probeAt: now + PROBE_EVERY_MS })
  })

  test('is not put off by calls that were made before it opened and fail only now', () => {
    const open = afterFailures(FAILURES_UNTIL_OPEN)
    expect(afterCall(open, 'failed', 20_000)).toEqual(open)
    expect(enterCircuit(open, PROBE_EVERY_MS).mayCall).toBe(true)
  })

  test('lets another probe where the asker of the probe left', () => {
    let now = 0
    const circuit = openCircuit(() => now)
    for (let i = 0; i < 5; i += 1) circuit.tell('failed')
    now = PROBE_EVERY_MS
    expect(circuit.enter()).toBe(true)
    circuit.tell('left')
    expect(circuit.enter()).toBe(true)
  })

  test('never lets more than one call through in thirty seconds while every call fails', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(20_000), { minLength: 1, maxLength: 200 }), steps => {
        let state = afterFailures(FAILURES_UNTIL_OPEN)
        let now = 0
        let calls = 0
        for (const step of steps) {
          now += step
          const { mayCall, next } = enterCircuit(state, now)
          state = mayCall ? afterCall(next, 'failed', now) : next
          if (mayCall) calls += 1
        }
        expect(calls).toBeLessThanOrEqual(Math.floor(now / PROBE_EVERY_MS))
      }),
    )
  })
})
