// Tickets by mail: a reply of one word opens one, the section is told at its address, the asker in their own thread; over the
// real product and a real mail server on 127.0.0.1.
import { type ParsedMail, simpleParser } from 'mailparser'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { deliverNews } from '../../bot/mail/deliver-news.ts'
import type { OutgoingMail } from '../../src/adapters/mail/outgoing-mail.ts'
import { ticketMessages } from '../../src/core/messages/ja/ticket.ts'
import type { OutboxCounts } from '../../src/core/ports/outbox.ts'
import type { Ticket } from '../../src/core/ticket/ticket.ts'
import { answerOneMail, openMail } from '../../src/wiring/open-mail.ts'
import { rawMail } from '../fakes/raw-mail.ts'
import { openSmtpCatcher, type SmtpCatcher } from '../fakes/smtp-catcher.ts'
import { type OpenedProduct, openProductIn } from './open-story.ts'
import { STORY_ENTRIES } from './story-entries.ts'

const ASKER = 'yamada@pref.example.jp'
const JINJI_MAIL = 'jinji@pref.example.jp'
const ROOT = '<thread@pref.example.jp>'

let server: SmtpCatcher
let opened: OpenedProduct
let mail: ReturnType<typeof openMail>
beforeEach(async () => {
  server = await openSmtpCatcher()
  opened = await openProductIn(null, {
    MAIL_FROM: '全庁FAQ窓口 <faq@pref.example.jp>',
    SMTP_URL: server.url,
    PUBLIC_URL: 'https://faq.pref.example.jp',
  })
  const { product, config } = opened
  await product.registry.save(STORY_ENTRIES, { actor: 'story' })
  await product.settleIndex()
  await product.desk.contacts.setContact('jinji', 'mail', JINJI_MAIL, 'story')
  mail = openMail(product, config)
})
afterEach(async () => {
  await opened[Symbol.asyncDispose]()
  mail?.close()
  await server[Symbol.asyncDispose]()
})

async function write(body: string, headers: Record<string, string> = {}): Promise<ParsedMail | undefined> {
  const raw = rawMail({ headers: { From: ASKER, Subject: 'kaigo', ...headers }, body })
  const before = server.caught.length
  expect(await answerOneMail(opened.product, { raw, send: true, print: () => {} }, opened.config)).toEqual({
    kind: 'answered',
  })
  return server.caught.slice(before).find(({ envelope }) => envelope.to.includes(ASKER))?.parsed
}

/** A question of jinji's that no entry answers, and the reply that hands it over. */
async function openTicket(): Promise<{ readonly ticket: Ticket; readonly confirmation: ParsedMail | undefined }> {
  await write('育児休業中に副業の許可は必要ですか', { 'Message-ID': ROOT })
  const confirmation = await write('問い合わせる\n\n> 前のメール', {
    References: `${ROOT} <r@faq>`,
    'Message-ID': '<ask@pref.example.jp>',
  })
  const { tickets } = await opened.product.desk.tickets.list({ limit: 5, offset: 0 })
  const [ticket] = tickets
  if (ticket === undefined) throw new Error('expected a ticket')
  return { ticket, confirmation }
}

/** What was sent since, once the outbox is settled. */
async function news(act: () => Promise<unknown>) {
  await opened.product.desk.settleOutbox()
  const before = server.caught.length
  await act()
  await opened.product.desk.settleOutbox()
  return server.caught.slice(before)
}

const counts = (): Promise<OutboxCounts> => opened.product.desk.outboxCounts()

