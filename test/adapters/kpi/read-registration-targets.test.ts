import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readRegistrationTargets } from '../../../src/adapters/kpi/read-registration-targets.ts'
import { makeTempFolder } from '../../fakes/temp-folder.ts'

const fileOf = (text: string) => {
  const file = join(makeTempFolder(), 'targets.yaml')
  writeFileSync(file, text)
  return file
}

test('reads the shipped targets: those of the plan', () => {
  const targets = readRegistrationTargets('faq-data/kpi/registration-targets.yaml')
  expect(targets.map(({ fiscalYear, value }) => [fiscalYear, value])).toEqual([
    [2021, 2000],
    [2022, 3000],
    [2023, 4000],
    [2024, 5000],
  ])
})

test.each([
  ['targets: {R6: 5000}', 'a year such as 2024'],
  ['targets: {2024: many}', '2024'],
  ['targets: {2024: -1}', '2024'],
  ['- 5000', 'KPI_TARGETS_FILE'],
  ['targets: {2024: 5000', 'KPI_TARGETS_FILE'],
])('refuses %s, and says where', (text, told) => {
  expect(() => readRegistrationTargets(fileOf(text))).toThrow(told)
})

test('refuses a file that is not there', () => {
  expect(() => readRegistrationTargets('/nowhere/targets.yaml')).toThrow('ENOENT')
})
