// Mail as a door: a message as the mail server pipes it, the reply as a mail program reads it, over the real product.
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import fc from 'fast-check'
import { type ParsedMail, simpleParser } from 'mailparser'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { QUESTIONS_PER_HOUR_MAX } from '../../bot/mail/answer-mail.ts'
import type { MailInOutcome } from '../../src/cli/cli-deps.ts'
import { loadConfig } from '../../src/config.ts'
import { answerOneMail } from '../../src/wiring/open-mail.ts'
import { makeQuestion } from '../contracts/question-log.contract.ts'
import { rawMail } from '../fakes/raw-mail.ts'
import { openSmtpCatcher } from '../fakes/smtp-catcher.ts'
import { expectNoInsides } from './expectations.ts'
import { type OpenedProduct, openProductIn } from './open-story.ts'
import { FOLLOW_UP_ENTRIES, makeFolder, PUBLISHED, STORY_ENTRIES, writeSampleFolder } from './story-entries.ts'
import { runZencho } from './zencho-process.ts'

const HOLIDAY = PUBLISHED.find(({ id }) => id === 'jinji-001')
const YAMADA = { From: '=?UTF-8?B?5bGx55Sw?= <Yamada@pref.example.jp>' }
const ENVIRONMENT = { MAIL_FROM: 'faq@pref.example.jp', PUBLIC_URL: 'https://faq.pref.example.jp' }

interface Replied {
  readonly outcome: MailInOutcome
  readonly raw: string
  readonly mail: ParsedMail | null
}

let opened: OpenedProduct
beforeAll(async () => {
  opened = await openProductIn(null, ENVIRONMENT)
  await opened.product.registry.save(STORY_ENTRIES, { actor: 'story' })
  await opened.product.settleIndex()
})
afterAll(() => opened[Symbol.asyncDispose]())

async function mailIn(
  raw: Buffer,
  { product, config }: Pick<OpenedProduct, 'config' | 'product'> = opened,
): Promise<Replied> {
  const printed: string[] = []
  const outcome = await answerOneMail(
    product,
    { raw, send: false, print: message => void printed.push(message) },
    config,
  )
  expect(printed.length).toBeLessThanOrEqual(1)
  const [message = ''] = printed
  return { outcome, raw: message, mail: message === '' ? null : await simpleParser(message) }
}

const header = (raw: string, name: string) => {
  const head = (raw.split(/\n\n/u)[0] ?? '').replace(/\n[ \t]+/gu, ' ')
  return new RegExp(`^${name}: (.*)$`, 'imu').exec(head)?.[1] ?? null
}

