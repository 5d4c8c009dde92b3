// What every inbox of incoming events must do.
import { beforeEach, describe, expect, test } from 'vitest'
import type { EventInbox } from '../../src/core/ports/event-inbox.ts'

const NOON = new Date('2026-11-30T03:00:00.000Z')
const ONE_PM = new Date('2026-11-30T04:00:00.000Z')
const EVER = new Date(0)

/** Runs the contract; `open` makes an empty inbox. */
export function eventInboxContract(name: string, open: () => Promise<EventInbox>): void {
  describe(`${name} keeps the contract of an event inbox`, () => {
    let inbox: EventInbox
    beforeEach(async () => {
      inbox = await open()
    })
    const receive = (id: string, some: { source?: string; payload?: string | null; at?: Date } = {}) =>
      inbox.receive({ source: 'chat', id, payload: '{"text":"年休 😀"}', at: NOON, ...some })
    const waitingIds = async (source = 'chat', since = EVER) => (await inbox.waiting(source, since)).map(({ id }) => id)

    test('takes an event as new once, and as seen ever after', async () => {
      expect(await receive('e1')).toBe('new')
      expect(await receive('e1', { payload: 'another', at: ONE_PM })).toBe('seen')
      expect(await inbox.waiting('chat', EVER)).toEqual([{ id: 'e1', payload: '{"text":"年休 😀"}', at: NOON }])
    })

    test('takes the same event as new once, however many come at the same time', async () => {
      const outcomes = await Promise.all(Array.from({ length: 20 }, () => receive('e1')))
      expect(outcomes.filter(outcome => outcome === 'new')).toHaveLength(1)
    })

    test('keeps the sources apart', async () => {
      await receive('e1')
      expect(await receive('e1', { source: 'mail' })).toBe('new')
      await inbox.done('mail', 'e1')
      expect(await waitingIds('chat')).toEqual(['e1'])
      expect(await waitingIds('mail')).toEqual([])
    })

    test('knows what is done, and never hands it out again', async () => {
      await receive('e1')
      await receive('e2')
      await inbox.done('chat', 'e1')
      await inbox.done('chat', 'e1')
      expect(await waitingIds()).toEqual(['e2'])
      expect(await receive('e1')).toBe('seen')
      expect(await waitingIds()).toEqual(['e2'])
    })

    test('takes it calmly when something unknown is done', async () => {
      await inbox.done('chat', 'e1')
      expect(await receive('e1')).toBe('new')
      expect(await waitingIds()).toEqual(['e1'])
    })

    test('hands out what waits from a moment on, oldest first, that moment included', async () => {
      await receive('late', { at: ONE_PM })
      await receive('b', { at: NOON })
      await receive('a', { at: NOON })
      expect(await waitingIds()).toEqual(['a', 'b', 'late'])
      expect(await waitingIds('chat', ONE_PM)).toEqual(['late'])
      expect(await waitingIds('chat', new Date(ONE_PM.getTime() + 1))).toEqual([])
    })

    test('remembers a mere mark, which never waits', async () => {
      expect(await receive('signature', { payload: null })).toBe('new')
      expect(await receive('signature', { payload: null })).toBe('seen')
      expect(await waitingIds()).toEqual([])
    })

    test('an empty payload waits like any other', async () => {
      await receive('e1', { payload: '' })
      expect(await waitingIds()).toEqual(['e1'])
    })

    test('forgets what a source sent before a moment, done or not, and nothing else', async () => {
      await receive('old')
      await receive('old-done')
      await inbox.done('chat', 'old-done')
      await receive('young', { at: ONE_PM })
      await receive('old', { source: 'mail' })
      expect(await inbox.forget('chat', ONE_PM)).toBe(2)
      expect(await inbox.forget('chat', ONE_PM)).toBe(0)
      expect(await waitingIds()).toEqual(['young'])
      expect(await waitingIds('mail')).toEqual(['old'])
      expect(await receive('old-done')).toBe('new')
    })
  })
}
