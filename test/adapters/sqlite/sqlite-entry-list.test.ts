// The editors' list over SQLite against a slow, obvious twin: what is found, what is counted, and what a scope must not see.
import { join } from 'node:path'
import * as fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type OpenDatabase, openDatabase } from '../../../src/adapters/sqlite/open-database.ts'
import { openSqliteEntryList } from '../../../src/adapters/sqlite/sqlite-entry-list.ts'
import { openSqliteRegistry } from '../../../src/adapters/sqlite/sqlite-registry.ts'
import { isVisibleIn, isWorkVisibleIn, type Scope } from '../../../src/core/access/rights.ts'
import type { WorkingEntry } from '../../../src/core/entry.ts'
import { normalise } from '../../../src/core/normalise.ts'
import {
  ENTRY_STATES,
  type EntryList,
  type EntryListFilter,
  type EntryState,
} from '../../../src/core/ports/entry-list.ts'
import type { Registry } from '../../../src/core/ports/registry.ts'
import { KAIKEI, makeInput } from '../../fakes/entry-builders.ts'
import { makeTempFolder } from '../../fakes/temp-folder.ts'
import { HOSTILE_TEXTS } from '../../stories/hostile-requests.ts'

let database: OpenDatabase
let registry: Registry
let list: EntryList
const path = join(makeTempFolder(), 'zencho.sqlite')

const ENTRIES = [
  makeInput('jinji-1', { question: '年次有給休暇の申請', phrasings: ['休みを取りたい'], tags: ['休暇'] }),
  makeInput('jinji-2', { question: 'ＶＰＮの接続 100%', answer: '葛󠄀城市の「😀」と書く。', reviewBy: '2026-03-31' }),
  makeInput('jinji-3', { question: '時差出勤の案', status: 'draft', tags: ['休暇', '勤務'] }),
  makeInput('jinji-4', { question: '表彰の副賞', status: 'archived', registeredOn: '2020-04-01' }),
  makeInput('kaikei-1', { question: '請求書の宛名', section: KAIKEI, visibleTo: ['kaikei'] }),
  makeInput('kaikei-2', { question: '支払の期限', section: KAIKEI, visibleTo: ['jinji'], tags: ['支払'] }),
  makeInput('kaikei-3', { question: '備品の請求', section: KAIKEI, status: 'in_review' }),
  makeInput('kaikei-4', { question: '出納の手引', section: KAIKEI, tags: ['古いタグ'] }),
]

beforeAll(async () => {
  database = openDatabase(path)
  registry = openSqliteRegistry(database.query, () => new Date('2026-11-22T01:00:00Z'))
  await registry.save(ENTRIES, { actor: 'test' })
  // Work on an entry that serves, which nobody else may find by its new words.
  const work = { question: '出納の秘密の案', section: KAIKEI, status: 'draft' as const, tags: ['新しいタグ'] }
  await registry.save([makeInput('kaikei-4', work)], { actor: 'test' })
  list = await openSqliteEntryList(database.query)
})
afterAll(() => database.close())

const anyText = fc
  .array(fc.integer({ min: 0, max: 0x10ffff }), { maxLength: 60 })
  .map(codes => String.fromCodePoint(...codes))

const PAGE = { order: 'id', limit: 100, offset: 0 } as const
const SCOPES: readonly Scope[] = [null, [], ['jinji'], ['kaikei'], ['jinji', 'kaikei'], ['nowhere']]

async function idsOf(filter: EntryListFilter): Promise<readonly string[]> {
  return (await list.find(filter, PAGE)).entries.map(({ entry }) => entry.id)
}

/** All entries as the scope sees them, read one by one. */
async function seenBy(scope: Scope): Promise<readonly WorkingEntry[]> {
  const ids = ENTRIES.map(({ id }) => id)
  const official = new Map((await registry.entriesById(ids)).map(entry => [entry.id, entry]))
  return (await registry.workingEntries(ids)).flatMap(working => {
    if (isWorkVisibleIn(working, scope)) return [working]
    const entry = official.get(working.id)
    const visible = entry?.status === 'published' && isVisibleIn(entry, scope)
    return visible ? [{ ...entry, publishedRevision: entry.revision, note: '' }] : []
  })
}

function contains(entry: WorkingEntry, text: string): boolean {
  const texts = [entry.id, entry.question, entry.answer, ...entry.phrasings].map(normalise)
  return normalise(text)
    .split(' ')
    .every(word => texts.some(one => one.includes(word)))
}

function isIn(state: EntryState, { status, publishedRevision, revision }: WorkingEntry): boolean {
  if (state === 'published') return publishedRevision !== null
  if (state === 'revising') return publishedRevision !== null && publishedRevision !== revision
  if (state === 'draft') return publishedRevision === null && status === 'draft'
  return status === state
}

