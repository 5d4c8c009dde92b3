// Sums by day against a naive recount of everything the audit trail tells.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { openDatabase } from '../../../src/adapters/sqlite/open-database.ts'
import { openSqliteAuditLog } from '../../../src/adapters/sqlite/sqlite-audit-log.ts'
import { openSqliteFigures } from '../../../src/adapters/sqlite/sqlite-figures.ts'
import { openSqliteQuestionLog } from '../../../src/adapters/sqlite/sqlite-question-log.ts'
import { openSqliteRegistry } from '../../../src/adapters/sqlite/sqlite-registry.ts'
import { ENTRY_STATUSES } from '../../../src/core/entry.ts'
import { addDays, dateInJapan } from '../../../src/core/fiscal-year.ts'
import type { RecordedEvent } from '../../../src/core/ports/audit-log.ts'
import type { RegistryFigures } from '../../../src/core/ports/figures.ts'
import { JINJI, KAIKEI, makeInput } from '../../fakes/entry-builders.ts'

const FIRST_DAY = '2026-03-25'
const DAYS = 20

async function open() {
  const clock = { now: new Date(`${FIRST_DAY}T03:00:00Z`) }
  const now = () => clock.now
  const { query, close } = openDatabase(':memory:')
  let id = 0
  const newId = () => `n${(id += 1)}`
  const figures = openSqliteFigures(query, { now, newId })
  const questionLog = openSqliteQuestionLog(query, error => {
    throw error
  })
  const registry = openSqliteRegistry(query, now)
  const auditLog = openSqliteAuditLog(query)
  return { clock, query, figures, registry, questionLog, auditLog, [Symbol.asyncDispose]: close }
}

const day = (offset: number) => addDays(FIRST_DAY, offset)
const dateOrNone = fc.option(fc.integer({ min: -5, max: DAYS + 5 }).map(day))

const step = fc.record({
  id: fc.constantFrom('a', 'b', 'c', 'd'),
  status: fc.constantFrom(...ENTRY_STATUSES),
  section: fc.constantFrom(JINJI, KAIKEI),
  registeredOn: dateOrNone,
  reviewBy: dateOrNone,
  answer: fc.constantFrom('甲', '乙'),
  hoursLater: fc.integer({ min: 0, max: 60 }),
})

interface Served {
  readonly publishedRevision: number | null
  readonly revision: number
  readonly reviewBy: string | null
  readonly registeredOn: string | null
}

/** Entry by entry, event by event, without any sum. */
function recount(events: readonly RecordedEvent[], date: string): Omit<RegistryFigures, 'opening'> {
  const counts = { registered: 0, published: 0, verified: 0 }
  for (const [, ofEntry] of Map.groupBy(events, event => event.subject)) {
    const known = ofEntry.map(event => ({
      on: dateInJapan(event.at),
      after: event.after as Served,
      created: event.before === null,
    }))
    const registeredOn = known.map(({ after }) => after.registeredOn).find(on => on !== null)
    if (registeredOn !== undefined && registeredOn <= date) counts.registered += 1
    let serving: string | null | undefined
    for (const { on, after, created } of known) {
      const since = created && after.registeredOn !== null && after.registeredOn < on ? after.registeredOn : on
      if (since > date) break
      if (after.publishedRevision === null) serving = undefined
      else if (after.publishedRevision === after.revision) serving = after.reviewBy
    }
    if (serving !== undefined) counts.published += 1
    if (serving !== undefined && serving !== null && serving >= date) counts.verified += 1
  }
  return counts
}

