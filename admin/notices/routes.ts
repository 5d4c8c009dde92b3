// What a person was told, and marking it as read.
import type { Notices } from '../../src/core/ports/notices.ts'
import { windowOf } from '../pages-of.ts'
import { readField } from '../read-field.ts'
import { type AdminRoute, ownRoute, type SignedInVisit } from '../route.ts'
import { noticesPage, placeOf } from './notices-page.ts'

export interface NoticesDeps {
  readonly notices: Pick<Notices, 'find' | 'list' | 'markRead' | 'unreadCount'>
}

const PER_PAGE = 50

export function noticesRoutes(deps: NoticesDeps): readonly AdminRoute[] {
  return [
    ownRoute('GET /notices', visit => showNotices(visit, deps)),
    ownRoute('POST /notices/read', visit => markRead(visit, deps)),
    ownRoute('GET /notices/:id/open', visit => openNotice(visit, deps)),
  ]
}

async function showNotices({ request, account, send }: SignedInVisit, { notices }: NoticesDeps): Promise<void> {
  const window = windowOf(request.query, PER_PAGE)
  const unreadOnly = readField(request.query, 'unread') === 'only'
  const [{ total, notices: shown }, unread] = await Promise.all([
    notices.list(account.id, { ...window, unreadOnly }),
    notices.unreadCount(account.id),
  ])
  const marked = readField(request.query, 'done') === 'read'
  await send(noticesPage({ shown, total, unread, unreadOnly, window, marked }))
}

async function markRead({ request, response, account }: SignedInVisit, { notices }: NoticesDeps): Promise<void> {
  const id = readField(request.body, 'id')
  await notices.markRead(account.id, id === '' ? 'all' : [id])
  response.redirect(303, '/admin/notices?done=read')
}

/** Leads to what the notice is about, which is read by that. Somebody else's notice leads nowhere. */
async function openNotice({ request, response, account }: SignedInVisit, { notices }: NoticesDeps): Promise<void> {
  const id = String(request.params['id'])
  const notice = await notices.find(id)
  if (notice === null || notice.accountId !== account.id) return response.redirect(303, '/admin/notices')
  await notices.markRead(account.id, [id])
  response.redirect(303, placeOf(notice) ?? '/admin/notices')
}
