// Known families of sentence models: how their authors say that texts are to be embedded. A wrong prefix or pooling costs
// much of a model's quality and shows nowhere.
import { z } from 'zod'

export const POOLINGS = ['mean', 'cls', 'last'] as const

/** How texts become vectors with one model. */
export const embeddingRecipeSchema = z.object({
  /** What becomes of the tokens' vectors: their mean, the first one, or the last one. */
  pooling: z.enum(POOLINGS),
  /** Put before a question, and before a passage. */
  queryPrefix: z.string(),
  passagePrefix: z.string(),
  /** Weight of the model's z-score in the ranking beside the words' 1. */
  denseWeight: z.number().min(0).max(10),
})
export type EmbeddingRecipe = z.infer<typeof embeddingRecipeSchema>

export interface ModelFamily {
  readonly name: string
  readonly pattern: RegExp
  readonly recipe: EmbeddingRecipe
}

/** A model on a par with matching words counts as much as they; one well above them half as much again (docs/models.md). */
const AS_GOOD_AS_WORDS = 1
const BETTER_THAN_WORDS = 1.5

const plain: EmbeddingRecipe = {
  pooling: 'mean',
  queryPrefix: '',
  passagePrefix: '',
  denseWeight: AS_GOOD_AS_WORDS,
}
const asked: EmbeddingRecipe = { ...plain, queryPrefix: 'query: ', passagePrefix: 'passage: ' }

/** First match wins. Sources: the model cards. */
const FAMILIES: readonly ModelFamily[] = [
  {
    name: 'ruri-v3',
    pattern: /ruri-v3/iu,
    recipe: { ...plain, queryPrefix: '検索クエリ: ', passagePrefix: '検索文書: ', denseWeight: BETTER_THAN_WORDS },
  },
  { name: 'ruri', pattern: /ruri-/iu, recipe: { ...plain, queryPrefix: 'クエリ: ', passagePrefix: '文章: ' } },
  { name: 'e5', pattern: /(^|[-_/])e5-(small|base|large)(?!-instruct)/iu, recipe: asked },
  { name: 'glucose-v2', pattern: /glucose-base-ja-v2/iu, recipe: asked },
  { name: 'glucose', pattern: /glucose-base-ja/iu, recipe: plain },
  { name: 'rosetta', pattern: /rosetta-base-ja/iu, recipe: asked },
  { name: 'bge-m3', pattern: /bge-m3/iu, recipe: { ...plain, pooling: 'cls', denseWeight: BETTER_THAN_WORDS } },
  {
    name: 'text-embedding-3',
    pattern: /text-embedding-3/iu,
    recipe: { ...plain, denseWeight: BETTER_THAN_WORDS },
  },
]

/** What is done with a model that nothing is known of: the mean of its tokens, no prefix. */
export const UNKNOWN_FAMILY: ModelFamily = { name: 'unknown', pattern: /(?:)/u, recipe: plain }

/** The family of the first name that one recognises: the name in config.json, then that of the folder. */
export function familyOf(names: readonly string[]): ModelFamily {
  for (const name of names) {
    const family = FAMILIES.find(({ pattern }) => pattern.test(name))
    if (family !== undefined) return family
  }
  return UNKNOWN_FAMILY
}
