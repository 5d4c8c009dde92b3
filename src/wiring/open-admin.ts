// The admin door with everything it asks of the product.
import type { KpiOutDeps } from '../../admin/kpi-out/routes.ts'
import type { AdminDeps } from '../../admin/router.ts'
import type { Product } from '../cli/cli-deps.ts'
import type { Config } from '../config.ts'
import { toFault } from '../server/problem.ts'
import type { Log } from './log.ts'

const now = () => new Date()

export function adminDeps(product: Product, config: Config, log: Log): AdminDeps {
  const { registry, indexState, people, auditLog, kpi } = product
  return {
    organisation: config.organisation,
    toFault,
    log,
    unreadNotices: async () => 0,
    home: { counts: registry.counts, indexState },
    signIn: people,
    audit: { auditLog },
    kpiOut: kpiOutDeps(product, config),
    tokens: { tokens: kpi.tokens, publicUrl: config.publicUrl, now },
  }
}

function kpiOutDeps({ kpi, desk }: Product, { organisation, report }: Config): KpiOutDeps {
  const { figures, plan, reports } = kpi
  return { figures, plan, reports, tickets: desk.tickets, organisation, reportsAreMade: report !== null, now }
}
