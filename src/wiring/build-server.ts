// The product behind HTTP: the API, the pages, and the doors that are set up.
import { adminRouter } from '../../admin/router.ts'
import type { SummaryReader } from '../../bot/web/compose.ts'
import { webChatRouter } from '../../bot/web/router.ts'
import type { WhoAsks } from '../../bot/web/who-asks.ts'
import type { Product } from '../cli/cli-deps.ts'
import type { Config } from '../config.ts'
import { composeForQuestion } from '../core/compose/compose-for-question.ts'
import { buildApp } from '../server/app.ts'
import { attachmentsRouter } from '../server/attachments.ts'
import { sessions } from '../server/sessions/sessions.ts'
import { homeDeps } from './admin-home.ts'
import { healthOf } from './health-of.ts'
import { type Log, openRequestLog } from './log.ts'
import { askerOfWho } from './model-askers.ts'
import { adminDeps } from './open-admin.ts'
import { openMcpRouter } from './open-mcp.ts'
import { webRenderings } from './open-renderings.ts'
import type { SlackBot } from './open-slack-bot.ts'
import { readVersion } from './read-version.ts'
import { readings } from './readings.ts'

export function buildServer(product: Product, config: Config, log: Log, slack: SlackBot | null = null) {
  const { registry, conversation, desk, ask, explain, kpi } = product
  const now = () => new Date()
  const secure = config.publicUrl.startsWith('https:')
  const tellsClientsApart = !secure || config.trustedProxies > 0
  const askerOf = askerOfWho({ askerKeys: desk.askerKeys, tellsClientsApart })
  const { entriesById, sections } = registry
  const { organisation } = config
  const web = webChatRouter({
    conversation,
    tickets: desk.tickets,
    entriesById,
    sections,
    organisation,
    publicUrl: config.publicUrl,
    compose: composer(product, askerOf),
    composes: product.composing?.access.isOn ?? (async () => false),
    renderings: webRenderings(product, askerOf),
    widgetOrigins: config.widgetOrigins,
    mailWorks: config.outDoors.includes('mail'),
    now,
    log,
  })
  const admin = adminRouter({ ...adminDeps(product, config, log), home: homeDeps(product, slack) })
  const events = slack?.router ?? null
  const mcp = openMcpRouter(product, { config, version: readVersion(), log })
  const pages = {
    ...(events !== null && { '/slack/events': events }),
    ...(mcp !== null && { '/mcp': mcp }),
    '/admin': admin,
    '/attachments': attachmentsRouter({ ...product.editing, registry: product.registry, now: () => new Date() }),
    '/': web,
  }
  const health = () => healthOf(product, slack)
  // Everybody would seem to come from the proxy, and share one limit on guessing passwords.
  if (!tellsClientsApart) log('clients_look_alike', { setting: 'TRUST_PROXY' })
  const identify = sessions({
    sessions: product.people.sessions,
    findAccount: product.people.accounts.find,
    secure,
    now,
  })
  const figuresApi = { figures: kpi.figures, plan: kpi.plan, tokens: kpi.tokens, now }
  const publicFigures = config.publicFigures ? { atAGlance: kpi.atAGlance, now } : null
  return buildApp({
    version: readVersion(),
    trustedProxies: config.trustedProxies,
    ask,
    explain,
    registry,
    figuresApi,
    publicFigures,
    now,
    health,
    metrics: { tokens: kpi.tokens, now, read: () => readings(product, health) },
    logRequest: openRequestLog(config),
    identify,
    pages,
    log,
  })
}

/** Null where no chat model is set up. */
function composer({ composing, questionLog, registry }: Product, askerOf: (who: WhoAsks) => string | null) {
  if (composing === null) return null
  const deps = { composing, questionLog, registry, now: () => new Date() }
  return (questionId: string, signal: AbortSignal, { scope, who }: SummaryReader) =>
    composeForQuestion({ questionId, scope, asker: askerOf(who), signal }, deps)
}
