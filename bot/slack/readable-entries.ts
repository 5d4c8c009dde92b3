// Entries that may be said in Slack, which knows nobody's rights: those that anybody may read today.
import { isAnswerFor, PUBLIC_SCOPE } from '../../src/core/access/rights.ts'
import type { Entry } from '../../src/core/entry.ts'
import { dateInJapan } from '../../src/core/fiscal-year.ts'
import type { FrontEndDeps } from './front-end.ts'

export async function readableEntries(
  ids: readonly string[],
  { registry, now }: Pick<FrontEndDeps, 'now' | 'registry'>,
): Promise<readonly Entry[]> {
  const today = dateInJapan(now())
  return (await registry.entriesById(ids)).filter(entry => isAnswerFor(entry, PUBLIC_SCOPE, today))
}
