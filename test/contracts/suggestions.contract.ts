// What every store of suggested wordings must do: each wording once, never again what was decided, never past anybody.
import { beforeEach, describe, expect, test } from 'vitest'
import type { Registry } from '../../src/core/ports/registry.ts'
import type { SuggestedWords, Suggestions } from '../../src/core/ports/suggestions.ts'
import { JINJI, KAIKEI, makeInput } from '../fakes/entry-builders.ts'

export interface OpenSuggestions {
  readonly suggestions: Suggestions
  readonly registry: Registry
  /** Actions of the audit trail about an entry, oldest first. */
  readonly auditOf: (entryId: string) => Promise<readonly string[]>
}

const ALL = { sectionCodes: null, limit: 100, offset: 0 }

export function suggestionsContract(name: string, open: () => Promise<OpenSuggestions>): void {
  describe(`${name} keeps the contract of suggestions`, () => {
    let opened: OpenSuggestions
    beforeEach(async () => {
      opened = await open()
      const { registry } = opened
      await registry.save(
        [
          makeInput('leave', { phrasings: ['有休の取り方'], negativePhrasings: ['病気休暇の申請'] }),
          makeInput('travel', { question: '旅費の精算方法', section: KAIKEI }),
        ],
        { actor: 'test' },
      )
    })
    const propose = (...words: readonly Partial<SuggestedWords>[]) =>
      opened.suggestions.propose(words.map(makeWords), 'learning')
    const texts = async (filter: Partial<Parameters<Suggestions['open']>[0]> = {}) =>
      (await opened.suggestions.open({ ...ALL, ...filter })).suggestions.map(({ text }) => text)
    const first = async () => {
      const [suggestion] = (await opened.suggestions.open(ALL)).suggestions
      if (suggestion === undefined) throw new Error('expected an open suggestion, got none')
      return suggestion
    }
    const reject = async (reason: string) => {
      const { id, version } = await first()
      await opened.suggestions.reject({ suggestions: [{ id, version }], reason }, 'user:hana')
      return id
    }

    test('keeps each wording of a kind once, whatever its width and signs, and brings its evidence up to date', async () => {
      expect(
        await propose({ text: 'ＶＰＮの休み方?' }, { text: 'vpnの休み方' }, { text: 'VPNの休み方', kind: 'negative' }),
      ).toBe(2)
      const later = new Date('2026-10-02T00:00:00Z')
      expect(await propose({ text: 'VPNの休み方', evidence: { times: 9, lastAskedAt: later } })).toBe(0)
      expect(await texts({ kind: 'phrasing' })).toEqual(['ＶＰＮの休み方?'])
      const suggestion = await first()
      expect([suggestion.evidence.times, suggestion.evidence.lastAskedAt]).toEqual([9, later])
      expect(suggestion).toMatchObject({ state: 'open', section: JINJI, proposedBy: 'learning', version: 1 })
    })

    test('leaves out what the entry has, either way, what is no phrasing, and entries that are none or archived', async () => {
      await opened.registry.archive('travel', 'test')
      const known = [
        { text: '有休の取り方。' },
        { text: '病気休暇の申請' },
        { text: '有休の取り方', kind: 'negative' as const },
      ]
      const unfit = [{ text: ' \n ' }, { text: '長'.repeat(501) }]
      const noEntry = [{ entryId: 'none' }, { entryId: 'travel' }]
      expect(await propose(...known, ...unfit, ...noEntry)).toBe(0)
      expect(await texts()).toEqual([])
    })

    test('knows the wordings of a draft and of what serves meanwhile', async () => {
      const [working] = await opened.registry.workingEntries(['leave'])
      if (working === undefined) throw new Error('expected the entry')
      await opened.registry.save([{ ...working, phrasings: ['年休のとり方'], status: 'draft' }], { actor: 'test' })
      expect(await propose({ text: '有休の取り方' }, { text: '年休のとり方' })).toBe(0)
    })

    test('puts a wording on one line', async () => {
      await propose({ text: '休みを\n とりたい' })
      expect(await texts()).toEqual(['休みを とりたい'])
    })

    test('never brings back what was rejected, and keeps the reason', async () => {
      await propose({ text: '休みたい' })
      const id = await reject('一般的すぎます')
      expect(await texts()).toEqual([])
      expect(await propose({ text: '休みたい。' })).toBe(0)
      const [rejected] = await opened.suggestions.find(['none', id])
      expect(rejected).toMatchObject({ state: 'rejected', reason: '一般的すぎます', decidedBy: 'user:hana' })
      expect(await opened.auditOf('leave')).toEqual(['entry.created', 'suggestion.proposed', 'suggestion.rejected'])
    })

    test('saves the entry with what is accepted, in the wording that a person gave it', async () => {
      await propose({ text: '休みたいとき', evidence: { times: 3, lastAskedAt: null } }, { text: '有給つかう' })
      const [a, b] = (await opened.suggestions.open(ALL)).suggestions
      const entry = makeInput('leave', {
        phrasings: ['有休の取り方', '休みたいときの届', '有給つかう'],
        status: 'draft',
      })
      const chosen = [a, b].map(found => ({
        id: found?.id ?? '',
        version: found?.version ?? 0,
        text: found?.text ?? '',
      }))
      const suggestions = chosen.map((one, i) => (i === 0 ? { ...one, text: '休みたいときの届' } : one))
      const options = { actor: 'user:hana', seen: new Map([['leave', 1]]), note: '言い換えを足した' }
      await opened.suggestions.accept({ suggestions, entry, options })
      const [saved] = await opened.registry.workingEntries(['leave'])
      expect(saved).toMatchObject({
        revision: 2,
        publishedRevision: 1,
        phrasings: entry.phrasings,
        note: '言い換えを足した',
      })
      const found = await opened.suggestions.find(chosen.map(({ id }) => id))
      expect(found.map(({ state, savedText }) => [state, savedText])).toEqual([
        ['accepted', '休みたいときの届'],
        ['accepted', null],
      ])
      expect(await propose({ text: '休みたいとき' })).toBe(0)
      expect((await opened.auditOf('leave')).slice(-2)).toEqual(['suggestion.accepted', 'suggestion.accepted'])
    })

    test('saves nothing where the entry or a suggestion was changed since it was seen', async () => {
      await propose({ text: '休みたい' })
      const { id, version } = await first()
      const entry = makeInput('leave', { phrasings: ['休みたい'], status: 'draft' })
      const acceptance = (seen: number, seenVersion: number) => ({
        suggestions: [{ id, version: seenVersion, text: '休みたい' }],
        entry,
        options: { actor: 'user:hana', seen: new Map([['leave', seen]]), note: '' },
      })
      await expect(opened.suggestions.accept(acceptance(0, version))).rejects.toMatchObject({ code: 'conflict' })
      await expect(opened.suggestions.accept(acceptance(1, version + 1))).rejects.toMatchObject({ code: 'conflict' })
      expect(await texts()).toEqual(['休みたい'])
      expect((await opened.registry.workingEntries(['leave']))[0]?.revision).toBe(1)
      await reject('別のFAQの質問です')
      await expect(opened.suggestions.accept(acceptance(1, version))).rejects.toMatchObject({ code: 'conflict' })
      await expect(
        opened.suggestions.reject({ suggestions: [{ id, version }], reason: '' }, 'x'),
      ).rejects.toMatchObject({
        code: 'conflict',
      })
    })

    test('rejects all or none', async () => {
      await propose({ text: '休みたい' }, { text: '休暇がほしい' })
      const [a, b] = (await opened.suggestions.open(ALL)).suggestions
      const suggestions = [
        { id: a?.id ?? '', version: 1 },
        { id: b?.id ?? '', version: 7 },
      ]
      await expect(opened.suggestions.reject({ suggestions, reason: '' }, 'x')).rejects.toMatchObject({
        code: 'conflict',
      })
      expect((await texts()).length).toBe(2)
    })

    test('refuses to take a suggestion over into another entry', async () => {
      await propose({ text: '休みたい' })
      const { id, version } = await first()
      const acceptance = {
        suggestions: [{ id, version, text: '休みたい' }],
        entry: makeInput('travel', { section: KAIKEI }),
        options: { actor: 'user:hana', seen: new Map<string, number>(), note: '' },
      }
      await expect(opened.suggestions.accept(acceptance)).rejects.toMatchObject({ code: 'bad_input' })
    })

    test('closes what entries have meanwhile, and what belongs to archived ones; it may come again', async () => {
      await propose({ text: '休みたい' }, { text: '残るもの' }, { entryId: 'travel', text: '出張のお金' })
      expect(await opened.suggestions.settle()).toBe(0)
      const [working] = await opened.registry.workingEntries(['leave'])
      if (working === undefined) throw new Error('expected the entry')
      await opened.registry.save([{ ...working, phrasings: ['休みたい！'] }], { actor: 'test' })
      await opened.registry.archive('travel', 'test')
      expect(await opened.suggestions.settle()).toBe(2)
      expect(await texts()).toEqual(['残るもの'])
      expect((await opened.auditOf('travel')).at(-1)).toBe('suggestion.overtaken')
      await opened.registry.save([{ ...working, phrasings: [] }], { actor: 'test' })
      expect(await propose({ text: '休みたい' })).toBe(0) // not new: the same suggestion, open again
      expect((await texts()).toSorted()).toEqual(['休みたい', '残るもの'])
    })

    test('lists by section, kind, source and entry, the most asked first, in pages', async () => {
      const asked = (times: number) => ({ evidence: { times, lastAskedAt: null } })
      await propose(
        { text: '一', ...asked(1) },
        { text: '三', ...asked(3), source: 'cluster' },
        { text: '二', ...asked(2), kind: 'negative' },
        { entryId: 'travel', text: '四', ...asked(4) },
      )
      expect(await texts()).toEqual(['四', '三', '二', '一'])
      expect(await texts({ sectionCodes: ['jinji'] })).toEqual(['三', '二', '一'])
      expect(await texts({ sectionCodes: [] })).toEqual([])
      expect(await texts({ entryIds: ['travel'] })).toEqual(['四'])
      expect(await texts({ kind: 'negative' })).toEqual(['二'])
      expect(await texts({ source: 'cluster' })).toEqual(['三'])
      const page = await opened.suggestions.open({ ...ALL, limit: 2, offset: 1 })
      expect([page.total, page.suggestions.map(({ text }) => text)]).toEqual([4, ['三', '二']])
      const entries = await opened.suggestions.entries(ALL)
      expect(entries).toEqual({
        total: 2,
        entries: [
          { entryId: 'leave', section: JINJI, open: 3, times: 6 },
          { entryId: 'travel', section: KAIKEI, open: 1, times: 4 },
        ],
      })
    })

    test('keeps where a wording came from', async () => {
      const lastAskedAt = new Date('2026-10-01T00:00:00Z')
      await propose({ source: 'cluster', evidence: { times: 4, lastAskedAt, clusterId: 'c-1' } })
      const { source, evidence } = await first()
      expect([source, evidence]).toEqual(['cluster', { times: 4, lastAskedAt, clusterId: 'c-1' }])
    })
  })
}

function makeWords(some: Partial<SuggestedWords>): SuggestedWords {
  const evidence = { times: 1, lastAskedAt: null }
  return { entryId: 'leave', kind: 'phrasing', text: '休みのとり方', source: 'resolved', evidence, ...some }
}
