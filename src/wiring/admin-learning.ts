// The pages that learn from what staff say, with what they ask of the product.
import { randomUUID } from 'node:crypto'
import type { ResolutionDeps } from '../../admin/resolution/deps.ts'
import type { AdminDeps } from '../../admin/router.ts'
import type { SuggestionsDeps } from '../../admin/suggestions/deps.ts'
import type { Product } from '../cli/cli-deps.ts'

/** Effects of suggestions are looked at where those of other changes are: the jobs are the same. */
export function suggestionsDeps(
  { suggestions, registry, editorial, bench, feedback }: Product,
  { jobs, mask }: Pick<AdminDeps['bench'], 'jobs' | 'mask'>,
): SuggestionsDeps {
  const { settings, workflow } = editorial
  return { suggestions, registry, settings, workflow, bench, jobs, rank: feedback.rank, mask, newId: randomUUID }
}

export function resolutionDeps(
  { feedback, registry }: Product,
  { mask }: Pick<AdminDeps['bench'], 'mask'>,
): ResolutionDeps {
  return { feedback, registry, mask, now: () => new Date() }
}
