import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { EntryRecords, type RecordedUnit, WIDE_TERM } from '../../../src/core/search/entry-records.ts'
import { UNIT_KINDS } from '../../../src/core/text-unit.ts'

const termId = fc.oneof(fc.nat({ max: 300 }), fc.constantFrom(0xfffe, 0xffff, 0x1_0000, 0xffff_ffff))
const unit: fc.Arbitrary<RecordedUnit> = fc.record({
  id: fc.oneof(fc.nat(), fc.constant(2 ** 40)),
  kind: fc.constantFrom(...UNIT_KINDS),
  position: fc.nat({ max: 300 }),
  terms: fc.array(termId, { maxLength: 8 }),
})
const step = fc.record({ slot: fc.nat({ max: 9 }), units: fc.option(fc.array(unit, { maxLength: 4 })) })

const plain = (units: readonly RecordedUnit[]) => units.map(some => ({ ...some, terms: Array.from(some.terms) }))

const toWords = (term: number) => (term < WIDE_TERM ? [term] : [WIDE_TERM, term >>> 16, term & 0xffff])

/** The units of a slot through each of the three ways to read them. */
function readAll(records: EntryRecords, slot: number) {
  const viewed = records.unitsOf(slot).map(({ id, kind, position, readTerms }) => {
    return { id, kind, position, terms: readTerms() }
  })
  const walked: unknown[] = []
  records.walk(slot, (kind, words, from, end) => walked.push({ kind: UNIT_KINDS[kind], words: words.slice(from, end) }))
  expect(walked).toEqual(viewed.map(({ kind, terms }) => ({ kind, words: Uint16Array.from(terms.flatMap(toWords)) })))
  const heads: unknown[] = []
  records.eachUnit(slot, (id, kind) => heads.push({ id, kind }))
  expect(heads).toEqual(viewed.map(({ id, kind }) => ({ id, kind })))
  return viewed
}

describe('EntryRecords', () => {
  test('gives back what was put last, however much came and went', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), steps => {
        const records = new EntryRecords()
        const naive = new Map<number, readonly RecordedUnit[]>()
        for (const { slot, units } of steps) {
          if (units === null) records.remove(slot)
          else records.put(slot, units)
          naive.set(slot, units ?? [])
        }
        for (const [slot, units] of naive) expect(readAll(records, slot)).toEqual(plain(units))
      }),
    )
  })

  test('knows nothing of a slot it never had', () => {
    expect(readAll(new EntryRecords(), 5_000)).toEqual([])
  })

  test('takes a unit larger than a chunk', () => {
    const records = new EntryRecords()
    const terms = Array.from({ length: 600_000 }, (_, i) => i)
    records.put(3, [{ id: 1, kind: 'answer', position: 0, terms }])
    records.put(4, [{ id: 2, kind: 'question', position: 0, terms: [7] }])
    expect([readAll(records, 3)[0]?.terms, readAll(records, 4)[0]?.terms]).toEqual([terms, [7]])
  })

  test('gives the memory of what is gone back, and what was read before stays readable', () => {
    const records = new EntryRecords()
    const units = (n: number): readonly RecordedUnit[] => {
      return [{ id: n, kind: 'answer', position: 0, terms: Array.from({ length: 2_000 }, (_, i) => i * n) }]
    }
    for (let slot = 0; slot < 20; slot += 1) records.put(slot, units(slot))
    const [before] = records.unitsOf(9)
    for (let round = 0; round < 3_000; round += 1) records.put(9 + (round % 2), units(round))
    expect(records.byteLength).toBeLessThan(16 * 2 ** 20)
    for (let slot = 0; slot < 9; slot += 1) expect(readAll(records, slot)).toEqual(plain(units(slot)))
    expect(readAll(records, 9)).toEqual(plain(units(2_998)))
    expect(before?.readTerms()).toEqual(units(9)[0]?.terms)
  })
})
