// Planned publications and withdrawals, with a clock that the test turns: real SQLite, no server.
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Account } from '../../../src/core/access/account.ts'
import { openManualClock } from '../../fakes/manual-clock.ts'
import { type EditorialStory, openEditorialStory } from '../../fakes/open-editorial.ts'

const NINE = new Date('2026-12-01T00:00:00Z')
const LATER = new Date('2026-12-01T00:00:30Z')
const HOUR_MS = 60 * 60_000

let story: EditorialStory
let editor: Account
let approver: Account
beforeEach(async () => {
  story = await openEditorialStory()
  const admin = await story.person('管理 者', [{ role: 'administrator', sectionCode: null }])
  await story.write('a', admin, { answer: '古い回答です。' })
  await story.act('a', admin, { action: 'publish', text: '' })
  editor = await story.person('編集 一郎', [{ role: 'editor', sectionCode: 'jinji' }])
  approver = await story.person('承認 花子', [{ role: 'approver', sectionCode: 'jinji' }])
})
afterEach(() => story[Symbol.asyncDispose]())

/** Starts the scheduler, lets it see what there is, and ends it. */
async function look(): Promise<void> {
  const scheduler = story.editorial.startScheduler(openManualClock())
  await scheduler.settle()
  await scheduler.close()
}

const official = async () => (await story.registry.entriesById(['a']))[0]

async function plan(action: 'plan_publish' | 'plan_archive', at: Date | null = NINE) {
  return story.act('a', approver, { action, at })
}

describe('a planned publication', () => {
  beforeEach(async () => {
    await story.write('a', editor, { answer: '新しい回答です。' })
    await story.act('a', editor, { action: 'submit', text: '' })
    expect(await plan('plan_publish')).toEqual({ kind: 'done' })
  })

  test('happens at its time and not before, of exactly this revision, in the name of who planned it', async () => {
    story.time = new Date(NINE.getTime() - 1)
    await look()
    expect((await official())?.answer).toBe('古い回答です。')
    story.time = NINE
    await look()
    expect(await official()).toMatchObject({ answer: '新しい回答です。', revisedOn: '2026-12-01' })
    expect(await story.editorial.schedules.of('a')).toEqual([])
    expect((await story.trail('a')).slice(-2)).toEqual(['entry.published', 'entry.plan_carried_out'])
    expect(await story.told(editor)).toContain('published')
    const { events } = await story.editorial.revisions.history('a', { limit: 1, offset: 1 })
    expect(events[0]?.actor).toBe(`user:${approver.login}`)
  })

  test('that came due while nothing ran happens at the start', async () => {
    story.time = new Date(NINE.getTime() + 26 * HOUR_MS)
    await look()
    expect((await official())?.answer).toBe('新しい回答です。')
  })

  test('happens once, however often and by however many it is looked at', async () => {
    story.time = LATER
    await Promise.all([look(), look(), look()])
    await look()
    const trail = await story.trail('a')
    expect(trail.filter(action => action === 'entry.published').length).toBe(2)
    expect(trail.filter(action => action === 'entry.plan_carried_out').length).toBe(1)
    expect((await story.told(editor)).filter(kind => kind === 'published').length).toBe(1)
  })

  test('does not happen where the entry changed since, and says so to those concerned', async () => {
    await story.write('a', editor, { answer: 'もっと新しい回答です。' })
    story.time = LATER
    await look()
    expect((await official())?.answer).toBe('古い回答です。')
    expect(await story.editorial.schedules.of('a')).toEqual([])
    expect(await story.told(approver)).toContain('schedule_failed')
    expect(await story.told(editor)).toContain('schedule_failed')
    expect((await story.trail('a')).at(-1)).toBe('entry.plan_given_up')
  })

  test('does not happen where the evaluation speaks against it by then', async () => {
    story.verdict = { kind: 'closed', worse: 2 }
    story.time = LATER
    await look()
    expect((await official())?.answer).toBe('古い回答です。')
    expect(await story.told(approver)).toContain('schedule_failed')
  })

  test('is called off by a return, a withdrawal and a publication at once, and by hand', async () => {
    await story.act('a', approver, { action: 'return', text: '直してください。' })
    expect(await story.editorial.schedules.of('a')).toEqual([])
    await story.act('a', editor, { action: 'submit', text: '' })
    await plan('plan_publish')
    expect(await story.editorial.workflow.callOff('a', 'publish', editor)).toEqual({ kind: 'no_right' })
    expect(await story.editorial.workflow.callOff('a', 'publish', approver)).toEqual({ kind: 'done' })
    expect(await story.editorial.workflow.callOff('a', 'publish', approver)).toEqual({ kind: 'changed' })
    await plan('plan_publish')
    await story.act('a', approver, { action: 'publish', text: '' })
    expect(await story.editorial.schedules.of('a')).toEqual([])
    const trail = await story.trail('a')
    expect(trail.filter(action => action === 'entry.unscheduled').length).toBe(3)
  })

  test('is moved by planning again', async () => {
    await plan('plan_publish', new Date('2026-12-24T00:00:00Z'))
    const [only, ...others] = await story.editorial.schedules.of('a')
    expect([only?.at.toISOString(), others.length]).toEqual(['2026-12-24T00:00:00.000Z', 0])
  })
})

describe('a planned withdrawal', () => {
  test('takes out whatever is given by then, and the work on its successor stays in the history', async () => {
    expect(await plan('plan_archive')).toEqual({ kind: 'done' })
    await story.write('a', editor, { answer: '次の回答です。' })
    story.time = LATER
    await look()
    expect(await official()).toMatchObject({ status: 'archived', answer: '古い回答です。' })
    expect((await story.editorial.revisions.find('a', 3))?.answer).toBe('次の回答です。')
    expect(await story.told(approver)).toContain('archived')
  })

  test('of what is not given any more is given up', async () => {
    await plan('plan_archive')
    await story.registry.archive('a', 'test')
    story.time = LATER
    await look()
    expect(await story.told(approver)).toEqual(['schedule_failed'])
  })
})

test('a time that is none, past, or beyond all plans is refused', async () => {
  await story.write('a', editor, { answer: '新しい回答です。' })
  for (const [at, why] of [
    [null, 'no_time'],
    [story.time, 'past'],
    [new Date('2030-01-01T00:00:00Z'), 'too_far'],
  ] as const) {
    expect(await plan('plan_publish', at)).toEqual({ kind: 'bad_time', why })
  }
})

test('a publication that makes an evaluation question worse is refused, at once and when it is planned', async () => {
  await story.write('a', editor, { answer: '新しい回答です。' })
  story.verdict = { kind: 'closed', worse: 3 }
  expect(await story.act('a', approver, { action: 'publish', text: '' })).toEqual({ kind: 'gate_closed', worse: 3 })
  expect(await plan('plan_publish')).toEqual({ kind: 'gate_closed', worse: 3 })
  expect((await story.entry('a')).status).toBe('draft')
})
