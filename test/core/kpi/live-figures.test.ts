import { describe, expect, test } from 'vitest'
import { type LiveFiguresDeps, liveFigures } from '../../../src/core/kpi/live-figures.ts'

/** Figures that can be computed by hand; `asked` collects the days of which the registry was asked. */
function figuresOf(more: Partial<LiveFiguresDeps['figures']> = {}, asked: string[] = []): LiveFiguresDeps['figures'] {
  return {
    begins: async () => '2024-10-01',
    asOf: async date => {
      asked.push(date)
      return { registered: 100, opening: 20, published: 80, verified: 60 }
    },
    questions: async () => ({
      asked: 200,
      answered: 150,
      candidates: 30,
      unanswered: 20,
      resolved: 90,
      unresolved: 10,
    }),
    staffNumber: async () => 400,
    askers: async () => 100,
    ticketDays: async () => 2.5,
    ...more,
  }
}

const TODAY = '2026-11-30'

describe('the figures of a fiscal year', () => {
  test('are what the prefecture asks of them', async () => {
    const values = await liveFigures([2026], { figures: figuresOf(), today: TODAY })
    expect(Object.fromEntries([...values].map(([key, { kind, number }]) => [key, `${kind} ${number}`]))).toEqual({
      'registrations 2026': 'count 100',
      'published 2026': 'count 80',
      'verified_rate 2026': 'share 0.75',
      'questions 2026': 'count 200',
      'usage_rate 2026': 'share 0.25',
      'resolved_rate 2026': 'share 0.9',
      'answer_rate 2026': 'share 0.75',
      'zero_hit_rate 2026': 'share 0.1',
      'ticket_days 2026': 'days 2.5',
    })
  })

  test('are those of its end where it is over, and of today where it is not', async () => {
    const asked: string[] = []
    await liveFigures([2025, 2026], { figures: figuresOf({}, asked), today: TODAY, wanted: ['registrations'] })
    expect(asked).toEqual(['2026-03-31', TODAY])
  })

  test('are left out of years before anything was known and of years to come', async () => {
    const wanted = ['registrations', 'ticket_days'] as const
    const years = [2022, 2023, 2024, 2025, 2026, 2027]
    const values = await liveFigures(years, { figures: figuresOf(), today: TODAY, wanted })
    expect([...values.keys()]).toEqual(
      [2024, 2025, 2026].flatMap(year => [`registrations ${year}`, `ticket_days ${year}`]),
    )
    const nothing = figuresOf({ begins: async () => null })
    expect((await liveFigures(years, { figures: nothing, today: TODAY })).size).toBe(0)
  })

  test('are left out where they would divide by nothing, and are zero where there is none of many', async () => {
    const none = { asked: 0, answered: 0, candidates: 0, unanswered: 0, resolved: 0, unresolved: 0 }
    const empty = figuresOf({
      asOf: async () => ({ registered: 0, opening: 0, published: 0, verified: 0 }),
      questions: async () => none,
      ticketDays: async () => null,
    })
    expect([...(await liveFigures([2026], { figures: empty, today: TODAY })).keys()]).toEqual([
      'registrations 2026',
      'published 2026',
    ])
    const unanswered = figuresOf({ questions: async () => ({ ...none, asked: 5, unanswered: 5 }) })
    const values = await liveFigures([2026], {
      figures: unanswered,
      today: TODAY,
      wanted: ['answer_rate', 'zero_hit_rate'],
    })
    expect([...values.values()].map(({ number }) => number)).toEqual([0, 1])
    const unstated = figuresOf({ staffNumber: async () => null })
    expect((await liveFigures([2026], { figures: unstated, today: TODAY, wanted: ['usage_rate'] })).size).toBe(0)
  })

  test('ask of the database only what is wanted', async () => {
    const refuse = () => Promise.reject(new Error('not wanted'))
    const figures = figuresOf({ asOf: refuse, questions: refuse, askers: refuse })
    const values = await liveFigures([2026], { figures, today: TODAY, wanted: ['ticket_days'] })
    expect([...values.keys()]).toEqual(['ticket_days 2026'])
  })
})
