// What every registry must do. What is told of the audit trail belongs to each implementation.
import { beforeEach, describe, expect, test } from 'vitest'
import { ENTRY_LIMITS, ENTRY_STATUSES, type EntryStatus } from '../../src/core/entry.ts'
import type { EntryInput, Registry, SaveOptions } from '../../src/core/ports/registry.ts'
import { JINJI, KAIKEI, makeInput } from '../fakes/entry-builders.ts'

export interface OpenRegistry {
  readonly registry: Registry
  /** Everything the registry has written, to compare before and after: entries, revisions, audit, marks. */
  readonly everything: () => Promise<unknown>
}

export interface Clock {
  now: Date
}

/** Runs the contract; `open` makes an empty registry that reads this clock. */
export function registryContract(name: string, open: (now: () => Date) => Promise<OpenRegistry>): void {
  describe(`${name} keeps the contract of a registry`, () => {
    const clock: Clock = { now: new Date(0) }
    let registry: Registry
    let everything: () => Promise<unknown>
    beforeEach(async () => {
      clock.now = new Date('2026-11-22T01:00:00Z')
      ;({ registry, everything } = await open(() => clock.now))
    })

    const save = (inputs: readonly EntryInput[], options: Partial<SaveOptions> = {}) => {
      return registry.save(inputs, { actor: 'tester', ...options })
    }
    const one = async (id: string) => {
      const [entry] = await registry.entriesById([id])
      if (entry === undefined) throw new Error(`expected an entry ${id}`)
      return entry
    }
    const working = async (id: string) => {
      const [entry] = await registry.workingEntries([id])
      if (entry === undefined) throw new Error(`expected an entry ${id}`)
      return entry
    }
    /** The attempt is refused with this fault, and nothing at all is written. */
    const expectRefused = async (attempt: () => Promise<unknown>, fault: object) => {
      const before = await everything()
      await expect(attempt()).rejects.toMatchObject(fault)
      expect(await everything()).toEqual(before)
    }

    describe('merging', () => {
      const merge = (survivor: EntryInput, mergedId: string, seen: readonly (readonly [string, number])[] = []) =>
        registry.merge({ survivor, mergedId }, { actor: 'tester', note: '統合', seen: new Map(seen) })

      test('one entry stays with the content chosen, the other leads to it and keeps its registration', async () => {
        await save([makeInput('a', { registeredOn: '2024-05-14' }), makeInput('b', { registeredOn: '2025-06-01' })])
        const before = await registry.counts()
        await merge(makeInput('a', { answer: '統合した回答', phrasings: ['言い換え'] }), 'b', [
          ['a', 1],
          ['b', 1],
        ])
        expect(await one('a')).toMatchObject({
          status: 'published',
          answer: '統合した回答',
          revision: 2,
          mergedInto: null,
        })
        expect(await one('b')).toMatchObject({ status: 'archived', mergedInto: 'a', registeredOn: '2025-06-01' })
        expect((await registry.mergedInto('a')).map(({ id }) => id)).toEqual(['b'])
        expect(await registry.mergedInto('b')).toEqual([])
        const after = await registry.counts()
        expect([after.registered, after.byStatus.published]).toEqual([before.registered, 1])
      })

      test('an entry that is published again stands by itself', async () => {
        await save([makeInput('a'), makeInput('b')])
        await merge(makeInput('a'), 'b')
        await save([makeInput('b')])
        expect(await one('b')).toMatchObject({ status: 'published', mergedInto: null })
        expect(await registry.mergedInto('a')).toEqual([])
      })

      test('is refused as a whole where either was changed, is not published, or has something in the works', async () => {
        await save([makeInput('a'), makeInput('b'), makeInput('d', { status: 'draft' }), makeInput('w')])
        await save([makeInput('w', { status: 'draft', answer: '案' })])
        await expectRefused(() => merge(makeInput('a', { answer: '新' }), 'b', [['b', 9]]), { code: 'conflict' })
        await expectRefused(() => merge(makeInput('a', { answer: '新' }), 'd'), { code: 'bad_input' })
        await expectRefused(() => merge(makeInput('a', { answer: '新' }), 'w'), { code: 'bad_input' })
        await expectRefused(() => merge(makeInput('w', { answer: '新' }), 'a'), { code: 'bad_input' })
        await expectRefused(() => merge(makeInput('a', { answer: '新' }), 'a'), { code: 'bad_input' })
        await expectRefused(() => merge(makeInput('a', { answer: '新' }), 'none'), { code: 'not_found' })
      })
    })

    describe('saving', () => {
      test('creates an entry with everything it was given', async () => {
        const input = makeInput('jinji-001', {
          question: '年休の申請方法',
          answer: '一行目\n\n  - 二行目 😀',
          phrasings: ['休みたい', '休暇をとる'],
          negativePhrasings: ['病気で休む'],
          tags: ['休暇', '申請'],
          basis: ['条例第12条', '規則第3条'],
          reviewBy: '2027-03-31',
          registeredOn: '2024-05-14',
          revisedOn: '2026-04-01',
        })
        expect(await save([input])).toEqual({ created: 1, revised: 0, unchanged: 0 })
        expect(await one('jinji-001')).toEqual({ ...input, revision: 1, mergedInto: null })
      })

      test('saves what was checked: trimmed and without doubles', async () => {
        await save([makeInput('a', { question: ' 質問\n', tags: ['休暇', '休暇 '] })])
        expect(await one('a')).toMatchObject({ question: '質問', tags: ['休暇'] })
      })

      test('makes each change a new revision', async () => {
        await save([makeInput('a', { registeredOn: '2024-05-14' })])
        const changes: readonly Partial<EntryInput>[] = [
          { question: '質問' },
          { answer: '回答' },
          { phrasings: ['言い換え'] },
          { negativePhrasings: ['別の質問'] },
          { tags: ['休暇'] },
          { basis: ['条例'] },
          { reviewBy: '2027-03-31' },
          { section: KAIKEI },
          { status: 'archived' },
          { revisedOn: '2026-01-01' },
        ]
        const input = makeInput('a', { registeredOn: '2024-05-14' })
        for (const [i, change] of changes.entries()) {
          Object.assign(input, change)
          expect([change, await save([input])]).toEqual([change, { created: 0, revised: 1, unchanged: 0 }])
          expect(await one('a')).toMatchObject({ ...change, revision: i + 2 })
        }
      })

      test('makes no revision of what has not changed, whenever it comes again', async () => {
        const inputs = [
          makeInput('a', { tags: ['休暇'], phrasings: ['休みたい'] }),
          makeInput('b', { status: 'draft' }),
        ]
        await save(inputs)
        const before = await everything()
        clock.now = new Date('2027-06-01T00:00:00Z')
        expect(await save(inputs)).toEqual({ created: 0, revised: 0, unchanged: 2 })
        expect(await everything()).toEqual(before)
      })

      test('counts what was created, revised and left, and tells of its progress', async () => {
        await save([makeInput('a'), makeInput('b')])
        const heard: (readonly [number, number])[] = []
        const inputs = [makeInput('a'), makeInput('b', { question: '新しい質問' }), ...many(500, 'c')]
        const summary = await save(inputs, { onProgress: (done, total) => heard.push([done, total]) })
        expect(summary).toEqual({ created: 500, revised: 1, unchanged: 1 })
        expect(heard.at(-1)).toEqual([502, 502])
        expect(heard.map(([done]) => done)).toEqual(heard.map(([done]) => done).toSorted((a, b) => a - b))
      })

      test('saves nothing of nothing', async () => {
        expect(await save([])).toEqual({ created: 0, revised: 0, unchanged: 0 })
      })

      test('dates a revision by the day in Japan, and an unchanged content by its own day', async () => {
        clock.now = new Date('2026-03-31T15:00:00Z')
        await save([makeInput('a')])
        expect(await one('a')).toMatchObject({ revisedOn: '2026-04-01' })
        clock.now = new Date('2026-05-01T00:00:00Z')
        await save([makeInput('a', { section: KAIKEI })])
        expect(await one('a')).toMatchObject({ revision: 2, revisedOn: '2026-04-01' })
        await save([makeInput('a', { section: KAIKEI, answer: '新しい回答' })])
        expect(await one('a')).toMatchObject({ revision: 3, revisedOn: '2026-05-01' })
      })
    })

    describe('refusing', () => {
      const bad: readonly (readonly [string, EntryInput, object])[] = [
        ['an id', makeInput('人事'), { field: 'id' }],
        ['a section', makeInput('x', { section: { code: 'Jinji', name: '人事課' } }), { field: 'section' }],
        ['a question', makeInput('x', { question: ' ' }), { field: 'question' }],
        ['an answer', makeInput('x', { answer: '答'.repeat(ENTRY_LIMITS.answer + 1) }), { field: 'answer' }],
        ['a date of registration', makeInput('x', { registeredOn: '2026-02-30' }), { field: 'registered' }],
        ['a date of revision', makeInput('x', { revisedOn: '2026/04/01' }), { field: 'revised' }],
        ['a date of review', makeInput('x', { reviewBy: 'soon' }), { field: 'reviewBy' }],
        ['the same id twice', makeInput('first'), { field: 'id', expected: 'unique', got: 'first' }],
      ]
      test.each(bad)('a rule broken in the middle (%s) undoes everything', async (_, input, data) => {
        await save([makeInput('there')])
        const attempt = () => save([makeInput('first'), makeInput('there', { answer: '新' }), input, makeInput('last')])
        await expectRefused(attempt, { code: 'bad_input', data })
      })

      test('a stale revision anywhere undoes everything, and says what is current', async () => {
        await save([makeInput('a')])
        await save([makeInput('a', { answer: '二版' })])
        const attempt = () =>
          save([makeInput('new'), makeInput('a', { answer: '三版' })], { seen: new Map([['a', 1]]) })
        await expectRefused(attempt, { code: 'conflict', data: { id: 'a', expectedRevision: 1, currentRevision: 2 } })
      })

      test('a stale revision is refused even for the content that stands', async () => {
        await save([makeInput('a')])
        await save([makeInput('a', { answer: '二版' })])
        const attempt = () => save([makeInput('a', { answer: '二版' })], { seen: new Map([['a', 1]]) })
        await expectRefused(attempt, { code: 'conflict' })
      })

      test('an entry that was seen and is not there is refused, one that was not seen is created', async () => {
        await expectRefused(() => save([makeInput('a')], { seen: new Map([['a', 1]]) }), {
          code: 'conflict',
          data: { id: 'a', expectedRevision: 1, currentRevision: 0 },
        })
        expect(await save([makeInput('a')], { seen: new Map([['a', 0]]) })).toMatchObject({ created: 1 })
        await expectRefused(() => save([makeInput('a', { answer: '別' })], { seen: new Map([['a', 0]]) }), {
          code: 'conflict',
        })
      })

      test('of two that saw the same revision, one is saved and one is refused', async () => {
        await save([makeInput('a')])
        const seen = new Map([['a', 1]])
        const outcomes = await Promise.allSettled(
          ['甲', '乙'].map(answer => save([makeInput('a', { answer })], { seen })),
        )
        expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
        expect(await one('a')).toMatchObject({ revision: 2 })
      })
    })

    describe('registration', () => {
      test.each(['draft', 'in_review'] as const)('has no date while the entry is %s', async status => {
        await save([makeInput('a', { status, registeredOn: '2024-05-14' })])
        expect(await one('a')).toMatchObject({ status, registeredOn: null })
      })

      test('is dated by the day in Japan on which the entry is first published', async () => {
        await save([makeInput('a', { status: 'draft' })])
        clock.now = new Date('2027-03-31T15:00:00Z')
        await save([makeInput('a')])
        expect(await one('a')).toMatchObject({ registeredOn: '2027-04-01' })
      })

      test('keeps the date that a file brought', async () => {
        await save([makeInput('a', { registeredOn: '2019-05-01' })])
        expect(await one('a')).toMatchObject({ registeredOn: '2019-05-01' })
      })

      test('never changes nor goes, whatever is saved later', async () => {
        await save([makeInput('a', { registeredOn: '2024-05-14' })])
        for (const status of ENTRY_STATUSES) {
          for (const registeredOn of ['2020-01-01', '2030-01-01', null]) {
            await save([makeInput('a', { status, registeredOn, answer: `${status} ${String(registeredOn)}` })])
            expect(await working('a')).toMatchObject({ status, registeredOn: '2024-05-14' })
          }
        }
      })
    })

    describe('a revision in the works', () => {
      test.for(['draft', 'in_review'] as const)('with status %s leaves what staff are given alone', async status => {
        await save([makeInput('a', { answer: '公開中の回答' })])
        await save([makeInput('a', { status, answer: '改訂案', phrasings: ['新しい言い換え'], tags: ['新'] })], {
          note: '改正に伴う',
        })
        expect(await one('a')).toMatchObject({
          status: 'published',
          revision: 1,
          answer: '公開中の回答',
          phrasings: [],
          tags: [],
        })
        expect(await working('a')).toMatchObject({
          status,
          revision: 2,
          publishedRevision: 1,
          answer: '改訂案',
          phrasings: ['新しい言い換え'],
          note: '改正に伴う',
        })
        expect(
          (await registry.findEntries({ status: 'published', text: '公開中の回答', limit: 9, offset: 0 })).total,
        ).toBe(1)
        expect((await registry.findEntries({ text: '改訂案', limit: 9, offset: 0 })).total).toBe(0)
        expect((await registry.counts()).byStatus).toMatchObject({ published: 1, draft: 0, in_review: 0 })
      })

      test('is given to staff once it is published', async () => {
        await save([makeInput('a', { answer: '旧' })])
        await save([makeInput('a', { status: 'in_review', answer: '新' })])
        await save([makeInput('a', { answer: '新' })])
        expect(await one('a')).toMatchObject({ status: 'published', revision: 3, answer: '新' })
      })

      test('goes with the entry when it is archived', async () => {
        await save([makeInput('a', { answer: '旧' })])
        await save([makeInput('a', { status: 'draft', answer: '新' })])
        await registry.archive('a', 'tester')
        expect(await working('a')).toMatchObject({
          status: 'archived',
          publishedRevision: null,
          answer: '旧',
          revision: 3,
        })
      })

      test('of an entry that never served is all there is of it', async () => {
        await save([makeInput('a', { status: 'draft', answer: '案' })])
        expect(await one('a')).toMatchObject({ status: 'draft', answer: '案', registeredOn: null })
      })
    })

    describe('archiving', () => {
      test('takes the entry out as a revision like any other, and keeps its registration date and its content', async () => {
        await save([makeInput('a', { registeredOn: '2024-05-14' })])
        const before = await one('a')
        await registry.archive('a', 'tester')
        expect(await one('a')).toEqual({ ...before, revision: 2, status: 'archived' })
      })

      test('is refused for an entry that is not there', async () => {
        await expectRefused(() => registry.archive('a', 'tester'), {
          code: 'not_found',
          data: { what: 'entry', id: 'a' },
        })
      })

      test.each(['draft', 'in_review', 'archived'] as const)('is refused for one that is %s', async status => {
        await save([makeInput('a', { status })])
        const data = { field: 'status', expected: 'published', got: status }
        await expectRefused(() => registry.archive('a', 'tester'), { code: 'bad_input', data })
      })

      test('makes what was seen before stale', async () => {
        await save([makeInput('a')])
        const seen = new Map([['a', (await one('a')).revision]])
        await registry.archive('a', 'another')
        await expectRefused(() => save([makeInput('a', { answer: '新' })], { seen }), { code: 'conflict' })
      })
    })

    describe('sections', () => {
      test('come to be with their first entry, in the order of coming', async () => {
        expect(await registry.sections()).toEqual([])
        await save([makeInput('b', { section: KAIKEI }), makeInput('a'), makeInput('c', { section: KAIKEI })])
        expect(await registry.sections()).toEqual([KAIKEI, JINJI])
      })

      test('take a new name for all their entries', async () => {
        await save([makeInput('a'), makeInput('b')])
        const renamed = { code: JINJI.code, name: '人事給与課' }
        await save([makeInput('a', { section: renamed })])
        expect(await registry.sections()).toEqual([renamed])
        expect((await registry.entriesById(['a', 'b'])).map(({ section }) => section)).toEqual([renamed, renamed])
      })
    })

    describe('reading', () => {
      test('gives entries in the order of the ids, and leaves out the unknown', async () => {
        await save([makeInput('a'), makeInput('b', { status: 'draft' }), makeInput('c')])
        const found = await registry.entriesById(['c', 'nobody', 'a', 'b'])
        expect(found.map(({ id }) => id)).toEqual(['c', 'a', 'b'])
        expect(await registry.entriesById([])).toEqual([])
      })

      test('gives more entries than a statement takes values', async () => {
        await save(many(2_000, 'e'))
        const ids = many(2_000, 'e').map(({ id }) => id)
        expect((await registry.entriesById(ids.toReversed())).map(({ id }) => id)).toEqual(ids.toReversed())
      })

      test('finds by status and section, in pages by id', async () => {
        await save([
          ...many(7, 'j'),
          ...many(3, 'k').map(input => ({ ...input, section: KAIKEI })),
          makeInput('z', { status: 'draft' }),
        ])
        const page = async (filter: Partial<Parameters<Registry['findEntries']>[0]>) => {
          const { total, entries } = await registry.findEntries({ limit: 3, offset: 0, ...filter })
          return [total, entries.map(({ id }) => id)]
        }
        expect(await page({})).toEqual([11, ['j0000', 'j0001', 'j0002']])
        expect(await page({ offset: 9 })).toEqual([11, ['k0002', 'z']])
        expect(await page({ offset: 20 })).toEqual([11, []])
        expect(await page({ sectionCode: 'kaikei' })).toEqual([3, ['k0000', 'k0001', 'k0002']])
        expect(await page({ status: 'draft' })).toEqual([1, ['z']])
        expect(await page({ status: 'draft', sectionCode: 'kaikei' })).toEqual([0, []])
        expect(await page({ sectionCode: 'nobody' })).toEqual([0, []])
      })

      test.each([
        ['ｖｐｎ', ['a']],
        ['VPN', ['a']],
        ['vpn 接続', ['a']],
        ['接続　VPN', ['a']],
        ['VPN 旅費', []],
        ['ﾏﾆｭｱﾙ', ['a']],
        ['マニュアル', ['a']],
        ['100%', ['b']],
        ['_', ['b']],
        ["'", ['b']],
        ['旅費', ['b']],
        ['つくば\u200b', ['b']],
        ['faq-b', ['b']],
        ['ＦＡＱ−Ｂ', ['b']],
        ['', ['a', 'b']],
        [' 　', ['a', 'b']],
      ])('finds %j as text, whatever its width and case', async (text, letters) => {
        await save([
          makeInput('FAQ-a', { question: 'ＶＰＮに接続できない', answer: 'マニュアルを見る' }),
          makeInput('FAQ-b', { question: '旅費は100%出ますか', answer: "つくば_出張は'全額'です。" }),
        ])
        const { entries } = await registry.findEntries({ text, limit: 10, offset: 0 })
        expect(entries.map(({ id }) => id)).toEqual(letters.map(letter => `FAQ-${letter}`))
      })

      test('finds a part of an id', async () => {
        await save([makeInput('jinji-001'), makeInput('kaikei-001')])
        expect((await registry.findEntries({ text: 'jinji', limit: 10, offset: 0 })).total).toBe(1)
      })

      test('finds the text that stands, not that of older revisions', async () => {
        await save([makeInput('a', { question: '古い質問' })])
        await save([makeInput('a', { question: '新しい質問' })])
        expect((await registry.findEntries({ text: '古い', limit: 10, offset: 0 })).total).toBe(0)
        expect((await registry.findEntries({ text: '新しい', limit: 10, offset: 0 })).total).toBe(1)
      })
    })

    describe('counting', () => {
      test('has nothing to count at first', async () => {
        expect(await registry.counts()).toEqual({
          byStatus: { draft: 0, in_review: 0, published: 0, archived: 0 },
          registered: 0,
          registeredThisFiscalYear: 0,
          fiscalYear: 2026,
          sections: [],
        })
      })

      test('counts by status and section; archiving undoes no registration', async () => {
        const statuses: readonly EntryStatus[] = ['published', 'published', 'draft', 'in_review', 'archived']
        await save(statuses.map((status, i) => makeInput(`e${i}`, { status, ...(i === 1 && { section: KAIKEI }) })))
        await registry.archive('e0', 'tester')
        expect(await registry.counts()).toEqual({
          byStatus: { draft: 1, in_review: 1, published: 1, archived: 2 },
          registered: 3,
          registeredThisFiscalYear: 3,
          fiscalYear: 2026,
          sections: [
            { section: JINJI, published: 0, registered: 2 },
            { section: KAIKEI, published: 1, registered: 1 },
          ],
        })
      })

      test.each([
        ['2026-03-31T14:59:59.999Z', 2025, 2],
        ['2026-03-31T15:00:00.000Z', 2026, 3],
      ])('at %s it is fiscal year %i with %i registrations', async (now, fiscalYear, registeredThisFiscalYear) => {
        const days = ['2025-03-31', '2025-04-01', '2026-03-31', '2026-04-01', '2026-11-22', '2027-03-31', '2027-04-01']
        await save(days.map((registeredOn, i) => makeInput(`e${i}`, { registeredOn })))
        clock.now = new Date(now)
        expect(await registry.counts()).toMatchObject({ fiscalYear, registeredThisFiscalYear, registered: 7 })
      })
    })
  })
}

/** `count` entries with ids in order. */
function many(count: number, prefix: string): readonly EntryInput[] {
  return Array.from({ length: count }, (_, i) => makeInput(`${prefix}${String(i).padStart(4, '0')}`))
}
