// Figures of a year over the real sums: reproduced for every past day, and hidden where they would tell of single people.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { openDatabase } from '../../../src/adapters/sqlite/open-database.ts'
import { openSqliteFigures } from '../../../src/adapters/sqlite/sqlite-figures.ts'
import { openSqliteQuestionLog } from '../../../src/adapters/sqlite/sqlite-question-log.ts'
import { openSqliteRegistry } from '../../../src/adapters/sqlite/sqlite-registry.ts'
import { ENTRY_STATUSES } from '../../../src/core/entry.ts'
import { addDays, dateInJapan, daysBetween } from '../../../src/core/fiscal-year.ts'
import { figureRows, figureText } from '../../../src/core/kpi/figure-rows.ts'
import { figureSheets } from '../../../src/core/kpi/figure-sheets.ts'
import { figuresOn, lastDayOf, registrationsOn } from '../../../src/core/kpi/figures-table.ts'
import { liveFigures } from '../../../src/core/kpi/live-figures.ts'
import { groupSize, SMALL_GROUP_MIN } from '../../../src/core/kpi/small-groups.ts'
import { JINJI, KAIKEI, makeInput } from '../../fakes/entry-builders.ts'

async function open(firstDay: string) {
  const clock = { now: new Date(`${firstDay}T03:00:00Z`) }
  const now = () => clock.now
  const { query, close } = openDatabase(':memory:')
  let made = 0
  const figures = openSqliteFigures(query, { now, newId: () => `n${(made += 1)}` })
  const registry = openSqliteRegistry(query, now)
  const questionLog = openSqliteQuestionLog(query, error => {
    throw error
  })
  const ask = (asker: string | null, askedAt: Date) => {
    const id = crypto.randomUUID()
    const plain = { channel: 'web', text: '問', searchedAs: null, conversationId: null, sectionCode: null } as const
    const judged = { outcome: 'answered', confidence: 1, candidates: [], tookMs: 1 } as const
    return questionLog.record({ id, askedAt, asker, ...plain, ...judged })
  }
  return { clock, figures, registry, ask, [Symbol.asyncDispose]: close }
}

const TARGETS = [
  { fiscalYear: 2025, value: 3 },
  { fiscalYear: 2026, value: 6 },
]

const step = fc.record({
  id: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
  status: fc.constantFrom(...ENTRY_STATUSES),
  section: fc.constantFrom(JINJI, KAIKEI),
  reviewBy: fc.option(fc.integer({ min: 0, max: 60 }).map(days => addDays('2026-03-01', days))),
  answer: fc.constantFrom('甲', '乙'),
  daysLater: fc.integer({ min: 0, max: 9 }),
})

