// What every store of reactions must do for learning and for 解決率: the last word of each question counts once, said of whichever
// entry was meant; what was looked at does not come again until something new is said.
import { beforeEach, describe, expect, test } from 'vitest'
import type { QuestionLog } from '../../src/core/ports/question-log.ts'
import type { Registry } from '../../src/core/ports/registry.ts'
import type { Resolution } from '../../src/core/ports/resolution.ts'
import { VOICES_MAX, type Voices } from '../../src/core/ports/voices.ts'
import { type Asking, askIn } from '../fakes/ask-in.ts'
import { JINJI, KAIKEI, makeInput } from '../fakes/entry-builders.ts'

export interface OpenVoices {
  readonly voices: Voices
  readonly resolution: Resolution
  readonly registry: Registry
  readonly questionLog: QuestionLog
  /** Sets the clock. */
  readonly setTime: (at: string) => void
  readonly noticesOf: (entryId: string) => Promise<number>
  readonly accountId: string
}

const YEAR = { from: '2026-04-01', before: '2027-04-01' }

export function voicesContract(name: string, open: () => Promise<OpenVoices>): void {
  describe(`${name} keeps the contract of voices`, () => {
    let opened: OpenVoices
    beforeEach(async () => {
      opened = await open()
      const inputs = [
        makeInput('leave'),
        makeInput('travel', { section: KAIKEI }),
        makeInput('closed', { visibleTo: ['kaikei'] }),
      ]
      await opened.registry.save(inputs, { actor: 'test' })
    })
    const ask = (asking: Asking) => askIn(opened.questionLog, asking)
    const next = async () =>
      (await opened.voices.next(10)).map(({ entryId, text, voices }) => ({ entryId, text, voices }))
    const months = (sectionCode: string | null = null) => opened.resolution.byMonth({ ...YEAR, sectionCode })

    test('hears the last word of a question on an entry, and whether it was chosen', async () => {
      await ask({
        said: [
          ['chosen', 'leave'],
          ['unresolved', 'leave'],
          ['resolved', 'leave'],
        ],
        asker: 'a',
      })
      const askedAt = new Date('2026-06-01T03:00:00Z')
      const voices = [{ said: 'resolved', clicked: true, askedAt, who: 'a' }]
      expect(await next()).toEqual([{ entryId: 'leave', text: '休みたい', voices }])
      expect(await months()).toEqual([{ month: '2026-06', resolved: 1, unresolved: 0 }])
    })

    test('takes what names no entry as said of the one chosen, or given; of a list alone nothing is heard', async () => {
      await ask({
        said: [
          ['chosen', 'travel'],
          ['resolved', null],
        ],
        candidates: ['leave', 'travel'],
      })
      await ask({ text: '別の質問', said: [['unresolved', null]], outcome: 'answered', candidates: ['leave'] })
      await ask({ text: '第三の質問', said: [['none_of_these', null]], outcome: 'candidates', candidates: ['leave'] })
      const said = (await next()).map(({ entryId, voices }) => `${entryId} ${voices[0]?.said}`)
      expect(said.toSorted()).toEqual(['leave unresolved', 'travel resolved'])
    })

    test('この中にない after an answer is heard where nothing else was said, and counts for no rate', async () => {
      const given = { outcome: 'answered', candidates: ['leave'] } as const
      await ask({ ...given, said: [['none_of_these', null]] })
      await ask({
        ...given,
        said: [
          ['unresolved', 'leave'],
          ['none_of_these', null],
        ],
      })
      expect((await next())[0]?.voices.map(({ said }) => said).toSorted()).toEqual(['none', 'unresolved'])
      expect(await months()).toEqual([{ month: '2026-06', resolved: 0, unresolved: 1 }])
    })

    test('gathers those who asked the same, whatever the width and the signs, and leaves follow-ups out', async () => {
      await ask({ text: 'ＶＰＮの申請？', said: [['resolved', 'leave']], conversationId: 'talk' })
      await ask({ text: 'vpnの申請', said: [['unresolved', 'leave']], at: '2026-06-02T00:00:00Z' })
      await ask({ text: 'その期限は', searchedAs: 'VPNの申請 その期限は', said: [['resolved', 'leave']] })
      const heard = await next()
      expect(heard.map(({ text, voices }) => [text, voices.map(({ who }) => who)])).toEqual([
        ['vpnの申請', [null, 'talk']],
      ])
    })

    test('gives what was looked at again only when something new is said of it', async () => {
      await ask({ said: [['resolved', 'leave']] })
      const heard = await opened.voices.next(10)
      expect((await opened.voices.next(10)).length).toBe(1)
      await opened.voices.settle(heard)
      expect(await opened.voices.next(10)).toEqual([])
      await ask({ said: [['unresolved', 'leave']], at: '2026-07-01T00:00:00Z' })
      expect((await next())[0]?.voices.length).toBe(2)
    })

    test('what is said while it is looked at comes again', async () => {
      await ask({ said: [['resolved', 'leave']] })
      const heard = await opened.voices.next(10)
      await ask({ said: [['resolved', 'leave']], at: '2026-07-01T00:00:00Z' })
      await opened.voices.settle(heard)
      expect((await next())[0]?.voices.length).toBe(2)
    })

    test('settles what is said late of a question that is older than those it looks at', async () => {
      const questionId = await ask({ said: [], at: '2026-06-01T00:00:00Z' })
      for (let i = 0; i < VOICES_MAX; i += 1) await ask({ said: [['resolved', 'leave']], at: '2026-06-02T00:00:00Z' })
      const at = new Date('2026-07-01T00:00:00Z')
      await opened.questionLog.giveFeedback({ questionId, kind: 'unresolved', entryId: 'leave', comment: null, at })
      const heard = await opened.voices.next(10)
      expect(heard.map(({ voices }) => voices.length)).toEqual([VOICES_MAX])
      await opened.voices.settle(heard)
      expect(await opened.voices.next(10)).toEqual([])
    })

    test('looks at so many and no more', async () => {
      for (const text of ['一', '二', '三']) await ask({ text, said: [['resolved', 'leave']] })
      expect((await opened.voices.next(2)).length).toBe(2)
    })

    test('counts by entry, month and section; what is closed to somebody is not listed for them, but counted', async () => {
      await ask({ said: [['resolved', 'leave']] })
      await ask({ said: [['unresolved', 'travel']], at: '2026-07-15T00:00:00Z' })
      await ask({ said: [['resolved', 'closed']] })
      const { resolution } = opened
      const listed = async (scope: readonly string[] | null, sectionCode: string | null = null) =>
        (await resolution.byEntry({ ...YEAR, sectionCode, scope })).map(({ entryId }) => entryId).toSorted()
      expect(await listed(null)).toEqual(['closed', 'leave', 'travel'])
      expect(await listed([])).toEqual(['leave', 'travel'])
      expect(await listed([], 'kaikei')).toEqual(['travel'])
      expect(await months()).toEqual([
        { month: '2026-06', resolved: 2, unresolved: 0 },
        { month: '2026-07', resolved: 0, unresolved: 1 },
      ])
      expect(await months('kaikei')).toEqual([{ month: '2026-07', resolved: 0, unresolved: 1 }])
      expect(await resolution.bySection(YEAR)).toEqual([
        { section: JINJI, resolved: 2, unresolved: 0 },
        { section: KAIKEI, resolved: 0, unresolved: 1 },
      ])
      expect(await resolution.monthsOf('leave', YEAR)).toEqual([{ month: '2026-06', resolved: 1, unresolved: 0 }])
      expect(await resolution.countOf('leave', { from: '2026-06-02', before: '2026-07-01' })).toEqual({
        resolved: 0,
        unresolved: 0,
      })
      expect(await resolution.begins()).toBe('2026-06-01')
    })

    test('a day is one of Japan', async () => {
      await ask({ said: [['resolved', 'leave']], at: '2026-06-30T15:00:00Z' })
      expect(await months()).toEqual([{ month: '2026-07', resolved: 1, unresolved: 0 }])
    })

    test('a changed mind is one voice still, and a month without any is no month', async () => {
      await ask({
        said: [
          ['none_of_these', null],
          ['unresolved', 'leave'],
          ['unresolved', 'leave'],
          ['resolved', 'leave'],
        ],
      })
      expect(await months()).toEqual([{ month: '2026-06', resolved: 1, unresolved: 0 }])
    })

    test('the questions behind the figures come newest first, in pages', async () => {
      await ask({ text: '古い', said: [['resolved', 'leave']] })
      await ask({
        text: '新しい',
        said: [
          ['chosen', 'leave'],
          ['unresolved', 'leave'],
        ],
        at: '2026-07-01T00:00:00Z',
      })
      const page = await opened.resolution.questions('leave', YEAR, { limit: 1, offset: 0 })
      expect([page.total, page.questions.map(({ text, said, clicked }) => [text, said, clicked])]).toEqual([
        2,
        [['新しい', 'unresolved', true]],
      ])
      expect((await opened.resolution.questions('leave', YEAR, { limit: 1, offset: 1 })).questions[0]?.text).toBe(
        '古い',
      )
    })

    test('courses have enough voices on both sides of a day', async () => {
      for (const at of ['2026-06-01T00:00:00Z', '2026-06-02T00:00:00Z', '2026-08-01T00:00:00Z']) {
        await ask({ said: [['resolved', 'leave']], at })
      }
      const span = { from: '2026-05-01', middle: '2026-07-01', before: '2026-09-01' }
      const before = { resolved: 2, unresolved: 0 }
      const now = { resolved: 1, unresolved: 0 }
      expect(await opened.resolution.courses({ ...span, voicesMin: 1 })).toEqual([
        { entryId: 'leave', section: JINJI, before, now },
      ])
      expect(await opened.resolution.courses({ ...span, voicesMin: 2 })).toEqual([])
    })

    test('tells of which entries something was said since, of follow-ups too', async () => {
      const { resolution } = opened
      await ask({ said: [['resolved', 'leave']] })
      const first = await resolution.voicedSince(null)
      expect(first.entryIds).toEqual([])
      expect(await resolution.voicedSince(first.mark)).toEqual(first)
      await ask({ searchedAs: '出張で休みたい', said: [['unresolved', 'travel']], at: '2026-08-01T00:00:00Z' })
      const { entryIds, mark } = await resolution.voicedSince(first.mark)
      expect(entryIds).toEqual(['travel'])
      expect(await resolution.voicedSince(mark)).toEqual({ entryIds: [], mark })
      await ask({ said: [['resolved', 'travel']], at: '2026-06-02T00:00:00Z' })
      const span = { from: '2026-05-01', middle: '2026-07-01', before: '2026-09-01', voicesMin: 1 }
      expect((await resolution.courses(span)).map(({ entryId }) => entryId)).toEqual(['travel'])
      expect(await resolution.courses({ ...span, entryIds: ['leave'] })).toEqual([])
      expect((await resolution.courses({ ...span, entryIds })).map(({ entryId }) => entryId)).toEqual(['travel'])
    })

    test('an entry was revised when its words or answer were published otherwise, not when it was looked over', async () => {
      const { resolution, registry, setTime } = opened
      expect(await resolution.lastRevisedOn('leave')).toBeNull()
      setTime('2026-12-01T01:00:00Z')
      await registry.save([makeInput('leave', { answer: '新しい回答' })], { actor: 'test' })
      setTime('2026-12-05T01:00:00Z')
      await registry.save([makeInput('leave', { answer: '新しい回答', reviewBy: '2028-03-31' })], { actor: 'test' })
      await registry.save([makeInput('leave', { answer: '下書きの回答', status: 'draft' })], { actor: 'test' })
      expect(await resolution.lastRevisedOn('leave')).toBe('2026-12-01')
      setTime('2026-12-07T01:00:00Z')
      await registry.save([makeInput('leave', { answer: '新しい回答', phrasings: ['休む'] })], { actor: 'test' })
      expect(await resolution.lastRevisedOn('leave')).toBe('2026-12-07')
    })

    test('a fall is noted as told with its notices', async () => {
      const { resolution, accountId } = opened
      const notices = [{ kind: 'commented', entryId: 'leave', detail: {}, to: [accountId] } as const]
      await resolution.tellFalls(['leave'], '2026-11-01', notices)
      expect(await opened.noticesOf('leave')).toBe(1)
      expect(await resolution.fallsTold(['leave', 'travel'], '2026-10-01')).toEqual(new Set(['leave']))
      expect(await resolution.fallsTold(['leave'], '2026-11-02')).toEqual(new Set())
      await resolution.tellFalls(['leave'], '2026-12-01', [])
      expect(await resolution.fallsTold(['leave'], '2026-11-02')).toEqual(new Set(['leave']))
    })
  })
}
