import { expect, test } from 'vitest'
import { registrationKpi } from '../../../src/core/kpi/registration-kpi.ts'

const counts = {
  byStatus: { draft: 1, in_review: 0, published: 700, archived: 44 },
  registered: 744,
  registeredThisFiscalYear: 30,
  fiscalYear: 2026,
  sections: [],
}

test('stands beside the target of this fiscal year', () => {
  const targets = [2027, 2026, 2024].map(fiscalYear => ({ fiscalYear, value: fiscalYear }))
  expect(registrationKpi(counts, targets)).toEqual({
    registered: 744,
    registeredThisFiscalYear: 30,
    published: 700,
    fiscalYear: 2026,
    target: { fiscalYear: 2026, value: 2026 },
  })
})

test('stands beside the last target set before, and none of the years to come', () => {
  expect(
    registrationKpi(counts, [
      { fiscalYear: 2021, value: 2000 },
      { fiscalYear: 2024, value: 5000 },
    ]).target,
  ).toEqual({
    fiscalYear: 2024,
    value: 5000,
  })
  expect(registrationKpi(counts, [{ fiscalYear: 2027, value: 9000 }]).target).toBeNull()
})
