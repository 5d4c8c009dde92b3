// The admin door with everything it asks of the product.
import type { AdminDeps } from '../../admin/router.ts'
import type { Product } from '../cli/cli-deps.ts'
import type { Config } from '../config.ts'
import { toFault } from '../server/problem.ts'
import type { Log } from './log.ts'
import { benchPages } from './workbench.ts'

export function adminDeps(product: Product, config: Config, log: Log): AdminDeps {
  const { registry, indexState, people, auditLog, kpi } = product
  return {
    organisation: config.organisation,
    toFault,
    log,
    unreadNotices: async () => 0,
    home: { counts: registry.counts, indexState },
    signIn: people,
    bench: benchPages(product, config),
    audit: { auditLog },
    kpi: { figures: kpi.figures, plan: kpi.plan, entriesById: registry.entriesById, now: () => new Date() },
  }
}
