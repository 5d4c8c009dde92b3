// The admin door with everything it asks of the product.
import { randomUUID } from 'node:crypto'
import type { KpiOutDeps } from '../../admin/kpi-out/routes.ts'
import type { AdminDeps } from '../../admin/router.ts'
import type { Product } from '../cli/cli-deps.ts'
import type { Config } from '../config.ts'
import { toFault } from '../server/problem.ts'
import { clustersDeps, resolutionDeps, suggestionsDeps } from './admin-learning.ts'
import { sectionsDeps, upkeepDeps } from './admin-upkeep.ts'
import type { Log } from './log.ts'
import { draftingPages, modelHelp } from './open-drafting.ts'
import { editingDeps, nameOfActor } from './open-editing.ts'
import { peoplePages } from './open-people.ts'
import { benchPages } from './workbench.ts'

const now = () => new Date()

/** All but the home, which tells of the doors of the server, too. */
export function adminDeps(product: Product, config: Config, log: Log): Omit<AdminDeps, 'home'> {
  const bench = benchPages(product, config)
  const { registry, people, editorial, auditLog, kpi, desk, questionLog, exchange, modelUse } = product
  return {
    organisation: config.organisation,
    toFault,
    log,
    unreadNotices: ({ id }) => editorial.notices.unreadCount(id),
    bench,
    suggestions: suggestionsDeps(product, bench),
    resolution: resolutionDeps(product, bench),
    clusters: clustersDeps(product, config),
    audit: { auditLog },
    ai: { ...modelUse, vectorsHost: vectorsHostOf(config), now },
    kpiOut: kpiOutDeps(product, config),
    tokens: { tokens: kpi.tokens, publicUrl: config.publicUrl, now },
    tickets: {
      tickets: desk.tickets,
      questionLog,
      registry,
      now,
      drafts: async () => (await product.composing?.access.isOn()) ?? false,
    },
    drafting: draftingPages(product, { ...config, nameOfActor: nameOfActor(product) }),
    kpi: {
      figures: kpi.figures,
      plan: kpi.plan,
      entriesById: registry.entriesById,
      employeeNumberForms: config.employeeNumberForms,
      now,
    },
    privacy: { privacy: product.privacy, organisation: config.organisation, now },
    editing: editingDeps(product),
    upkeep: upkeepDeps(product),
    sections: sectionsDeps(product),
    notices: editorial,
    workflow: {
      ...editorial,
      ...product.writing,
      modelHelp: modelHelp(product),
      registry,
      accounts: people.accounts,
      feedback: product.feedback,
      clusters: product.learning.clusters,
      now,
    },
    ...peoplePages(product, config, log),
    plan: {
      ...kpi,
      accounts: people.accounts,
      sections: registry.sections,
      organisation: config.organisation,
      now: () => new Date(),
    },
    exchange: { exchange, registry, now, newId: randomUUID },
  }
}

function kpiOutDeps({ kpi, desk }: Product, { organisation, report }: Config): KpiOutDeps {
  const { figures, plan, reports } = kpi
  return { figures, plan, reports, tickets: desk.tickets, organisation, reportsAreMade: report !== null, now }
}

/** Whoever turns AI help off shall know what still leaves. */
function vectorsHostOf({ embedder }: Pick<Config, 'embedder'>): string | null {
  return embedder.kind === 'openai' ? new URL(embedder.endpoint.baseUrl).host : null
}
