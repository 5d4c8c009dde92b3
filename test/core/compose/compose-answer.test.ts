import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  ANSWER_LENGTH_MAX,
  COMPOSE_LIMITS,
  type ComposeDeps,
  type ComposeRequest,
  composeAnswer,
  SENTENCES_MAX,
} from '../../../src/core/compose/compose-answer.ts'
import type { ChatModel } from '../../../src/core/ports/chat-model.ts'
import { collect, HANG, openScriptedAccess, scriptModel, trouble } from '../../fakes/scripted-model.ts'
import { analyser, LEAVE, TRAVEL } from './japanese.ts'

const GOOD = '年次有給休暇は、庶務事務システムから前日の17時までに申請します。'
const ALSO_GOOD = '旅費は、出張の翌月15日に給与の口座へ振り込みます。'

function openCompose(model: ChatModel, some: Partial<ComposeDeps> = {}) {
  const opened = openScriptedAccess(model)
  const dropped: string[] = []
  const deps: ComposeDeps = {
    access: opened.access,
    analyser,
    employeeNumberForms: ['S######'],
    onDropped: verdict => void dropped.push(verdict),
    ...some,
  }
  const request: ComposeRequest = { questionId: 'q1', text: '有休と旅費の手続は？', sources: [LEAVE, TRAVEL] }
  const compose = (other: Partial<ComposeRequest> = {}, signal = new AbortController().signal) =>
    collect(composeAnswer({ ...request, ...other }, deps, signal))
  return { ...opened, compose, dropped }
}

describe('a composed answer', () => {
  test('comes sentence by sentence, each with its entries, and tells at the end which were used', async () => {
    const { compose, sent } = openCompose(scriptModel([GOOD, '[', '1', ']', ALSO_GOOD, '[2]']))
    expect(await compose()).toEqual([
      { kind: 'sentence', text: GOOD, entryIds: ['jinji-001'] },
      { kind: 'sentence', text: ALSO_GOOD, entryIds: ['kaikei-002'] },
      { kind: 'done', usedEntryIds: ['jinji-001', 'kaikei-002'] },
    ])
    expect(sent).toMatchObject([{ purpose: 'compose', questionId: 'q1', entryIds: ['jinji-001', 'kaikei-002'] }])
  })

  test('gives the first sentence before the model has finished', async () => {
    const { access } = openScriptedAccess(scriptModel([`${GOOD}[1]`, '次の', HANG]))
    const leaving = new AbortController()
    const deps = { access, analyser, employeeNumberForms: [] }
    const events = composeAnswer({ questionId: 'q', text: '有休', sources: [LEAVE] }, deps, leaving.signal)
    expect((await events.next()).value).toMatchObject({ kind: 'sentence', text: GOOD })
    leaving.abort()
    expect((await events.next()).value).toEqual({ kind: 'done', usedEntryIds: ['jinji-001'] })
    expect((await events.next()).done).toBe(true)
  })

  test('leaves out what is uncited, wrongly cited or unsupported, and says nothing where nothing is left', async () => {
    const text = `こんにちは。${GOOD}[2]${GOOD}[7]明日は閉庁です。[1]`
    const { compose, dropped } = openCompose(scriptModel([text]))
    expect(await compose()).toEqual([{ kind: 'nothing', why: 'no_sentence' }])
    expect(dropped).toEqual(['uncited', 'other_facts', 'wrongly_cited', 'unsupported'])
  })

  test('masks personal data of the question before it is sent, and tells what was masked', async () => {
    const model = scriptModel([`${GOOD}[1]`])
    const { compose, sent } = openCompose(model)
    await compose({ text: '090-1234-5678の山田（S123456）です。有休の手続は？' })
    expect(model.requests[0]?.user).toContain('｜［電話番号］の山田（［職員番号］）です。有休の手続は？')
    expect(sent[0]?.maskedKinds).toEqual(['phone', 'employee_number'])
  })

  test('of a question that is cut within personal data is asked for without the half of it', async () => {
    const model = scriptModel([`${GOOD}[1]`])
    const { compose, sent } = openCompose(model)
    await compose({ text: `${'あ'.repeat(992)}電話090-1234-5678` })
    expect(model.requests[0]?.user).not.toContain('090-1')
    expect(sent[0]?.maskedKinds).toEqual(['phone'])
  })

  test('knows no ids of entries, and is offered nothing but text', async () => {
    const model = scriptModel([''])
    await openCompose(model).compose()
    expect(JSON.stringify(model.requests)).not.toMatch(/jinji-001|kaikei-002|q1/u)
    expect(Object.keys(model.requests[0] ?? {}).toSorted()).toEqual(['system', 'tokensMax', 'user'])
  })

  test('without sources asks nobody', async () => {
    const model = scriptModel([GOOD])
    expect(await openCompose(model).compose({ sources: [] })).toEqual([{ kind: 'nothing', why: 'no_sources' }])
    expect(model.requests).toHaveLength(0)
  })

  test('keeps what was good when the model breaks off, and drops the torn end', async () => {
    const { compose } = openCompose(scriptModel([`${GOOD}[1]旅費は、出張の翌月15`, trouble('unreachable')]))
    expect(await compose()).toEqual([
      { kind: 'sentence', text: GOOD, entryIds: ['jinji-001'] },
      { kind: 'done', usedEntryIds: ['jinji-001'] },
    ])
  })

  test.each([
    ['hangs', [HANG]],
    ['writes what cannot be shown, and hangs', ['あの、', HANG]],
    ['is in trouble', [trouble('unreachable')]],
  ] as const)('is given up within five seconds where the model %s', async (_, script) => {
    const { compose, clock } = openCompose(scriptModel(script))
    const composing = compose()
    await clock.pass(4_999)
    expect((await composing).map(({ kind }) => kind)).toEqual(['nothing'])
  })

  test('is nothing, not an error, where something of ours breaks', async () => {
    const broken = {
      analyse: () => {
        throw new Error('out of memory')
      },
    }
    const { compose, troubles } = openCompose(scriptModel([GOOD]), { analyser: broken })
    expect(await compose()).toEqual([{ kind: 'nothing', why: 'fault' }])
    expect(troubles).toEqual(['bad_reply'])
  })

  test('says nothing twice and stops at its caps', async () => {
    const model = scriptModel([
      `${GOOD}[1]`.repeat(20),
      ...Array.from({ length: 30 }, (_, i) => `${'年次有給休暇の'.repeat(i % 20)}休暇申請です。[1]`),
    ])
    const { compose } = openCompose(model)
    const sentences = (await compose()).flatMap(event => (event.kind === 'sentence' ? [event.text] : []))
    expect(new Set(sentences).size).toBe(sentences.length)
    expect(sentences.length).toBe(SENTENCES_MAX)
    expect(sentences.join('').length).toBeLessThanOrEqual(ANSWER_LENGTH_MAX)
  })

  test('has limits that end before five seconds are over', () => {
    expect(Math.max(COMPOSE_LIMITS.usefulMs, COMPOSE_LIMITS.firstTextMs)).toBeLessThan(5_000)
  })
})

