// From one vector a token to one vector a text.
import { normaliseLength } from '../../core/search/vector.ts'
import type { EmbeddingRecipe } from '../embedders/model-families.ts'

/** What a model says of a batch: `states` is [texts, tokens, dimensions], `mask` [texts, tokens] with 0 for padding. */
export interface TokenStates {
  readonly states: Float32Array
  readonly mask: ArrayLike<bigint>
  readonly texts: number
  readonly tokens: number
  readonly dimensions: number
}

/** One unit-length vector for each text; padding never counts. Zero where the tokens' vectors cancel out. */
export function poolTokens(batch: TokenStates, pooling: EmbeddingRecipe['pooling']): readonly Float32Array[] {
  return Array.from({ length: batch.texts }, (_, text) => {
    const pooled = new Float32Array(batch.dimensions)
    for (const token of tokensOf(batch, text, pooling)) addToken(batch, text, token, pooled)
    return normaliseLength(pooled) // a mean is a sum of another length
  })
}

/** The tokens that make the text's vector. */
function tokensOf({ mask, tokens }: TokenStates, text: number, pooling: EmbeddingRecipe['pooling']): readonly number[] {
  const real = Array.from({ length: tokens }, (_, token) => token).filter(token => mask[text * tokens + token] === 1n)
  switch (pooling) {
    case 'mean':
      return real
    case 'cls':
      return real.slice(0, 1)
    case 'last':
      return real.slice(-1)
    default:
      return pooling satisfies never
  }
}

function addToken({ states, tokens, dimensions }: TokenStates, text: number, token: number, sum: Float32Array): void {
  const from = (text * tokens + token) * dimensions
  for (let d = 0; d < dimensions; d += 1) sum[d] = (sum[d] as number) + (states[from + d] as number)
}
