// How often the proposed section was the one that answered: altogether, and by proposed section. A ticket is a person who asked,
// so few of them are not told.
import type { Section } from '../entry.ts'
import { type GroupSize, groupSize, groupSizes } from '../kpi/small-groups.ts'
import type { ProposalCount } from '../ports/ticket-store.ts'

export interface ProposalRate {
  /** Null for all together. */
  readonly section: Section | null
  /** Tickets with a proposal that were answered. */
  readonly answered: GroupSize
  /** Share of them answered by the proposed section; null where they are too few to tell. */
  readonly rate: number | null
}

export interface ProposalRates {
  readonly all: ProposalRate
  readonly sections: readonly ProposalRate[]
}

export function proposalRates(counts: readonly ProposalCount[]): ProposalRates {
  const total = counts.reduce((sum, { answered }) => sum + answered, 0)
  const hits = counts.reduce((sum, count) => sum + count.hits, 0)
  const sizes = groupSizes(counts.map(({ answered }) => answered))
  return {
    all: rateOf(null, { answered: groupSize(total), hits }),
    sections: counts.map((count, i) => rateOf(count.section, { answered: sizes[i] ?? 0, hits: count.hits })),
  }
}

function rateOf(section: Section | null, { answered, hits }: { readonly answered: GroupSize; readonly hits: number }) {
  return { section, answered, rate: answered === 'few' || answered === 0 ? null : hits / answered }
}
