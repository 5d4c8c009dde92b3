// Changes of sections over a real database: what goes along, what stays as it was, and how often each is made.
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { hashAuditRow } from '../../../src/adapters/sqlite/audit-trail.ts'
import { type OpenDatabase, openDatabase } from '../../../src/adapters/sqlite/open-database.ts'
import { openSqliteAccounts } from '../../../src/adapters/sqlite/sqlite-accounts.ts'
import { openSqliteRegistry } from '../../../src/adapters/sqlite/sqlite-registry.ts'
import { openSqliteSectionChanges } from '../../../src/adapters/sqlite/sqlite-section-changes.ts'
import { openSqliteSectionContacts } from '../../../src/adapters/sqlite/sqlite-section-contacts.ts'
import { openSqliteTickets } from '../../../src/adapters/sqlite/sqlite-tickets.ts'
import type { Role } from '../../../src/core/access/account.ts'
import type { SectionChange } from '../../../src/core/ports/section-changes.ts'
import { JINJI, KAIKEI, makeInput } from '../../fakes/entry-builders.ts'
import { makeTicket } from '../../fakes/ticket-builders.ts'

const SOMU = { code: 'somu', name: '総務課' }
let database: OpenDatabase
let today = '2026-11-22'
const now = () => new Date(`${today}T01:00:00Z`)
let id = 0
const newId = () => `id-${(id += 1)}`
let troubles: unknown[] = []

function openAll() {
  const { query } = database
  return {
    query,
    registry: openSqliteRegistry(query, now),
    accounts: openSqliteAccounts(query, { now, newId }),
    contacts: openSqliteSectionContacts(query, now),
    tickets: openSqliteTickets(query),
    changes: openSqliteSectionChanges(query, { now, newId, log: (event, data) => void troubles.push([event, data]) }),
  }
}
let all: ReturnType<typeof openAll>
beforeEach(async () => {
  database = openDatabase(':memory:')
  today = '2026-11-22'
  troubles = []
  all = openAll()
  await all.registry.save(
    [
      makeInput('j1', { phrasings: ['休みたい'], tags: ['休暇'], negativePhrasings: ['病気'] }),
      makeInput('j2', { status: 'draft' }),
      makeInput('j3', { status: 'archived' }),
      makeInput('k1', { section: KAIKEI, visibleTo: ['jinji'] }),
      makeInput('s1', { section: SOMU }),
    ],
    { actor: 'tester' },
  )
  // A revision in the works of one that serves.
  const [serving] = await all.registry.entriesById(['j1'])
  if (serving !== undefined) {
    await all.registry.save([{ ...serving, status: 'in_review', answer: '改める案' }], { actor: 'tester' })
  }
})
afterEach(() => database.close())

const at = (onDate = today) => ({ onDate, actor: 'user:kanri' })
const plan = (change: SectionChange, onDate = today) => all.changes.plan(change, at(onDate))
const sectionOf = async (entryId: string) => (await all.registry.entriesById([entryId]))[0]?.section.code
const events = () => database.query.selectFrom('audit_event').selectAll().orderBy('seq').execute()
const person = (login: string, role: Role, sectionCode: string | null, workplace: string | null = sectionCode) => {
  const grants = [{ role, sectionCode }]
  const input = { login, name: login, mail: null, slackUser: null, sectionCode: workplace, grants, disabled: false }
  return all.accounts.create(input, 'tester')
}
const expectSealed = async () => {
  const rows = await events()
  for (const [i, row] of rows.entries()) {
    expect(row.hash).toBe(hashAuditRow(row))
    if (i > 0) expect(row.previous_hash).toBe(rows[i - 1]?.hash)
  }
}