describe('the list', () => {
  test.for(SCOPES)('shows a scope what it may see, and counts no more: %s', async scope => {
    const seen = await seenBy(scope)
    const { entries, counts, total } = await list.find({ scope }, PAGE)
    expect(entries.map(({ entry }) => entry)).toEqual(seen)
    expect(total).toBe(seen.length)
    for (const state of ENTRY_STATES) {
      const expected = seen.filter(entry => isIn(state, entry)).map(({ id }) => id)
      expect([state, counts[state]]).toEqual([state, expected.length])
      expect(await idsOf({ scope, state })).toEqual(expected)
    }
  })

  test('finds every part of every text, as the slow twin does', async () => {
    const texts = ENTRIES.flatMap(({ id, question, answer, phrasings }) => [id, question, answer, ...phrasings])
    const part = fc
      .tuple(fc.constantFrom(...texts), fc.nat(20), fc.integer({ min: 1, max: 6 }))
      .map(([text, from, length]) =>
        Array.from(text)
          .slice(from, from + length)
          .join(''),
      )
    const words = fc.array(part, { minLength: 1, maxLength: 2 }).map(parts => parts.join(' '))
    await fc.assert(
      fc.asyncProperty(words, fc.constantFrom(...SCOPES), async (text, scope) => {
        const expected = (await seenBy(scope)).filter(entry => contains(entry, text)).map(({ id }) => id)
        expect(await idsOf({ scope, text })).toEqual(expected)
      }),
      { numRuns: 60 },
    )
  })

  test('does not lead to unpublished work by its words', async () => {
    expect(await idsOf({ scope: ['kaikei'], text: '秘密' })).toEqual(['kaikei-4'])
    expect(await idsOf({ scope: ['jinji'], text: '秘密' })).toEqual([])
    expect(await idsOf({ scope: ['jinji'], text: '手引' })).toEqual(['kaikei-4'])
    expect(await idsOf({ scope: ['kaikei'], text: '手引' })).toEqual([])
    expect(await idsOf({ scope: ['jinji'], tag: '新しいタグ' })).toEqual([])
    expect(await idsOf({ scope: ['jinji'], tag: '古いタグ' })).toEqual(['kaikei-4'])
  })

  test('filters by section, tag and review date, and sorts', async () => {
    expect(await idsOf({ scope: null, sectionCodes: ['kaikei'], tag: '支払' })).toEqual(['kaikei-2'])
    expect(await idsOf({ scope: null, sectionCodes: [] })).toEqual([])
    expect(await idsOf({ scope: null, reviewBy: '2026-03-31' })).toEqual(['jinji-2'])
    expect(await idsOf({ scope: null, reviewBy: '2026-03-30' })).toEqual([])
    const { entries } = await list.find({ scope: null }, { order: 'registered', limit: 1, offset: 5 })
    expect(entries.map(({ entry }) => entry.id)).toEqual(['jinji-4'])
    expect(await list.recentTags(null, 2)).toEqual(['休暇', '勤務'])
    expect(await list.recentTags(['jinji'], 100)).not.toContain('新しいタグ')
    expect(await list.recentTags(['jinji'], 100)).toContain('古いタグ')
    expect(await list.recentTags(['kaikei'], 100)).toContain('新しいタグ')
  })

  test('takes a thousand texts that are no words, and finds nothing that is not there', async () => {
    const noise = fc
      .array(
        fc.constantFrom(
          '"',
          '*',
          '^',
          'NEAR',
          '-',
          ':',
          '(',
          ')',
          'AND',
          'OR',
          'NOT',
          '休',
          '{',
          '}',
          '+',
          '\\',
          "'",
          ' ',
          '\0',
          '%',
        ),
        { maxLength: 12 },
      )
      .map(parts => parts.join(''))
    const seen = await seenBy(['jinji'])
    await fc.assert(
      fc.asyncProperty(fc.oneof(noise, anyText), async text => {
        const found = await idsOf({ scope: ['jinji'], text })
        expect(found).toEqual(seen.filter(entry => contains(entry, text)).map(({ id }) => id))
      }),
      { numRuns: 1_000, seed: 20_260_401 },
    )
    for (const text of HOSTILE_TEXTS) {
      for (const filter of [{ text }, { tag: text }, { sectionCodes: [text] }]) {
        expect((await idsOf({ scope: ['jinji'], ...filter })).every(id => seen.some(entry => entry.id === id))).toBe(
          true,
        )
      }
    }
  })

  test('takes in what an older program left', async () => {
    await database.query.updateTable('entry_list').set({ stale: 1, review_by: null }).execute()
    const again = await openSqliteEntryList(database.query)
    const { entries } = await again.find({ scope: null, text: '秘密' }, PAGE)
    expect(entries.map(({ entry }) => entry.id)).toEqual(['kaikei-4'])
    expect(await idsOf({ scope: null, reviewBy: '2026-03-31' })).toEqual(['jinji-2'])
  })
})
