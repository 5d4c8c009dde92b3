// What every store of clusters must do.
import { beforeEach, describe, expect, test } from 'vitest'
import { COMES_BACK_AFTER, type MissedReason } from '../../src/core/learning/cluster.ts'
import type { ClusterStore, Description, Settled } from '../../src/core/ports/cluster-store.ts'
import type { QuestionLog } from '../../src/core/ports/question-log.ts'
import type { Registry } from '../../src/core/ports/registry.ts'
import { JINJI, makeInput } from '../fakes/entry-builders.ts'
import { makeQuestion } from './question-log.contract.ts'

export interface OpenClusterStore {
  readonly store: ClusterStore
  readonly registry: Registry
  readonly questionLog: QuestionLog
}

const LATER = new Date('2026-12-31T00:00:00Z')
const FEATURES = { terms: ['名刺', '発注'], modelId: 'm1', vector: Float32Array.from([0.6, 0.8]) }
const ALL = { state: 'open', sectionCodes: null, terms: [], limit: 10, offset: 0 } as const

/** Runs the contract; `open` makes an empty store beside a registry with the section 人事課 and the entry `a`. */
export function clusterStoreContract(name: string, open: () => Promise<OpenClusterStore>): void {
  describe(`${name} keeps the contract of a store of clusters`, () => {
    let { store, registry, questionLog }: OpenClusterStore = {} as OpenClusterStore
    beforeEach(async () => {
      ;({ store, registry, questionLog } = await open())
    })

    const ask = (id: string, some: Parameters<typeof makeQuestion>[1] = {}) =>
      questionLog.record(makeQuestion(id, { outcome: 'unanswered', ...some }))
    const joined = (questionId: string, to: number, reason: MissedReason = 'unanswered'): Settled => {
      return { kind: 'joined', questionId, reason, to, features: FEATURES }
    }
    /** Asks and puts into one new cluster, or into one that is there. */
    const put = async (ids: readonly string[], to = -1) => {
      for (const id of ids) await ask(id)
      const opened = await store.settle(ids.map(id => joined(id, to)))
      return opened.get(to) ?? to
    }
    const describeNow = async (id: number, description: Description | null) => {
      for (const untold of await store.untold()) if (untold.id === id) await store.describe(untold, description)
    }
    const untoldIds = async () => (await store.untold()).map(({ id }) => id)
    const found = async (id: number) => {
      const cluster = await store.find(id)
      if (cluster === null) throw new Error(`expected cluster ${id}`)
      return cluster
    }

    test('has what was asked looked at once, and again when something is said of it', async () => {
      await ask('q1', { searchedAs: '名刺の発注' })
      await ask('q2', { outcome: 'answered' })
      expect(await store.due(LATER, 10)).toMatchObject([{ id: 'q1', text: '名刺の発注', said: [], clusterId: null }])
      const opened = await store.settle([joined('q1', -1)])
      expect(await store.due(LATER, 10)).toEqual([])
      for (const kind of ['none_of_these', 'resolved'] as const) {
        await questionLog.giveFeedback({ questionId: 'q1', kind, entryId: null, comment: null, at: LATER })
      }
      const [again] = await store.due(LATER, 10)
      expect(again).toMatchObject({ said: ['none_of_these', 'resolved'], clusterId: opened.get(-1) })
      await store.settle([{ kind: 'answered', questionId: 'q1' }])
      expect(await store.membersAfter('', 10)).toEqual([])
    })

    test('waits with what cannot be told yet, and knows what was solved later in the conversation', async () => {
      await ask('q1', { outcome: 'candidates', conversationId: 'c' })
      await store.settle([{ kind: 'later', questionId: 'q1', dueAt: LATER }])
      expect(await store.due(new Date(LATER.getTime() - 1), 10)).toEqual([])
      await ask('q2', { conversationId: 'c', outcome: 'answered', askedAt: new Date('2026-11-23T00:00:00Z') })
      await questionLog.giveFeedback({ questionId: 'q2', kind: 'resolved', entryId: null, comment: null, at: LATER })
      expect((await store.due(LATER, 10)).find(({ id }) => id === 'q1')).toMatchObject({ solvedLater: true })
    })

    test('gives back members with what likeness is computed of, and counts their cluster', async () => {
      await ask('q1', { asker: 'x', askedAt: new Date('2026-10-01T00:00:00Z') })
      await ask('q2', { asker: 'x', askedAt: new Date('2026-11-01T00:00:00Z') })
      const id = (await store.settle([joined('q1', -1), joined('q2', -1, 'ignored')])).get(-1) ?? 0
      expect(await store.membersAfter('q1', 10)).toEqual([
        { questionId: 'q2', clusterId: id, pinned: false, ...FEATURES },
      ])
      await describeNow(id, { medoidId: 'q2', words: ['名刺'], sectionCodes: [JINJI.code, 'gone'] })
      expect(await found(id)).toMatchObject({
        state: 'open',
        version: 1,
        size: 2,
        people: 1,
        words: ['名刺'],
        text: '年休の申請方法',
        sections: [JINJI],
        firstAt: new Date('2026-10-01T00:00:00Z'),
        lastAt: new Date('2026-11-01T00:00:00Z'),
      })
      expect((await store.members(id, 1, 1)).map(({ questionId, reason }) => [questionId, reason])).toEqual([
        ['q1', 'unanswered'],
      ])
      const weeks = await store.weeks([id], new Date('2026-11-02T00:00:00Z'), 5)
      expect(weeks.get(id)).toEqual([1, 0, 0, 0, 1])
    })

    test('lists the hottest first, by state, section and words', async () => {
      const small = await put(['a1'])
      const large = await put(['b1', 'b2'])
      await describeNow(small, { medoidId: 'a1', words: [], sectionCodes: [JINJI.code] })
      const ids = async (some: Partial<Parameters<ClusterStore['list']>[0]>) => {
        const { total, clusters } = await store.list({ ...ALL, ...some })
        return [total, ...clusters.map(({ id }) => id)]
      }
      expect(await ids({})).toEqual([2, large, small])
      expect(await ids({ limit: 1, offset: 1 })).toEqual([2, small])
      expect(await ids({ sectionCodes: [] })).toEqual([1, large]) // nobody's is everybody's
      expect(await ids({ sectionCodes: [JINJI.code] })).toEqual([2, large, small])
      expect(await ids({ sectionCode: JINJI.code })).toEqual([1, small])
      expect(await ids({ sectionCode: '' })).toEqual([1, large])
      expect(await ids({ terms: ['名刺', '発注'] })).toEqual([2, large, small])
      expect(await ids({ terms: ['名'] })).toEqual([0])
      expect(await ids({ state: 'dismissed' })).toEqual([0])
    })

    test('takes a decision from the version that was seen alone, and opens again what has grown', async () => {
      const id = await put(['q1'])
      const dismissed = { kind: 'dismissed', reason: '対象外' } as const
      expect(await store.decide({ id, version: 1 }, dismissed, 'user:a')).toBe('done')
      expect(await store.decide({ id, version: 1 }, dismissed, 'user:b')).toBe('changed')
      expect(await found(id)).toMatchObject({
        state: 'dismissed',
        decision: { by: 'user:a', reason: '対象外', size: 1 },
      })
      const more = Array.from({ length: COMES_BACK_AFTER }, (_, i) => `m${i}`)
      await put(more.slice(1), id)
      expect((await found(id)).state).toBe('dismissed')
      await put(more.slice(0, 1), id)
      expect(await found(id)).toMatchObject({ state: 'open', size: 1 + COMES_BACK_AFTER })
    })

    test('ends a drafted cluster when its entry is published', async () => {
      const id = await put(['q1'])
      await registry.save([makeInput('new', { status: 'draft' })], { actor: 'tester' })
      await store.decide({ id, version: 1 }, { kind: 'drafted', entryId: 'new' }, 'user:a')
      expect(await store.settleDone()).toBe(0)
      await registry.save([makeInput('new')], { actor: 'tester' })
      expect([await store.settleDone(), await store.settleDone()]).toEqual([1, 0])
      expect(await found(id)).toMatchObject({ state: 'done', entryId: 'new' })
      expect((await store.ofEntry('new')).map(cluster => cluster.id)).toEqual([id])
    })

    test('moves what a person chose for good, and leads from what is empty to where it went', async () => {
      const from = await put(['q1', 'q2'])
      const to = await store.move({ id: from, version: 1 }, { questionIds: ['q1'], to: null }, 'user:a')
      if (to === 'changed') throw new Error('expected a new cluster')
      const there = { questionIds: ['q2'], to: { id: to, version: 1 } }
      expect(await store.move({ id: from, version: 1 }, there, 'user:b')).toBe('changed')
      await store.regroup(new Map([['q1', from]]))
      expect((await store.members(to, 10, 0)).map(({ questionId, pinned }) => [questionId, pinned])).toEqual([
        ['q1', true],
      ])
      await store.regroup(new Map([['q2', to]]))
      expect(await found(from)).toMatchObject({ state: 'merged', mergedInto: to, size: 0 })
    })

    test('moves to another cluster as that was seen', async () => {
      const [from, to] = [await put(['q1', 'q2']), await put(['q3'])]
      await store.decide({ id: to, version: 1 }, { kind: 'dismissed', reason: '対象外' }, 'user:a')
      const move = (version: number) =>
        store.move({ id: from, version: 1 }, { questionIds: ['q1'], to: { id: to, version } }, 'user:b')
      expect([await move(1), await move(2)]).toEqual(['changed', to])
    })

    test('saves an entry made of it with the decision, or neither', async () => {
      const id = await put(['q1'])
      const by = { actor: 'user:a', note: '答えのない質問から' }
      const draft = (entryId: string, version: number) =>
        store.draft({ id, version }, makeInput(entryId, { status: 'draft' }), by)
      expect(await draft('new', 2)).toBe('changed')
      await expect(draft('a', 1)).rejects.toThrow(expect.objectContaining({ code: 'conflict' }))
      expect(await registry.workingEntries(['new'])).toEqual([])
      expect(await found(id)).toMatchObject({ state: 'open', version: 1 })
      expect(await draft('new', 1)).toBe('done')
      expect(await registry.workingEntries(['new'])).toMatchObject([{ status: 'draft', note: by.note }])
      expect(await found(id)).toMatchObject({ state: 'drafted', entryId: 'new', version: 2 })
    })

    test('merges two clusters as both were seen', async () => {
      const [a, b] = [await put(['q1']), await put(['q2'])]
      expect(await store.merge({ id: a, version: 1 }, { id: b, version: 9 }, 'user:a')).toBe('changed')
      expect(await store.merge({ id: a, version: 1 }, { id: b, version: 1 }, 'user:a')).toBe('done')
      expect([(await found(a)).mergedInto, (await found(b)).size]).toEqual([b, 2])
    })

    test('has clusters told anew when their questions changed, however that came', async () => {
      const [a, b] = [await put(['q1', 'q2']), await put(['q3'])]
      const describeBoth = async () => {
        for (const id of [a, b]) await describeNow(id, { medoidId: 'q1', words: ['名刺'], sectionCodes: [] })
      }
      expect(await untoldIds()).toEqual([a, b])
      await describeBoth()
      expect(await untoldIds()).toEqual([])
      await store.move({ id: a, version: 1 }, { questionIds: ['q2'], to: { id: b, version: 1 } }, 'user:a')
      expect(await untoldIds()).toEqual([a, b])
      await describeBoth()
      await store.retell([b])
      expect(await untoldIds()).toEqual([b])
      const [untold] = await store.untold()
      if (untold === undefined) throw new Error('expected one to be told')
      await put(['q4'], b)
      await store.describe(untold, { medoidId: 'q3', words: ['発注'], sectionCodes: [] })
      expect([(await found(b)).words, await untoldIds()]).toEqual([['名刺'], [b]]) // it has changed meanwhile
    })

    test('tells nothing any more by a question that had its answer, or of which none is left', async () => {
      const [a, b] = [await put(['q1', 'q2']), await put(['q3'])]
      for (const id of [a, b]) await describeNow(id, { medoidId: 'q3', words: ['名刺'], sectionCodes: [] })
      await store.settle([{ kind: 'answered', questionId: 'q1' }])
      expect(await found(a)).toMatchObject({ size: 1, words: [] })
      await store.regroup(new Map([['q3', a]]))
      expect(await found(b)).toMatchObject({ size: 0, words: [], text: '' })
      await describeNow(b, null)
      expect(await untoldIds()).toEqual([a])
    })

    test('notes when all were grouped, and with which model', async () => {
      expect(await store.grouped()).toBeNull()
      for (const grouped of [
        { day: '2026-11-22', modelId: 'a model of words' },
        { day: '2026-11-23', modelId: '' },
      ]) {
        await store.noteGrouped(grouped)
        expect(await store.grouped()).toEqual(grouped)
      }
    })

    test('makes features anew where the model is another', async () => {
      await put(['q1'])
      expect(await store.membersOfOtherModels('m1', 10)).toEqual([])
      expect(await store.membersOfOtherModels('m2', 10)).toMatchObject([{ questionId: 'q1' }])
      const made = { terms: ['名刺'], modelId: 'm2', vector: Float32Array.from([1, 0, 0]) }
      await store.saveFeatures(new Map([['q1', made]]))
      expect(await store.membersAfter('', 10)).toMatchObject([made])
    })
  })
}
