// The pages of upkeep and of sections with what they ask of the product.
import type { SectionsDeps } from '../../admin/sections/routes.ts'
import type { UpkeepDeps } from '../../admin/upkeep/routes.ts'
import type { Product } from '../cli/cli-deps.ts'

export function upkeepDeps({ bench, keeping, registry, search, editorial, settleIndex }: Product): UpkeepDeps {
  return {
    upkeep: keeping.upkeep,
    duplicates: keeping.duplicates,
    registry,
    search,
    settings: editorial.settings,
    gate: bench.gate,
    poke: () => void settleIndex(),
    now: () => new Date(),
  }
}

export function sectionsDeps({ keeping, desk, settleIndex }: Product): SectionsDeps {
  return {
    changes: keeping.sectionChanges,
    contacts: desk.contacts,
    poke: () => void settleIndex(),
    now: () => new Date(),
  }
}