describe('figures of a past day', () => {
  test('are for ever what they were in the evening of that day, with target, forecast and pace', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 2, maxLength: 8 }), async steps => {
        await using opened = await open('2026-03-01')
        const { clock, figures, registry } = opened
        const deps = { figures, targets: TARGETS }
        const evenings = new Map<string, unknown>()
        for (const { daysLater, ...change } of steps) {
          for (let passed = 0; passed < daysLater; passed += 1) {
            const today = dateInJapan(clock.now)
            evenings.set(today, await registrationsOn(today, deps))
            clock.now = new Date(clock.now.getTime() + 86_400_000)
          }
          await registry.save([makeInput(change.id, change)], { actor: 'tester' })
        }
        for (const [day, then] of evenings) {
          // Before the first registration nothing was known to forecast from; later the beginning is known.
          const now = await registrationsOn(day, deps)
          expect([day, now]).toEqual([day, then])
          const { registered, opening, published, verified } = await figures.asOf(day)
          expect(now).toMatchObject({ registered, opening, published, verified })
        }
      }),
      { numRuns: 12 },
    )
  })

  test('add up: months to the total, sections to the total without the opening balance', async () => {
    await using opened = await open('2026-10-01')
    const { figures, registry } = opened
    await figures.addOpening({ onDate: '2026-03-31', count: 100, note: '旧' }, 'tester')
    await figures.addOpening({ onDate: '2026-06-15', count: 20, note: '合併' }, 'tester')
    const days = ['2026-03-31', '2026-04-01', '2026-04-30', '2026-06-01', '2026-09-30']
    await registry.save(
      days.map((registeredOn, index) => makeInput(`e${index}`, { registeredOn, section: index > 2 ? KAIKEI : JINJI })),
      { actor: 'tester' },
    )
    const year = await figuresOn('2026-09-30', { figures, targets: TARGETS })
    expect(year.months.map(({ month, registered, registeredTotal }) => [month, registered, registeredTotal])).toEqual([
      ['2026-04', 2, 103],
      ['2026-05', 0, 103],
      ['2026-06', 1, 124],
      ['2026-07', 0, 124],
      ['2026-08', 0, 124],
      ['2026-09', 1, 125],
    ])
    expect(year.registrations).toMatchObject({ registered: 125, registeredInYear: 4, opening: 120, archived: 0 })
    expect(year.registrations.remaining).toBe(0)
    expect(year.sections.map(row => [row.section.code, row.registered, row.registeredTotal])).toEqual([
      ['jinji', 2, 3],
      ['kaikei', 2, 2],
    ])
    const half = await figuresOn('2026-06-10', { figures, targets: TARGETS })
    expect(half.months.at(-1)).toMatchObject({ month: '2026-06', registered: 1, registeredTotal: 104 })
  })

  test('tell how far the target is, and the pace that it needs', async () => {
    await using opened = await open('2026-10-01')
    const { figures, registry } = opened
    await registry.save([makeInput('a', { registeredOn: '2026-04-01' })], { actor: 'tester' })
    const { target, remaining, pace, forecast } = await registrationsOn('2026-10-01', { figures, targets: TARGETS })
    expect([target, remaining]).toEqual([{ fiscalYear: 2026, value: 6 }, 5])
    expect(pace).toBe(Math.ceil(5 / (daysBetween('2026-10-01', '2027-03-31') / (365.25 / 12))))
    const old = await registrationsOn('2026-10-01', { figures, targets: TARGETS.slice(0, 1) })
    expect([old.target?.fiscalYear, old.pace]).toEqual([2025, null])
    expect(forecast?.low).toBe(1)
    expect(lastDayOf(2025, '2026-10-01')).toBe('2026-03-31')
    expect(lastDayOf(2026, '2026-10-01')).toBe('2026-10-01')
    const over = await registrationsOn('2026-03-31', { figures, targets: [] })
    expect([over.target, over.remaining, over.pace, over.forecast]).toEqual([null, null, null, null])
  })
})

describe('how many people asked', () => {
  test('is told from five on, and for nobody', () => {
    expect([0, 1, SMALL_GROUP_MIN - 1, SMALL_GROUP_MIN].map(groupSize)).toEqual([0, 'few', 'few', SMALL_GROUP_MIN])
  })

  test('below that is told nowhere: neither as a number nor as a share, in no table', async () => {
    await using opened = await open('2026-06-01')
    const { clock, figures, ask } = opened
    await figures.setStaffNumber(2026, 200, 'tester')
    for (let person = 1; person < SMALL_GROUP_MIN; person += 1) await ask(`p${person}`, clock.now)
    const few = await figuresOn('2026-06-01', { figures, targets: [] })
    expect([few.usage.askers, few.usage.usageRate]).toEqual(['few', null])
    const row = figureRows(few).find(({ name }) => name === 'askers')
    expect(row === undefined ? '' : figureText(row)).toBe('5人未満のため示しません')
    const { summary } = figureSheets(few, { years: [], rows: [] })
    expect(summary.rows.find(([name]) => name === '質問した職員の数')?.[1]).toBeNull()
    const live = await liveFigures([2026], { figures, today: '2026-06-01' })
    expect(live.has('usage_rate 2026')).toBe(false)
    await ask('p5', clock.now)
    const enough = await figuresOn('2026-06-01', { figures, targets: [] })
    expect([enough.usage.askers, enough.usage.usageRate]).toEqual([5, 0.025])
  })
})
