// What the pages of 解決率 ask of the product.
import type { FeedbackUse } from '../../src/core/learning/feedback-use.ts'
import type { Registry } from '../../src/core/ports/registry.ts'

export interface ResolutionDeps {
  readonly feedback: Pick<FeedbackUse, 'falls' | 'resolution'>
  readonly registry: Pick<Registry, 'entriesById' | 'sections' | 'workingEntries'>
  /** Takes personal data out of what staff typed. */
  readonly mask: (text: string) => string
  readonly now: () => Date
}

export const RESOLUTION_PATH = '/admin/learning/resolution'
