import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { gatherQuestions } from '../../../src/core/impact/impact-questions.ts'
import { ORIGINS, reportImpact } from '../../../src/core/impact/impact-report.ts'
import { CHANGE_KINDS } from '../../../src/core/impact/judge-change.ts'
import type { AskedQuestion } from '../../../src/core/ports/asked-questions.ts'
import { makeContent } from '../../fakes/entry-builders.ts'
import { anyFound, anyKnown, found, label, question } from './impact-builders.ts'

describe('a report', () => {
  const anyImpact = fc.record({
    question: fc.record({
      text: fc.string(),
      sectionCode: fc.constant(null),
      origin: fc.constantFrom(...ORIGINS),
      setName: fc.constant(null),
      times: fc.integer({ min: 1, max: 9 }),
      known: fc.option(anyKnown),
    }),
    before: anyFound,
    after: anyFound,
  })

  test('counts every question once, by kind and by origin, and lists all that change, worst first', () => {
    fc.assert(
      fc.property(fc.array(anyImpact, { maxLength: 20 }), impacts => {
        const report = reportImpact(
          impacts.map(one => one.question),
          { before: impacts.map(one => one.before), after: impacts.map(one => one.after), byMeaning: true },
        )
        for (const kind of CHANGE_KINDS) {
          const byOrigin = ORIGINS.map(origin => report.byOrigin[origin][kind])
          expect(byOrigin.reduce((sum, count) => sum + count, 0)).toBe(report.counts[kind])
        }
        const total = CHANGE_KINDS.reduce((sum, kind) => sum + report.counts[kind], 0)
        expect([total, report.questions]).toEqual([impacts.length, impacts.length])
        expect(report.changes.length).toBe(impacts.length - report.counts.same)
        const places = report.changes.map(({ kind }) => CHANGE_KINDS.indexOf(kind))
        expect(places.toSorted((a, b) => a - b)).toEqual(places)
      }),
    )
  })

  test("takes a question in an entry's very words for that entry's", () => {
    const before = { ...found('answered', 'a'), exact: ['a'] }
    const { changes } = reportImpact([question('年休の申請')], {
      before: [before],
      after: [found('answered', 'b')],
      byMeaning: true,
    })
    expect(changes).toMatchObject([{ kind: 'worse', known: { source: 'phrasing', relevant: { a: 2 } } }])
  })

  test('does not call it better where an entry claims what another one answered', () => {
    const after = { ...found('answered', 'b'), exact: ['b'] }
    const kindOf = (before: ReturnType<typeof found>) =>
      reportImpact([question('年休の申請')], { before: [before], after: [after], byMeaning: true }).changes[0]?.kind
    expect(kindOf(found('answered', 'a'))).toBe('different')
    expect(kindOf(found('candidates', 'a'))).toBe('better')
    expect(kindOf(found('unanswered'))).toBe('better')
  })

  test('puts a question of a set before one of the log that is as bad', () => {
    const known = label({ a: 2 })
    const [before, after] = [found('answered', 'a'), found('answered', 'x')]
    const questions = [question('log', { known, times: 9 }), question('set', { known, origin: 'set', setName: 's' })]
    const report = reportImpact(questions, { before: [before, before], after: [after, after], byMeaning: true })
    expect(report.changes.map(one => one.question.text)).toEqual(['set', 'log'])
  })
})

describe('the questions that a change is looked at with', () => {
  const asked = (text: string, some: Partial<AskedQuestion> = {}): AskedQuestion => {
    return { text, sectionCode: null, times: 1, lastAskedAt: new Date(0), right: [], wrong: [], ...some }
  }
  const set = { name: '人事', questions: [{ id: 'q1', text: '年休の申請は？', relevant: { a: 2 } }] }
  const tried = [
    {
      id: 'b',
      content: makeContent({ question: '休暇', phrasings: ['年休の申請は', '特休'], negativePhrasings: ['病休'] }),
    },
  ]

  test('hold each text once: what a set says first, then staff, then the entry', () => {
    const questions = gatherQuestions({
      sets: [set],
      tried,
      asked: [asked('年休の申請は!', { right: ['c'] }), asked('特休', { right: ['c'] }), asked('病休'), asked('食堂')],
    })
    const told = questions.map(({ text, origin, known }) => [text, origin, known?.relevant ?? null, known?.wrong ?? []])
    expect(told).toEqual([
      ['年休の申請は？', 'set', { a: 2 }, []],
      ['特休', 'log', { c: 2 }, []],
      ['休暇', 'own', { b: 2 }, []],
      ['病休', 'own', {}, ['b']],
      ['食堂', 'log', null, []],
    ])
  })

  test('keep the same words apart where they are asked within a section', () => {
    const within = asked('年休の申請は', { sectionCode: 'jinji', times: 3 })
    expect(gatherQuestions({ sets: [set], tried: [], asked: [within] }).map(one => one.sectionCode)).toEqual([
      null,
      'jinji',
    ])
  })
})