describe('a question by mail', () => {
  test('gets the official answer word for word, with section, date, basis and links', async () => {
    const { outcome, mail } = await mailIn(rawMail({ body: 'お疲れさまです。\n休みを取りたい\n\n-- \n山田' }))
    expect(outcome).toEqual({ kind: 'answered' })
    const text = mail?.text ?? ''
    expect(text).toContain(HOLIDAY?.answer)
    for (const part of [
      '> 休みを取りたい',
      '公式の回答',
      '担当課：人事課',
      '改定日：令和8年4月1日',
      `根拠：${HOLIDAY?.basis[0]}`,
    ]) {
      expect(text).toContain(part)
    }
    expect(text).toContain('https://faq.pref.example.jp/entries/jinji-001')
    expect(text).toMatch(/https:\/\/faq\.pref\.example\.jp\/questions\/[0-9a-f-]{36}\/ticket/u)
    expect(text).toContain('■ 上の回答で解決しないとき')
    const html = String(mail?.html)
    expect(html).toContain('<ol>\n<li>日付を選ぶ</li>')
    expect(html).toContain('<a href="https://faq.pref.example.jp/entries/jinji-001">')
  })

  test('is logged as one of mail, with its asker under a keyed hash and its thread as the conversation', async () => {
    const { mail } = await mailIn(rawMail({ headers: YAMADA, body: '結婚したときの届出' }))
    const id = /questions\/([0-9a-f-]{36})/u.exec(mail?.text ?? '')?.[1] ?? ''
    const logged = await opened.product.questionLog.find(id)
    expect(logged).toMatchObject({ channel: 'mail', text: '結婚したときの届出' })
    expect(logged?.asker).toBe(opened.product.desk.askerKeys('mail', 'yamada@pref.example.jp'))
    expect(JSON.stringify(logged)).not.toContain('pref.example.jp')
  })

  test('is answered to one address only, in its thread, with the marks that keep other programs from answering', async () => {
    const headers = {
      ...YAMADA,
      'Message-ID': '<q1@pref.example.jp>',
      References: '<root@x> <mid@x>',
      Subject: 'RE: Re: leave',
    }
    const { raw, mail } = await mailIn(rawMail({ headers, body: '休みを取りたい' }))
    expect(header(raw, 'To')).toBe('yamada@pref.example.jp')
    expect(header(raw, 'Cc')).toBeNull()
    expect(header(raw, 'Subject')).toBe('Re: leave')
    expect(header(raw, 'In-Reply-To')).toBe('<q1@pref.example.jp>')
    expect(header(raw, 'References')).toBe('<root@x> <mid@x> <q1@pref.example.jp>')
    expect(header(raw, 'Auto-Submitted')).toBe('auto-replied')
    expect(header(raw, 'X-Auto-Response-Suppress')).toBe('All')
    expect(mail?.from?.value).toEqual([{ name: '全庁FAQ（汐見県）', address: 'faq@pref.example.jp' }])
    expect(raw).toMatch(/content-type: multipart\/alternative/iu)
    expect(raw).toMatch(/content-type: text\/plain; charset=utf-8/iu)
    expect(raw).toMatch(/content-type: text\/html; charset=utf-8/iu)
  })

  test('is answered where the sender wants replies, and there alone', async () => {
    const headers = { 'Reply-To': 'Soumu <soumu@pref.example.jp>, other@pref.example.jp' }
    const { raw } = await mailIn(rawMail({ headers, body: '休みを取りたい' }))
    expect(header(raw, 'To')).toBe('soumu@pref.example.jp')
    expect(raw).not.toContain('other@')
  })

  test('near several entries gets them as a numbered list with links', async () => {
    const { mail } = await mailIn(rawMail({ body: '出張のこと' }))
    expect(mail?.text).toMatch(
      /^1\. 出張.*（担当課：旅費センター）\n {3}https:\/\/faq\.pref\.example\.jp\/entries\/ryohi-/mu,
    )
    expect(String(mail?.html)).toContain('<ol>')
  })

  test('that nothing answers is told so plainly', async () => {
    const { mail } = await mailIn(rawMail({ body: 'xyzzy plugh' }))
    expect(mail?.text).toContain('該当するFAQが見つかりませんでした')
    expect(mail?.text).toContain('/ticket')
  })

  test('that follows in the thread is understood by the one before, for the same person alone', async () => {
    await using careful = await openProductIn(null, ENVIRONMENT)
    await careful.product.registry.save([...STORY_ENTRIES, ...FOLLOW_UP_ENTRIES], { actor: 'story' })
    await careful.product.settleIndex()
    const write = async (headers: Record<string, string>, body: string) =>
      (await mailIn(rawMail({ headers: { ...YAMADA, ...headers }, body }), careful)).mail?.text
    const root = '<thread@pref.example.jp>'
    await write({ 'Message-ID': root }, '介護休暇の手続き')
    const headers = { References: `${root} <reply@faq>`, 'In-Reply-To': '<reply@faq>' }
    const second = await write(headers, 'その期限は？\n\n> 前のメール')
    expect(second).toContain('前の質問に続くものとして調べました')
    expect(second).toContain('1. 介護休暇の申請の期限')
    const stranger = await write({ ...headers, From: 'suzuki@pref.example.jp' }, 'その期限は？')
    expect(stranger).not.toContain('前の質問に続くものとして調べました')
  })

  test('of more than a page is cut, not refused; without any text the person is told how to ask', async () => {
    const long = await mailIn(rawMail({ body: `休みを取りたい。${'あ'.repeat(1_500)}` }))
    expect(long.mail?.text).toContain('はじめの1,000字まで')
    const empty = await mailIn(rawMail({ headers: { Subject: '' }, body: '\n> 前のメール\n' }))
    expect(empty.mail?.text).toContain('ご質問を読み取れませんでした')
  })
})