describe('moving entries', () => {
  test('makes one revision and one audit event of each, with the content as it was, and keeps what is in the works there', async () => {
    const before = await all.registry.workingEntries(['j1', 'j2', 'j3'])
    const official = await all.registry.entriesById(['j1'])
    await plan({ kind: 'move', to: 'kaikei', entryIds: ['j1', 'j2', 'j3', 'k1', 'none'] })
    const after = await all.registry.workingEntries(['j1', 'j2', 'j3'])
    expect(after).toEqual(
      before.map(entry => ({
        ...entry,
        section: KAIKEI,
        revision: entry.revision + 1,
        note: '組織改編により、担当課を変更しました。',
      })),
    )
    expect(await all.registry.entriesById(['j1'])).toEqual(official.map(entry => ({ ...entry, section: KAIKEI })))
    const moved = (await events()).filter(({ action }) => action === 'entry.moved')
    expect(moved.map(({ subject, actor }) => [subject, actor])).toEqual(
      ['j1', 'j2', 'j3'].map(subject => [subject, 'user:kanri']),
    )
    expect(moved.map(event => [event.before, event.after].map(text => JSON.parse(text ?? '') as object))).toMatchObject(
      before.map(({ revision }) => [
        { section: 'jinji', revision },
        { section: 'kaikei', revision: revision + 1 },
      ]),
    )
    await expectSealed()
  })

  test('an entry that serves as it stands serves its new revision, and is marked for the index', async () => {
    await database.query.deleteFrom('index_mark').execute()
    await plan({ kind: 'move', to: 'kaikei', entryIds: ['s1'] })
    expect(await all.registry.workingEntries(['s1'])).toMatchObject([{ revision: 2, publishedRevision: 2 }])
    const marks = await database.query.selectFrom('index_mark').select('entry_id').execute()
    expect(marks).toEqual([{ entry_id: 's1' }])
  })

  test('who had an entry open meets a conflict', async () => {
    const [open] = await all.registry.entriesById(['s1'])
    await plan({ kind: 'move', to: 'kaikei', entryIds: ['s1'] })
    const saved = all.registry.save(open === undefined ? [] : [{ ...open, answer: '別の案' }], {
      actor: 'user:b',
      seen: new Map([['s1', 1]]),
    })
    await expect(saved).rejects.toMatchObject({ code: 'conflict' })
  })

  test('a planned publication goes on with the revision that took its place', async () => {
    const row = { entry_id: 'j1', kind: 'publish' as const, revision: 2, at: '2027-01-01T00:00:00Z' }
    await database.query
      .insertInto('schedule')
      .values({ ...row, actor: 'x', created_at: 'y' })
      .execute()
    await plan({ kind: 'move', to: 'kaikei', entryIds: ['j1'] })
    expect(await database.query.selectFrom('schedule').select('revision').execute()).toEqual([{ revision: 3 }])
  })

  test('is refused as a whole for a section that is not there, or for nothing to move', async () => {
    const before = await events()
    await expect(plan({ kind: 'move', to: 'none', entryIds: ['j1'] })).rejects.toMatchObject({ code: 'bad_input' })
    await expect(plan({ kind: 'move', to: 'kaikei', entryIds: [] })).rejects.toMatchObject({ code: 'bad_input' })
    expect(await events()).toEqual(before)
  })
})

