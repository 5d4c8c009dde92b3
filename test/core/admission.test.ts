// The queue of what keeps the processor busy: in order, bounded, and open again as soon as there is room.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type AdmissionLimits, openAdmission } from '../../src/core/admission.ts'
import { isFault } from '../../src/core/errors.ts'

const PIECE_MS = 100

/** Each piece takes a tenth of a second of a clock of its own. */
function admissionOf(limits: AdmissionLimits) {
  let now = 0
  const letOthers = async () => {
    now += PIECE_MS
    await Promise.resolve()
  }
  return openAdmission(limits, { letOthers, clock: () => now })
}

const outcomeOf = (taken: Promise<unknown>) =>
  taken.then(
    () => 'done',
    (error: unknown) => (isFault(error, 'overloaded') ? 'refused' : 'broken'),
  )

/** Some pieces one after the other, after which the queue knows how long one takes. */
async function warmUp(admission: ReturnType<typeof admissionOf>) {
  for (let count = 0; count < 50; count += 1) await admission.admit(async () => {})
}

describe('admission', () => {
  test('pieces begin in the order in which they came, and each gives what it gave', async () => {
    const admission = admissionOf({ heldMax: 100, waitMaxMs: 60_000 })
    const begun: number[] = []
    const results = await Promise.all([0, 1, 2, 3].map(i => admission.admit(async () => begun.push(i))))
    expect(begun).toEqual([0, 1, 2, 3])
    expect(results).toEqual([1, 2, 3, 4])
  })

  test('one that fails gives its place back', async () => {
    const admission = admissionOf({ heldMax: 1, waitMaxMs: 60_000 })
    const failing = admission.admit(async () => {
      throw new Error('of its own')
    })
    await expect(failing).rejects.toThrow('of its own')
    expect(await outcomeOf(admission.admit(async () => {}))).toBe('done')
    expect(admission.state()).toEqual({ held: 0, waiting: 0, refused: 0 })
  })

  test('who would wait longer than is worth it is refused at once; who is patient is not', async () => {
    const admission = admissionOf({ heldMax: 100, waitMaxMs: 700 })
    await warmUp(admission)
    const people = Array.from({ length: 20 }, () => outcomeOf(admission.admit(async () => {})))
    const patient = outcomeOf(admission.admit(async () => {}, 'patient'))
    const outcomes = await Promise.all(people)
    // One runs, and those wait that begin within the time.
    expect(outcomes.filter(outcome => outcome === 'done')).toHaveLength(9)
    expect(outcomes.slice(9).every(outcome => outcome === 'refused')).toBe(true)
    expect(await patient).toBe('done')
    expect(await outcomeOf(admission.admit(async () => {}))).toBe('done')
  })

  test('nobody is refused for the time that the first pieces of a process take', async () => {
    const admission = admissionOf({ heldMax: 100, waitMaxMs: 700 })
    const people = Array.from({ length: 50 }, () => outcomeOf(admission.admit(async () => {})))
    expect(new Set(await Promise.all(people))).toEqual(new Set(['done']))
  })

  test('however many come and however long they take, no more are held than the limit, and all end', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(20), { maxLength: 60 }), fc.integer({ min: 1, max: 20 }), async (waits, max) => {
        const admission = admissionOf({ heldMax: max, waitMaxMs: 1e9 })
        let most = 0
        const work = (ticks: number) => async () => {
          most = Math.max(most, admission.state().held)
          for (let tick = 0; tick < ticks; tick += 1) await Promise.resolve()
        }
        const outcomes = await Promise.all(waits.map(ticks => outcomeOf(admission.admit(work(ticks)))))
        expect(most).toBeLessThanOrEqual(max)
        expect(outcomes.filter(outcome => outcome === 'refused')).toHaveLength(Math.max(0, waits.length - max))
        expect(admission.state()).toMatchObject({ held: 0, waiting: 0 })
      }),
    )
  })
})
