// What every question log must do.
import { beforeEach, describe, expect, test } from 'vitest'
import { PUBLIC_SCOPE } from '../../src/core/access/rights.ts'
import { CHANNELS, FEEDBACK_KINDS, type LoggedQuestion, type QuestionLog } from '../../src/core/ports/question-log.ts'
import { OUTCOMES } from '../../src/core/search/judge.ts'

const ASKED_AT = new Date('2026-11-22T01:02:03.456Z')
const ANYBODY = { scope: PUBLIC_SCOPE, today: '2026-07-01' }

export function makeQuestion(id: string, some: Partial<LoggedQuestion> = {}): LoggedQuestion {
  return {
    id,
    askedAt: ASKED_AT,
    channel: 'web',
    text: '年休の申請方法',
    searchedAs: null,
    conversationId: null,
    asker: null,
    sectionCode: null,
    outcome: 'candidates',
    confidence: 0.375,
    candidates: [],
    tookMs: 3,
    ...some,
  }
}

/** Runs the contract; `open` makes an empty log beside a registry that holds the entries `a` and `b`. */
export function questionLogContract(name: string, open: () => Promise<QuestionLog>): void {
  describe(`${name} keeps the contract of a question log`, () => {
    let log: QuestionLog
    beforeEach(async () => {
      log = await open()
    })

    test('gives back every fact of what was recorded', async () => {
      const question = makeQuestion('q1', {
        text: '年休の\n"申請" 😀',
        searchedAs: '年休の申請\n期限は',
        conversationId: 'c1',
        asker: 'abc',
        sectionCode: 'jinji',
        outcome: 'answered',
        confidence: 0.99,
        candidates: [
          { entryId: 'b', confidence: 0.99 },
          { entryId: 'gone', confidence: 0.25 },
          { entryId: 'a', confidence: 0.125 },
        ],
        tookMs: 12.5,
      })
      expect(await log.record(question)).toBe(true)
      expect(await log.find('q1')).toEqual(question)
    })

    test('takes every channel and every outcome', async () => {
      for (const channel of CHANNELS) {
        for (const outcome of OUTCOMES) {
          const question = makeQuestion(`${channel}-${outcome}`, { channel, outcome })
          expect(await log.record(question)).toBe(true)
          expect(await log.find(question.id)).toEqual(question)
        }
      }
      expect(await log.count()).toBe(CHANNELS.length * OUTCOMES.length)
    })

    test('gives the last questions of a conversation oldest first, and of an asker newest first', async () => {
      for (const [n, conversationId] of [
        [1, 'c1'],
        [2, 'c1'],
        [3, 'c2'],
        [4, 'c1'],
      ] as const) {
        const candidates = [{ entryId: 'a', confidence: n / 8 }]
        const askedAt = new Date(ASKED_AT.getTime() + n)
        await log.record(makeQuestion(`q${n}`, { askedAt, conversationId, asker: n === 2 ? null : 'x', candidates }))
      }
      const ids = (questions: readonly LoggedQuestion[]) => questions.map(({ id }) => id)
      expect(ids(await log.ofConversation('c1', 2))).toEqual(['q2', 'q4'])
      expect(ids(await log.ofConversation('c3', 2))).toEqual([])
      const mine = await log.ofAsker('x', 2)
      expect(ids(mine)).toEqual(['q4', 'q3'])
      expect(mine.map(({ candidates }) => candidates[0]?.confidence)).toEqual([0.5, 0.375])
    })

    test('counts how often an entry was given or chosen, since an instant, published ones alone', async () => {
      const answered = { outcome: 'answered', candidates: [{ entryId: 'a', confidence: 0.9 }] } as const
      const gone = { outcome: 'answered', candidates: [{ entryId: 'gone', confidence: 0.9 }] } as const
      const before = new Date(ASKED_AT.getTime() - 1)
      await log.record(makeQuestion('q1', answered))
      await log.record(makeQuestion('q2', { candidates: answered.candidates }))
      await log.record(makeQuestion('q3', { ...answered, askedAt: before }))
      await log.record(makeQuestion('q4', gone))
      for (const entryId of ['b', 'b']) {
        await log.giveFeedback({ questionId: 'q2', kind: 'chosen', entryId, comment: null, at: ASKED_AT })
      }
      await log.giveFeedback({ questionId: 'q2', kind: 'unresolved', entryId: 'a', comment: null, at: ASKED_AT })
      expect(await log.popular(ASKED_AT, 5, ANYBODY)).toEqual([
        { entryId: 'b', times: 2 },
        { entryId: 'a', times: 1 },
      ])
      expect(await log.popular(ASKED_AT, 1, ANYBODY)).toEqual([{ entryId: 'b', times: 2 }])
    })

    test('does not know what was never recorded', async () => {
      expect(await log.find('q1')).toBeNull()
      expect(await log.count()).toBe(0)
    })

    test('never rejects: what cannot be written is told, and leaves the first record as it was', async () => {
      const candidates = [{ entryId: 'a', confidence: 0.5 }]
      await log.record(makeQuestion('q1', { text: '一度目', candidates }))
      expect(await log.record(makeQuestion('q1', { text: '二度目' }))).toBe(false)
      expect(await log.find('q1')).toMatchObject({ text: '一度目', candidates })
      expect(await log.count()).toBe(1)
    })

    test.each(FEEDBACK_KINDS)('takes the feedback %s, with an entry, without one, and more than once', async kind => {
      await log.record(makeQuestion('q1'))
      for (const entryId of ['a', null, 'a']) {
        await expect(
          log.giveFeedback({ questionId: 'q1', kind, entryId, comment: null, at: ASKED_AT }),
        ).resolves.toBeUndefined()
      }
    })

    test('gives back what was said of some questions, in the order in which it was said', async () => {
      for (const id of ['q1', 'q2', 'q3']) await log.record(makeQuestion(id))
      const said = [
        { questionId: 'q2', kind: 'chosen', entryId: 'b', comment: null, at: ASKED_AT },
        { questionId: 'q1', kind: 'unresolved', entryId: 'a', comment: '期限が\n知りたい 😀', at: ASKED_AT },
        { questionId: 'q2', kind: 'none_of_these', entryId: null, comment: null, at: new Date(0) },
        { questionId: 'q3', kind: 'resolved', entryId: 'a', comment: null, at: ASKED_AT },
      ] as const
      for (const feedback of said) await log.giveFeedback(feedback)
      expect(await log.feedbackOn(['q1', 'q2', 'q9'])).toEqual(said.slice(0, 3))
      expect(await log.feedbackOn([])).toEqual([])
    })

    test('refuses feedback on a question or an entry that is not there', async () => {
      await log.record(makeQuestion('q1'))
      const give = (questionId: string, entryId: string | null) => {
        return log.giveFeedback({ questionId, kind: 'chosen', entryId, comment: '違う', at: ASKED_AT })
      }
      const notFound = (what: string, id: string) => ({ code: 'not_found', data: { what, id } })
      await expect(give('q2', 'a')).rejects.toMatchObject(notFound('question', 'q2'))
      await expect(give('q1', 'gone')).rejects.toMatchObject(notFound('entry', 'gone'))
    })
  })
}
