import { join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { openDatabase } from '../../src/adapters/sqlite/open-database.ts'
import { openSqliteQuestionLog } from '../../src/adapters/sqlite/sqlite-question-log.ts'
import { type AnswerDeps, answerQuestion, QUESTION_LENGTH_MAX } from '../../src/core/answer-question.ts'
import type { Entry } from '../../src/core/entry.ts'
import { CANDIDATES_SHOWN, DEFAULT_THRESHOLDS } from '../../src/core/search/judge.ts'
import { KAIKEI, makeEntry } from '../fakes/entry-builders.ts'
import { type MemoryQuestionLog, openMemoryQuestionLog } from '../fakes/memory-question-log.ts'
import { buildSmallIndex } from '../fakes/small-index.ts'
import { spacedAnalyser } from '../fakes/spaced-analyser.ts'
import { makeTempFolder } from '../fakes/temp-folder.ts'

const ENTRIES = [
  makeEntry('nenkyu', { question: '年休 申請', answer: '窓口' }),
  makeEntry('byokyu', { question: '病休 申請', answer: '様式' }),
  makeEntry('ryohi', { question: '旅費 請求', answer: '期限', section: KAIKEI }),
]
const STARTED_AT = new Date('2026-11-22T01:00:00.000Z')
const TOOK_MS = 7

/** Whatever is found is shown as candidates; nothing is sure enough to be given as the answer. */
const SHOW_ALL = { answered: 1, candidates: 0 }
const SHOW_NONE = { answered: 1, candidates: 1 }

let log: MemoryQuestionLog
let deps: AnswerDeps

/** Deps over entries as the index knows them, and as the registry has them by now. */
async function openDeps(indexed: readonly Entry[], registered: readonly Entry[] = indexed): Promise<AnswerDeps> {
  const instants = [STARTED_AT, new Date(STARTED_AT.getTime() + TOOK_MS)]
  let ids = 0
  return {
    analyser: spacedAnalyser,
    index: await buildSmallIndex(indexed, spacedAnalyser),
    registry: { entriesById: async wanted => wanted.flatMap(id => registered.find(entry => entry.id === id) ?? []) },
    questionLog: log,
    thresholds: DEFAULT_THRESHOLDS,
    now: () => instants.shift() ?? STARTED_AT,
    newId: () => `q${++ids}`,
  }
}

beforeEach(async () => {
  log = openMemoryQuestionLog()
  deps = await openDeps(ENTRIES)
})

const ask = (text: string, some: Partial<AnswerDeps> = {}) =>
  answerQuestion({ text, channel: 'api' }, { ...deps, ...some })

describe('outcomes', () => {
  test('answers with the entry as the registry has it, the other candidates beside it', async () => {
    expect(await ask('年休 申請')).toEqual({
      outcome: 'answered',
      questionId: 'q1',
      confidence: 0.99,
      entry: ENTRIES[0],
      candidates: [
        {
          entryId: 'byokyu',
          question: '病休 申請',
          confidence: expect.any(Number) as number,
          section: ENTRIES[1]?.section,
        },
      ],
    })
  })

  test('shows candidates, the best first, where it is not sure', async () => {
    const answer = await ask('申請 年休', { thresholds: SHOW_ALL })
    expect(answer.outcome).toBe('candidates')
    expect(answer.candidates.map(({ entryId }) => entryId)).toEqual(['nenkyu', 'byokyu'])
    expect(answer.confidence).toBe(answer.candidates[0]?.confidence)
    expect(answer).not.toHaveProperty('entry')
  })

  test('says that it does not know where the best is not good enough', async () => {
    const answer = await ask('申請 年休', { thresholds: SHOW_NONE })
    expect(answer).toMatchObject({ outcome: 'unanswered', candidates: [] })
  })

  test('says that it does not know where nothing was found', async () => {
    expect(await ask('宇宙')).toEqual({ outcome: 'unanswered', questionId: 'q1', confidence: 0, candidates: [] })
  })

  test('does not answer with an entry that the question must not lead to, nor shows it', async () => {
    const entry = makeEntry('nenkyu', { question: '年休 申請', negativePhrasings: ['年休 申請 期限'] })
    deps = await openDeps([entry])
    expect(await ask('年休 申請 期限')).toMatchObject({ outcome: 'unanswered', candidates: [] })
    deps = await openDeps([entry, makeEntry('other', { question: '申請 期限 様式' })])
    const answer = await ask('年休 申請 期限', { thresholds: SHOW_ALL })
    expect(answer.candidates.map(({ entryId }) => entryId)).toEqual(['other'])
  })

  test('keeps to the section that was asked for', async () => {
    const inKaikei = (text: string) => answerQuestion({ text, channel: 'api', sectionCode: 'kaikei' }, deps)
    expect(await inKaikei('年休 申請')).toMatchObject({ outcome: 'unanswered' })
    expect(await inKaikei('旅費 請求')).toMatchObject({ outcome: 'answered', entry: { id: 'ryohi' } })
  })
})

describe('number of candidates', () => {
  const many = Array.from({ length: 30 }, (_, i) =>
    makeEntry(`e${String(i).padStart(2, '0')}`, { question: `申請 様式${i}` }),
  )

  test.each([
    [undefined, CANDIDATES_SHOWN],
    [1, 1],
    [20, 20],
  ])('a limit of %s shows %i', async (limit, shown) => {
    const manyDeps = { ...(await openDeps(many)), thresholds: SHOW_ALL }
    const answer = await answerQuestion({ text: '申請', channel: 'api', limit }, manyDeps)
    expect(answer.candidates).toHaveLength(shown)
  })

  test('a limit counts the candidates beside the answer', async () => {
    const answer = await answerQuestion({ text: '申請 様式3', channel: 'api', limit: 4 }, await openDeps(many))
    expect(answer).toMatchObject({ outcome: 'answered', entry: { id: 'e03' } })
    expect(answer.candidates).toHaveLength(4)
    expect(answer.candidates.map(({ entryId }) => entryId)).not.toContain('e03')
  })
})

describe('an entry that was taken out after it was indexed', () => {
  const withNenkyu = (some: Partial<Omit<Entry, 'id'>>) => [{ ...(ENTRIES[0] as Entry), ...some }, ...ENTRIES.slice(1)]

  test.each(['archived', 'draft', 'in_review'] as const)('is not shown once it is %s', async status => {
    deps = await openDeps(ENTRIES, withNenkyu({ status }))
    const answer = await ask('年休 申請', { thresholds: SHOW_ALL })
    expect(answer.outcome).toBe('candidates')
    expect(answer.candidates.map(({ entryId }) => entryId)).toEqual(['byokyu'])
  })

  test('is not shown once the registry has lost it', async () => {
    deps = await openDeps(ENTRIES, ENTRIES.slice(1))
    const answer = await ask('年休 申請', { thresholds: SHOW_ALL })
    expect(answer.candidates.map(({ entryId }) => entryId)).toEqual(['byokyu'])
  })

  test('leaves nothing to show where it was the only one', async () => {
    deps = await openDeps(ENTRIES.slice(2), [{ ...(ENTRIES[2] as Entry), status: 'archived' }])
    expect(await ask('旅費 請求')).toMatchObject({ outcome: 'unanswered', candidates: [] })
  })

  test('is answered with the revision of now', async () => {
    deps = await openDeps(ENTRIES, withNenkyu({ revision: 2, answer: '新しい窓口' }))
    expect(await ask('年休 申請')).toMatchObject({ outcome: 'answered', entry: { revision: 2, answer: '新しい窓口' } })
  })

  test('does not lend its confidence to the next', async () => {
    deps = await openDeps(ENTRIES, ENTRIES.slice(1))
    const answer = await ask('年休 申請', { thresholds: SHOW_ALL })
    expect(answer.confidence).toBeLessThan(0.9)
    expect(answer.confidence).toBe(answer.candidates[0]?.confidence)
  })
})

describe('the question', () => {
  test.each([
    ['nothing', '', '0'],
    ['blanks', ' 　\n', '0'],
    ['1,001 characters', '問'.repeat(QUESTION_LENGTH_MAX + 1), '1001'],
    ['1,001 emoji', '😀'.repeat(QUESTION_LENGTH_MAX + 1), '1001'],
  ])('of %s is refused, and not logged', async (_, text, got) => {
    const fault = { code: 'bad_input', data: { field: 'question', expected: '1–1000', got } }
    await expect(ask(text)).rejects.toMatchObject(fault)
    expect(log.questions).toEqual([])
  })

  test.each([
    ['one character', '休'],
    ['1,000 characters', '問'.repeat(QUESTION_LENGTH_MAX)],
    ['1,000 emoji, 2,000 UTF-16 units', '😀'.repeat(QUESTION_LENGTH_MAX)],
    ['1,000 characters between blanks', `  ${'問'.repeat(QUESTION_LENGTH_MAX)}\n`],
    ['a single emoji', '😀'],
    ['symbols alone', '？？？'],
    ['a zero-width space', '\u200b'],
  ])('of %s gets an answer, if only that nobody knows', async (_, text) => {
    expect(await ask(text)).toMatchObject({ outcome: 'unanswered' })
    expect(log.questions[0]?.text).toBe(text.trim())
  })

  test('with a lone surrogate is answered and logged well-formed', async () => {
    expect(await ask(' 年休 申請 \ud83d')).toMatchObject({ outcome: 'answered', entry: { id: 'nenkyu' } })
    expect(log.questions[0]?.text).toBe('年休 申請 \ufffd')
  })
})

describe('the log', () => {
  test('has what was asked, what was shown and how long it took', async () => {
    const answer = await answerQuestion({ text: '年休 申請', channel: 'slack', sectionCode: 'jinji' }, deps)
    expect(log.questions).toEqual([
      {
        id: answer.questionId,
        askedAt: STARTED_AT,
        channel: 'slack',
        text: '年休 申請',
        searchedAs: null,
        conversationId: null,
        asker: null,
        sectionCode: 'jinji',
        outcome: 'answered',
        confidence: 0.99,
        candidates: [
          { entryId: 'nenkyu', confidence: 0.99 },
          { entryId: 'byokyu', confidence: answer.candidates[0]?.confidence },
        ],
        tookMs: TOOK_MS,
      },
    ])
  })

  test('has unanswered questions too: they are the next entries', async () => {
    await ask('宇宙')
    expect(log.questions).toMatchObject([{ text: '宇宙', sectionCode: null, outcome: 'unanswered', candidates: [] }])
  })

  test('does not cost the answer when it cannot be written', async () => {
    const database = openDatabase(join(makeTempFolder(), 'zencho.sqlite'))
    const failures: unknown[] = []
    const questionLog = openSqliteQuestionLog(database.query, error => failures.push(error))
    await database.close()
    expect(await ask('年休 申請', { questionLog })).toMatchObject({ outcome: 'answered', entry: { id: 'nenkyu' } })
    expect(failures).toHaveLength(1)
  })
})