describe('merging sections', () => {
  const MERGE: SectionChange = { kind: 'merge', from: ['jinji', 'kaikei'], into: SOMU }

  test('takes entries, roles, places of work, tickets, contacts and restrictions along', async () => {
    const editor = await person('henshu', 'editor', 'jinji')
    const both = await person('ryoho', 'approver', 'somu', 'kaikei')
    await all.contacts.setContact('jinji', 'slack', 'C1', 'x')
    await all.contacts.setContact('kaikei', 'slack', 'C2', 'x')
    await all.contacts.setContact('kaikei', 'mail', 'k@x', 'x')
    const ticket = {
      ...makeTicket({ section: JINJI }),
      sectionCode: 'jinji',
      suggestedSectionCode: null,
      questionId: null,
    }
    const opened = await all.tickets.open(ticket, 'asker', [])
    const preview = await all.changes.preview(MERGE)
    expect(preview).toEqual({
      problems: [],
      entries: 4,
      inTheWorks: 2,
      restricted: 1,
      renamedScopes: 1,
      beingEdited: [],
      losing: [],
      movingPeople: 2,
      tickets: 1,
      contacts: [
        { door: 'slack', address: 'C1', kept: true },
        { door: 'mail', address: 'k@x', kept: true },
        { door: 'slack', address: 'C2', kept: false },
      ],
    })
    await plan(MERGE)
    for (const entryId of ['j1', 'j2', 'j3', 'k1', 's1']) expect(await sectionOf(entryId)).toBe('somu')
    expect((await all.registry.entriesById(['k1']))[0]?.visibleTo).toEqual(['somu'])
    expect(await all.accounts.find(editor.id)).toMatchObject({
      section: SOMU,
      grants: [{ role: 'editor', sectionCode: 'somu' }],
      version: 2,
    })
    expect(await all.accounts.find(both.id)).toMatchObject({
      section: SOMU,
      grants: [{ role: 'approver', sectionCode: 'somu' }],
    })
    const addresses = await all.contacts.contacts()
    expect(addresses).toEqual([
      { sectionCode: 'somu', door: 'mail', address: 'k@x' },
      { sectionCode: 'somu', door: 'slack', address: 'C1' },
    ])
    expect(await all.tickets.find(opened.id)).toMatchObject({ section: SOMU, state: 'new', version: 2 })
    expect((await all.tickets.events(opened.id)).at(-1)).toMatchObject({ detail: { from: 'jinji', to: 'somu' } })
    expect(await all.registry.sections()).toEqual([SOMU])
    const overview = await all.changes.overview()
    expect(overview.find(({ section }) => section.code === 'jinji')).toMatchObject({
      closedOn: '2026-11-22',
      successor: SOMU,
      published: 0,
    })
    await expectSealed()
  })

  test('registrations stay what they were, and so does what history says', async () => {
    const before = await all.registry.counts()
    await plan(MERGE)
    const after = await all.registry.counts()
    expect([after.registered, after.registeredThisFiscalYear]).toEqual([
      before.registered,
      before.registeredThisFiscalYear,
    ])
    const created = (await events()).find(({ action, subject }) => action === 'entry.created' && subject === 'j1')
    expect(created?.after).toContain('人事課')
  })

  test('may make the section that they become', async () => {
    await plan({ kind: 'merge', from: ['jinji', 'kaikei'], into: { code: 'kanri', name: '管理課' } })
    expect(await sectionOf('j1')).toBe('kanri')
    expect((await all.registry.sections()).map(({ name }) => name)).toEqual(['総務課', '管理課'])
  })
})

describe('renaming, splitting, closing', () => {
  test('a new name is told from its date on, for every entry', async () => {
    await plan({ kind: 'rename', code: 'jinji', name: ' 人事給与課 ' }, '2026-12-01')
    expect((await all.registry.entriesById(['j1']))[0]?.section.name).toBe('人事課')
    today = '2026-12-01'
    await all.changes.applyDue()
    expect((await all.registry.entriesById(['j1']))[0]?.section.name).toBe('人事給与課')
  })

  test('what is split off takes the entries named that are still there, and its people their roles', async () => {
    const editor = await person('henshu', 'editor', 'jinji')
    const into = { code: 'kyuyo', name: '給与課' }
    const split = { kind: 'split', from: 'jinji', into, entryIds: ['j1', 'j2', 'k1'], roles: true } as const
    expect(await all.changes.preview(split)).toMatchObject({ entries: 2, inTheWorks: 2, losing: [] })
    expect(await all.changes.preview({ ...split, roles: false })).toMatchObject({ losing: ['henshu'] })
    await plan(split)
    expect(await Promise.all(['j1', 'j2', 'j3', 'k1'].map(sectionOf))).toEqual(['kyuyo', 'kyuyo', 'jinji', 'kaikei'])
    expect((await all.accounts.find(editor.id))?.grants).toEqual(
      expect.arrayContaining([
        { role: 'editor', sectionCode: 'jinji' },
        { role: 'editor', sectionCode: 'kyuyo' },
      ]),
    )
  })

  test('only a section without work can be closed', async () => {
    await expect(plan({ kind: 'close', code: 'somu' })).rejects.toMatchObject({ code: 'bad_input' })
    await plan({ kind: 'move', to: 'kaikei', entryIds: ['s1'] })
    await plan({ kind: 'close', code: 'somu' })
    expect((await all.registry.sections()).map(({ code }) => code)).toEqual(['jinji', 'kaikei'])
    for (const change of [
      { kind: 'close', code: 'somu' },
      { kind: 'rename', code: 'somu', name: '総務部' },
      { kind: 'move', to: 'somu', entryIds: ['j1'] },
    ] as const) {
      expect((await all.changes.preview(change)).problems).toContain('closed_section')
    }
  })

  test('nothing is saved into a section that is closed', async () => {
    await plan({ kind: 'merge', from: ['jinji'], into: SOMU })
    const saved = all.registry.save([makeInput('j9')], { actor: 'x' })
    await expect(saved).rejects.toMatchObject({ code: 'bad_input', data: { field: 'section' } })
  })
})

