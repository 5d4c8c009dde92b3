// The pages of questions without a good answer.
import { type AdminRoute, guardedRoute } from '../route.ts'
import { clustersPage } from './list-page.ts'

export function learningRoutes(): readonly AdminRoute[] {
  return [guardedRoute('GET /learning', 'entries.read', ({ send }) => send(clustersPage()))]
}
