// The admin door: pages for editors, approvers, managers and administrators. What each address needs stands beside it.
import { Router } from 'express'
import { loadAssets } from '../src/pages/assets.ts'
import { type AccountDeps, accountRoutes } from './account/routes.ts'
import { addRoutes, type RoutingDeps } from './add-routes.ts'
import { type AiDeps, aiRoutes } from './ai/routes.ts'
import { type AuditDeps, auditRoutes } from './audit/routes.ts'
import type { DraftingPagesDeps } from './drafting/deps.ts'
import { draftingRoutes } from './drafting/routes.ts'
import type { EditingDeps } from './editing/deps.ts'
import { editingRoutes } from './editing/routes.ts'
import type { ExchangeDeps } from './exchange/exchange-deps.ts'
import { exchangeRoutes } from './exchange/routes.ts'
import { type HomeDeps, homeRoutes } from './home/routes.ts'
import { type ImpactDeps, impactRoutes } from './impact/routes.ts'
import { type KpiPagesDeps, kpiRoutes } from './kpi/routes.ts'
import { type KpiOutDeps, kpiOutRoutes } from './kpi-out/routes.ts'
import type { AdminFrame } from './layout.ts'
import type { ClustersDeps } from './learning/deps.ts'
import { learningRoutes } from './learning/routes.ts'
import { type NoticesDeps, noticesRoutes } from './notices/routes.ts'
import type { PeopleDeps } from './people/people-deps.ts'
import { peopleRoutes } from './people/routes.ts'
import { type PlanDeps, planRoutes } from './plan/routes.ts'
import { type PrivacyPagesDeps, privacyRoutes } from './privacy/routes.ts'
import type { ResolutionDeps } from './resolution/deps.ts'
import { resolutionRoutes } from './resolution/routes.ts'
import type { AdminRoute } from './route.ts'
import { type SectionsDeps, sectionRoutes } from './sections/routes.ts'
import { signInRoutes } from './sign-in/routes.ts'
import type { SignInDeps } from './sign-in/sign-in-deps.ts'
import type { SuggestionsDeps } from './suggestions/deps.ts'
import { suggestionsRoutes } from './suggestions/routes.ts'
import { type SynonymsDeps, synonymsRoutes } from './synonyms/routes.ts'
import { type TicketDeskDeps, ticketRoutes } from './tickets/routes.ts'
import { type TokensDeps, tokenRoutes } from './tokens/routes.ts'
import { type UpkeepDeps, upkeepRoutes } from './upkeep/routes.ts'
import { type WorkbenchDeps, workbenchRoutes } from './workbench/routes.ts'
import type { WorkflowPagesDeps } from './workflow/read-view.ts'
import { workflowRoutes } from './workflow/routes.ts'

export interface AdminDeps extends Omit<RoutingDeps, 'frame'>, Omit<AdminFrame, 'assets'> {
  readonly home: HomeDeps
  readonly exchange: ExchangeDeps
  readonly signIn: SignInDeps
  readonly account: AccountDeps
  readonly bench: ImpactDeps & SynonymsDeps & WorkbenchDeps
  readonly notices: NoticesDeps
  readonly editing: EditingDeps
  readonly workflow: WorkflowPagesDeps
  readonly tickets: TicketDeskDeps
  readonly drafting: DraftingPagesDeps
  readonly upkeep: UpkeepDeps
  readonly suggestions: SuggestionsDeps
  readonly resolution: ResolutionDeps
  readonly clusters: ClustersDeps
  readonly sections: SectionsDeps
  readonly kpi: Omit<KpiPagesDeps, 'log'>
  readonly people: PeopleDeps
  readonly ai: AiDeps
  readonly audit: AuditDeps
  readonly plan: PlanDeps
  readonly kpiOut: KpiOutDeps
  readonly tokens: TokensDeps
  readonly privacy: PrivacyPagesDeps
}

const MOUNT_PATH = '/admin'

/** Stylesheets in the order in which they build on each other, scripts after those that they import. */
const ASSETS = [
  'admin.css',
  'status.css',
  'people.css',
  'editing.css',
  'workflow.css',
  'drafting.css',
  'learning.css',
  'suggestions.css',
  'upkeep.css',
  'exchange.css',
  'kpi.css',
  'workbench.css',
  'plan.css',
  'api-tokens.css',
  'privacy.css',
  'ai.css',
  'show-password.js',
  'entry-form.js',
  'exchange.js',
  'live.js',
  'progress.js',
] as const

/** Every address of the door. The workflow's stand last: `/entries/:id` would take `/entries/new` too. */
export function adminRoutes(deps: AdminDeps): readonly AdminRoute[] {
  return [
    ...homeRoutes(deps.home),
    ...signInRoutes(deps.signIn),
    ...impactRoutes(deps.bench),
    ...synonymsRoutes(deps.bench),
    ...workbenchRoutes(deps.bench),
    ...accountRoutes(deps.account),
    ...noticesRoutes(deps.notices),
    ...editingRoutes(deps.editing),
    ...ticketRoutes(deps.tickets),
    ...draftingRoutes(deps.drafting),
    ...learningRoutes(deps.clusters),
    ...suggestionsRoutes(deps.suggestions),
    ...resolutionRoutes(deps.resolution),
    ...upkeepRoutes(deps.upkeep),
    ...exchangeRoutes(deps.exchange),
    ...kpiRoutes({ ...deps.kpi, log: deps.log }),
    ...kpiOutRoutes(deps.kpiOut),
    ...tokenRoutes(deps.tokens),
    ...privacyRoutes(deps.privacy),
    ...peopleRoutes(deps.people),
    ...planRoutes(deps.plan),
    ...aiRoutes(deps.ai),
    ...auditRoutes(deps.audit),
    ...workflowRoutes(deps.workflow),
    ...sectionRoutes(deps.sections),
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