describe('a change with a date', () => {
  test('waits for it, is made once, also where the day itself was missed, and can be taken back before', async () => {
    const planned = await plan({ kind: 'move', to: 'kaikei', entryIds: ['j1'] }, '2026-12-01')
    const other = await plan({ kind: 'move', to: 'somu', entryIds: ['j2'] }, '2026-12-01')
    expect(await all.changes.applyDue()).toBe(0)
    expect((await all.changes.list(5)).map(({ appliedAt }) => appliedAt)).toEqual([null, null])
    await all.changes.cancel(other.id, 'user:kanri')
    await expect(all.changes.cancel(other.id, 'user:kanri')).rejects.toMatchObject({ code: 'not_found' })
    today = '2026-12-05'
    expect(await all.changes.applyDue()).toBe(1)
    expect(await all.changes.applyDue()).toBe(0)
    expect(await Promise.all([sectionOf('j1'), sectionOf('j2')])).toEqual(['kaikei', 'jinji'])
    expect(await all.changes.list(5)).toMatchObject([{ id: planned.id, appliedAt: now() }])
    await expect(all.changes.cancel(planned.id, 'user:kanri')).rejects.toMatchObject({ code: 'not_found' })
    const actions = (await events()).map(({ action }) => action)
    expect(actions.filter(action => action.startsWith('section_change'))).toEqual([
      'section_change.planned',
      'section_change.planned',
      'section_change.cancelled',
    ])
  })

  test('that cannot be made any more waits, is told to the operator, and holds up no other', async () => {
    await plan({ kind: 'close', code: 'somu' }, '2026-12-02').catch(() => {})
    await plan({ kind: 'move', to: 'somu', entryIds: ['j1'] }, '2026-12-03')
    await plan({ kind: 'rename', code: 'jinji', name: '人事給与課' }, '2026-12-04')
    await plan({ kind: 'merge', from: ['somu'], into: KAIKEI }, '2026-12-01')
    today = '2026-12-04'
    await all.changes.applyDue()
    expect(troubles).toMatchObject([['section_change_failed', {}]])
    expect(await sectionOf('j1')).toBe('jinji')
    expect((await all.registry.sections()).map(({ name }) => name)).toEqual(['人事給与課', '会計課'])
    expect((await all.changes.list(5)).filter(({ appliedAt }) => appliedAt === null)).toHaveLength(1)
  })
})

test('settings are changed with an event, once', async () => {
  for (const _ of [1, 2]) await all.changes.setSettings('jinji', { approval: false, gate: true }, 'user:kanri')
  const [jinji] = await all.changes.overview()
  expect(jinji).toMatchObject({ settings: { approval: false, gate: true }, published: 1, inTheWorks: 2, archived: 1 })
  expect((await events()).filter(({ action }) => action === 'section.settings')).toHaveLength(1)
  await expect(all.changes.setSettings('none', { approval: true, gate: false }, 'x')).rejects.toMatchObject({
    code: 'not_found',
  })
})

test('entries to be moved are selected by section, words and tag', async () => {
  const ids = async (selection: Parameters<typeof all.changes.select>[0]) =>
    (await all.changes.select(selection, 10)).entries.map(entry => entry.id)
  expect(await ids({})).toEqual(['j1', 'j2', 'j3', 'k1', 's1'])
  expect(await ids({ sectionCode: 'jinji', tag: '休暇' })).toEqual(['j1'])
  expect(await ids({ text: 'Ｊ2' })).toEqual(['j2'])
  expect(await ids({ text: "' OR 1=1" })).toEqual([])
  expect(await all.changes.select({}, 2)).toMatchObject({ total: 5, entries: [{ id: 'j1' }, { id: 'j2' }] })
})

test('five thousand entries are moved in one go, with an event of each', { timeout: 60_000 }, async () => {
  const many = Array.from({ length: 5_000 }, (_, i) =>
    makeInput(`m${i}`, { section: SOMU, phrasings: [`言い換え${i}`] }),
  )
  await all.registry.save(many, { actor: 'tester' })
  const before = (await events()).length
  await plan({ kind: 'move', to: 'kaikei', entryIds: many.map(entry => entry.id) })
  expect(await events()).toHaveLength(before + 5_000)
})
