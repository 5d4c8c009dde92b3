// Whatever is in the registry, a ticket or a question: Slack takes what we send, and nothing in it rings or links by itself.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { askModal } from '../../../bot/slack/ask-section.ts'
import { askerMessage } from '../../../bot/slack/asker-message.ts'
import { draftModal } from '../../../bot/slack/draft-modal.ts'
import { homeView } from '../../../bot/slack/listen-home.ts'
import { reasonInput } from '../../../bot/slack/listen-tickets.ts'
import { modal, noticeModal, readingModal } from '../../../bot/slack/modals.ts'
import { helpMessage, linkedNotice, noticeMessage } from '../../../bot/slack/notices.ts'
import { ticketPost } from '../../../bot/slack/ticket-post.ts'
import { sharedMessage, turnBlocks, turnMessage } from '../../../bot/slack/turn-message.ts'
import { anyEntry, anySections, anyText, anyTicket, anyTurn, anyWhere } from './arbitraries.ts'
import { brokenByMessage, brokenByView } from './slack-limits.ts'

const PUBLIC_URL = 'https://faq.pref.shiomi.example'
const RUNS = { numRuns: 60 }

/** In the text for notifications, nothing that Slack would make a mention or a link of. */
const LIVE = /<(?!$)|@(?:channel|here|everyone)\b/iu

describe('a turn', () => {
  test('is taken by Slack, whatever its texts', () => {
    fc.assert(
      fc.property(anyTurn, anyWhere, fc.boolean(), (turn, where, shared) => {
        const message = turnMessage(turn, { publicUrl: PUBLIC_URL, where, shared })
        expect(brokenByMessage(message)).toEqual([])
        expect(message.text).not.toMatch(LIVE)
      }),
      RUNS,
    )
  })

  test('that is only looked at is taken as a modal, without a button', () => {
    fc.assert(
      fc.property(anyTurn, turn => {
        const blocks = turnBlocks(turn, { publicUrl: PUBLIC_URL, where: null }, 7_500)
        expect(brokenByView(readingModal('質問と回答', blocks))).toEqual([])
        expect(JSON.stringify(blocks)).not.toContain('"type":"button"')
      }),
      { numRuns: 50 },
    )
  })

  test('that is shared is taken, and has no button', () => {
    fc.assert(
      fc.property(anyEntry, entry => {
        const message = sharedMessage({ entry, reviewOverdue: true }, 'U1', PUBLIC_URL)
        expect(brokenByMessage(message)).toEqual([])
        expect(JSON.stringify(message.blocks)).not.toContain('"type":"button"')
      }),
      { numRuns: 50 },
    )
  })

  test('whose answer is cut says so, with the address of the page', () => {
    fc.assert(
      fc.property(anyTurn, anyEntry, anyWhere, (turn, entry, where) => {
        const long = { ...entry, answer: `${'前日までに申請してください。'.repeat(1_000)}終わり` }
        const shown = turnMessage(
          { ...turn, answer: { entry: long, chosen: false, confidence: 1, reviewOverdue: false } },
          { publicUrl: PUBLIC_URL, where },
        )
        const json = JSON.stringify(shown.blocks)
        expect(json).toContain('途中までを表示しています')
        expect(json).toContain(`${PUBLIC_URL}/entries/${encodeURIComponent(entry.id)}`)
        expect(json).not.toContain('終わり')
      }),
      { numRuns: 50 },
    )
  })
})

