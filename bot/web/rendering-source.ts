// Port: official answers in other words, as they are kept and made. The chat does not know by whom.
import type { Entry } from '../../src/core/entry.ts'
import type { RenderingLanguage } from '../../src/core/ports/renderings.ts'
import type { RenderOutcome } from '../../src/core/rendering/render-answer.ts'
import type { WhoAsks } from './who-asks.ts'

export interface WebRenderings {
  readonly stored: (entry: Entry, language: RenderingLanguage) => Promise<RenderOutcome | null>
  readonly make: (
    entry: Entry,
    language: RenderingLanguage,
    by: { readonly asker: string | null; readonly signal: AbortSignal },
  ) => Promise<RenderOutcome>
  /** A keyed hash of who asks, for the allowance of the day; null where readers are not told apart. */
  readonly askerOf: (who: WhoAsks) => string | null
  /** Whether this asker may have one more made now. */
  readonly mayMake: (asker: string) => boolean
}
