import { describe, expect, test } from 'vitest'
import { type MailRules, whyIgnored } from '../../../bot/mail/why-ignored.ts'
import type { ReceivedMail } from '../../../src/adapters/mail/read-message.ts'

const RULES: MailRules = { ownAddress: 'FAQ@pref.example.jp', allowedDomains: [] }

function mailWith(headers: Readonly<Record<string, string>>, some: Partial<ReceivedMail> = {}): ReceivedMail {
  const map = new Map(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), [value]]))
  return {
    messageId: '<1@x>',
    references: [],
    from: 'yamada@pref.example.jp',
    replyTo: null,
    subject: '旅費',
    text: '旅費はいつ',
    headers: map,
    ...some,
  }
}

describe('a mail is left alone', () => {
  test.for([
    ['auto_submitted', { 'Auto-Submitted': 'auto-replied' }],
    ['auto_submitted', { 'Auto-Submitted': 'auto-generated; owner-email="a@b"' }],
    ['auto_submitted', { 'Auto-Submitted': 'nonsense' }],
    ['auto_submitted', { 'X-Autoreply': 'yes' }],
    ['bulk', { Precedence: 'bulk' }],
    ['bulk', { Precedence: 'Junk' }],
    ['bulk', { Precedence: 'list' }],
    ['list', { 'List-Id': 'お知らせ <news.pref.example.jp>' }],
    ['list', { 'List-Unsubscribe': '<mailto:x@y>' }],
    ['suppressed', { 'X-Auto-Response-Suppress': 'All' }],
    ['suppressed', { 'X-Auto-Response-Suppress': 'DR, OOF, AutoReply' }],
    ['null_sender', { 'Return-Path': '<>' }],
    ['report', { 'Content-Type': 'multipart/report; report-type=delivery-status; boundary=x' }],
    ['own_message', { 'X-Zencho-FAQ': 'auto-replied' }],
  ] as const)('%s: %j', ([reason, headers]) => {
    expect(whyIgnored(mailWith(headers), RULES)).toBe(reason)
  })

  test.for([
    ['own_message', { from: 'faq@pref.example.jp' }],
    ['own_message', { replyTo: 'faq@pref.example.jp' }],
    ['no_sender', { from: null }],
    ['no_sender', { from: null, replyTo: 'a@b' }],
    ['daemon', { from: 'mailer-daemon@pref.example.jp' }],
    ['daemon', { from: 'postmaster@pref.example.jp' }],
    ['daemon', { from: 'no-reply@pref.example.jp' }],
    ['daemon', { from: 'noreply+123@pref.example.jp' }],
    ['daemon', { from: 'do-not-reply@pref.example.jp' }],
    ['daemon', { from: 'news-bounces@pref.example.jp' }],
    ['daemon', { from: 'owner-news@pref.example.jp' }],
    ['daemon', { replyTo: 'noreply@pref.example.jp' }],
  ] as const)('%s: %j', ([reason, some]) => {
    expect(whyIgnored(mailWith({}, some), RULES)).toBe(reason)
  })

  test('that comes from elsewhere, or wants its reply elsewhere, where only some domains get replies', () => {
    const rules = { ...RULES, allowedDomains: ['pref.example.jp'] }
    expect(whyIgnored(mailWith({}), rules)).toBeNull()
    expect(whyIgnored(mailWith({}, { from: 'a@evil.example' }), rules)).toBe('domain')
    expect(whyIgnored(mailWith({}, { from: 'a@sub.pref.example.jp' }), rules)).toBe('domain')
    expect(whyIgnored(mailWith({}, { from: 'a@pref.example.jp.evil.example' }), rules)).toBe('domain')
    expect(whyIgnored(mailWith({}, { replyTo: 'a@evil.example' }), rules)).toBe('domain')
  })
})

test.for([
  [{ 'Auto-Submitted': 'no' }, {}],
  [{ 'Auto-Submitted': 'No (comment)' }, {}],
  [{ Precedence: 'first-class' }, {}],
  [{ 'X-Auto-Response-Suppress': 'None' }, {}],
  [{ 'Return-Path': '<yamada@pref.example.jp>' }, {}],
  [{ 'Content-Type': 'multipart/mixed; boundary=report' }, {}],
  [{}, { from: 'bouncer@pref.example.jp' }],
  [{}, { from: 'reporter@pref.example.jp' }],
  [{}, { from: 'norep.lyons@pref.example.jp' }],
] as const)('a person’s mail is answered: %j %j', ([headers, some]) => {
  expect(whyIgnored(mailWith({ ...headers }, some), RULES)).toBeNull()
})
