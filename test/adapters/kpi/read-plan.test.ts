// The plan that ships, and what is said of a file that is none.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readPlan } from '../../../src/adapters/kpi/read-plan.ts'
import { openDatabase } from '../../../src/adapters/sqlite/open-database.ts'
import { openSqlitePlan } from '../../../src/adapters/sqlite/sqlite-plan.ts'
import { loadConfig } from '../../../src/config.ts'
import { makeTempFolder } from '../../fakes/temp-folder.ts'

const FILE = loadConfig({}).kpiPlanFile ?? ''

describe('the plan that ships', () => {
  const planned = readPlan(FILE)

  test('has the thirteen indicators of the published plan, the FAQ count bound to the live figure', () => {
    expect(planned.map(({ indicator }) => indicator.name)).toHaveLength(13)
    expect(planned.filter(({ indicator }) => indicator.live !== null).map(({ indicator }) => indicator)).toEqual([
      {
        name: 'AI活用全庁FAQシステム登録数（累計）',
        unit: '件',
        sectionName: '監察評価課県庁ふれあい室',
        sectionCode: null,
        live: 'registrations',
        note: '',
      },
    ])
  })

  test('gives the FAQ count its targets and actuals', () => {
    const values = planned[0]?.values.map(({ side, fiscalYear, text, note }) => [side, fiscalYear, text, note])
    expect(values).toEqual([
      ['target', 2021, '2,000', ''],
      ['target', 2022, '3,000', ''],
      ['target', 2023, '4,000', ''],
      ['target', 2024, '5,000', ''],
      ['actual', 2020, '1,800', ''],
      ['actual', 2021, '4,824', ''],
      ['actual', 2022, '5,523', ''],
      ['actual', 2023, '5,663', '見込'],
    ])
  })

  test('holds numbers as numbers, and words as words', () => {
    const valueOf = (name: string, fiscalYear: number) => {
      const row = planned.find(({ indicator }) => indicator.name === name)
      return row?.values.find(value => value.side === 'actual' && value.fiscalYear === fiscalYear)
    }
    expect(valueOf('公文書の電子化率', 2020)).toMatchObject({ text: '87%', number: 0.87 })
    expect(valueOf('UX評価体制の構築及び改善', 2021)).toMatchObject({ text: '構築済', number: null })
  })

  test('fills a store once, however many open it', async () => {
    const { query, close } = openDatabase(':memory:')
    let id = 0
    const plan = openSqlitePlan(query, { now: () => new Date(), newId: () => `i${(id += 1)}` })
    expect(await Promise.all([plan.fill(planned, 'a'), plan.fill(planned, 'b')])).toEqual([true, false])
    const stored = await plan.indicators()
    expect(stored.map(({ name, values }) => [name, values.length])).toEqual(
      planned.map(({ indicator, values }) => [indicator.name, values.length]),
    )
    for (const { id: indicatorId } of stored) await plan.remove(indicatorId, 'kanri')
    expect(await plan.fill(planned, 'c')).toBe(false)
    await close()
  })
})

describe('a store of plans', () => {
  test('keeps what was typed before as history, and takes a value away', async () => {
    const { query, close } = openDatabase(':memory:')
    let id = 0
    const plan = openSqlitePlan(query, { now: () => new Date('2026-11-30T00:00:00Z'), newId: () => `i${(id += 1)}` })
    const made = await plan.create(
      { name: '研修受講者数', unit: '人', sectionName: '研修課', sectionCode: null, live: null, note: '' },
      'user:a',
    )
    const place = { fiscalYear: 2026, side: 'actual' } as const
    for (const text of ['100', '100', '120', '']) {
      await plan.setValues(made.id, [{ ...place, text, number: Number(text), note: '' }], 'user:b')
    }
    expect((await plan.find(made.id))?.values).toEqual([])
    expect((await plan.history(made.id, place)).map(({ text, changedBy }) => [text, changedBy])).toEqual([
      ['', 'user:b'],
      ['120', 'user:b'],
      ['100', 'user:b'],
    ])
    await plan.change({ ...made, name: 'デジタル研修受講者数' }, 'user:a')
    expect(await plan.find(made.id)).toMatchObject({
      name: 'デジタル研修受講者数',
      version: 2,
      position: made.position,
    })
    await expect(plan.change({ ...made, name: '遅い' }, 'user:c')).rejects.toMatchObject({ code: 'conflict' })
    await expect(plan.remove('none', 'user:c')).rejects.toMatchObject({ code: 'not_found' })
    await close()
  })
})

test.for([
  ['indicators: [', /KPI_PLAN_FILE/u],
  ['indicators: [{ name: x, target: { R0: 1 } }]', /R0.*R6 or 2024/u],
  ['indicators: [{ name: "" }]', /name/u],
  ['indicators: [{ name: x, live: unknown }]', /live/u],
] as const)('a file with %j is refused with its place', ([content, words]) => {
  const file = join(makeTempFolder(), 'plan.yaml')
  writeFileSync(file, content)
  expect(() => readPlan(file)).toThrow(words)
})
