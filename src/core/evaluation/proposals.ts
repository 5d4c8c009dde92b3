// How good the proposed sections are, on questions whose answer is known: the entries that answer are hidden, so that each
// question stands as one that nobody has answered yet.
import type { Section } from '../entry.ts'
import { CANDIDATES_SHOWN } from '../search/judge.ts'
import { findLikeCases, type SettledCase } from '../ticket/like-cases.ts'
import { NEAR_ENTRIES, type NearEntry, suggestSections } from '../ticket/suggest-section.ts'

export interface ProposalCase {
  readonly id: string
  readonly text: string
  /** Sections of the entries that answer it best. */
  readonly right: readonly string[]
  /** Other entries, nearest first. */
  readonly near: readonly NearEntry[]
  /** Other wordings of what it asks for, as if they had been settled before. */
  readonly sameMatter: readonly string[]
}

/**
 * `shown`: the sum of the confidences of the five entries that the asker may be shown, as a baseline. `near`: what is proposed of
 * entries alone. `others`: with the other questions of the set as settled before. `same`: with other wordings of the same matter
 * settled before, as when a ticket of it was answered and is no entry yet.
 */
export const PROPOSAL_WAYS = ['shown', 'near', 'others', 'same'] as const
export type ProposalWay = (typeof PROPOSAL_WAYS)[number]

export interface ProposalFigures {
  readonly questions: number
  /** Shares with a right section first, and among three. */
  readonly hit1: number
  readonly hit3: number
}

export function measureProposals(cases: readonly ProposalCase[]): Readonly<Record<ProposalWay, ProposalFigures>> {
  const sections = new Map(cases.flatMap(({ near }) => near.map(({ section }) => [section.code, section])))
  const propose = (one: ProposalCase, settled: readonly SettledCase[]) => {
    const like = findLikeCases(one.text, settled).flatMap(found => {
      const section = sections.get(found.case.sectionCode)
      return section === undefined ? [] : [{ section, likeness: found.likeness }]
    })
    return suggestSections(one.near.slice(0, NEAR_ENTRIES), like)
  }
  return {
    shown: figuresOf(cases, shownOnly),
    near: figuresOf(cases, one => propose(one, [])),
    others: figuresOf(cases, one => propose(one, cases.filter(({ id }) => id !== one.id).flatMap(asSettled))),
    same: figuresOf(cases, one =>
      propose(
        one,
        cases.flatMap(other => sameMatter(other)),
      ),
    ),
  }
}

/** Worth showing is what answers with this probability at least. */
const SHOWN_MIN = 0.05

function shownOnly({ near }: ProposalCase): readonly Section[] {
  const weights = new Map<string, { readonly section: Section; weight: number }>()
  for (const { section, confidence } of near.slice(0, CANDIDATES_SHOWN)) {
    if (confidence < SHOWN_MIN) continue
    const known = weights.get(section.code) ?? { section, weight: 0 }
    known.weight += confidence
    weights.set(section.code, known)
  }
  return [...weights.values()].sort((a, b) => b.weight - a.weight).map(({ section }) => section)
}

function asSettled({ id, text, right }: ProposalCase): readonly SettledCase[] {
  const [sectionCode] = right
  return sectionCode === undefined ? [] : [{ id, text, sectionCode }]
}

function sameMatter({ id, right, sameMatter: texts }: ProposalCase): readonly SettledCase[] {
  const [sectionCode] = right
  return sectionCode === undefined ? [] : texts.map((text, i) => ({ id: `${id}-${i}`, text, sectionCode }))
}

function figuresOf(
  cases: readonly ProposalCase[],
  propose: (one: ProposalCase) => readonly Section[],
): ProposalFigures {
  const proposed = cases.map(one => ({ one, codes: propose(one).map(({ code }) => code) }))
  const share = (limit: number) => {
    const hits = proposed.filter(({ one, codes }) => codes.slice(0, limit).some(code => one.right.includes(code)))
    return cases.length === 0 ? 0 : hits.length / cases.length
  }
  return { questions: cases.length, hit1: share(1), hit3: share(3) }
}
