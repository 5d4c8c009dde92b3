// The home of the admin door. What anyone may see without signing in: how many entries there are, and whether search is well.
import type { RegistryCounts } from '../../src/core/ports/registry.ts'
import { type AdminRoute, openRoute } from '../route.ts'
import { type SearchState, statusPage } from './status-page.ts'

export interface HomeDeps {
  readonly counts: () => Promise<RegistryCounts>
  readonly indexState: () => Promise<SearchState>
}

export function homeRoutes(deps: HomeDeps): readonly AdminRoute[] {
  return [
    openRoute('GET /', async visit => {
      const page = statusPage(await deps.counts(), await deps.indexState())
      await visit.send({ ...page, place: '/admin' })
    }),
  ]
}
