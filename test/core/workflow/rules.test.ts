import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Account, Grant } from '../../../src/core/access/account.ts'
import { ENTRY_STATUSES } from '../../../src/core/entry.ts'
import { actionsFor, permissionFor, type Situation, WORKFLOW_ACTIONS } from '../../../src/core/workflow/rules.ts'
import { JINJI } from '../../fakes/entry-builders.ts'

const statuses = fc.constantFrom(...ENTRY_STATUSES)
const grants = fc.array(
  fc.record({
    role: fc.constantFrom('staff', 'editor', 'approver', 'manager', 'administrator'),
    sectionCode: fc.constantFrom(null, 'jinji', 'kaikei'),
  }) as fc.Arbitrary<Grant>,
  { maxLength: 3 },
)

function account(some: Partial<Account>): Account {
  const plain = { id: 'a', version: 1, login: 'a', name: 'A', mail: null, slackUser: null, section: null }
  return { ...plain, grants: [], disabled: false, ...some }
}

function situation(some: Partial<Situation['entry']>, by: readonly Grant[], approval = true): Situation {
  const entry = { status: 'draft', publishedRevision: null, mergedInto: null, section: JINJI, ...some } as const
  return { entry, settings: { approval }, account: account({ grants: by }) }
}

const EDITOR: readonly Grant[] = [{ role: 'editor', sectionCode: 'jinji' }]
const APPROVER: readonly Grant[] = [{ role: 'approver', sectionCode: 'jinji' }]

const offered = (...args: Parameters<typeof situation>) => [...actionsFor(situation(...args))].toSorted()

describe('an editor', () => {
  test('submits a draft, and takes it back', () => {
    expect(offered({}, EDITOR)).toEqual(['comment', 'restore', 'submit'])
    expect(offered({ status: 'in_review' }, EDITOR)).toEqual(['comment', 'withdraw'])
  })

  test('decides where the section has no approval', () => {
    const own = offered({ publishedRevision: 1 }, EDITOR, false)
    expect(own).toEqual(['archive', 'comment', 'plan_archive', 'plan_publish', 'publish', 'restore'])
  })
})

describe('an approver', () => {
  test('publishes, plans and sends back what waits', () => {
    const actions = ['comment', 'plan_publish', 'publish', 'return', 'withdraw']
    expect(offered({ status: 'in_review' }, APPROVER)).toEqual(actions)
  })

  test('archives what is given, also where a draft of its successor is in the works', () => {
    for (const status of ['published', 'draft', 'in_review'] as const) {
      expect(offered({ status, publishedRevision: 1 }, APPROVER)).toContain('archive')
    }
    expect(offered({ status: 'archived' }, APPROVER)).toEqual(['comment', 'restore'])
  })
})

test('what was merged into another is not restored', () => {
  expect(permissionFor('restore', situation({ status: 'archived', mergedInto: 'b' }, APPROVER))).toBe('wrong_state')
})

test('nobody without a right in the section may do anything, whatever the state', () => {
  fc.assert(
    fc.property(
      statuses,
      grants,
      fc.boolean(),
      fc.constantFrom(...WORKFLOW_ACTIONS),
      (status, by, approval, action) => {
        const working = by.filter(({ role }) => role === 'editor' || role === 'approver' || role === 'administrator')
        const reaches = working.some(({ role, sectionCode }) => {
          return role === 'administrator' ? sectionCode !== 'kaikei' : sectionCode === null || sectionCode === 'jinji'
        })
        fc.pre(!reaches)
        expect(permissionFor(action, situation({ status }, by, approval))).toBe('no_right')
      },
    ),
  )
})

test('a disabled account is offered nothing', () => {
  const all = { ...situation({}, [{ role: 'administrator', sectionCode: null }]) }
  expect(actionsFor({ ...all, account: account({ ...all.account, disabled: true }) }).size).toBe(0)
})

test('whoever may publish with approval may without', () => {
  fc.assert(
    fc.property(statuses, grants, fc.constantFrom('publish', 'archive', 'return'), (status, by, action) => {
      const some = { status, publishedRevision: 1 }
      fc.pre(permissionFor(action, situation(some, by)) === 'allowed')
      expect(permissionFor(action, situation(some, by, false))).toBe('allowed')
    }),
  )
})
