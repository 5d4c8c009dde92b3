import { describe, expect, test } from 'vitest'
import type { EarlierTurn } from '../../../src/core/compose/prompts.ts'
import { rewriteFollowUp } from '../../../src/core/compose/rewrite-follow-up.ts'
import type { ChatModel } from '../../../src/core/ports/chat-model.ts'
import { HANG, openScriptedAccess, scriptModel, trouble } from '../../fakes/scripted-model.ts'
import { analyser } from './japanese.ts'

const EARLIER: readonly EarlierTurn[] = [{ asked: '年休はいつまでに申請しますか', found: '年次有給休暇の申請期限' }]
const ASKED = '会計年度任用職員の場合は？'

function openRewrite(model: ChatModel) {
  const opened = openScriptedAccess(model)
  const signal = new AbortController().signal
  const deps = { access: opened.access, analyser, employeeNumberForms: [], signal }
  return {
    ...opened,
    rewrite: (text = ASKED, earlier = EARLIER) =>
      rewriteFollowUp({ text, questionId: 'q9', asker: null }, earlier, deps),
  }
}

describe('a follow-up question', () => {
  test('is written anew with the words of the conversation', async () => {
    const { rewrite, sent } = openRewrite(scriptModel(['会計年度任用職員の年次有給休暇の', '申請期限は？\n']))
    expect(await rewrite()).toBe('会計年度任用職員の年次有給休暇の申請期限は？')
    expect(sent).toMatchObject([{ purpose: 'rewrite', questionId: 'q9', entryIds: [], maskedKinds: [] }])
  })

  test.each([
    ['two lines', '会計年度任用職員の\n年休の申請'],
    ['nothing', ' '],
    ['too much', '年休の申請'.repeat(50)],
    ['words that nobody said', '知事の給与はいくらで、どこに振り込まれますか'],
    ['a number that nobody said', '会計年度任用職員の年休は20日ですか'],
    ['a link', '会計年度任用職員の年休 https://evil.example'],
    ['invisible letters', '会計年度任用職員の\u200b年休の申請'],
    ['the question as it was', '会計年度任用職員の場合は'],
  ])('stays as it is where the model writes %s', async (_, text) => {
    expect(await openRewrite(scriptModel([text])).rewrite()).toBeNull()
  })

  test.each([
    ['hangs', [HANG]],
    ['pauses', ['会計', HANG]],
    ['is in trouble', [trouble('unreachable')]],
    ['is cut', ['会計年度任用職員の年休', { kind: 'end', isCut: true }]],
  ] as const)('stays as it is, within 1.5 seconds, where the model %s', async (_, script) => {
    const { rewrite, clock } = openRewrite(scriptModel(script))
    const rewriting = rewrite()
    await clock.pass(1_499)
    expect(await rewriting).toBeNull()
  })

  test('is not sent where nothing was said before', async () => {
    const model = scriptModel(['年休'])
    expect(await openRewrite(model).rewrite(ASKED, [])).toBeNull()
    expect(model.requests).toHaveLength(0)
  })

  test('that is cut within personal data is sent without the half of it', async () => {
    const model = scriptModel([''])
    const { rewrite, sent } = openRewrite(model)
    await rewrite(`${'あ'.repeat(292)}電話090-1234-5678`)
    expect(model.requests[0]?.user).not.toContain('090-1')
    expect(sent[0]?.maskedKinds).toEqual(['phone'])
  })

  test('is sent without personal data, of the last turns alone', async () => {
    const model = scriptModel([''])
    const { rewrite, sent } = openRewrite(model)
    const turns = Array.from({ length: 9 }, (_, i) => ({ asked: `話${i} 090-1234-5678`, found: null }))
    await rewrite('taro@pref.shiomi.exampleです', turns)
    expect(model.requests[0]?.user).not.toMatch(/090|taro|話4/u)
    expect(model.requests[0]?.user).toMatch(/話5.*話8/su)
    expect(sent[0]?.maskedKinds).toEqual(['phone', 'mail'])
  })
})
