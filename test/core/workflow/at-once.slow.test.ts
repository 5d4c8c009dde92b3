// Two people who decide at the same moment: one of both decides, the other is told.
import { expect, test } from 'vitest'
import { hashAuditRow } from '../../../src/adapters/sqlite/audit-trail.ts'
import { openEditorialStory } from '../../fakes/open-editorial.ts'

const APPROVER = [{ role: 'approver', sectionCode: 'jinji' }] as const
const ROUNDS = 500

test('of two approvers one publishes, every time, and the trail stays whole', async () => {
  await using story = await openEditorialStory()
  const admin = await story.person('管理 者', [{ role: 'administrator', sectionCode: null }])
  await story.write('a', admin)
  const people = [await story.person('一', APPROVER), await story.person('二', APPROVER)]
  for (let round = 0; round < ROUNDS; round += 1) {
    await story.write('a', admin, { answer: `回答${round}` })
    const { revision } = await story.entry('a')
    const request = { action: 'publish', seen: revision, text: '' } as const
    const outcomes = await Promise.all(people.map(person => story.editorial.workflow.act('a', request, person)))
    expect(outcomes.map(({ kind }) => kind).toSorted()).toEqual(['changed', 'done'])
    expect((await story.entry('a')).revision).toBe(revision + 1)
  }
  const rows = await story.query.selectFrom('audit_event').selectAll().orderBy('seq').execute()
  let previous = rows[0]?.previous_hash
  for (const { seq: _seq, hash, ...row } of rows) {
    expect([row.previous_hash, hash]).toEqual([previous, hashAuditRow(row)])
    previous = hash
  }
})
