// What every question log must do.
import { beforeEach, describe, expect, test } from 'vitest'
import { CHANNELS, FEEDBACK_KINDS, type LoggedQuestion, type QuestionLog } from '../../src/core/ports/question-log.ts'
import { OUTCOMES } from '../../src/core/search/judge.ts'

const ASKED_AT = new Date('2026-11-22T01:02:03.456Z')

export function makeQuestion(id: string, some: Partial<LoggedQuestion> = {}): LoggedQuestion {
  return {
    id,
    askedAt: ASKED_AT,
    channel: 'web',
    text: '年休の申請方法',
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
        await expect(log.giveFeedback({ questionId: 'q1', kind, entryId, at: ASKED_AT })).resolves.toBeUndefined()
      }
    })

    test('refuses feedback on a question or an entry that is not there', async () => {
      await log.record(makeQuestion('q1'))
      const give = (questionId: string, entryId: string | null) => {
        return log.giveFeedback({ questionId, kind: 'chosen', entryId, at: ASKED_AT })
      }
      const notFound = (what: string, id: string) => ({ code: 'not_found', data: { what, id } })
      await expect(give('q2', 'a')).rejects.toMatchObject(notFound('question', 'q2'))
      await expect(give('q1', 'gone')).rejects.toMatchObject(notFound('entry', 'gone'))
    })
  })
}