describe('a ticket', () => {
  test('is taken in the channel of its section, whatever was asked and answered', () => {
    const facts = fc.record({
      ticket: anyTicket,
      heading: fc.constantFrom(null, '新しい問い合わせが届きました'),
      takenBy: fc.constantFrom(null, 'U9'),
      remark: fc.option(anyText(600)),
      shown: fc.array(anyEntry, { maxLength: 5 }),
      publicUrl: fc.constant(PUBLIC_URL),
      mayAct: fc.boolean(),
    })
    fc.assert(
      fc.property(facts, given => {
        const message = ticketPost(given)
        expect(brokenByMessage(message)).toEqual([])
        expect(message.text).not.toMatch(LIVE)
      }),
      RUNS,
    )
  })

  test('is told to its asker, and before others without its question or the address that opens it', () => {
    const facts = fc.record({
      ticket: anyTicket,
      news: fc.constantFrom('answered' as const, 'registered' as const, 'closed' as const),
      closingReason: fc.option(anyText(500)),
      publicUrl: fc.constant(PUBLIC_URL),
      resolved: fc.boolean(),
    })
    fc.assert(
      fc.property(facts, given => {
        const message = askerMessage(given)
        expect(brokenByMessage(message)).toEqual([])
        const { replyTo, id } = given.ticket
        const isPublic = replyTo.door === 'slack' && replyTo.place === 'C1'
        if (isPublic) expect(JSON.stringify(message.blocks)).not.toContain(`/tickets/${id}`)
      }),
      RUNS,
    )
  })
})

describe('the windows', () => {
  test('for asking a section are taken, with any number of sections', () => {
    fc.assert(
      fc.property(anyText(1_000), anySections(260), fc.nat(3), anyWhere, (question, all, likely, where) => {
        fc.pre(all.length > 0)
        const from = { q: 'q', e: null, w: where, c: 'C1', m: null, th: null, f: 'unresolved' as const }
        expect(brokenByView(askModal(from, { question, suggested: all.slice(0, likely), all }))).toEqual([])
      }),
      { numRuns: 40 },
    )
  })

  test('for a draft are taken, and a long answer of a ticket is kept whole', () => {
    fc.assert(
      fc.property(
        anyText(1_000),
        anyText(20_000),
        anySections(120),
        fc.boolean(),
        (question, answer, all, keepsLongAnswer) => {
          fc.pre(all.length > 0)
          const view = draftModal({
            callback: 'x',
            metadata: {},
            question,
            answer,
            suggested: all.slice(0, 1),
            all,
            keepsLongAnswer,
          })
          expect(brokenByView(view)).toEqual([])
          const hasInput = view.blocks.some(({ block_id: id }) => id === 'answer')
          expect(hasInput).toBe(!(keepsLongAnswer && answer.length > 3_000))
        },
      ),
      { numRuns: 40 },
    )
  })

  test('that are small are taken', () => {
    const frame = { callback: 'x', title: '担当を変える', submit: '送信', metadata: {} }
    expect(brokenByView(modal(frame, [reasonInput('理由')]))).toEqual([])
    expect(brokenByView(noticeModal('FAQに登録する', '読み込んでいます。'))).toEqual([])
  })
})

describe('the home', () => {
  test('is taken, full or empty', () => {
    const kpi = { registered: 5_663, registeredThisFiscalYear: 120, published: 5_600, fiscalYear: 2026, target: null }
    const question = (text: string) => ({ id: 'q', text, askedAt: new Date('2026-11-30T03:00:00Z') })
    const content = fc.record({
      questions: fc.array(anyText(1_000).map(question), { maxLength: 5 }),
      popular: fc.array(fc.record({ entry: anyEntry, times: fc.nat() }), { maxLength: 5 }),
      tickets: fc.array(anyTicket, { maxLength: 5 }),
    })
    fc.assert(
      fc.property(content, ({ questions, popular, tickets }) => {
        const logged = questions as unknown as Parameters<typeof homeView>[0]['questions']
        expect(brokenByView(homeView({ kpi, questions: logged, popular, tickets, publicUrl: PUBLIC_URL }))).toEqual([])
      }),
      { numRuns: 50 },
    )
  })
})

test('short messages are taken, whatever they are told', () => {
  fc.assert(
    fc.property(anyText(20_000), text => {
      expect(brokenByMessage(noticeMessage(text))).toEqual([])
      expect(brokenByMessage(linkedNotice(text.slice(0, 3_000), { url: PUBLIC_URL, text: '見る' }))).toEqual([])
    }),
    { numRuns: 50 },
  )
  expect(brokenByMessage(helpMessage())).toEqual([])
})
