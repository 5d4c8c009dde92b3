// The admin door. Today it holds what anyone may see without signing in: how many entries there are, and whether search
// is well. It changes nothing.
import { Router } from 'express'
import type { RegistryCounts } from '../src/core/ports/registry.ts'
import { loadAssets } from '../src/pages/assets.ts'
import { pageText } from '../src/pages/page.ts'
import { type SearchState, statusPage } from './status-page.ts'

export interface AdminDeps {
  readonly counts: () => Promise<RegistryCounts>
  readonly indexState: () => Promise<SearchState>
  readonly organisation: string
}

const MOUNT_PATH = '/admin'

/** To be mounted at /admin. */
export function adminRouter(deps: AdminDeps): Router {
  const folder = new URL('./assets/', import.meta.url)
  const assets = loadAssets({ folder, names: ['status.css'], mountPath: MOUNT_PATH })
  const router = Router()
  router.use(assets.router)
  router.get('/', async (_request, response) => {
    const page = statusPage(await deps.counts(), await deps.indexState())
    const text = await pageText(page, { organisation: deps.organisation, assets })
    response.set('Cache-Control', 'no-store').type('html').send(text)
  })
  return router
}
