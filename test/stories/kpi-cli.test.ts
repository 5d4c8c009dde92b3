// `zencho kpi` in a terminal and for programs.
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addDays, dateInJapan, fiscalYearOf, formatFiscalYear } from '../../src/core/fiscal-year.ts'
import { kpiDefinitions } from '../../src/core/messages/ja/admin/kpi-definitions.ts'
import { expectFault } from './expectations.ts'
import { closeHere, productHere, runHere } from './run-here.ts'
import { makeFolder, STORY_ENTRIES } from './story-entries.ts'

let folder = ''
let environment: Readonly<Record<string, string>> = {}
beforeAll(async () => {
  folder = await makeFolder()
  environment = { DATA_DIR: join(folder, 'data'), SAMPLE_DATA: 'off' }
  const product = await productHere(environment)
  await product.registry.save(STORY_ENTRIES, { actor: 'story' })
})
afterAll(async () => {
  await closeHere()
  await rm(folder, { recursive: true, force: true })
})

const TODAY = dateInJapan(new Date())

describe('zencho kpi', () => {
  test('shows every figure with its name, the months, and the sections that registered something', async () => {
    const { code, stdout } = await runHere(['kpi', '--year', '2026'], environment)
    expect(code).toBe(0)
    expect(stdout.split('\n')[0]).toContain(`${formatFiscalYear(2026)}の集計（`)
    expect(stdout).toMatch(/\| 登録数（累計） +\| +11件 \|/u)
    expect(stdout).toMatch(/\| 目標 +\| +5,000件 \| 令和6年度の目標 +\|/u)
    for (const { name } of [kpiDefinitions.forecast, kpiDefinitions.usageRate]) expect(stdout).toContain(name)
    expect(stdout).toMatch(/\| 2026-04 +\| +11 \| +11 \|/u)
    expect(stdout).toMatch(/\| 人事課 +\| +5 \| +5 \| +4 \| +4 \|/u)
  })

  test('shows how things stood at the end of a day, as the sums know it', async () => {
    const product = await productHere(environment)
    for (const day of ['2026-03-31', '2026-04-01', TODAY]) {
      const { stdout } = await runHere(['kpi', '--as-of', day, '--json'], environment)
      const { asOf, fiscalYear, registrations } = JSON.parse(stdout) as Record<string, unknown>
      expect([asOf, fiscalYear]).toEqual([day, fiscalYearOf(day)])
      const { registered, published } = await product.kpi.figures.asOf(day)
      expect(registrations).toMatchObject({ registered, published })
    }
  })

  test.for([
    ['--as-of', '2026-02-30'],
    ['--as-of', addDays(TODAY, 1)],
    ['--year', String(fiscalYearOf(TODAY) + 1)],
    ['--year', 'R6'],
    ['--year', '2025', '--as-of', '2026-04-01'],
  ])('refuses %j', async options => {
    expectFault(await runHere(['kpi', ...options], environment), '正しくありません')
  })
})