describe('whatever a model writes', () => {
  const piece = fc.oneof(
    fc.constantFrom(
      GOOD,
      ALSO_GOOD,
      '。',
      '\n',
      '「',
      '」',
      '当日の申請はできません。',
      '宿泊費は1泊9,800円を上限とします。',
    ),
    fc.constantFrom(
      '[1]',
      '[2]',
      '[1][2]',
      '[3]',
      '[0]',
      '［1］',
      '[1',
      ']',
      '[99999999999999]',
      'https://evil.example/x',
      '- ',
    ),
    fc.string({ unit: 'binary', maxLength: 12 }),
  )

  test('only sentences with valid citations come out, within the caps, however it was cut into pieces', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(piece, { maxLength: 40 }),
        fc.array(fc.nat(9), { maxLength: 60 }),
        async (pieces, cuts) => {
          const text = pieces.join('')
          const chunks: string[] = []
          let from = 0
          for (const cut of cuts) {
            chunks.push(text.slice(from, from + cut))
            from += cut
          }
          chunks.push(text.slice(from))
          const whole = await openCompose(scriptModel([text])).compose()
          const parts = await openCompose(scriptModel(chunks.filter(chunk => chunk !== ''))).compose()
          expect(text === '' ? [] : parts).toEqual(text === '' ? [] : whole)
          expectValid(whole)
        },
      ),
      { numRuns: 40 },
    )
  })
})

function expectValid(
  events: readonly { readonly kind: string; readonly text?: string; readonly entryIds?: readonly string[] }[],
) {
  const sentences = events.slice(0, -1)
  expect(sentences.every(({ kind }) => kind === 'sentence')).toBe(true)
  expect(events.at(-1)?.kind).toBe(sentences.length === 0 ? 'nothing' : 'done')
  expect(sentences.length).toBeLessThanOrEqual(SENTENCES_MAX)
  expect([...sentences.map(({ text }) => text).join('')].length).toBeLessThanOrEqual(ANSWER_LENGTH_MAX)
  for (const { text = '', entryIds = [] } of sentences) {
    expect(entryIds.length).toBeGreaterThan(0)
    expect(entryIds.every(id => id === 'jinji-001' || id === 'kaikei-002')).toBe(true)
    expect(text).not.toContain('evil')
    expect([...text].length).toBeLessThanOrEqual(200)
  }
}
