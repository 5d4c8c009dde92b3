// The admin door: pages for editors, approvers, managers and administrators. What each address needs stands beside it.
import { Router } from 'express'
import { loadAssets } from '../src/pages/assets.ts'
import { type AccountDeps, accountRoutes } from './account/routes.ts'
import { addRoutes, type RoutingDeps } from './add-routes.ts'
import { type HomeDeps, homeRoutes } from './home/routes.ts'
import type { AdminFrame } from './layout.ts'
import type { PeopleDeps } from './people/people-deps.ts'
import { peopleRoutes } from './people/routes.ts'
import type { AdminRoute } from './route.ts'
import { signInRoutes } from './sign-in/routes.ts'
import type { SignInDeps } from './sign-in/sign-in-deps.ts'

export interface AdminDeps extends Omit<RoutingDeps, 'frame'>, Omit<AdminFrame, 'assets'> {
  readonly home: HomeDeps
  readonly signIn: SignInDeps
  readonly account: AccountDeps
  readonly people: PeopleDeps
}

const MOUNT_PATH = '/admin'

const ASSETS = ['admin.css', 'status.css', 'people.css', 'show-password.js'] as const

/** Every address of the door. */
export function adminRoutes(deps: AdminDeps): readonly AdminRoute[] {
  return [
    ...homeRoutes(deps.home),
    ...signInRoutes(deps.signIn),
    ...accountRoutes(deps.account),
    ...peopleRoutes(deps.people),
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