describe('a message is read', () => {
  const iso2022 = Buffer.from('GyRCNVkkXyRyPGgkaiQ/JCQkSCQtJE8hIiRJJCYkOSRsJFAkJCQkJEckOSQrISMbKEINCg==', 'base64')
  const shiftJis = Buffer.from('i3iC3YLwjuaC6IK9gqKCxoKrgs2BQYLHgqSCt4Lqgs6CooKigsWCt4KpgUINCg==', 'base64')
  const eucJp = Buffer.from('tdmk36TyvOik6qS/pKSkyKStpM+hoqTJpKakuaTspNCkpKSkpMekuaSroaMNCg==', 'base64')
  const utf8 = Buffer.from('休みを取りたいときは、どうすればいいですか。')
  const quoted = [...utf8]
    .map(byte => `=${byte.toString(16).toUpperCase()}`)
    .join('')
    .replace(/(.{72})/gu, '$1=\r\n')
  const parts = (...each: readonly string[]) =>
    each
      .map(part => `--b\r\n${part}\r\n`)
      .join('')
      .concat('--b--\r\n')

  test.for([
    [
      'ISO-2022-JP',
      { 'Content-Type': 'text/plain; charset=ISO-2022-JP', 'Content-Transfer-Encoding': '7bit' },
      iso2022,
    ],
    ['Shift_JIS', { 'Content-Type': 'text/plain; charset=Shift_JIS' }, shiftJis],
    ['EUC-JP', { 'Content-Type': 'text/plain; charset=euc-jp' }, eucJp],
    ['base64', { 'Content-Transfer-Encoding': 'base64' }, utf8.toString('base64')],
    ['quoted-printable', { 'Content-Transfer-Encoding': 'quoted-printable' }, quoted],
    [
      'format=flowed',
      { 'Content-Type': 'text/plain; charset=utf-8; format=flowed; delsp=yes' },
      '休みを取りたいときは、 \r\nどうすればいいですか。\r\n> 前の \r\n> メール',
    ],
    [
      'HTML alone',
      { 'Content-Type': 'text/html; charset=utf-8' },
      '<html><head><style>p{color:red}</style></head><body><p>お疲れさまです。</p><p>休みを<b>取りたいときは</b>、どうすればいいですか。</p><blockquote>前のメール</blockquote><script>alert(1)</script></body></html>',
    ],
    [
      'alternatives',
      { 'Content-Type': 'multipart/alternative; boundary=b' },
      parts(
        `Content-Type: text/plain; charset=utf-8\r\n\r\n${utf8.toString()}`,
        'Content-Type: text/html; charset=utf-8\r\n\r\n<p>別の文</p>',
      ),
    ],
    [
      'attachments',
      { 'Content-Type': 'multipart/mixed; boundary=b' },
      parts(
        `Content-Type: text/plain; charset=utf-8\r\n\r\n${utf8.toString()}`,
        'Content-Type: text/plain; name=a.txt\r\nContent-Disposition: attachment; filename=a.txt\r\n\r\n添付の文',
        'Content-Type: message/rfc822\r\n\r\nSubject: x\r\n\r\n転送した文',
      ),
    ],
  ] as const)('in %s', async ([_what, headers, body]) => {
    const { mail } = await mailIn(rawMail({ headers: { ...headers }, body: body as string }))
    expect(mail?.text?.split('\n')[0]).toBe('> 休みを取りたいときは、どうすればいいですか。')
    expect(mail?.text).toContain(HOLIDAY?.answer)
  })

  test('with an encoded subject, which is the question where the body is empty', async () => {
    for (const subject of [
      '=?iso-2022-jp?b?GyRCRy88IU0tNWs1WTJLJE4/PUBBJEskRCQkJEYbKEI=?=',
      'Re: =?utf-8?b?5bm05qyh5pyJ57Wm5LyR5pqH44Gu55Sz6KuL44Gr44Gk44GE44Gm?=',
    ]) {
      const { mail } = await mailIn(rawMail({ headers: { Subject: subject } }))
      expect(mail?.text).toMatch(/^> 年次有給休暇の申請について\n/u)
      expect(mail?.subject).toBe('Re: 年次有給休暇の申請について')
    }
  })
})

