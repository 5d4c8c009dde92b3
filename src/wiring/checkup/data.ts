// What the product keeps: the database, the time of its last record, the index, the word table.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { openBuiltinEmbedders } from '../../adapters/embedders/builtin-embedder.ts'
import { isSoundSqlite, sqliteVersion } from '../../adapters/sqlite/check-database.ts'
import type { Product } from '../../cli/cli-deps.ts'
import type { Config } from '../../config.ts'
import { type Finding, fault, good, note } from '../../core/checkup.ts'
import { FaqError } from '../../core/errors.ts'
import { formatMoment } from '../../core/japan-time.ts'
import { describeFault } from '../../core/messages/describe-fault.ts'
import { doctorTexts as texts } from '../../core/messages/ja/doctor.ts'

/** Clocks of two machines may differ by that much. */
const CLOCK_SLACK_MS = 5 * 60_000

const { items } = texts

export function checkSqlite(version: string = sqliteVersion()): Finding {
  if (isSoundSqlite(version)) return good(items.sqlite, texts.sqlite.good(version))
  return fault(items.sqlite, texts.sqlite.old(version), texts.sqlite.action)
}

export function checkWordTable({ modelDir }: Pick<Config, 'modelDir'>): Finding {
  try {
    openBuiltinEmbedders(modelDir)
    return good(items.wordTable, texts.wordTable.good(modelDir))
  } catch (error) {
    return fault(items.wordTable, texts.wordTable.broken(reasonOf(error)), texts.wordTable.action)
  }
}

interface KeptDeps {
  readonly config: Pick<Config, 'dataDir'>
  readonly openProduct: () => Promise<Product>
  readonly now: () => Date
}

/** Opens the product as the server would: what stops a start stops here too, and is told. */
export async function checkKept({ config, openProduct, now }: KeptDeps): Promise<readonly Finding[]> {
  if (!existsSync(join(config.dataDir, 'zencho.sqlite'))) return [good(items.database, texts.database.none)]
  let product: Product
  try {
    product = await openProduct()
  } catch (error) {
    const { broken, action, unopenedAction } = texts.database
    const isDamaged = !(error instanceof FaqError) || error.code === 'database_corrupt'
    return [fault(items.database, broken(reasonOf(error)), isDamaged ? action : unopenedAction)]
  }
  try {
    const { registered, byStatus } = await product.registry.counts()
    return [
      good(items.database, texts.database.good(registered, byStatus.published)),
      await checkClock(product, now()),
      await checkIndex(product),
      await checkOutbox(product),
    ]
  } finally {
    await product.close()
  }
}

async function checkClock({ auditLog }: Product, now: Date): Promise<Finding> {
  const [newest] = await auditLog.page({}, { limit: 1 })
  const last = newest?.at ?? null
  if (last === null || last.getTime() <= now.getTime() + CLOCK_SLACK_MS) {
    return good(items.clock, texts.clock.good(formatMoment(now)))
  }
  return fault(items.clock, texts.clock.behind(formatMoment(now), formatMoment(last)), texts.clock.action)
}

async function checkIndex(product: Product): Promise<Finding> {
  const { degraded, pending, entries } = await product.indexState()
  if (degraded !== null) return note(items.index, texts.index.degraded(degraded), texts.index.degradedAction)
  if (pending > 0) return note(items.index, texts.index.pending(pending), texts.index.pendingAction)
  return good(items.index, texts.index.good(entries))
}

async function checkOutbox({ desk }: Product): Promise<Finding> {
  const { waiting, givenUp } = await desk.outboxCounts()
  if (givenUp === 0) return good(items.outbox, texts.outbox.good(waiting))
  return note(items.outbox, texts.outbox.givenUp(givenUp), texts.outbox.action)
}

function reasonOf(error: unknown): string {
  return error instanceof FaqError ? describeFault(error, 'ja').detail : String(error)
}
