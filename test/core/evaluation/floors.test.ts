// Floors: what a set's figures must reach, and how the bounds rise.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { calibrate } from '../../../src/core/evaluation/calibration.ts'
import {
  type Figures,
  FLOOR_MEASURES,
  type Floors,
  figuresOf,
  findBreaches,
  raiseFloors,
} from '../../../src/core/evaluation/floors.ts'
import { summarise } from '../../../src/core/evaluation/summarise.ts'
import { query, run } from './evaluation-builders.ts'

const NOTHING = Object.fromEntries(FLOOR_MEASURES.map(measure => [measure, null])) as Figures
const figures = (some: Partial<Figures>): Figures => ({ ...NOTHING, ...some })

const share = fc.double({ min: 0, max: 1, noNaN: true })
const anyFigures = fc.record(
  Object.fromEntries(FLOOR_MEASURES.map(measure => [measure, fc.option(share)])),
) as fc.Arbitrary<Figures>
const anyFloors = fc.record(Object.fromEntries(FLOOR_MEASURES.map(measure => [measure, share])), {
  requiredKeys: [],
}) as fc.Arbitrary<Floors>

describe('figuresOf', () => {
  test('collects ranking and judgement, and has none for what the set cannot tell', () => {
    const queries = [query('q', {})]
    const runs = [run('q', ['x'], { confidence: 0.2 })]
    const measured = figuresOf(summarise(queries, runs), calibrate(queries, runs))
    expect(measured).toMatchObject({ s1: null, answeredRight: null, answerableShown: null, unanswerableNotAnswered: 1 })
    expect(measured.brier).toBeCloseTo(0.04, 12)
    expect(measured.aurc).toBe(1)
  })
})

describe('findBreaches', () => {
  test('keeps a figure that is on its bound, and names one below', () => {
    expect(findBreaches({ s1: 0.5 }, figures({ s1: 0.5 }))).toEqual([])
    expect(findBreaches({ s1: 0.5, mrr: 0.4 }, figures({ s1: 0.499, mrr: 0.6 }))).toEqual([
      { measure: 's1', bound: 0.5, measured: 0.499 },
    ])
  })

  test('reads the Brier score and the area of risk the other way round: there less is better', () => {
    expect(findBreaches({ brier: 0.2, aurc: 0.3 }, figures({ brier: 0.1, aurc: 0.3 }))).toEqual([])
    expect(findBreaches({ brier: 0.2 }, figures({ brier: 0.21 }))).toHaveLength(1)
  })

  test('names what can no longer be measured', () => {
    expect(findBreaches({ answeredRight: 0.8 }, NOTHING)).toEqual([
      { measure: 'answeredRight', bound: 0.8, measured: null },
    ])
  })
})

describe('raiseFloors', () => {
  test('moves a bound to .01 from its figure, to three decimals, and never back', () => {
    expect(raiseFloors({ mrr: 0.6 }, figures({ mrr: 0.656 }))).toEqual({ mrr: 0.646 })
    expect(raiseFloors({ mrr: 0.65 }, figures({ mrr: 0.656 }))).toEqual({ mrr: 0.65 })
    expect(raiseFloors({ brier: 0.2 }, figures({ brier: 0.1741 }))).toEqual({ brier: 0.185 })
    expect(raiseFloors({ brier: 0.18 }, figures({ brier: 0.1741 }))).toEqual({ brier: 0.18 })
  })

  test('gives a new set a bound for each figure it has', () => {
    expect(raiseFloors(undefined, figures({ s1: 0.5, aurc: 0.3 }))).toEqual({ s1: 0.49, aurc: 0.31 })
  })

  test('never lets pass what did not pass, and keeps what it was raised to', () => {
    fc.assert(
      fc.property(anyFloors, anyFigures, (floors, measured) => {
        const raised = raiseFloors(floors, measured)
        expect(Object.keys(raised).toSorted()).toEqual(Object.keys(floors).toSorted())
        expect(findBreaches(raised, measured)).toEqual(findBreaches(floors, measured))
        expect(raiseFloors(raised, measured)).toEqual(raised)
        for (const [measure, bound] of Object.entries(floors)) {
          const now = raised[measure as keyof Floors] ?? Number.NaN
          if (measure === 'brier' || measure === 'aurc') expect(now).toBeLessThanOrEqual(bound)
          else expect(now).toBeGreaterThanOrEqual(bound)
        }
      }),
    )
  })
})
