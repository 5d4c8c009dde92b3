// What a row would bring about, within the rights of who imports it.
import { describe, expect, test } from 'vitest'
import { PLAIN_CONTENT, type WorkingEntry } from '../../../src/core/entry.ts'
import { openSectionFinder } from '../../../src/core/exchange/find-section.ts'
import { type PlanContext, planRow, type SectionState } from '../../../src/core/exchange/plan-row.ts'
import { TABLE_FIELDS } from '../../../src/core/exchange/reading.ts'
import type { EntryInput } from '../../../src/core/ports/registry.ts'

const JINJI = { code: 'jinji', name: '人事課' }
const RYOHI = { code: 'ryohi', name: '旅費センター' }
const state = (section: typeof JINJI, more: Partial<SectionState> = {}): SectionState => ({
  ...section,
  approval: true,
  gate: false,
  closed: false,
  ...more,
})

const context = (more: Partial<PlanContext> = {}): PlanContext => ({
  sections: new Map([
    ['jinji', state(JINJI)],
    ['ryohi', state(RYOHI)],
  ]),
  mayEdit: () => true,
  mayPublish: () => true,
  columns: new Set(TABLE_FIELDS),
  defaultSection: null,
  defaultStatus: 'draft',
  ...more,
})

const stored: WorkingEntry = {
  ...PLAIN_CONTENT,
  id: 'jinji-1',
  section: JINJI,
  status: 'published',
  revision: 3,
  publishedRevision: 3,
  note: '',
  mergedInto: null,
  question: '問い',
  answer: '答え',
  phrasings: ['聞き方'],
  tags: ['休暇'],
  validUntil: '2027-03-31',
  registeredOn: '2025-04-01',
  revisedOn: '2026-04-01',
}
const inputOf = (more: Partial<EntryInput> = {}): EntryInput => {
  const { revision: _, publishedRevision: __, note: ___, mergedInto: ____, ...input } = stored
  return { ...input, ...more }
}
const row = (more: Partial<EntryInput> = {}, statusGiven = true) => ({
  input: inputOf(more),
  section: more.section ?? JINJI,
  statusGiven,
})

describe('a row', () => {
  test('that says what is there changes nothing, whatever the rights', () => {
    const nobody = context({ mayEdit: () => false, mayPublish: () => false })
    expect(planRow(row(), stored, nobody)).toEqual({ kind: 'unchanged' })
    expect(planRow(row({ status: 'draft' }, false), stored, nobody)).toEqual({ kind: 'unchanged' })
  })

  test('leaves what its table has no column for', () => {
    const columns = new Set(['id', 'question', 'answer'] as const)
    const planned = planRow(
      row({ answer: '新しい答え', phrasings: [], tags: [], validUntil: null }),
      stored,
      context({ columns }),
    )
    expect(planned).toMatchObject({
      kind: 'changed',
      input: { phrasings: ['聞き方'], tags: ['休暇'], validUntil: '2027-03-31' },
    })
  })

  test('empties what its table has an empty cell for', () => {
    const planned = planRow(row({ phrasings: [] }), stored, context())
    expect(planned).toMatchObject({ kind: 'changed', changes: [{ field: 'phrasings', before: '聞き方', after: '' }] })
  })

  test('gets the date of today where its text changed and its date did not', () => {
    expect(planRow(row({ answer: '新' }), stored, context())).toMatchObject({ input: { revisedOn: null } })
    expect(planRow(row({ answer: '新', revisedOn: '2026-05-01' }), stored, context())).toMatchObject({
      input: { revisedOn: '2026-05-01' },
    })
  })

  test('without a status gets the one that was chosen, and brings nothing back that is out of service', () => {
    const published = context({ defaultStatus: 'published' })
    expect(planRow(row({ answer: '新' }, false), stored, context())).toMatchObject({ input: { status: 'draft' } })
    expect(planRow(row({ answer: '新' }, false), stored, published)).toMatchObject({ input: { status: 'published' } })
    expect(planRow(row({ answer: '新' }, false), { ...stored, status: 'archived' }, published)).toMatchObject({
      input: { status: 'archived' },
    })
    expect(planRow(row({}, false), undefined, context())).toMatchObject({ kind: 'new', input: { status: 'draft' } })
  })

  test('without a section stays in its own, or goes to the one that was chosen', () => {
    const bare = { ...row({ answer: '新' }), section: null }
    expect(planRow(bare, stored, context({ defaultSection: RYOHI }))).toMatchObject({ input: { section: JINJI } })
    expect(planRow(bare, undefined, context({ defaultSection: RYOHI }))).toMatchObject({ input: { section: RYOHI } })
    expect(planRow(bare, undefined, context())).toMatchObject({
      kind: 'refused',
      reasons: [expect.stringContaining('担当課が空です')],
    })
  })

  test.for([
    ['no right to edit', {}, { mayEdit: () => false }, /「人事課」のFAQを編集する権限がありません/u],
    [
      'taking an entry from another section',
      { section: RYOHI },
      { mayEdit: (code: string) => code === 'ryohi' },
      /このFAQは「人事課」のもので/u,
    ],
    ['no right to publish', {}, { mayPublish: (): boolean => false }, /公開する権限がありません/u],
    ['no right to archive', { status: 'archived' }, { mayPublish: (): boolean => false }, /廃止する権限がありません/u],
    [
      'a section that is no more',
      {},
      { sections: new Map([['jinji', state(JINJI, { closed: true })]]) },
      /廃止されています/u,
    ],
    [
      'a section that looks at the impact first',
      {},
      { sections: new Map([['jinji', state(JINJI, { gate: true })]]) },
      /影響を確かめてから公開する/u,
    ],
    ['a section that nobody knows', { section: { code: 'x', name: 'x' } }, {}, /「x」の担当課は登録されていません/u],
    ['readers that nobody knows', { visibleTo: ['x'] }, {}, /公開範囲の担当課コード「x」/u],
  ] as const)('is refused for %s', ([, change, rights, reason]) => {
    const planned = planRow(row({ answer: '新', ...change }), stored, context(rights))
    expect(planned).toEqual({ kind: 'refused', reasons: [expect.stringMatching(reason)] })
  })

  test('is published by an editor where the section asks for nobody else', () => {
    const own = context({ mayPublish: () => false, sections: new Map([['jinji', state(JINJI, { approval: false })]]) })
    expect(planRow(row({ answer: '新' }), stored, own)).toMatchObject({
      kind: 'changed',
      input: { status: 'published' },
    })
  })
})

describe('the section of a row', () => {
  const { find } = openSectionFinder([JINJI, RYOHI, { code: 'a', name: '総務課' }, { code: 'b', name: '総務課' }])

  test('is found by its code, or by a name that only one has', () => {
    expect(find({ code: 'ＪＩＮＪＩ' })).toMatchObject({ section: JINJI })
    expect(find({ name: ' 旅費センター ' })).toMatchObject({ section: RYOHI })
    expect(find({ code: 'jinji', name: '旧人事課' })).toMatchObject({ section: JINJI })
    expect(find(undefined)).toEqual({ section: null, reason: null })
  })

  test.for([
    [{ code: 'x' }, /登録されていません/u],
    [{ name: 'ない課' }, /登録されていません/u],
    [{ name: '総務課' }, /複数あります/u],
    [{ code: 'jinji', name: '旅費センター' }, /どちらかを直してください/u],
  ] as const)('of %j is told to be wrong', ([cells, reason]) => {
    expect(find(cells).reason).toMatch(reason)
  })
})