describe('nobody is kept company who is no person', () => {
  test.for([
    ['auto_submitted', { 'Auto-Submitted': 'auto-replied' }],
    ['list', { 'List-Id': '<news.pref.example.jp>' }],
    ['list', { 'List-Unsubscribe': '<https://x.example>' }],
    ['bulk', { Precedence: 'bulk' }],
    ['suppressed', { 'X-Auto-Response-Suppress': 'OOF' }],
    ['null_sender', { 'Return-Path': '<>' }],
    ['daemon', { From: 'MAILER-DAEMON@pref.example.jp' }],
    ['own_message', { From: '"FAQ" <FAQ@pref.example.jp>' }],
    ['report', { 'Content-Type': 'multipart/report; report-type=delivery-status; boundary=b' }],
    ['no_sender', { From: '' }],
    ['no_sender', { From: 'undisclosed' }],
  ] as const)('%s: %j gets no reply, and leaves no line in the log', async ([reason, headers]) => {
    const before = await opened.product.questionLog.count()
    const replied = await mailIn(rawMail({ headers: { ...headers }, body: '休みを取りたい' }))
    expect([replied.outcome, replied.raw]).toEqual([{ kind: 'ignored', reason }, ''])
    expect(await opened.product.questionLog.count()).toBe(before)
  })

  test('our own reply, handed back to us in any way, ends there', async () => {
    const { raw } = await mailIn(rawMail({ body: '休みを取りたい' }))
    const returned = await mailIn(
      Buffer.from(raw.replace(/^From:.*$/mu, 'From: x@pref.example.jp').replace(/^Auto-Submitted:.*\n/imu, '')),
    )
    expect(returned.outcome).toEqual({ kind: 'ignored', reason: 'own_message' })
  })

  test('the same message is answered once, also when it is handed over again', async () => {
    const message = rawMail({ body: '休みを取りたい' })
    const anonymous = rawMail({ headers: { 'Message-ID': '' }, body: '休みを取りたい' })
    for (const raw of [message, anonymous]) {
      expect((await mailIn(raw)).outcome).toEqual({ kind: 'answered' })
      expect((await mailIn(raw)).outcome).toEqual({ kind: 'ignored', reason: 'seen' })
    }
  })

  test('of one message handed over many times at once, one is answered and the others wait', async () => {
    const raw = rawMail({ body: '休みを取りたい' })
    const outcomes = await Promise.all(Array.from({ length: 8 }, () => mailIn(raw)))
    const kinds = outcomes.map(({ outcome }) => outcome.kind)
    expect(kinds.filter(kind => kind === 'answered')).toHaveLength(1)
    expect(outcomes.filter(({ raw: printed }) => printed !== '')).toHaveLength(1)
  })

  test('a sender of more questions than a person asks is left alone for the rest of the hour', async () => {
    const asker = opened.product.desk.askerKeys('mail', 'robot@pref.example.jp')
    for (let n = 0; n < QUESTIONS_PER_HOUR_MAX; n += 1) {
      await opened.product.questionLog.record(
        makeQuestion(`robot-${n}`, { asker, channel: 'mail', askedAt: new Date() }),
      )
    }
    const robot = await mailIn(rawMail({ headers: { From: 'robot@pref.example.jp' }, body: '休みを取りたい' }))
    expect(robot.outcome).toEqual({ kind: 'ignored', reason: 'too_many' })
    expect((await mailIn(rawMail({ body: '休みを取りたい' }))).outcome.kind).toBe('answered')
  })

  test('only the office’s own domains get replies where the settings name them', async () => {
    const config = loadConfig({ ...ENVIRONMENT, MAIL_ALLOWED_DOMAINS: 'Pref.example.jp, @city.example.jp' })
    const from = async (address: string) =>
      (await mailIn(rawMail({ headers: { From: address }, body: '休暇' }), { ...opened, config })).outcome
    expect(await from('a@PREF.example.jp')).toEqual({ kind: 'answered' })
    expect(await from('a@city.example.jp')).toEqual({ kind: 'answered' })
    expect(await from('a@evil.example')).toEqual({ kind: 'ignored', reason: 'domain' })
  })
})

