// The admin door with everything it asks of the product.
import type { AdminDeps } from '../../admin/router.ts'
import type { Product } from '../cli/cli-deps.ts'
import type { Config } from '../config.ts'
import { toFault } from '../server/problem.ts'
import { homeDeps } from './admin-home.ts'
import { upkeepDeps } from './admin-upkeep.ts'
import type { Log } from './log.ts'
import { editingDeps } from './open-editing.ts'
import { benchPages } from './workbench.ts'

export function adminDeps(product: Product, config: Config, log: Log): AdminDeps {
  const { registry, people, editorial, auditLog, kpi, desk, questionLog } = product
  return {
    organisation: config.organisation,
    toFault,
    log,
    unreadNotices: ({ id }) => editorial.notices.unreadCount(id),
    home: homeDeps(product),
    signIn: people,
    bench: benchPages(product, config),
    audit: { auditLog },
    tickets: { tickets: desk.tickets, questionLog, registry, now: () => new Date() },
    kpi: { figures: kpi.figures, plan: kpi.plan, entriesById: registry.entriesById, now: () => new Date() },
    editing: editingDeps(product),
    upkeep: upkeepDeps(product),
    notices: editorial,
    workflow: { ...editorial, registry, accounts: people.accounts, now: () => new Date() },
  }
}
