// Synonyms, question sets and the questions of the log over SQLite.

import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { type OpenDatabase, openDatabase, readDatabase } from '../../../src/adapters/sqlite/open-database.ts'
import { openSqliteAskedQuestions } from '../../../src/adapters/sqlite/sqlite-asked-questions.ts'
import { openSqliteQuestionLog } from '../../../src/adapters/sqlite/sqlite-question-log.ts'
import { openSqliteQuestionSets } from '../../../src/adapters/sqlite/sqlite-question-sets.ts'
import { openSqliteRegistry } from '../../../src/adapters/sqlite/sqlite-registry.ts'
import { openSqliteSynonymGroups } from '../../../src/adapters/sqlite/sqlite-synonyms.ts'
import type { FeedbackKind, LoggedQuestion } from '../../../src/core/ports/question-log.ts'
import { makeInput } from '../../fakes/entry-builders.ts'
import { makeTempFolder } from '../../fakes/temp-folder.ts'

const open: OpenDatabase[] = []
afterAll(async () => {
  for (const database of open) await database.close()
})

/** A database whose clock moves a minute with every look. */
function openAll() {
  const database = openDatabase(join(makeTempFolder(), 'zencho.sqlite'))
  open.push(database)
  const { query } = database
  let minutes = 0
  let ids = 0
  const deps = {
    now: () => new Date(Date.UTC(2026, 10, 30, 0, (minutes += 1))),
    newId: () => `id-${String((ids += 1)).padStart(4, '0')}`,
  }
  const events = async () =>
    (await query.selectFrom('audit_event').select(['actor', 'action', 'before', 'after']).orderBy('seq').execute()).map(
      ({ actor, action, before, after }) => [actor, action, before, after],
    )
  return {
    database,
    events,
    groups: openSqliteSynonymGroups(query, deps),
    sets: openSqliteQuestionSets(query, deps),
    log: openSqliteQuestionLog(query, error => {
      throw error
    }),
    asked: openSqliteAskedQuestions(query),
    registry: openSqliteRegistry(query, deps.now),
  }
}

describe('groups of synonyms', () => {
  test('are created, changed and removed, each change with its audit event', async () => {
    const { groups, events } = openAll()
    const [group] = await groups.create([{ words: ['年休', '有休'], note: '' }], 'user:a')
    const id = group?.id ?? ''
    const changed = await groups.change(
      id,
      { words: ['年休', '有休', '有給'], note: '人事' },
      { actor: 'user:b', seen: 1 },
    )
    expect(changed).toMatchObject({ id, version: 2, words: ['年休', '有休', '有給'], changedBy: 'user:b' })
    expect(await groups.find(id)).toEqual(changed)
    await groups.remove(id, { actor: 'user:c', seen: 2 })
    expect([await groups.list(), await groups.find(id)]).toEqual([[], null])
    expect(await events()).toEqual([
      ['user:a', 'synonyms.created', null, '{"words":["年休","有休"],"note":""}'],
      [
        'user:b',
        'synonyms.changed',
        '{"words":["年休","有休"],"note":""}',
        '{"words":["年休","有休","有給"],"note":"人事"}',
      ],
      ['user:c', 'synonyms.removed', '{"words":["年休","有休","有給"],"note":"人事"}', null],
    ])
  })

  test('refuse a writer who did not see the last version, and one that is gone', async () => {
    const { groups, events } = openAll()
    const [group] = await groups.create([{ words: ['a', 'b'], note: '' }], 'user:a')
    const id = group?.id ?? ''
    await groups.change(id, { words: ['a', 'c'], note: '' }, { actor: 'user:a', seen: 1 })
    const stale = { actor: 'user:b', seen: 1 }
    await expect(groups.change(id, { words: ['a', 'd'], note: '' }, stale)).rejects.toMatchObject({ code: 'conflict' })
    await expect(groups.remove(id, stale)).rejects.toMatchObject({ code: 'conflict' })
    await expect(groups.remove('none', stale)).rejects.toMatchObject({ code: 'not_found' })
    expect(await events()).toHaveLength(2)
  })

  test('stand in the order of their first words, and are read by a connection that may not write', async () => {
    const { groups, database } = openAll()
    await groups.create(
      [
        { words: ['旅費', '交通費'], note: '' },
        { words: ['ID', '利用者番号'], note: '' },
      ],
      'user:a',
    )
    const reader = readDatabase(database.path)
    const read = openSqliteSynonymGroups(reader.query, { now: () => new Date(), newId: () => 'x' })
    expect((await read.list()).map(({ words }) => words[0])).toEqual(['ID', '旅費'])
    await expect(read.create([{ words: ['a', 'b'], note: '' }], 'user:a')).rejects.toThrow(/readonly/u)
    await reader.close()
  })
})

