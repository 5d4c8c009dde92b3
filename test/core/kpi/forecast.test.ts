import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { forecastYearEnd } from '../../../src/core/kpi/forecast.ts'

describe('the forecast of the year end', () => {
  test('continues the mean of the last weeks', () => {
    expect(forecastYearEnd({ now: 4_000, weekly: [10, 10, 10, 10], daysLeft: 70 })).toEqual({
      expected: 4_100,
      low: 4_100,
      high: 4_100,
      weeklyMean: 10,
    })
  })

  test('widens with the spread and with the time left: a sum computed by hand', () => {
    // mean 10, s² = (4·25)/3 = 100/3, 7 weeks left, n = 4: s·√(7 + 49/4) = 5.7735·4.3875 = 25.331; ·1.2816 = 32.465
    expect(forecastYearEnd({ now: 100, weekly: [5, 15, 5, 15], daysLeft: 49 })).toEqual({
      expected: 170,
      low: 138,
      high: 202,
      weeklyMean: 10,
    })
  })

  test('is not made of fewer than four weeks', () => {
    expect(forecastYearEnd({ now: 5, weekly: [1, 2, 3], daysLeft: 10 })).toBeNull()
  })

  test('never falls below what is there, and holds the expected number within its band', () => {
    const weeks = fc.array(fc.nat(200), { minLength: 4, maxLength: 26 })
    fc.assert(
      fc.property(fc.nat(100_000), weeks, fc.nat(366), (now, weekly, daysLeft) => {
        const forecast = forecastYearEnd({ now, weekly, daysLeft })
        if (forecast === null) throw new Error('expected a forecast')
        expect(forecast.low).toBeGreaterThanOrEqual(now)
        expect(forecast.expected).toBeGreaterThanOrEqual(forecast.low)
        expect(forecast.high).toBeGreaterThanOrEqual(forecast.expected)
      }),
    )
  })
})
