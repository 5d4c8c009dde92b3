// What the server's metrics read of the product when they are asked.
import type { Product } from '../cli/cli-deps.ts'
import type { Health } from '../server/app.ts'
import type { Readings } from '../server/metrics.ts'

export async function readings(product: Product, health: () => Promise<Health>): Promise<Readings> {
  const { registry, questionLog, desk, indexState } = product
  const [counts, index, questions, outbox, { degraded }] = await Promise.all([
    registry.counts(),
    indexState(),
    questionLog.count(),
    desk.outboxCounts(),
    health(),
  ])
  return {
    registered: counts.registered,
    published: counts.byStatus.published,
    indexed: index.entries,
    indexPending: index.pending,
    vectors: index.vectors,
    questions,
    outboxWaiting: outbox.waiting,
    outboxGivenUp: outbox.givenUp,
    degraded: degraded === null ? 0 : 1,
  }
}
