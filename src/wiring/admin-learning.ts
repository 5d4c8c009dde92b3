// The pages that learn from what staff say, with what they ask of the product.
import { randomInt, randomUUID } from 'node:crypto'
import type { ClustersDeps } from '../../admin/learning/deps.ts'
import type { ResolutionDeps } from '../../admin/resolution/deps.ts'
import type { AdminDeps } from '../../admin/router.ts'
import type { SuggestionsDeps } from '../../admin/suggestions/deps.ts'
import type { Product } from '../cli/cli-deps.ts'
import type { Config } from '../config.ts'
import { newEntryId } from '../core/editing/new-entry-id.ts'
import { dateInJapan } from '../core/fiscal-year.ts'
import { maskPersonalData } from '../core/masking/mask-personal-data.ts'
import { clusterDrafting } from './open-drafting.ts'

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

export function clustersDeps(product: Product, config: Pick<Config, 'employeeNumberForms'>): ClustersDeps {
  const { learning, registry, termsOf } = product
  const { employeeNumberForms } = config
  const now = () => new Date()
  const freshEntryId = (code: string) =>
    newEntryId(code, { today: dateInJapan(now()), random: below => randomInt(below) })
  return {
    ...learning,
    registry,
    termsOf,
    mask: text => maskPersonalData(text, { employeeNumberForms }).text,
    newEntryId: freshEntryId,
    model: clusterDrafting(product, freshEntryId),
    now,
  }
}
