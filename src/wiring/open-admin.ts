// The admin door with everything it asks of the product.
import type { AdminDeps } from '../../admin/router.ts'
import type { Product } from '../cli/cli-deps.ts'
import type { Config } from '../config.ts'
import { toFault } from '../server/problem.ts'
import { homeDeps } from './admin-home.ts'
import { upkeepDeps } from './admin-upkeep.ts'
import type { Log } from './log.ts'

export function adminDeps(product: Product, config: Config, log: Log): AdminDeps {
  const { registry, people, editorial } = product
  return {
    organisation: config.organisation,
    toFault,
    log,
    unreadNotices: ({ id }) => editorial.notices.unreadCount(id),
    home: homeDeps(product),
    signIn: people,
    upkeep: upkeepDeps(product),
    notices: editorial,
    workflow: { ...editorial, registry, accounts: people.accounts, now: () => new Date() },
  }
}