describe('a reply of one word', () => {
  test('opens a ticket with the section that is likeliest, and says its name, section and date', async () => {
    const { ticket, confirmation } = await openTicket()
    expect(ticket).toMatchObject({
      question: '育児休業中に副業の許可は必要ですか',
      section: { code: 'jinji' },
      askerName: null,
      replyTo: { door: 'mail', address: ASKER, messageId: '<ask@pref.example.jp>', subject: 'kaigo' },
    })
    expect(confirmation?.text).toContain(ticketMessages.opened(ticketMessages.name(ticket), '人事課', ticket.dueOn))
    expect(confirmation?.text).toContain(`https://faq.pref.example.jp/tickets/${ticket.id}`)
  })

  test('opens one ticket for one question, however often it is sent', async () => {
    const { ticket } = await openTicket()
    const again = await write('解決しない。', { References: ROOT })
    expect(again?.text).toContain(ticketMessages.name(ticket))
    expect((await opened.product.desk.tickets.list({ limit: 5, offset: 0 })).total).toBe(1)
  })

  test('asks for a question first where there was none, and for a section where nothing speaks for one', async () => {
    expect((await write('問い合わせる'))?.text).toContain('問い合わせる質問が見つかりませんでした')
    await write('xyzzy plugh', { 'Message-ID': '<none@x>' })
    const unknown = await write('「問い合わせる」', { References: '<none@x>' })
    expect(unknown?.text).toContain('担当課を選んで')
    expect(unknown?.text).toMatch(/questions\/[0-9a-f-]{36}\/ticket/u)
    expect((await opened.product.desk.tickets.list({ limit: 5, offset: 0 })).total).toBe(0)
  })

  test('within a sentence it is a question like any other', async () => {
    const asked = await write('出張の旅費はどこに問い合わせる')
    expect(asked?.text).toContain('> 出張の旅費はどこに問い合わせる')
  })
})

