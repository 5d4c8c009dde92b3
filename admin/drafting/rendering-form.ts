// What is wrong with a rendering that a person confirms. Facts that differ from the original are for the person to judge: they are
// told once, and confirm again where they are right.
import { ENTRY_LIMITS } from '../../src/core/entry.ts'
import { countCodePoints } from '../../src/core/normalise.ts'
import type { RenderingWords } from '../../src/core/ports/renderings.ts'
import type { RenderingVerdict } from '../../src/core/rendering/check-rendering.ts'

export const RENDERING_FIELDS = ['question', 'answer'] as const
export type RenderingField = (typeof RENDERING_FIELDS)[number]

export type RenderingProblem =
  | { readonly kind: 'empty'; readonly field: RenderingField }
  | { readonly kind: 'too_long'; readonly field: RenderingField; readonly limit: number }
  | { readonly kind: 'differs'; readonly verdict: RenderingVerdict }
  | { readonly kind: 'changed' }

/** English of a question at its limit. */
const LIMITS: Readonly<Record<RenderingField, number>> = { question: ENTRY_LIMITS.question * 4, answer: 30_000 }

export function renderingProblem(
  words: RenderingWords,
  { verdict, anyway }: { readonly verdict: RenderingVerdict; readonly anyway: boolean },
): RenderingProblem | null {
  for (const field of RENDERING_FIELDS) {
    const length = countCodePoints(words[field])
    if (length === 0) return { kind: 'empty', field }
    if (length > LIMITS[field]) return { kind: 'too_long', field, limit: LIMITS[field] }
  }
  return verdict === 'fit' || anyway ? null : { kind: 'differs', verdict }
}