describe('question sets', () => {
  const questions = [{ id: 'q1', text: '年休', relevant: { a: 2 } }]

  test('are created, renamed and removed, each change with its audit event', async () => {
    const { sets, events } = openAll()
    const set = await sets.create({ name: '人事', questions }, 'user:a')
    expect(await sets.find(set.id)).toEqual(set)
    await sets.rename(set.id, '人事課', { actor: 'user:b', seen: 1 })
    await expect(sets.rename(set.id, 'x', { actor: 'user:b', seen: 1 })).rejects.toMatchObject({ code: 'conflict' })
    expect(await sets.list()).toMatchObject([{ id: set.id, version: 2, name: '人事課', questionCount: 1 }])
    await sets.remove(set.id, { actor: 'user:c', seen: 2 })
    expect([await sets.list(), await sets.find(set.id)]).toEqual([[], null])
    expect(await events()).toEqual([
      ['user:a', 'question_set.created', null, '{"name":"人事","questions":1}'],
      ['user:b', 'question_set.renamed', '{"name":"人事"}', '{"name":"人事課"}'],
      ['user:c', 'question_set.removed', '{"name":"人事課"}', null],
    ])
  })

  test('keep their newest runs, and know the one before', async () => {
    const { sets } = openAll()
    const set = await sets.create({ name: '人事', questions }, 'user:a')
    const result = { id: 'q1', outcome: 'answered' as const, confidence: 0.9, ranked: ['a'], scores: [3] }
    const ids: string[] = []
    for (let i = 0; i < 52; i += 1) ids.push((await sets.addRun(set.id, [result], 'user:a')).id)
    const kept = await sets.runs(set.id, 100)
    expect(kept.map(({ id }) => id)).toEqual(ids.toReversed().slice(0, 50))
    const [last, earlier] = kept
    if (last === undefined || earlier === undefined) throw new Error('expected runs')
    expect(await sets.findRun(last.id)).toEqual(last)
    expect(await sets.runBefore(last)).toEqual(earlier)
    expect(await sets.runBefore(kept.at(-1) ?? last)).toBeNull()
    expect(await sets.findRun(ids[0] ?? '')).toBeNull()
  })
})

describe('the questions of the log', () => {
  const logged = (id: string, text: string, some: Partial<LoggedQuestion> = {}): LoggedQuestion => ({
    id,
    askedAt: new Date(`2026-11-30T00:00:${id.padStart(2, '0')}Z`),
    channel: 'web',
    text,
    searchedAs: null,
    conversationId: null,
    asker: null,
    sectionCode: null,
    outcome: 'answered',
    confidence: 0.9,
    candidates: [
      { entryId: 'a', confidence: 0.9 },
      { entryId: 'b', confidence: 0.2 },
    ],
    tookMs: 1,
    ...some,
  })

  async function openLog() {
    const all = openAll()
    await all.registry.save([makeInput('a'), makeInput('b'), makeInput('c')], { actor: 'tester' })
    const say = (questionId: string, kind: FeedbackKind, entryId: string | null = null) =>
      all.log.giveFeedback({ questionId, kind, entryId, comment: null, at: new Date() })
    return { ...all, say }
  }

  test('come newest first, each once, with how often it was asked and as it was searched for', async () => {
    const { log, asked } = await openLog()
    await log.record(logged('1', '年休の申請'))
    await log.record(logged('2', '期限は', { searchedAs: '旅費 期限は' }))
    await log.record(logged('3', '年休　の申請', { sectionCode: 'jinji' }))
    await log.record(logged('4', '年休の申請'))
    const recent = await asked.recent(10)
    expect(recent.map(({ text, sectionCode, times }) => [text, sectionCode, times])).toEqual([
      ['年休の申請', null, 2],
      ['年休　の申請', 'jinji', 1],
      ['旅費 期限は', null, 1],
    ])
    expect(recent[0]?.lastAskedAt.toISOString()).toBe('2026-11-30T00:00:04.000Z')
    expect((await asked.recent(1)).map(({ text }) => text)).toEqual(['年休の申請'])
  })

  test('tell which entries were chosen or solved it, and which did not', async () => {
    const { log, asked, say } = await openLog()
    for (const [id, text] of [
      ['1', 'solved'],
      ['2', 'not solved'],
      ['3', 'chosen'],
      ['4', 'chosen, not solved'],
      ['5', 'none'],
    ] as const) {
      await log.record(logged(id, text, id === '3' || id === '4' ? { outcome: 'candidates' } : {}))
    }
    await say('1', 'resolved')
    await say('2', 'unresolved')
    await say('3', 'chosen', 'b')
    await say('3', 'resolved', 'b')
    await say('4', 'chosen', 'c')
    await say('4', 'unresolved')
    const said = new Map((await asked.recent(10)).map(({ text, right, wrong }) => [text, [right, wrong]]))
    expect(Object.fromEntries(said)).toEqual({
      solved: [['a'], []],
      'not solved': [[], ['a']],
      chosen: [['b'], []],
      'chosen, not solved': [[], ['c']],
      none: [[], []],
    })
  })

  test('count an entry as right that solved it for anybody', async () => {
    const { log, asked, say } = await openLog()
    await log.record(logged('1', '年休'))
    await log.record(logged('2', '年休'))
    await say('1', 'unresolved')
    await say('2', 'resolved')
    expect(await asked.recent(10)).toMatchObject([{ times: 2, right: ['a'], wrong: [] }])
  })
})
