import { describe, expect, test } from 'vitest'
import type { Account, Grant } from '../../../src/core/access/account.ts'
import type { Revision } from '../../../src/core/ports/revisions.ts'
import { approversOf, participantsOf, writersOf } from '../../../src/core/workflow/people.ts'
import { publishedInput } from '../../../src/core/workflow/published-input.ts'
import { makeContent, makeEntry } from '../../fakes/entry-builders.ts'

function revision(number: number, author: string, answer: string, revisedOn = '2026-11-22'): Revision {
  const head = {
    number,
    author,
    status: 'draft',
    note: '',
    createdAt: new Date('2026-11-22T01:00:00Z'),
    revisedOn,
  } as const
  return { ...makeContent({ answer }), ...head }
}

function person(id: string, ...grants: readonly Grant[]): Account {
  return { id, version: 1, login: id, name: id, mail: null, slackUser: null, section: null, grants, disabled: false }
}

describe('writers', () => {
  const submitted = [revision(2, 'user:ed', 'b'), revision(3, 'user:ed', 'b'), revision(4, 'user:app', 'b')]

  test('are those who changed the content; whoever submits or sends back wrote nothing', () => {
    expect([...writersOf({ before: makeContent({ answer: 'a' }), revisions: submitted })]).toEqual(['user:ed'])
  })

  test('of a first revision are its authors, and nobody where nothing changed', () => {
    expect([...writersOf({ before: null, revisions: submitted })]).toEqual(['user:ed'])
    expect([...writersOf({ before: makeContent({ answer: 'b' }), revisions: submitted })]).toEqual([])
  })
})

test('participants wrote, submitted or spoke in this round, not in those before', () => {
  const said = (accountId: string, at: number) =>
    ({ id: at, revision: at, kind: 'comment', accountId, author: '', text: '', at: new Date() }) as const
  const round = { before: null, revisions: [revision(3, 'user:ed', 'b')] }
  const accounts = [person('ed'), person('app'), person('old')]
  expect([...participantsOf(round, [said('old', 2), said('app', 3)], accounts)]).toEqual(['ed', 'app'])
})

describe('approvers', () => {
  const admin = person('admin', { role: 'administrator', sectionCode: null })
  const here = person('here', { role: 'approver', sectionCode: 'jinji' })
  const everywhere = person('everywhere', { role: 'approver', sectionCode: null })
  const elsewhere = person('elsewhere', { role: 'approver', sectionCode: 'kaikei' })

  test('are the section’s, and administrators only where it has none', () => {
    expect(approversOf('jinji', [admin, here, everywhere, elsewhere])).toEqual(['here', 'everywhere'])
    expect(approversOf('jinji', [admin, elsewhere])).toEqual(['admin'])
    expect(approversOf('jinji', [admin, { ...here, disabled: true }])).toEqual(['admin'])
  })
})

describe('the date of revision', () => {
  const entry = (some: Partial<ReturnType<typeof makeEntry>>) => ({
    ...makeEntry('a', { status: 'draft', revision: 2, ...some }),
    publishedRevision: 1,
    note: '',
  })
  const now = new Date('2026-12-01T01:00:00Z')

  test('is the day of publication', () => {
    const round = { before: makeContent({ answer: 'a' }), revisions: [revision(2, 'user:ed', 'b')] }
    const input = publishedInput(entry({ answer: 'b', revisedOn: '2026-11-22' }), round, now)
    expect(input).toMatchObject({ status: 'published', revisedOn: '2026-12-01' })
  })

  test('is the one that the section stated, where it did', () => {
    const round = { before: null, revisions: [revision(2, 'user:ed', 'b', '2026-10-01')] }
    expect(publishedInput(entry({ answer: 'b', revisedOn: '2026-10-01' }), round, now).revisedOn).toBe('2026-10-01')
  })

  test('stays where nothing changed', () => {
    const round = { before: makeContent({ answer: 'b' }), revisions: [revision(2, 'user:ed', 'b')] }
    expect(publishedInput(entry({ answer: 'b', revisedOn: '2026-11-22' }), round, now).revisedOn).toBe('2026-11-22')
  })
})
