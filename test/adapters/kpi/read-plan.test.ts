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
        goal: 'at_least',
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

const WORDS = { unit: '', sectionName: '', sectionCode: null, live: null, goal: 'at_least', note: '' } as const

describe('a store of plans', () => {
  test('keeps what was typed before as history, and takes a value away', async () => {
    const { query, close } = openDatabase(':memory:')
    let id = 0
    const plan = openSqlitePlan(query, { now: () => new Date('2026-11-30T00:00:00Z'), newId: () => `i${(id += 1)}` })
    const made = await plan.create(
      {
        name: '研修受講者数',
        unit: '人',
        sectionName: '研修課',
        sectionCode: null,
        live: null,
        goal: 'at_least',
        note: '',
      },
      'user:a',
    )
    const place = { fiscalYear: 2026, side: 'actual' } as const
    const enter = (text: string, seen: string) =>
      plan.setValues(
        [{ indicatorId: made.id, ...place, text, number: Number(text), note: '', seen: { text: seen, note: '' } }],
        'user:b',
      )
    for (const [text, seen] of [
      ['100', ''],
      ['100', ''],
      ['120', '100'],
      ['', '120'],
    ] as const) {
      expect(await enter(text, seen)).toEqual([])
    }
    expect((await plan.find(made.id))?.values).toEqual([])
    expect((await plan.history(made.id, place)).map(({ text, changedBy }) => [text, changedBy])).toEqual([
      ['', 'user:b'],
      ['120', 'user:b'],
      ['100', 'user:b'],
    ])
    expect(await plan.history(made.id, null)).toEqual(await plan.history(made.id, place))
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

  test('writes all values or none where somebody was faster with one of them, and gives back what stands there now', async () => {
    const { query, close } = openDatabase(':memory:')
    const now = () => new Date('2026-11-30T00:00:00Z')
    const plan = openSqlitePlan(query, { now, newId: () => 'i' })
    await plan.create({ ...WORDS, name: '研修受講者数' }, 'user:a')
    const value = (fiscalYear: number, text: string, seen = '') =>
      ({
        indicatorId: 'i',
        fiscalYear,
        side: 'target',
        text,
        number: null,
        note: '',
        seen: { text: seen, note: '' },
      }) as const
    expect(await plan.setValues([value(2026, '運用'), value(2027, '運用')], 'user:a')).toEqual([])
    const clashes = await plan.setValues([value(2025, '構築'), value(2026, '検討'), value(2027, '運用')], 'user:b')
    expect(clashes).toEqual([
      {
        indicatorId: 'i',
        fiscalYear: 2026,
        side: 'target',
        current: { text: '運用', note: '' },
        changedBy: 'user:a',
        changedAt: now(),
      },
    ])
    expect((await plan.find('i'))?.values.map(({ text }) => text)).toEqual(['運用', '運用'])
    await expect(plan.setValues([{ ...value(2026, 'x'), indicatorId: 'none' }], 'user:b')).rejects.toMatchObject({
      code: 'not_found',
    })
    await close()
  })

  test('moves an indicator past its neighbours, and no further than the ends', async () => {
    const { query, close } = openDatabase(':memory:')
    let id = 0
    const plan = openSqlitePlan(query, { now: () => new Date(), newId: () => `i${(id += 1)}` })
    for (const name of ['一', '二', '三', '四']) await plan.create({ ...WORDS, name }, 'user:a')
    await plan.remove('i2', 'user:a')
    const order = async () => (await plan.indicators()).map(({ name }) => name).join('')
    await plan.move('i4', 'up', 'user:a')
    expect(await order()).toBe('一四三')
    await plan.move('i4', 'up', 'user:a')
    await plan.move('i4', 'up', 'user:a')
    expect(await order()).toBe('四一三')
    await plan.move('i1', 'down', 'user:a')
    await plan.move('i1', 'down', 'user:a')
    expect(await order()).toBe('四三一')
    await expect(plan.move('i2', 'up', 'user:a')).rejects.toMatchObject({ code: 'not_found' })
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
