// Tickets on the admin pages: the inbox of a section, answering, passing on, closing, and the way to a registered entry.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addDays } from '../../src/core/fiscal-year.ts'
import { ticketDesk } from '../../src/core/messages/ja/admin/tickets.ts'
import { ticketMessages } from '../../src/core/messages/ja/ticket.ts'
import type { Ticket } from '../../src/core/ticket/ticket.ts'
import { openStory, type Story } from './open-story.ts'
import { postForm, signInAs } from './sign-in.ts'

describe('the inbox', () => {
  let story: Story
  let jinji = ''
  let ryohi = ''
  beforeAll(async () => {
    story = await openStory()
    ;({ cookie: jinji } = await signInAs(story, { login: 'jinji', grants: [{ role: 'editor', sectionCode: 'jinji' }] }))
    ;({ cookie: ryohi } = await signInAs(story, { login: 'ryohi', grants: [{ role: 'editor', sectionCode: 'ryohi' }] }))
  })
  afterAll(() => story[Symbol.asyncDispose]())

  const page = async (path: string, cookie: string) =>
    (await fetch(story.url + path, { headers: { Cookie: cookie } })).text()
  const open = (question: string): Promise<Ticket> => {
    const request = {
      question,
      questionId: null,
      sectionCode: 'jinji',
      replyTo: { door: 'web' },
      asker: null,
      askerName: null,
    } as const
    return story.product.desk.tickets.open(request, 'web')
  }
  const now = async ({ id }: Ticket) => {
    const ticket = await story.product.desk.tickets.find(id)
    if (ticket === null) throw new Error('expected the ticket')
    return ticket
  }
  const act = async (ticket: Ticket, action: string, fields: Readonly<Record<string, string>>, cookie = jinji) => {
    const version = String((await now(ticket)).version)
    return postForm(`${story.url}/admin/tickets/${ticket.id}/${action}`, { cookie, fields: { version, ...fields } })
  }

  test('shows a section its own tickets and no others', async () => {
    const ticket = await open('扶養手当の届出の期限はいつですか')
    expect(await page('/admin/tickets', jinji)).toContain('扶養手当の届出の期限')
    expect(await page('/admin/tickets', ryohi)).not.toContain('扶養手当の届出の期限')
    expect(await page('/admin/tickets?section=jinji', ryohi)).not.toContain('扶養手当の届出の期限')
    const url = `${story.url}/admin/tickets/${ticket.id}`
    expect((await fetch(url, { headers: { Cookie: ryohi } })).status).toBe(403)
    expect((await fetch(url, { headers: { Cookie: jinji } })).status).toBe(200)
    expect((await act(ticket, 'answer', { answer: 'よその課の回答' }, ryohi)).status).toBe(403)
    expect((await fetch(`${story.url}/admin/tickets/none`, { headers: { Cookie: jinji } })).status).toBe(404)
  })

  test('lets a section answer, make a draft of the answer, and tells the asker when it is registered', async () => {
    const ticket = await open('当直明けの勤務はどうなりますか')
    expect((await act(ticket, 'accept', {})).status).toBe(303)
    expect((await act(ticket, 'answer', { answer: '当直明けは**職務専念義務**を免除します。' })).status).toBe(303)
    const drafted = await act(ticket, 'draft', {})
    const { entryId } = await now(ticket)
    expect(drafted.headers.get('location')).toBe(`/admin/entries/${entryId}/edit`)
    const [entry] = await story.product.registry.workingEntries([entryId ?? ''])
    expect(entry).toMatchObject({
      status: 'draft',
      question: '当直明けの勤務はどうなりますか',
      answer: '当直明けは**職務専念義務**を免除します。',
    })
    if (entry === undefined) throw new Error('expected the draft')
    await story.product.registry.save([{ ...entry, status: 'published' }], { actor: 'user:shonin' })
    await story.product.desk.tickets.settleRegistered()
    expect((await now(ticket)).state).toBe('registered')
    expect(await page(`/tickets/${ticket.id}`, '')).toContain(ticketMessages.states.registered)
  })

  test('moves a ticket to another section with a reason, and then it is there', async () => {
    const ticket = await open('新幹線の座席は指定できますか')
    const without = await act(ticket, 'assign', { section: 'ryohi', reason: '' })
    expect([without.status, (await without.text()).includes(ticketMessages.problems.empty('理由'))]).toEqual([
      422,
      true,
    ])
    const moved = await act(ticket, 'assign', { section: 'ryohi', reason: '旅費の取扱いのため' })
    expect([moved.status, moved.headers.get('location')]).toEqual([303, '/admin/tickets'])
    const there = await page(`/admin/tickets/${ticket.id}`, ryohi)
    expect(there).toContain('旅費の取扱いのため')
  })

  test('keeps what was typed where a colleague was faster', async () => {
    const ticket = await open('育児短時間勤務の申請先はどこですか')
    const stale = String(ticket.version)
    await act(ticket, 'accept', {})
    const late = await act(ticket, 'answer', { answer: '長い回答の下書き', version: stale })
    const text = await late.text()
    expect([late.status, text.includes('長い回答の下書き'), text.includes(ticketDesk.changed)]).toEqual([
      409,
      true,
      true,
    ])
    expect((await now(ticket)).answer).toBeNull()
  })

  test('closes a ticket with a reason, which the asker reads', async () => {
    const ticket = await open('来客用の駐車場はありますか')
    expect((await act(ticket, 'close', { reason: '庁舎管理課に直接お尋ねください。' })).status).toBe(303)
    expect(await page(`/tickets/${ticket.id}`, '')).toContain('庁舎管理課に直接お尋ねください。')
    expect(await page('/admin/tickets', jinji)).not.toContain('来客用の駐車場')
    expect(await page('/admin/tickets?state=closed', jinji)).toContain('来客用の駐車場')
  })

  test('shows a ticket as late, and reminds the section once of each date', async () => {
    await using late = await openStory()
    const { cookie, account } = await signInAs(late, {
      login: 'jinji',
      grants: [{ role: 'editor', sectionCode: 'jinji' }],
    })
    const tickets = late.product.desk.tickets
    const facts = {
      questionId: null,
      sectionCode: 'jinji',
      replyTo: { door: 'web' },
      asker: null,
      askerName: null,
    } as const
    const ticket = await tickets.open({ question: '育休中の手当はどうなりますか', ...facts }, 'web')
    await tickets.open({ question: '単身赴任手当の届出', ...facts }, 'web')
    const { turnDay } = late.product.keeping
    const notices = async () => (await late.product.editorial.notices.list(account.id, { limit: 9, offset: 0 })).notices
    await turnDay(ticket.dueOn)
    expect(await notices()).toEqual([])
    await turnDay(addDays(ticket.dueOn, 1))
    await turnDay(addDays(ticket.dueOn, 2))
    const told = await notices()
    expect(told.map(({ kind, detail }) => [kind, detail['count']])).toEqual([['ticket_overdue', '2']])
    const opened = await fetch(`${late.url}/admin/notices/${told[0]?.id}/open`, {
      headers: { Cookie: cookie },
      redirect: 'manual',
    })
    expect(opened.headers.get('location')).toBe(`/admin/tickets/${ticket.id}`)
    const shown = await fetch(`${late.url}/admin/notices`, { headers: { Cookie: cookie } })
    expect(await shown.text()).toContain('回答の期限')
  })

  test('merges tickets that ask the same: one answer, and each asker reads it on their own page', async () => {
    const first = await open('時差出勤の申請はいつまでですか')
    const second = await open('時差出勤の申請はいつまでにすればよいですか')
    const elsewhere = await story.product.desk.tickets.open(
      {
        question: '時差出勤の申請はいつまで',
        questionId: null,
        sectionCode: 'ryohi',
        replyTo: { door: 'web' },
        asker: null,
        askerName: null,
      },
      'web',
    )
    expect(await page(`/admin/tickets/${second.id}`, jinji)).toContain(ticketDesk.merge)
    expect((await act(second, 'merge', { into: elsewhere.id })).status).toBe(422)
    expect((await act(second, 'merge', { into: first.id })).status).toBe(303)
    expect(await page('/admin/tickets', jinji)).not.toContain('いつまでにすればよいですか')
    expect(await page(`/tickets/${second.id}`, '')).toContain(ticketMessages.mergedWaiting)
    await act(first, 'answer', { answer: '前月の末日までです。' })
    expect(await page(`/tickets/${second.id}`, '')).toContain('前月の末日までです。')
    expect((await now(second)).state).toBe('answered')
  })

  test('shows administrators how often proposals were right, and nobody else', async () => {
    const { cookie } = await signInAs(story, { login: 'kanri', grants: [{ role: 'administrator', sectionCode: null }] })
    expect(await page('/admin/tickets', cookie)).toContain(ticketDesk.proposals.title)
    expect(await page('/admin/tickets?year=2025', cookie)).toContain('令和7年度')
    expect(await page('/admin/tickets', jinji)).not.toContain(ticketDesk.proposals.title)
  })

  test('shows what staff typed as text, whatever it spells', async () => {
    const ticket = await open('<script>alert(1)</script>休暇')
    const text = (await page(`/admin/tickets/${ticket.id}`, jinji)) + (await page('/admin/tickets', jinji))
    expect(text).not.toContain('<script>alert')
  })
})
