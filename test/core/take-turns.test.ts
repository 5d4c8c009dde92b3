// The queue of what keeps the processor busy: in order, bounded, and open again as soon as there is room.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isFault } from '../../src/core/errors.ts'
import { openTurns, type TurnLimits } from '../../src/core/take-turns.ts'

const PIECE_MS = 100

/** Each piece takes a tenth of a second of a clock of its own. */
function turnsOf(limits: TurnLimits) {
  let now = 0
  const letOthers = async () => {
    now += PIECE_MS
    await Promise.resolve()
  }
  return openTurns(limits, { letOthers, clock: () => now })
}

const outcomeOf = (taken: Promise<unknown>) =>
  taken.then(
    () => 'done',
    (error: unknown) => (isFault(error, 'overloaded') ? 'refused' : 'broken'),
  )

/** Some pieces one after the other, after which the queue knows how long one takes. */
async function warmUp(turns: ReturnType<typeof turnsOf>) {
  for (let count = 0; count < 50; count += 1) await turns.take(async () => {})
}

describe('turns', () => {
  test('pieces begin in the order in which they came, and each gives what it gave', async () => {
    const turns = turnsOf({ heldMax: 100, waitMaxMs: 60_000 })
    const begun: number[] = []
    const results = await Promise.all([0, 1, 2, 3].map(i => turns.take(async () => begun.push(i))))
    expect(begun).toEqual([0, 1, 2, 3])
    expect(results).toEqual([1, 2, 3, 4])
  })

  test('one that fails gives its place back', async () => {
    const turns = turnsOf({ heldMax: 1, waitMaxMs: 60_000 })
    const failing = turns.take(async () => {
      throw new Error('of its own')
    })
    await expect(failing).rejects.toThrow('of its own')
    expect(await outcomeOf(turns.take(async () => {}))).toBe('done')
    expect(turns.state()).toEqual({ held: 0, waiting: 0, refused: 0 })
  })

  test('who would wait longer than is worth it is refused at once; who is patient is not', async () => {
    const turns = turnsOf({ heldMax: 100, waitMaxMs: 700 })
    await warmUp(turns)
    const people = Array.from({ length: 20 }, () => outcomeOf(turns.take(async () => {})))
    const patient = outcomeOf(turns.take(async () => {}, 'patient'))
    const outcomes = await Promise.all(people)
    // One runs, and those wait that begin within the time.
    expect(outcomes.filter(outcome => outcome === 'done')).toHaveLength(9)
    expect(outcomes.slice(9).every(outcome => outcome === 'refused')).toBe(true)
    expect(await patient).toBe('done')
    expect(await outcomeOf(turns.take(async () => {}))).toBe('done')
  })

  test('however many come and however long they take, no more are held than the limit, and all end', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(20), { maxLength: 60 }), fc.integer({ min: 1, max: 20 }), async (waits, max) => {
        const turns = turnsOf({ heldMax: max, waitMaxMs: 1e9 })
        let most = 0
        const work = (ticks: number) => async () => {
          most = Math.max(most, turns.state().held)
          for (let tick = 0; tick < ticks; tick += 1) await Promise.resolve()
        }
        const outcomes = await Promise.all(waits.map(ticks => outcomeOf(turns.take(work(ticks)))))
        expect(most).toBeLessThanOrEqual(max)
        expect(outcomes.filter(outcome => outcome === 'refused')).toHaveLength(Math.max(0, waits.length - max))
        expect(turns.state()).toMatchObject({ held: 0, waiting: 0 })
      }),
    )
  })
})
