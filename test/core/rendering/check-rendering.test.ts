import { describe, expect, test } from 'vitest'
import { englishInstructions, plainInstructions } from '../../../src/core/messages/ja/drafted.ts'
import { checkRendering } from '../../../src/core/rendering/check-rendering.ts'
import { analyser, LEAVE, TRAVEL } from '../compose/japanese.ts'

const EN = {
  question: 'How do I apply for annual paid leave?',
  answer:
    'Please apply through 休暇申請 (leave application) in the General Affairs System by 17:00 on the day before.\nYou can take leave in units of 1 day, half a day or 1 hour.\n20 days are granted each fiscal year, and up to 20 remaining days can be carried over to the next fiscal year.\nYou cannot apply on the day itself, so please call your manager.\nFor details, see https://portal.shiomi.example/leave .',
}
const PLAIN = {
  question: '年次有給休暇（＝給料をもらって休む日）を申請する（＝お願いする）には、どうしますか。',
  answer:
    '前の日の17時までに、庶務事務システムの「休暇申請」から申請してください。\n1日、半日、1時間の単位で休めます。\n1年度に20日もらえます。残りは20日まで、次の年度に使えます。\n当日の申請はできません。所属長に電話で連絡してください。\n詳しいことは https://portal.shiomi.example/leave を見てください。',
}

const check = (
  rendering: typeof EN,
  language: 'en' | 'plain',
  original: { question: string; answer: string } = LEAVE,
) =>
  checkRendering(
    { original, rendering, language },
    { analyser, instructions: language === 'en' ? englishInstructions : plainInstructions },
  )
const english = (change: (answer: string) => string) => check({ ...EN, answer: change(EN.answer) }, 'en')
const plain = (change: (answer: string) => string) => check({ ...PLAIN, answer: change(PLAIN.answer) }, 'plain')

describe('an answer in other words', () => {
  test('that says the same may be shown', () => {
    expect(check(EN, 'en')).toBe('fit')
    expect(check(PLAIN, 'plain')).toBe('fit')
    expect(
      check(
        {
          question: 'When are travel expenses for business trips paid?',
          answer:
            'They are transferred to your salary account on the 15th of the month after the trip.\nAccommodation is paid up to 9,800 yen per night.\nPlease settle within five business days of the day you return, with receipts.\nContact: Accounting Division (会計課, extension 2345, ryohi@pref.shiomi.example).',
        },
        'en',
        TRAVEL,
      ),
    ).toBe('fit')
  })

  test.each([
    ['another time', (text: string) => text.replace('17:00', '18:00'), 'facts'],
    ['another number', (text: string) => text.replace('20 days are', '30 days are'), 'facts'],
    ['a number lost', (text: string) => text.replaceAll(/20 /gu, ''), 'facts'],
    ['another link', (text: string) => text.replace('leave .', 'leave2 .'), 'facts'],
    ['a link lost', (text: string) => text.replace(/For details.*/u, 'See the portal.'), 'facts'],
    ['a link more', (text: string) => `${text}\nhttps://evil.example/x`, 'facts'],
    ['a telephone number more', (text: string) => `${text}\nCall 03-1234-5678.`, 'facts'],
    ['a date more', (text: string) => `${text}\nFrom April 1, 2026.`, 'facts'],
    ['an affirmation of what is denied', (text: string) => text.replace('cannot', 'can'), 'denial'],
    ['a tag', (text: string) => `${text}<script>alert(1)</script>`, 'markup'],
    ['an image', (text: string) => `${text}![x](https://portal.shiomi.example/leave)`, 'markup'],
    ['hidden letters', (text: string) => `${text}\u{e0041}`, 'markup'],
    ['Japanese alone', () => PLAIN.answer, 'language'],
    ['a fraction of it', () => 'Apply by 17:00.', 'length'],
  ] as const)('in English with %s may not', (_, change, verdict) => {
    expect(english(change)).toBe(verdict)
  })

  test.each([
    ['another time', (text: string) => text.replace('17時', '18時'), 'facts'],
    ['a number lost', (text: string) => text.replaceAll('20日', ''), 'facts'],
    ['a number more', (text: string) => `${text}手当は5,000円です。`, 'facts'],
    ['a link more', (text: string) => `${text}\nhttps://evil.example/x`, 'facts'],
    ['a system more', (text: string) => `${text}Teamsで聞いてください。`, 'facts'],
    ['the opposite', (text: string) => text.replace('当日の申請はできません', '当日の申請はできます'), 'denial'],
    [
      'our instructions',
      (text: string) => `${text}意味を変えない。書かれていることを省かず、書かれていないことを足さない。`,
      'echo',
    ],
    ['English alone', () => EN.answer, 'language'],
  ] as const)('in plain Japanese with %s may not', (_, change, verdict) => {
    expect(plain(change)).toBe(verdict)
  })
})