describe('no message can write headers of the reply, or markup', () => {
  const encoded = (text: string) => `=?UTF-8?B?${Buffer.from(text).toString('base64')}?=`
  const NAMES = new Set([
    'from',
    'to',
    'subject',
    'in-reply-to',
    'references',
    'message-id',
    'date',
    'mime-version',
    'content-type',
    'auto-submitted',
    'x-auto-response-suppress',
    'x-zencho-faq',
  ])

  test.for([
    { Subject: encoded('旅費\r\nBcc: victim@evil.example\r\n\r\nbody') },
    { Subject: encoded('旅費\nX-Injected: 1') },
    { Subject: encoded('a\u0000b\u2028Bcc: victim@evil.example') },
    { 'Message-ID': '<a@b\u0001>\r\n Bcc: victim@evil.example' },
    { References: '<x@y> Bcc:victim@evil.example <z@w>' },
    { From: `${encoded('"\r\nBcc: victim@evil.example')} <a@pref.example.jp>` },
    { 'Reply-To': 'a@pref.example.jp\r\n\tBcc: victim@evil.example' },
    { From: '"a@evil.example, b" <c@pref.example.jp>' },
  ])('%j', async headers => {
    const { raw } = await mailIn(rawMail({ headers, body: '休みを取りたい' }))
    if (raw === '') return
    const head = raw.split(/\n\n/u)[0] ?? ''
    const names = [...head.matchAll(/^([\w-]+):/gmu)].map(match => (match[1] ?? '').toLowerCase())
    expect(names.filter(name => !NAMES.has(name))).toEqual([])
    expect(new Set(names).size).toBe(names.length)
    expect(header(raw, 'To')).toMatch(/^[\w.]+@[\w.]+$/u) // one address and nothing beside it
  })

  test('whatever the subject is, the reply has the headers that it always has', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 60 }), async subject => {
        const headers = {
          Subject: encoded(`${subject}\r\nBcc: x@evil.example`),
          From: `${crypto.randomUUID()}@pref.example.jp`,
        }
        const { raw } = await mailIn(rawMail({ headers, body: '休み' }))
        const head = raw.split(/\n\n/u)[0] ?? ''
        const names = [...head.matchAll(/^([\w-]+):/gmu)].map(match => (match[1] ?? '').toLowerCase())
        expect(names.filter(name => !NAMES.has(name))).toEqual([])
      }),
      { numRuns: 25 },
    )
  })

  test('what a question holds stays text in the HTML', async () => {
    const { mail } = await mailIn(
      rawMail({ body: '<img src=x onerror=alert(1)> <script>alert(1)</script> [x](javascript:alert(1)) 休み' }),
    )
    expect(String(mail?.html)).not.toMatch(/<img|<script|href="javascript/iu)
    expect(String(mail?.html)).toContain('&lt;script&gt;')
  })

  test.for([
    Buffer.alloc(0),
    Buffer.from('garbage'),
    Buffer.from('\r\n\r\n'),
    Buffer.from([0, 255, 254, 10, 13]),
    Buffer.from('From: '.repeat(20_000)),
  ])('what is no message at all is ignored (%#)', async raw => {
    const { outcome, raw: printed } = await mailIn(raw)
    expect([outcome.kind, printed]).toEqual(['ignored', ''])
  })
})

