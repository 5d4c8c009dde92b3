// A composed answer through the whole product: off unless a model is named, beside the official answer when one is, and
// no trouble to anybody when the model is in trouble.
import { LLMock } from '@copilotkit/aimock'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { loadConfig } from '../../src/config.ts'
import type { Answer } from '../../src/core/answer-question.ts'
import { type ComposedEvent, composeAnswer } from '../../src/core/compose/compose-answer.ts'
import { makeInput } from '../fakes/entry-builders.ts'
import { collect } from '../fakes/scripted-model.ts'
import { type OpenedProduct, openProductIn } from './open-story.ts'

const mock = new LLMock({ port: 0, host: '127.0.0.1' })
let plain: OpenedProduct
let opened: OpenedProduct
beforeAll(async () => {
  await mock.start()
  const endpoint = { OPENAI_BASE_URL: `${mock.url}/v1`, OPENAI_API_KEY: 'sk-story', EMPLOYEE_NUMBER_FORMS: 'S######' }
  plain = await open(endpoint)
  opened = await open({ ...endpoint, OPENAI_MODEL: 'tiny' })
})
afterAll(async () => {
  await plain[Symbol.asyncDispose]()
  await opened[Symbol.asyncDispose]()
  await mock.stop()
})

const ENTRIES = [
  makeInput('kyuka', {
    question: '年次有給休暇の申請',
    answer: '庶務事務システムから前日の17時までに申請してください。',
  }),
  makeInput('ryohi', { question: '旅費の精算', answer: '帰着した日から5営業日以内に精算してください。' }),
  makeInput('kaigi', { question: '会議室の予約', answer: '前週までに予約してください。' }),
]

async function open(environment: Readonly<Record<string, string>>): Promise<OpenedProduct> {
  const made = await openProductIn(null, environment)
  await made.product.registry.save(ENTRIES, { actor: 'story' })
  await made.product.settleIndex()
  return made
}

/** As a door does it: the answer first, then what is composed of the entries in it. */
async function askAndCompose({ product }: OpenedProduct, text: string) {
  const answer: Answer = await product.ask({ text, channel: 'web' })
  const found = answer.candidates.map(({ entryId }) => entryId)
  const ids = answer.outcome === 'answered' ? [answer.entry.id, ...found] : found
  const sources = await product.registry.entriesById(ids)
  const { composing } = product
  const request = { questionId: answer.questionId, text, sources }
  const events: readonly ComposedEvent[] =
    composing === null ? [] : await collect(composeAnswer(request, composing, new AbortController().signal))
  return { answer, events }
}

describe('a composed answer', () => {
  test('is off unless a model is named, whatever else is set', async () => {
    expect(plain.product.composing).toBeNull()
    await askAndCompose(plain, '年次有給休暇の申請')
    expect(mock.getRequests()).toHaveLength(0)
  })

  test('stands beside the same official answer, cites its entries, and is on record', async () => {
    mock.onMessage(/年次有給休暇/u, {
      content: '年次有給休暇は、前日の17時までに申請してください。[1]知事が決めます。[1]',
    })
    const text = '年次有給休暇の申請方法は？ S123456'
    const { answer, events } = await askAndCompose(opened, text)
    const { answer: official } = await askAndCompose(plain, text)
    expect({ ...answer, questionId: '' }).toEqual({ ...official, questionId: '' })
    expect(events).toEqual([
      { kind: 'sentence', text: '年次有給休暇は、前日の17時までに申請してください。', entryIds: ['kyuka'] },
      { kind: 'done', usedEntryIds: ['kyuka'] },
    ])
    expect(await opened.product.modelUse.outbound.page({}, { limit: 5 })).toMatchObject([
      {
        host: new URL(mock.url).host,
        model: 'tiny',
        purpose: 'compose',
        questionId: answer.questionId,
        maskedKinds: ['employee_number'],
      },
    ])
    expect(JSON.stringify(mock.getLastRequest()?.body)).not.toContain('S123456')
    mock.reset()
  })

  test('in trouble costs nobody the answer, and the operator reads why, without the key', async () => {
    mock.onMessage(/./u, { error: { message: 'no', type: 'x' }, status: 401 })
    const { answer, events } = await askAndCompose(opened, '年次有給休暇の申請')
    expect(answer.outcome).not.toBe('unanswered')
    expect(events).toEqual([{ kind: 'nothing', why: 'refused' }])
    const troubles = opened.events.filter(({ event }) => event === 'chat_trouble')
    expect(troubles).toMatchObject([{ data: { why: 'refused', detail: 'HTTP 401', model: 'tiny' } }])
    expect(JSON.stringify(opened.events)).not.toContain('sk-story')
    mock.reset()
  })
})

describe('the settings of composing', () => {
  const problemsOf = (environment: Readonly<Record<string, string>>) => {
    try {
      loadConfig(environment)
      return ''
    } catch (error) {
      return String(error)
    }
  }

  test('are off by default, and OPENAI_MODEL alone is the switch', () => {
    expect(loadConfig({}).chat).toBeNull()
    expect(loadConfig({ OPENAI_API_KEY: 'sk', OPENAI_MODEL: '' }).chat).toBeNull()
    expect(loadConfig({ OPENAI_MODEL: 'tiny' }).chat).toEqual({
      baseUrl: 'https://api.openai.com/v1',
      apiKey: '',
      model: 'tiny',
      tokensPerDay: 1_000_000,
      tokensPerAskerAndDay: 100_000,
    })
  })

  test('take several forms of employee numbers, and none that would mask every word', () => {
    expect(loadConfig({ EMPLOYEE_NUMBER_FORMS: 'S######, ##-####' }).employeeNumberForms).toEqual([
      'S######',
      '##-####',
    ])
    for (const forms of ['#', 'AB', '.*', 'S##', '######,']) {
      expect(problemsOf({ EMPLOYEE_NUMBER_FORMS: forms })).toContain('EMPLOYEE_NUMBER_FORMS')
    }
  })

  test('refuse an address that is nobody’s, and repeat no password', () => {
    expect(problemsOf({ OPENAI_BASE_URL: 'http://169.254.169.254/' })).toContain(
      'OPENAI_BASE_URL: expected the address',
    )
    const told = problemsOf({ OPENAI_BASE_URL: 'https://me:geheim@llm.example/v1' })
    expect(told).toContain('OPENAI_BASE_URL: expected no user name')
    expect(told).not.toContain('geheim')
  })
})
