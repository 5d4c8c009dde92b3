// An independent counterpart: a mock of OpenAI's endpoint made by others, with its own idea of how a stream looks.
import { LLMock } from '@copilotkit/aimock'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { openChatModel } from '../../../src/adapters/openai/chat-model.ts'
import { systemClock } from '../../../src/adapters/system-clock.ts'
import { composeAnswer } from '../../../src/core/compose/compose-answer.ts'
import { rewriteFollowUp } from '../../../src/core/compose/rewrite-follow-up.ts'
import { analyser, LEAVE, TRAVEL } from '../../core/compose/japanese.ts'
import { collect, openScriptedAccess } from '../../fakes/scripted-model.ts'

const mock = new LLMock({ port: 0, host: '127.0.0.1', chunkSize: 3 })
beforeAll(() => mock.start())
afterAll(() => mock.stop())
afterEach(() => void mock.reset())

function openDeps(model = 'tiny') {
  const chat = openChatModel({ baseUrl: `${mock.url}/v1`, apiKey: 'sk-test', model })
  const opened = openScriptedAccess(chat, { clock: systemClock, random: () => 0 })
  return { ...opened, deps: { access: opened.access, analyser, employeeNumberForms: [] } }
}
const compose = ({ deps }: ReturnType<typeof openDeps>) => {
  const request = { questionId: 'q', text: '有休と旅費の手続は？', sources: [LEAVE, TRAVEL] }
  return collect(composeAnswer(request, deps, new AbortController().signal))
}

describe('against an independent mock of the endpoint', () => {
  test('an answer is composed from a stream of three letters a piece', async () => {
    mock.onMessage(/有休と旅費/u, {
      content:
        '半日や1時間の単位でも取得できます。[1]宿泊費の上限は1泊9,800円です。[2]知事が辞任しました。[1]以上です。',
    })
    expect(await compose(openDeps())).toEqual([
      { kind: 'sentence', text: '半日や1時間の単位でも取得できます。', entryIds: ['jinji-001'] },
      { kind: 'sentence', text: '宿泊費の上限は1泊9,800円です。', entryIds: ['kaikei-002'] },
      { kind: 'done', usedEntryIds: ['jinji-001', 'kaikei-002'] },
    ])
    expect(mock.getLastRequest()?.body).toMatchObject({ model: 'tiny', stream: true, max_tokens: 800 })
  })

  test('a follow-up is rewritten', async () => {
    mock.onMessage(/会計年度任用職員/u, { content: '会計年度任用職員の年休の申請期限は？' })
    const { deps } = openDeps()
    const earlier = [{ asked: '年休の申請期限は？', found: null }]
    const signal = new AbortController().signal
    expect(
      await rewriteFollowUp({ text: '会計年度任用職員は？', questionId: null, asker: null }, earlier, {
        ...deps,
        signal,
      }),
    ).toBe('会計年度任用職員の年休の申請期限は？')
  })

  test.each([
    [429, 'too_many'],
    [500, 'unreachable'],
    [503, 'unreachable'],
    [401, 'refused'],
    [404, 'unknown_model'],
  ])('status %i is nothing, told as %s', async (status, why) => {
    mock.onMessage(/./u, { error: { message: 'as told', type: 'error' }, status })
    expect(await compose(openDeps())).toEqual([{ kind: 'nothing', why }])
  })

  test('a question that the mock does not know is nothing', async () => {
    expect((await compose(openDeps())).map(({ kind }) => kind)).toEqual(['nothing'])
  })

  test('an answer cut by its length keeps its whole sentences alone', async () => {
    mock.onMessage(/./u, {
      content: '半日や1時間の単位でも取得できます。[1]宿泊費の上限は1泊9,800円',
      finishReason: 'length',
    })
    expect((await compose(openDeps())).map(({ kind }) => kind)).toEqual(['sentence', 'done'])
  })

  test.each([
    ['malformed JSON', { malformedRate: 1 }],
    ['a connection dropped', { disconnectRate: 1 }],
    ['an error in place of an answer', { dropRate: 1 }],
  ])('%s is nothing', async (_, chaos) => {
    mock.onMessage(/./u, { content: '半日や1時間の単位でも取得できます。[1]' })
    mock.setChaos(chaos)
    expect((await compose(openDeps())).map(({ kind }) => kind)).toEqual(['nothing'])
    mock.clearChaos()
  })
})
