import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { formatJapaneseDate } from '../../../src/core/fiscal-year.ts'
import { westernFacts } from '../../../src/core/rendering/western-facts.ts'

const factsOf = (text: string) => [...westernFacts(text).facts].toSorted()

describe('facts that Japanese and English share', () => {
  test.each([
    ['令和8年4月1日から', 'from April 1, 2026', ['date:2026-4-1']],
    ['令和元年5月1日', '1 May 2019', ['date:2019-5-1']],
    ['R8年4月1日', '2026-04-01', ['date:2026-4-1']],
    ['4月1日まで', 'by April 1st', ['date:4-1']],
    ['令和8年4月に', 'in April 2026', ['month:2026-4']],
    ['5月から', 'from May', ['month:5']],
    ['3月に', 'in March', ['month:3']],
    ['令和8年度', 'fiscal year 2026', ['number:2026']],
    ['令和8年度', 'Reiwa 8', ['number:2026']],
    ['前日の17時まで', 'by 5 p.m. on the day before', ['time:17:00']],
    ['午後5時30分', '17:30', ['time:17:30']],
    ['午後5時半', '5:30 PM', ['time:17:30']],
    ['9時から17時15分', 'from 9:00 to 17:15', ['time:17:15', 'time:9:00']],
    ['正午', 'noon', ['time:12:00']],
    ['3万円', '30,000 yen', ['number:30000']],
    ['1泊9,800円', '9,800 yen per 1 night', ['number:1', 'number:9800']],
    ['5営業日以内', 'within 5 business days', ['number:5']],
    ['1か月前', '1 month before', ['number:1']],
    ['三日以内', 'within 3 days', ['number:3']],
    ['70%', '70 percent', ['number:70']],
    ['第12条', 'Article 12', ['number:12']],
    ['3～5日', '3-5 days', ['number:3', 'number:5']],
    ['電話03-1234-5678', 'call +81-3-1234-5678', ['code:0312345678']],
    ['電話（03）1234-5678', 'phone 03-1234-5678', ['code:0312345678']],
    ['〒123-4567', 'postal code 123-4567', ['code:1234567']],
    ['内線2345', 'extension 2345', ['number:2345']],
    [
      'https://portal.shiomi.example/leave?a=1 を見る',
      'see https://portal.shiomi.example/leave?a=1.',
      ['link:https://portal.shiomi.example/leave?a=1'],
    ],
    ['ryohi@pref.shiomi.example まで', 'to ryohi@pref.shiomi.example.', ['link:ryohi@pref.shiomi.example']],
    ['100万円', '1 million yen', ['number:1000000']],
  ])('%s and %s', (japanese, english, facts) => {
    expect(factsOf(japanese)).toEqual(facts)
    expect(factsOf(english)).toEqual(facts)
  })

  test('tell a permission from a month', () => {
    expect(factsOf('You may take leave. May I go? We march on.')).toEqual([])
  })

  test('are read of number words as what may stand for a number', () => {
    expect([...westernFacts('within three days, the first time').words]).toEqual(['number:3', 'number:1'])
  })

  test('are the same for every date, in either calendar', () => {
    const date = fc.date({ min: new Date('1990-01-01'), max: new Date('2060-12-31'), noInvalidDate: true })
    fc.assert(
      fc.property(date, at => {
        const iso = at.toISOString().slice(0, 10)
        const english = new Intl.DateTimeFormat('en-US', { dateStyle: 'long', timeZone: 'UTC' }).format(at)
        const british = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' }).format(at)
        expect(factsOf(`${formatJapaneseDate(iso)}までに`)).toEqual(factsOf(`by ${english}`))
        expect(factsOf(british)).toEqual(factsOf(english))
        expect(factsOf(iso)).toEqual(factsOf(english))
      }),
    )
  })

  test('of any text are read without a fault', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), text => void westernFacts(text)))
  })
})