describe('news of tickets', () => {
  test('reach the section at its address: a new one, one that was moved to it, one that came back', async () => {
    const { contacts, tickets } = opened.product.desk
    await contacts.setContact('joho', 'mail', 'joho@pref.example.jp', 'story')
    let ticket: Ticket | null = null
    const opening = await news(async () => void (ticket = (await openTicket()).ticket))
    const toSection = opening.filter(({ envelope }) => envelope.to.includes(JINJI_MAIL))
    expect(toSection).toHaveLength(1)
    const told = toSection[0]?.parsed
    const id = (ticket as Ticket | null)?.id ?? ''
    expect(told?.subject).toMatch(/^【全庁FAQ】新しい問い合わせが届きました（令和\d+年度第1号）$/u)
    expect(told?.text).toContain('> 育児休業中に副業の許可は必要ですか')
    expect(told?.text).toMatch(/担当課：人事課\n質問した人：匿名\n回答の期限：令和/u)
    expect(told?.text).not.toContain('yamada')
    expect(told?.from?.value).toEqual([{ name: '全庁FAQ窓口', address: 'faq@pref.example.jp' }])
    expect(told?.headers.get('auto-submitted')).toBe('auto-generated')

    const section = { code: 'joho', name: '情報政策課' }
    const moved = await news(() => tickets.act(id, { kind: 'assigned', section, reason: '<b>所管外</b>' }, 'cli'))
    expect(moved.map(({ envelope }) => envelope.to)).toEqual([['joho@pref.example.jp']])
    expect(moved[0]?.parsed.text).toContain('理由：<b>所管外</b>')
    expect(String(moved[0]?.parsed.html)).toContain('&lt;b&gt;所管外')
    expect(moved[0]?.parsed.references).toBe(told?.references)

    await news(() => tickets.act(id, { kind: 'answered', text: '必要です。' }, 'cli'))
    const reopened = await news(() => tickets.act(id, { kind: 'reopened', reason: null }, 'mail:x'))
    expect(reopened.map(({ parsed }) => parsed.subject)).toEqual([expect.stringContaining('再度の問い合わせ')])
  })

  test('reach the asker in their thread: the answer word for word, the entry it became, the end', async () => {
    const { tickets } = opened.product.desk
    const { ticket } = await openTicket()
    const answer =
      '必要です。**営利企業従事等許可申請書**を提出してください。\n\n| 様式 | 期限 |\n|---|---|\n| 第1号 | 30日前 |'
    const [answered] = await news(() => tickets.act(ticket.id, { kind: 'answered', text: answer }, 'cli'))
    expect(answered?.envelope.to).toEqual([ASKER])
    expect(answered?.parsed).toMatchObject({ subject: 'Re: kaigo', inReplyTo: '<ask@pref.example.jp>' })
    expect(answered?.parsed.text).toContain(answer)
    expect(answered?.parsed.text).toContain('人事課からの回答')
    expect(String(answered?.parsed.html)).toMatch(/<strong>営利企業従事等許可申請書<\/strong>[\s\S]*<table/u)

    const draft = await tickets.proposeDraft(ticket.id)
    await tickets.draft(ticket.id, draft, 'cli')
    const publish = () => opened.product.registry.save([{ ...draft, status: 'published' }], { actor: 'cli' })
    const [registered] = await news(publish)
    expect(registered?.parsed.text).toContain(`https://faq.pref.example.jp/entries/${draft.id}`)
    expect(await counts()).toEqual({ waiting: 0, givenUp: 0 })
  })

  test('tell the asker why a ticket was closed', async () => {
    const { ticket } = await openTicket()
    const close = () => opened.product.desk.tickets.act(ticket.id, { kind: 'closed', reason: '重複のため' }, 'cli')
    const [closed] = await news(close)
    expect(closed?.parsed.text).toContain('対応を終了しました。理由：重複のため')
  })

  test('for a section without an address are given up at once, and told to the operator', async () => {
    await opened.product.desk.contacts.setContact('jinji', 'mail', null, 'story')
    await openTicket()
    await opened.product.desk.settleOutbox()
    expect(await counts()).toEqual({ waiting: 0, givenUp: 1 })
    expect(opened.events).toContainEqual({
      event: 'message_not_sent',
      data: expect.objectContaining({ givenUp: true }),
    })
  })

  test('wait while the server cannot take them (4xx), and are given up where it refuses for good (5xx)', async () => {
    const { ticket } = await openTicket()
    await opened.product.desk.settleOutbox()
    server.refuseWith(451)
    const answer = (text: string) => opened.product.desk.tickets.act(ticket.id, { kind: 'answered', text }, 'cli')
    expect(await news(() => answer('必要です。'))).toEqual([])
    expect(await counts()).toEqual({ waiting: 1, givenUp: 0 })
    server.refuseWith(550)
    expect(await news(() => answer('不要です。'))).toEqual([])
    expect(await counts()).toEqual({ waiting: 1, givenUp: 1 })
  })

  test('sent twice after a crash bear one Message-ID, so that the server may notice', async () => {
    const { ticket } = await openTicket()
    await opened.product.desk.tickets.act(ticket.id, { kind: 'answered', text: '要' }, 'cli')
    const { tickets, contacts, askerKeys } = opened.product.desk
    const sent: OutgoingMail[] = []
    const from = { name: 'FAQ', address: 'faq@pref.example.jp' }
    const send = async (outgoing: OutgoingMail) => void sent.push(outgoing)
    const place = { ...opened.config, newsByMail: true }
    const deps = { tickets, contacts, askerKeys, from, place, send }
    const message = { ticketId: ticket.id, door: 'mail', news: 'answered', attempts: 0, createdAt: new Date() } as const
    for (const id of [7, 7, 8]) await deliverNews({ ...message, id }, deps)
    const [first, second, other] = sent.map(({ messageId }) => messageId)
    expect(first).toMatch(/^<zencho-[0-9a-f]{32}@pref\.example\.jp>$/u)
    expect(second).toBe(first)
    expect(other).not.toBe(first)
  })

  test('are looked up on the ticket’s page where no mail server is set up: the reply then promises nothing else', async () => {
    await using quiet = await openProductIn(null, { MAIL_FROM: 'faq@pref.example.jp' })
    await quiet.product.registry.save(STORY_ENTRIES, { actor: 'story' })
    await quiet.product.settleIndex()
    const printed: string[] = []
    const print = (message: string) => void printed.push(message)
    for (const [body, headers] of [
      ['育児休業中に副業の許可は必要ですか', { 'Message-ID': ROOT }],
      ['問い合わせる', { References: ROOT }],
    ] as const) {
      const raw = rawMail({ headers: { From: ASKER, ...headers }, body })
      await answerOneMail(quiet.product, { raw, send: false, print }, quiet.config)
    }
    const [reply, confirmation] = await Promise.all(printed.map(message => simpleParser(message)))
    expect(reply?.text).toContain('/ticket')
    expect(reply?.text).not.toMatch(/とだけ書いて返信|メールでお知らせ/u)
    expect(confirmation?.text).toContain('回答は、上のページに表示します。')
    const { tickets } = await quiet.product.desk.tickets.list({ limit: 1, offset: 0 })
    expect(tickets[0]?.replyTo).toEqual({ door: 'web' })
  })

  test('are not sent where no mail server is set up', async () => {
    await using quiet = await openProductIn(null, { MAIL_FROM: 'faq@pref.example.jp' })
    expect(quiet.config.outDoors).toEqual([])
    expect(openMail(quiet.product, quiet.config)).toBeNull()
  })
})
