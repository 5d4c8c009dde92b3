import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fieldChanges } from '../../src/core/audit-change.ts'

describe('the fields that an event changed', () => {
  test('are named with what was and what is, groups by their parts, lists by lines', () => {
    const before = { question: '旧', section: { code: 'a', name: '甲課' }, tags: ['x'], revision: 1, same: true }
    const after = { question: '新', section: { code: 'b', name: '甲課' }, tags: ['x', 'y'], revision: 2, same: true }
    expect(fieldChanges(before, after)).toEqual([
      { field: 'question', before: '旧', after: '新' },
      { field: 'section.code', before: 'a', after: 'b' },
      { field: 'tags', before: 'x', after: 'x\ny' },
      { field: 'revision', before: '1', after: '2' },
    ])
  })

  test('are all of them where there was nothing before, or is nothing after', () => {
    expect(fieldChanges(null, { name: '甲課', mail: null })).toEqual([{ field: 'name', before: '', after: '甲課' }])
    expect(fieldChanges({ disabled: false }, null)).toEqual([{ field: 'disabled', before: 'false', after: '' }])
  })

  test('show lists of groups as lines', () => {
    const grants = [
      { role: 'editor', sectionCode: 'jinji' },
      { role: 'manager', sectionCode: null },
    ]
    expect(fieldChanges({ grants: [] }, { grants })).toEqual([
      { field: 'grants', before: '', after: 'editor jinji\nmanager' },
    ])
  })

  test('of anything with itself are none', () => {
    fc.assert(
      fc.property(fc.jsonValue(), value => {
        expect(fieldChanges(value, value)).toEqual([])
      }),
    )
  })

  test('of two values without a common field name every field of both that says something', () => {
    const group = (prefix: string) =>
      fc.dictionary(
        fc.stringMatching(/^[a-z]{1,6}$/u).map(key => `${prefix}${key}`),
        fc.stringMatching(/^[a-z]{1,9}$/u),
      )
    fc.assert(
      fc.property(group('x'), group('y'), (before, after) => {
        const fields = fieldChanges(before, after).map(({ field }) => field)
        expect(fields.toSorted()).toEqual([...Object.keys(before), ...Object.keys(after)].toSorted())
      }),
    )
  })
})
