// Official answers in other words, as readers and editors have them made.
import type { WebRenderings } from '../../bot/web/rendering-source.ts'
import type { Product } from '../cli/cli-deps.ts'
import { limitMakings } from '../core/rendering/limit-makings.ts'
import { storedRendering } from '../core/rendering/render-answer.ts'

const now = () => new Date()

/** Null where no chat model is set up. */
export function webRenderings(
  { composing, writing }: Product,
  askerOf: WebRenderings['askerOf'],
): WebRenderings | null {
  if (composing === null) return null
  const deps = { drafting: composing, renderings: writing.renderings, now }
  return {
    stored: (entry, language) => storedRendering({ entry, language }, deps),
    make: (entry, language, { asker, signal }) => writing.render({ entry, language, asker, signal }),
    askerOf,
    mayMake: limitMakings(now),
  }
}
