// The home of the admin door: what waits for the person who is signed in, and what anyone may see: how many entries there are,
// and whether search is well.
import { html } from 'hono/html'
import { type Account, actorOf } from '../../src/core/access/account.ts'
import { may, sectionsWhere } from '../../src/core/access/rights.ts'
import type { BackupState } from '../../src/core/ports/backups.ts'
import type { Notices } from '../../src/core/ports/notices.ts'
import type { RegistryCounts } from '../../src/core/ports/registry.ts'
import type { QueuePage, ReviewQueue } from '../../src/core/ports/review-queue.ts'
import { type AdminRoute, openRoute } from '../route.ts'
import { backupHtml } from './backup-view.ts'
import { type SearchState, statusHtml, statusPage, type Trouble } from './status-page.ts'
import { type LearningTodos, type Todos, todosPage } from './todos-page.ts'

export interface HomeDeps {
  readonly counts: () => Promise<RegistryCounts>
  readonly indexState: () => Promise<SearchState>
  readonly queue: ReviewQueue
  readonly backups: () => Promise<BackupState>
  readonly troubles: () => readonly Trouble[]
  readonly notices: Pick<Notices, 'unreadCount'>
  /** Published entries of a person's sections that are past their review date. */
  readonly reviewDue: (account: Account) => Promise<number>
  /** What the people who ask say of entries of a person's sections. */
  readonly learning: (account: Account) => Promise<LearningTodos>
}

/** Of each list; the rest is a click away. */
const SHOWN = 5

export function homeRoutes(deps: HomeDeps): readonly AdminRoute[] {
  return [
    openRoute('GET /', async visit => {
      const [counts, search] = [await deps.counts(), await deps.indexState()]
      const { account } = visit
      const keepsData = may(account, 'people.manage')
      const standing = { counts, search, troubles: deps.troubles() }
      const status = html`${statusHtml(standing)}${keepsData && backupHtml(await deps.backups())}`
      const page = account === null ? statusPage(standing) : todosPage(account, await readTodos(account, deps), status)
      await visit.send({ ...page, place: '/admin' })
    }),
  ]
}

const NOTHING: QueuePage<never> = { total: 0, items: [] }

async function readTodos(account: Account, { queue, notices, reviewDue, learning }: HomeDeps): Promise<Todos> {
  const window = { limit: SHOWN, offset: 0 }
  const worker = { accountId: account.id, actor: actorOf(account) }
  const edits = may(account, 'entry.edit')
  const [waiting, returned, drafts, unread, due, learned] = await Promise.all([
    may(account, 'entry.publish') ? queue.waiting({ sections: sectionsWhere(account, 'entry.publish') }, window) : null,
    edits ? queue.returned(worker, window) : NOTHING,
    edits ? queue.drafts(worker, window) : NOTHING,
    notices.unreadCount(account.id),
    edits ? reviewDue(account) : null,
    edits ? learning(account) : null,
  ])
  return { edits, waiting, returned, drafts, unread, due, learned }
}