describe('figures of any day', () => {
  test('are what a naive recount of the events gives', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 14 }), async steps => {
        await using opened = await open()
        const { clock, figures, registry, auditLog } = opened
        for (const { hoursLater, ...change } of steps) {
          clock.now = new Date(clock.now.getTime() + hoursLater * 3_600_000)
          await registry.save([makeInput(change.id, { ...change, revisedOn: null })], { actor: 'tester' })
        }
        const events: RecordedEvent[] = []
        for await (const page of auditLog.each({}))
          events.push(...page.filter(({ action }) => action.startsWith('entry.')))
        for (let offset = -6; offset < DAYS + 40; offset += 1) {
          const { opening, ...counted } = await figures.asOf(day(offset))
          expect([day(offset), counted, opening]).toEqual([day(offset), recount(events, day(offset)), 0])
        }
        const sections = await figures.bySection({ from: '2000-01-01', before: '2100-01-01' })
        const total = await figures.asOf('2099-12-31')
        const sum = (of: 'registeredTotal' | 'published' | 'verified') =>
          sections.reduce((all, row) => all + row[of], 0)
        expect([sum('registeredTotal'), sum('published'), sum('verified')]).toEqual([
          total.registered,
          total.published,
          total.verified,
        ])
      }),
      { numRuns: 60 },
    )
  })

  test('count both entries of a merge as registered, and the one that stays as published', async () => {
    await using opened = await open()
    const { clock, figures, registry } = opened
    await registry.save([makeInput('a'), makeInput('b')], { actor: 'tester' })
    clock.now = new Date('2026-04-10T03:00:00Z')
    const seen = new Map([
      ['a', 1],
      ['b', 1],
    ])
    await registry.merge(
      { survivor: makeInput('a', { answer: '統合' }), mergedId: 'b' },
      { actor: 'tester', note: '統合', seen },
    )
    expect(await figures.asOf('2026-04-09')).toMatchObject({ registered: 2, published: 2 })
    expect(await figures.asOf('2026-04-10')).toMatchObject({ registered: 2, published: 1 })
    expect(await figures.registrationsByDay({ from: '2026-04-01', before: '2027-04-01' })).toEqual([])
  })

  test('count a registration on its day in Japan, at the turn of the fiscal year', async () => {
    await using opened = await open()
    const { clock, figures, registry } = opened
    clock.now = new Date('2026-03-31T14:59:59Z') // 23:59:59 in Japan
    await registry.save([makeInput('last')], { actor: 'tester' })
    clock.now = new Date('2026-03-31T15:00:00Z')
    await registry.save([makeInput('first')], { actor: 'tester' })
    expect((await figures.asOf('2026-03-31')).registered).toBe(1)
    expect((await figures.asOf('2026-04-01')).registered).toBe(2)
    const months = await figures.byMonth({ from: '2026-03-01', before: '2026-05-01' })
    expect(months.map(({ month, registered }) => [month, registered])).toEqual([
      ['2026-03', 1],
      ['2026-04', 1],
    ])
  })

  test('begin with the opening balance from its day on, and tell the part that it has', async () => {
    await using opened = await open()
    const { figures, registry } = opened
    await figures.addOpening({ onDate: '2021-03-31', count: 1_800, note: '旧システム' }, 'user:kanri')
    await registry.save([makeInput('a', { registeredOn: '2021-05-01' })], { actor: 'tester' })
    expect(await figures.asOf('2021-03-30')).toMatchObject({ registered: 0, opening: 0 })
    expect(await figures.asOf('2021-03-31')).toMatchObject({ registered: 1_800, opening: 1_800 })
    expect(await figures.asOf('2021-05-01')).toMatchObject({ registered: 1_801, published: 1 })
    expect(await figures.begins()).toBe('2021-03-31')
    const [balance] = await figures.openings()
    await figures.removeOpening(balance?.id ?? '', 'user:kanri')
    expect((await figures.asOf('2021-05-01')).registered).toBe(1)
    await expect(figures.removeOpening('none', 'user:kanri')).rejects.toMatchObject({ code: 'not_found' })
  })

  test('know what became of questions, by their day, with the last word of each asker', async () => {
    await using opened = await open()
    const { figures, questionLog, registry } = opened
    await registry.save([makeInput('a')], { actor: 'tester' })
    const ask = async (
      id: string,
      at: string,
      outcome: 'answered' | 'candidates' | 'unanswered',
      asker: string | null,
    ) => {
      const rest = { channel: 'web', text: '質問', searchedAs: null, conversationId: null, sectionCode: null } as const
      await questionLog.record({
        id,
        askedAt: new Date(at),
        outcome,
        asker,
        ...rest,
        confidence: 0.5,
        candidates: [],
        tookMs: 1,
      })
    }
    await ask('q1', '2026-03-31T14:00:00Z', 'answered', 'x')
    await ask('q2', '2026-03-31T16:00:00Z', 'candidates', 'x')
    await ask('q3', '2026-04-05T01:00:00Z', 'unanswered', 'y')
    for (const kind of ['unresolved', 'resolved', 'resolved'] as const) {
      await questionLog.giveFeedback({
        questionId: 'q2',
        kind,
        entryId: 'a',
        comment: null,
        at: new Date('2026-05-01T00:00:00Z'),
      })
    }
    const year = { from: '2026-04-01', before: '2027-04-01' }
    expect(await figures.questions(year)).toEqual({
      asked: 2,
      answered: 0,
      candidates: 1,
      unanswered: 1,
      resolved: 1,
      unresolved: 0,
    })
    expect(await figures.askers(year)).toBe(2)
    expect(await figures.askers({ from: '2026-03-01', before: '2026-04-01' })).toBe(1)
    expect((await figures.questions({ from: '2026-03-01', before: '2026-04-01' })).answered).toBe(1)
  })

  test('take the last staff number that was stated', async () => {
    await using opened = await open()
    const { figures } = opened
    expect(await figures.staffNumber(2026)).toBeNull()
    await figures.setStaffNumber(2024, 3_000, 'user:kanri')
    expect([await figures.staffNumber(2023), await figures.staffNumber(2026)]).toEqual([null, 3_000])
    await figures.setStaffNumber(2026, 3_100, 'user:kanri')
    expect([await figures.staffNumber(2025), await figures.staffNumber(2026)]).toEqual([3_000, 3_100])
  })

  test('have a version that changes with what is counted', async () => {
    await using opened = await open()
    const { figures, registry } = opened
    const before = await figures.version()
    expect(await figures.version()).toBe(before)
    await registry.save([makeInput('a')], { actor: 'tester' })
    expect(await figures.version()).not.toBe(before)
  })
})
