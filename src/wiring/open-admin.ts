// The admin door with everything it asks of the product.
import type { AdminDeps } from '../../admin/router.ts'
import type { Product } from '../cli/cli-deps.ts'
import type { Config } from '../config.ts'
import { toFault } from '../server/problem.ts'
import { sectionsDeps, upkeepDeps } from './admin-upkeep.ts'
import type { Log } from './log.ts'

export function adminDeps(product: Product, config: Config, log: Log): AdminDeps {
  const { registry, indexState, people, editorial } = product
  return {
    organisation: config.organisation,
    toFault,
    log,
    unreadNotices: ({ id }) => editorial.notices.unreadCount(id),
    home: { counts: registry.counts, indexState },
    signIn: people,
    upkeep: upkeepDeps(product),
    sections: sectionsDeps(product),
  }
}
