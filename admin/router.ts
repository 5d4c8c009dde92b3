// The admin door: pages for editors, approvers, managers and administrators. What each address needs stands beside it.
import { Router } from 'express'
import { loadAssets } from '../src/pages/assets.ts'
import { addRoutes, type RoutingDeps } from './add-routes.ts'
import { type AuditDeps, auditRoutes } from './audit/routes.ts'
import { type HomeDeps, homeRoutes } from './home/routes.ts'
import { type ImpactDeps, impactRoutes } from './impact/routes.ts'
import { type KpiPagesDeps, kpiRoutes } from './kpi/routes.ts'
import type { AdminFrame } from './layout.ts'
import type { AdminRoute } from './route.ts'
import { type SignInDeps, signInRoutes } from './sign-in/routes.ts'
import { type SynonymsDeps, synonymsRoutes } from './synonyms/routes.ts'
import { type WorkbenchDeps, workbenchRoutes } from './workbench/routes.ts'

export interface AdminDeps extends Omit<RoutingDeps, 'frame'>, Omit<AdminFrame, 'assets'> {
  readonly home: HomeDeps
  readonly signIn: SignInDeps
  readonly bench: ImpactDeps & SynonymsDeps & WorkbenchDeps
  readonly audit: AuditDeps
  readonly kpi: Omit<KpiPagesDeps, 'log'>
}

const MOUNT_PATH = '/admin'

const ASSETS = ['admin.css', 'status.css', 'kpi.css', 'workbench.css', 'live.js', 'progress.js'] as const

/** Every address of the door. */
export function adminRoutes(deps: AdminDeps): readonly AdminRoute[] {
  return [
    ...homeRoutes(deps.home),
    ...signInRoutes(deps.signIn),
    ...impactRoutes(deps.bench),
    ...synonymsRoutes(deps.bench),
    ...workbenchRoutes(deps.bench),
    ...auditRoutes(deps.audit),
    ...kpiRoutes({ ...deps.kpi, log: deps.log }),
  ]
}

/** To be mounted at /admin. */
export function adminRouter(deps: AdminDeps): Router {
  const assets = loadAssets({ folder: new URL('./assets/', import.meta.url), names: ASSETS, mountPath: MOUNT_PATH })
  const router = Router()
  router.use(assets.router)
  addRoutes(router, adminRoutes(deps), { ...deps, frame: { ...deps, assets } })
  return router
}
