// What every store of notices must do: each person is told once, by the doors that reach them, and reads their own alone.
import { beforeEach, describe, expect, test } from 'vitest'
import type { NoticeMessage, Notices } from '../../src/core/ports/notices.ts'
import type { Outbox } from '../../src/core/ports/outbox.ts'

export interface OpenNotices {
  readonly notices: Notices
  readonly outbox: Pick<Outbox<NoticeMessage>, 'due' | 'failed' | 'sent'>
  /** Accounts: one with both addresses, one without any, one that is disabled. */
  readonly ids: { readonly both: string; readonly none: string; readonly disabled: string }
  readonly now: () => Date
  readonly pass: (ms: number) => void
}

/** Runs the contract; mail and Slack are set up. */
export function noticesContract(name: string, open: () => Promise<OpenNotices>): void {
  describe(`${name} keeps the contract of notices`, () => {
    let opened: OpenNotices
    beforeEach(async () => {
      opened = await open()
    })
    const tell = (...to: readonly string[]) =>
      opened.notices.add([{ kind: 'commented', entryId: 'a', detail: { by: '誰か', text: 'はい' }, to }])
    const listed = async (id: string) => (await opened.notices.list(id, { limit: 10, offset: 0 })).notices

    test('tells each person once, whoever names them twice, and nobody who is disabled', async () => {
      const { both, none, disabled } = opened.ids
      await tell(both, none, both, disabled)
      expect((await listed(both)).length).toBe(1)
      expect((await listed(none)).length).toBe(1)
      expect((await listed(disabled)).length).toBe(0)
      expect((await listed(both))[0]).toMatchObject({
        kind: 'commented',
        entryId: 'a',
        detail: { by: '誰か' },
        readAt: null,
      })
    })

    test('leaves by the doors that reach the person, in order, until it is sent', async () => {
      await tell(opened.ids.none, opened.ids.both)
      await tell(opened.ids.both)
      for (const door of ['mail', 'slack'] as const) {
        const due = await opened.outbox.due(door, opened.now(), 10)
        expect(due.map(({ news, attempts }) => [news, attempts])).toEqual([
          ['commented', 0],
          ['commented', 0],
        ])
        expect(due[0]?.id).toBeLessThan(due[1]?.id ?? 0)
        await opened.outbox.sent(due[0]?.id ?? 0, opened.now())
        expect((await opened.outbox.due(door, opened.now(), 10)).length).toBe(1)
      }
    })

    test('waits after a failure, and is given up for good', async () => {
      await tell(opened.ids.both)
      const [message] = await opened.outbox.due('mail', opened.now(), 10)
      const later = new Date(opened.now().getTime() + 5_000)
      await opened.outbox.failed(message?.id ?? 0, 'down', later, opened.now())
      expect(await opened.outbox.due('mail', opened.now(), 10)).toEqual([])
      expect((await opened.outbox.due('mail', later, 10))[0]?.attempts).toBe(1)
      await opened.outbox.failed(message?.id ?? 0, 'refused', null, later)
      expect(await opened.outbox.due('mail', new Date('2099-01-01'), 10)).toEqual([])
    })

    test('is read by its own account alone, one by one or all', async () => {
      const { both, none } = opened.ids
      await tell(both, none)
      opened.pass(1_000)
      await tell(both)
      const [newest, oldest] = await listed(both)
      expect(newest?.at.getTime()).toBeGreaterThan(oldest?.at.getTime() ?? 0)
      await opened.notices.markRead(none, [newest?.id ?? ''])
      expect(await opened.notices.unreadCount(both)).toBe(2)
      await opened.notices.markRead(both, [newest?.id ?? ''])
      expect(await opened.notices.unreadCount(both)).toBe(1)
      const unread = await opened.notices.list(both, { unreadOnly: true, limit: 10, offset: 0 })
      expect([unread.total, unread.notices[0]?.id]).toEqual([1, oldest?.id])
      await opened.notices.markRead(both, 'all')
      expect(await opened.notices.unreadCount(both)).toBe(0)
      expect(await opened.notices.unreadCount(none)).toBe(1)
      expect((await opened.notices.find(newest?.id ?? ''))?.readAt).not.toBeNull()
    })

    test('pages, newest first', async () => {
      for (let count = 0; count < 5; count += 1) {
        await tell(opened.ids.none)
        opened.pass(1_000)
      }
      const page = await opened.notices.list(opened.ids.none, { limit: 2, offset: 4 })
      expect([page.total, page.notices.length]).toEqual([5, 1])
    })
  })
}
