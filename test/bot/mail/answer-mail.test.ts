import { expect, test } from 'vitest'
import { answerMail } from '../../../bot/mail/answer-mail.ts'
import type { AnswerMailDeps } from '../../../bot/mail/mail-deps.ts'
import { turnOf } from '../../../src/core/conversation/turn.ts'
import { openMemoryEventInbox } from '../../fakes/memory-event-inbox.ts'
import { rawMail } from '../../fakes/raw-mail.ts'

const MINUTE_MS = 60_000

function openDoor() {
  const clock = { now: new Date('2026-11-30T01:00:00Z') }
  const asked: string[] = []
  const unused = () => Promise.reject(new Error('expected no other use'))
  const deps: AnswerMailDeps = {
    conversation: {
      ask: async ({ text }) => {
        asked.push(text)
        const nothing = {
          id: 'q1',
          text,
          sectionCode: null,
          outcome: 'unanswered',
          confidence: 0,
          candidates: [],
        } as const
        return turnOf(
          nothing,
          { unrecorded: true },
          { entries: [], sections: [], reader: { scope: [], today: '2026-07-01' } },
        )
      },
    },
    questionLog: { ofAsker: async () => [], ofConversation: async () => [] },
    registry: { sections: unused },
    tickets: { open: unused, suggest: unused },
    askerKeys: (door, id) => `${door}:${id}`,
    inbox: openMemoryEventInbox(),
    from: { name: 'FAQ', address: 'faq@pref.example.jp' },
    allowedDomains: [],
    place: { publicUrl: 'https://faq.example.jp', organisation: '汐見県', newsByMail: false },
    now: () => clock.now,
  }
  const later = (ms: number) => void (clock.now = new Date(clock.now.getTime() + ms))
  return { deps, asked, later }
}

test('a message whose reply could not be sent is answered when it is handed over again, and only once', async () => {
  const { deps, asked, later } = openDoor()
  const raw = rawMail({ body: '休みを取りたい' })
  const sent: string[] = []
  const send = async ({ to }: { readonly to: string }) => void sent.push(to)
  const down = () => Promise.reject(new Error('ECONNREFUSED'))
  await expect(answerMail(raw, down, deps)).rejects.toThrow('ECONNREFUSED')
  expect(await answerMail(raw, send, deps)).toEqual({ kind: 'busy' }) // it may still be in another process's hand
  later(3 * MINUTE_MS)
  expect(await answerMail(raw, send, deps)).toEqual({ kind: 'answered' })
  expect(await answerMail(raw, send, deps)).toEqual({ kind: 'ignored', reason: 'seen' })
  expect([sent.length, asked.length]).toEqual([1, 2])
})

test('what is not in the log is answered without anything that would need it', async () => {
  const { deps } = openDoor()
  const texts: string[] = []
  await answerMail(rawMail({ body: '休みを取りたい' }), async ({ text }) => void texts.push(text), deps)
  expect(texts[0]).toContain('担当課に直接お問い合わせください')
  expect(texts[0]).not.toContain('/ticket')
})

test('after a month a message is no longer known', async () => {
  const { deps, later } = openDoor()
  const raw = rawMail({ body: '休みを取りたい' })
  const send = async () => {}
  await answerMail(raw, send, deps)
  later(29 * 24 * 60 * MINUTE_MS)
  expect((await answerMail(raw, send, deps)).kind).toBe('ignored')
  later(2 * 24 * 60 * MINUTE_MS)
  expect((await answerMail(raw, send, deps)).kind).toBe('answered')
})
