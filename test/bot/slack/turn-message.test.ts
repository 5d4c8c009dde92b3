// A turn as a message, where a story would need a fault to happen.
import { describe, expect, test } from 'vitest'
import { turnMessage } from '../../../bot/slack/turn-message.ts'
import type { Turn } from '../../../src/core/conversation/turn.ts'
import { makeEntry } from '../../fakes/entry-builders.ts'
import { buttonsOf } from '../../fakes/slack-workspace.ts'

const setting = { publicUrl: 'https://faq.example', where: { kind: 'direct', thread: null } } as const

const turn = (some: Partial<Turn>): Turn => ({
  questionId: 'q1',
  text: '年休',
  narrowedTo: null,
  wholeText: '',
  followUp: false,
  rewrittenAs: null,
  answer: null,
  withdrawn: false,
  others: [],
  feedback: null,
  commented: false,
  recorded: true,
  ...some,
})

describe('a question that could not be logged', () => {
  test('is answered all the same, with links in place of buttons that would lead nowhere', () => {
    const answer = { entry: makeEntry('jinji-1'), chosen: false, confidence: 1, reviewOverdue: false }
    const { blocks, text } = turnMessage(turn({ answer, others: [makeEntry('jinji-2')], recorded: false }), setting)
    expect(text).toContain('庶務事務システムから申請してください。')
    expect(buttonsOf(blocks)).toEqual([])
    expect(JSON.stringify(blocks)).toContain('https://faq.example/entries/jinji-2')
  })

  test('is not said to be recorded where nothing was found', () => {
    const { text, blocks } = turnMessage(turn({ recorded: false }), setting)
    expect(text).toContain('該当するFAQが見つかりませんでした')
    expect(text).not.toContain('記録しました')
    expect(buttonsOf(blocks)).toEqual([])
  })
})

test('an answer says in words how sure it is', () => {
  const words = (confidence: number, chosen = false) =>
    turnMessage(
      turn({ answer: { entry: makeEntry('jinji-1'), chosen, confidence, reviewOverdue: false } }),
      setting,
    ).text.split('\n')[0]
  expect(words(0.95)).toBe('公式の回答｜ご質問によく合っています')
  expect(words(0.8)).toBe('公式の回答｜ご質問に合っていると思われます')
  expect(words(0.2, true)).toBe('公式の回答｜候補から選んだFAQです')
})

test('a candidate is read whole beside its button, and by its button too', () => {
  const question = '年次有給休暇を時間単位で取得するときの、庶務事務システムでの申請の手順と期限を教えてください。'
  const { blocks } = turnMessage(turn({ others: [makeEntry('jinji-2', { question })] }), setting)
  expect(JSON.stringify(blocks)).toContain(`${question}\\n担当課：人事課`)
  const [choose] = buttonsOf(blocks)
  expect(choose?.text.text).toBe('この回答を見る')
  expect(choose?.accessibility_label).toMatch(/^回答を見る：年次有給休暇を時間単位で/u)
})
