// `zencho status`: the registration count and the state of the index.
import { formatFiscalYear } from '../core/fiscal-year.ts'
import { cli } from '../core/messages/ja/cli.ts'
import type { CliDeps } from './cli-deps.ts'

export async function runStatus(options: { readonly json?: boolean }, deps: CliDeps): Promise<void> {
  const product = await deps.openProduct()
  try {
    const [counts, index, questions] = [
      await product.registry.counts(),
      await product.indexState(),
      await product.questionLog.count(),
    ]
    if (options.json === true)
      return deps.out(JSON.stringify({ ...counts, questions, index, database: product.databasePath }, null, 2))
    const { status } = cli
    const rows: readonly (readonly [string, string])[] = [
      [status.registered, status.count(counts.registered)],
      [status.registeredThisYear(formatFiscalYear(counts.fiscalYear)), status.count(counts.registeredThisFiscalYear)],
      [status.published, status.count(counts.byStatus.published)],
      [status.draft, status.count(counts.byStatus.draft)],
      [status.inReview, status.count(counts.byStatus.in_review)],
      [status.archived, status.count(counts.byStatus.archived)],
      [status.questions, status.count(questions)],
      [status.pending, status.count(index.pending)],
      [status.vectors, status.count(index.vectors)],
      [status.model, index.modelId ?? status.noModel],
      [status.database, product.databasePath],
    ]
    deps.out(rows.map(([label, value]) => `${label}: ${value}`).join('\n'))
    if (index.degraded !== null) deps.err(cli.degraded(index.degraded))
  } finally {
    await product.close()
  }
}
