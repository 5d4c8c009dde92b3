import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { questionOfMail, withoutReplyMarks } from '../../../bot/mail/question-of-mail.ts'

const QUESTION = '旅費はいつ振り込まれますか。'
const ask = (text: string, subject = '件名') => questionOfMail({ text, subject })?.text ?? null

describe('the question of a mail is what was written this time', () => {
  test.for([
    ['lines with >', `${QUESTION}\n\n> 前のメール\n> 二行目`],
    ['lines with ＞', `${QUESTION}\n＞前のメール`],
    ['an original message', `${QUESTION}\n\n-----Original Message-----\nFrom: a\n本文`],
    ['a forwarded message', `${QUESTION}\n\n---------- Forwarded message ----------\n本文`],
    ['元のメッセージ', `${QUESTION}\n\n----- 元のメッセージ -----\n本文`],
    ['Apple Mail', `${QUESTION}\n\n2026/11/30 10:00、全庁FAQ <faq@pref.example.jp>のメール:\n\n> 前のメール`],
    [
      'Gmail in Japanese',
      `${QUESTION}\n\n2026年11月30日(月) 10:00 全庁FAQ <faq@pref.example.jp>:\n\n> 前のメール\n>> その前`,
    ],
    [
      'Gmail in English',
      `${QUESTION}\n\nOn Mon, Nov 30, 2026 at 10:00 AM Zencho FAQ <faq@pref.example.jp> wrote:\n> 前`,
    ],
    [
      'an introduction broken in two',
      `${QUESTION}\n\nOn Mon, Nov 30, 2026 at 10:00 AM Zencho FAQ\n<faq@pref.example.jp> wrote:\n> 前`,
    ],
    ['a quote without marks', `${QUESTION}\n\n全庁FAQさんは書きました:\n前のメール\n二行目`],
    [
      'Outlook',
      `${QUESTION}\n\n差出人: 全庁FAQ\n送信日時: 2026年11月30日 10:00\n宛先: 山田\n件名: Re: 旅費\n\n前のメール`,
    ],
    ['Outlook in English', `${QUESTION}\n\nFrom: Zencho FAQ\nSent: Monday\nTo: Yamada\nSubject: Re\n\n前のメール`],
    [
      'Outlook’s line',
      `${QUESTION}\n\n________________________________\nFrom: Zencho FAQ <faq@x>\nSent: Monday\n\n前のメール`,
    ],
    ['a signature', `${QUESTION}\n\n-- \n人事課 山田太郎\n内線 1234`],
    ['a signature without its space', `${QUESTION}\n--\n人事課 山田太郎`],
    ['a drawn signature', `${QUESTION}\n\n━━━━━━━━━━━━━━\n人事課　山田太郎\n内線 1234\n━━━━━━━━━━━━━━`],
    ['a thin one', `${QUESTION}\n\n─────────\n汐見県 人事課\n─────────`],
    ['one of full-width signs', `${QUESTION}\n\n＝＝＝＝＝＝＝\n汐見県 人事課`],
    ['one of stars', `${QUESTION}\n\n*******************\n汐見県 人事課`],
    ['a telephone’s line', `${QUESTION}\n\niPhoneから送信`],
    ['greetings', `お疲れさまです。\n人事課の山田です。\n\n${QUESTION}\n\n以上、よろしくお願いいたします。`],
    ['greetings on one line', `お世話になっております。人事課の山田です。\n${QUESTION}\nよろしくお願いします`],
    ['an address line', `全庁FAQ ご担当者様\n\n${QUESTION}`],
    ['line ends of Windows', `${QUESTION}\r\n\r\n> 前\r\n`],
  ] as const)('without %s', ([_what, text]) => {
    expect(ask(text)).toBe(QUESTION)
  })

  test('an answer between quoted lines is kept, the quoted lines are not', () => {
    expect(ask(`2026年11月30日(月) 10:00 全庁FAQ <faq@pref.example.jp>:\n> 前のメール\n\n${QUESTION}\n> 続き`)).toBe(
      QUESTION,
    )
  })

  test.for([
    ['a from that is no head', '出張の区間は次のとおりです。\nFrom: 汐見駅\nまで: 東京駅\nこの旅費を教えてください。'],
    ['a colon', '次のことを教えてください:\n旅費はいつ振り込まれますか。'],
    ['a line across a letter', `教えてください。\n─────\n${'長い説明です。\n'.repeat(15)}`.trim()],
    ['a rule above the only text', `お疲れさまです。\n━━━━━\n${QUESTION}`],
    ['a section within a sentence', '人事課の場所です。'],
  ] as const)('%s does not cost text', ([_what, text]) => {
    const question = ask(text)
    for (const line of text.split('\n').filter(written => /[。]$/u.test(written) && !written.startsWith('お疲れ'))) {
      expect(question).toContain(line)
    }
  })

  test('is the subject where the body says nothing', () => {
    expect(ask('', 'Re: 転送: 旅費の支給日')).toBe('旅費の支給日')
    expect(ask('> 前のメール\n-- \n山田', '旅費の支給日')).toBe('旅費の支給日')
    expect(ask('お疲れさまです。\nよろしくお願いします。', '旅費の支給日')).toBe('旅費の支給日')
    expect(ask(' \n', ' ')).toBeNull()
  })

  test('is cut at what a question may hold, and says so', () => {
    const long = questionOfMail({ text: '😀'.repeat(1_001), subject: '' })
    expect([[...(long?.text ?? '')].length, long?.cut]).toEqual([1_000, true])
    expect(questionOfMail({ text: 'あ'.repeat(1_000), subject: '' })?.cut).toBe(false)
  })
})

test('marks of replies never pile up', () => {
  expect(withoutReplyMarks('Re: RE: Fw: 転送：返信: Re[2]: 旅費: いつ')).toBe('旅費: いつ')
  expect(withoutReplyMarks('Return of goods: when')).toBe('Return of goods: when')
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), subject => {
      const bare = withoutReplyMarks(subject)
      expect(withoutReplyMarks(`Re: ${bare}`)).toBe(bare)
    }),
  )
})

test('whatever comes, a question is within its bounds and holds no quoted line of its own', () => {
  const line = fc.constantFrom(
    QUESTION,
    '> 前',
    '-- ',
    '━━━',
    '差出人: a',
    '件名: b',
    'on x wrote:',
    'お疲れさまです。',
    '',
    '　',
  )
  fc.assert(
    fc.property(fc.array(fc.oneof(line, fc.string({ unit: 'grapheme' })), { maxLength: 30 }), lines => {
      const question = questionOfMail({ text: lines.join('\n'), subject: '' })
      if (question === null) return
      expect(question.text.trim()).not.toBe('')
      expect([...question.text].length).toBeLessThanOrEqual(1_000)
      expect(question.text).not.toMatch(/^>/mu)
    }),
  )
})

test.for([
  ['blanks', ' '.repeat(50_000)],
  ['blanks and a colon', `on ${'a '.repeat(25_000)}:`],
  ['one line', 'あ'.repeat(50_000)],
  ['many short lines', 'on a\n'.repeat(12_500)],
  ['many rules', 'x\n-----\n'.repeat(7_000)],
  ['brackets', '<'.repeat(50_000)],
  ['quote marks', '>'.repeat(50_000)],
  ['reply marks', 'Re:'.repeat(17_000)],
] as const)('50 KB of %s are read in linear time', ([_what, text]) => {
  expect(() => questionOfMail({ text, subject: text })).not.toThrow()
})
