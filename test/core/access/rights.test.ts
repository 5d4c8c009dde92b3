import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Account, type Grant, ROLES, SECTION_ROLES } from '../../../src/core/access/account.ts'
import {
  ACTIONS,
  isAnswerFor,
  isVisibleIn,
  isWorkVisibleIn,
  may,
  requireRight,
  scopeOf,
  sectionsWhere,
} from '../../../src/core/access/rights.ts'
import { makeEntry } from '../../fakes/entry-builders.ts'

const SECTIONS = ['jinji', 'kaikei', 'joho']
const section = fc.constantFrom(...SECTIONS)
const grant: fc.Arbitrary<Grant> = fc
  .record({ role: fc.constantFrom(...ROLES), sectionCode: fc.option(section) })
  .map(({ role, sectionCode }) => ({ role, sectionCode: SECTION_ROLES.has(role) ? sectionCode : null }))
const account = fc
  .record({ grants: fc.array(grant, { maxLength: 4 }), own: fc.option(section), disabled: fc.boolean() })
  .map(({ grants, own, disabled }) =>
    makeAccount({ grants, disabled, section: own === null ? null : { code: own, name: own } }),
  )
const action = fc.constantFrom(...ACTIONS)

function makeAccount(some: Partial<Account>): Account {
  const plain = { id: 'a', version: 1, login: 'a', name: 'A', mail: null, slackUser: null, section: null }
  return { ...plain, grants: [], disabled: false, ...some }
}

const of = (role: Grant['role'], sectionCode: string | null = null) => makeAccount({ grants: [{ role, sectionCode }] })

describe('rights', () => {
  test('nobody, and nobody who is disabled, may anything', () => {
    fc.assert(
      fc.property(account, action, fc.option(section, { nil: undefined }), (who, what, where) => {
        expect(may(null, what, where)).toBe(false)
        expect(may({ ...who, disabled: true }, what, where)).toBe(false)
        expect(sectionsWhere({ ...who, disabled: true }, what)).toEqual([])
        expect(scopeOf({ ...who, disabled: true })).toEqual([])
      }),
    )
  })

  test('another role never takes a right away', () => {
    fc.assert(
      fc.property(account, grant, action, section, (who, more, what, where) => {
        const richer = { ...who, grants: [...who.grants, more] }
        if (may(who, what, where)) expect(may(richer, what, where)).toBe(true)
        const scope = scopeOf(richer)
        if (scope !== null) for (const code of scopeOf(who) ?? []) expect(scope).toContain(code)
      }),
    )
  })

  test('in a section implies somewhere, and sectionsWhere names just those sections', () => {
    fc.assert(
      fc.property(account, fc.constantFrom('entry.edit', 'entry.publish'), section, (who, what, where) => {
        if (may(who, what, where)) expect(may(who, what)).toBe(true)
        const sections = sectionsWhere(who, what)
        expect(may(who, what, where)).toBe(sections === null || sections.includes(where))
      }),
    )
  })

  test('an administrator may everything everywhere; staff may nothing', () => {
    fc.assert(
      fc.property(action, section, (what, where) => {
        expect(may(of('administrator'), what, where)).toBe(true)
        expect(may(of('staff'), what, where)).toBe(false)
      }),
    )
  })

  test('an editor edits in the own section and does not publish; an approver does both, nowhere else', () => {
    expect(may(of('editor', 'jinji'), 'entry.edit', 'jinji')).toBe(true)
    expect(may(of('editor', 'jinji'), 'entry.edit', 'kaikei')).toBe(false)
    expect(may(of('editor', 'jinji'), 'entry.publish', 'jinji')).toBe(false)
    expect(may(of('approver', 'jinji'), 'entry.publish', 'jinji')).toBe(true)
    expect(may(of('approver', 'jinji'), 'entry.publish', 'kaikei')).toBe(false)
    expect(may(of('editor'), 'entry.edit', 'kaikei')).toBe(true)
    expect(may(of('manager'), 'entry.edit')).toBe(false)
    expect(() => requireRight(of('editor', 'jinji'), 'people.manage')).toThrow('forbidden')
  })

  test('only administrators keep people, sections and the audit', () => {
    for (const role of ROLES) {
      for (const what of ['people.manage', 'sections.manage', 'audit.read'] as const) {
        expect([role, what, may(of(role), what)]).toEqual([role, what, role === 'administrator'])
      }
    }
  })
})

describe('what is seen', () => {
  test('a larger scope sees at least as much', () => {
    const scope = fc.option(fc.array(section), { nil: null })
    fc.assert(
      fc.property(scope, section, section, fc.array(section), (seen, more, owner, visibleTo) => {
        const entry = makeEntry('a', { visibleTo, section: { code: owner, name: owner } })
        const larger = seen === null ? null : [...seen, more]
        if (isVisibleIn(entry, seen)) expect(isVisibleIn(entry, larger)).toBe(true)
        if (isWorkVisibleIn(entry, seen)) expect(isWorkVisibleIn(entry, larger)).toBe(true)
        if (isWorkVisibleIn(entry, seen)) expect(isVisibleIn(entry, seen)).toBe(true)
        expect(isVisibleIn(entry, [])).toBe(visibleTo.length === 0)
      }),
    )
  })

  test('an answer is published, valid on the day and open to the scope', () => {
    const entry = makeEntry('a', { visibleTo: ['kaikei'], validFrom: '2026-04-01', validUntil: '2027-03-31' })
    const on = (scope: readonly string[] | null, today: string) => isAnswerFor(entry, scope, today)
    expect(on(['kaikei'], '2026-12-01')).toBe(true)
    expect(on(['jinji'], '2026-12-01')).toBe(true) // its owner
    expect(on(null, '2026-12-01')).toBe(true)
    expect(on([], '2026-12-01')).toBe(false)
    expect(on(['kaikei'], '2026-03-31')).toBe(false)
    expect(on(['kaikei'], '2027-04-01')).toBe(false)
    expect(isAnswerFor({ ...entry, status: 'draft' }, null, '2026-12-01')).toBe(false)
  })

  test('a manager sees figures of all, and restricted entries of the own section alone', () => {
    const manager = makeAccount({
      section: { code: 'kaikei', name: '会計課' },
      grants: [{ role: 'manager', sectionCode: null }],
    })
    expect(may(manager, 'figures.read')).toBe(true)
    expect(scopeOf(manager)).toEqual(['kaikei'])
    expect(scopeOf(of('editor'))).toBeNull()
    expect(scopeOf(of('administrator'))).toBeNull()
  })
})