describe('the command', () => {
  let folder = ''
  let environment: Record<string, string> = {}
  beforeAll(async () => {
    folder = await makeFolder()
    environment = { ...ENVIRONMENT, DATA_DIR: join(folder, 'data'), SAMPLE_DIR: await writeSampleFolder(folder) }
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))

  test('prints the reply as a message, and nothing else on the output', async () => {
    const { code, stdout } = await runZencho(['mail-in'], environment, { input: rawMail({ body: '休みを取りたい' }) })
    expect(code).toBe(0)
    expect(stdout).toMatch(/^[A-Z][\w-]+: .*\nFrom: /su)
    expect((await simpleParser(stdout)).text).toContain(HOLIDAY?.answer)
  })

  test('prints nothing for what it ignores, exits with 0, and tells the operator why', async () => {
    const input = rawMail({ headers: { 'Auto-Submitted': 'auto-replied' } })
    const { code, stdout, stderr } = await runZencho(['mail-in'], environment, { input })
    expect([code, stdout]).toEqual([0, ''])
    expect(stderr).toContain('自動で送られたメール')
  })

  test('reads the text before an attachment of any size', async () => {
    const headers = { 'Content-Type': 'multipart/mixed; boundary=b' }
    const text = '--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n休みを取りたい\r\n--b\r\n'
    const attachment = `Content-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\n${'AAAA'.repeat(1_000_000)}\r\n--b--`
    const { code, stdout } = await runZencho(['mail-in'], environment, {
      input: rawMail({ headers, body: text + attachment }),
    })
    expect(code).toBe(0)
    expect((await simpleParser(stdout)).text).toContain(HOLIDAY?.answer)
  })

  test('sends the reply where it is told to, signing in with what the settings hold', async () => {
    await using server = await openSmtpCatcher('pa:ss/wörd')
    const settings = { ...environment, SMTP_URL: server.url }
    const sent = await runZencho(['mail-in', '--send'], settings, {
      input: rawMail({ headers: YAMADA, body: '休みを取りたい' }),
    })
    expect([sent.code, sent.stdout]).toEqual([0, ''])
    expect(server.caught.map(({ envelope }) => envelope)).toEqual([
      { from: 'faq@pref.example.jp', to: ['yamada@pref.example.jp'] },
    ])
    expect(server.caught[0]?.parsed.text).toContain(HOLIDAY?.answer)
  })

  test('asks for the message again later (75) while something is wrong, and never tells the password', async () => {
    await using server = await openSmtpCatcher('right')
    const wrong = server.url.replace('right', 'topsecret')
    const down = 'smtp://zencho:topsecret@127.0.0.1:1'
    for (const settings of [
      { SMTP_URL: wrong },
      { SMTP_URL: down },
      { SMTP_URL: 'ftp://zencho:topsecret@x' },
      { MAIL_FROM: 'nobody' },
      {},
    ]) {
      const input = rawMail({ body: '休みを取りたい' })
      const failed = await runZencho(['mail-in', '--send'], { ...environment, ...settings }, { input })
      expect([settings, failed.code, failed.stdout]).toEqual([settings, 75, ''])
      expect(failed.stderr).toMatch(/[ぁ-ん].*。/su)
      expect(failed.stderr).not.toContain('topsecret')
      expectNoInsides(failed.stderr)
    }
    expect(server.caught).toEqual([])
  })
})
