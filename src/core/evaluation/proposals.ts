// How good the proposed sections are, on questions whose answer is known: the entries that answer are hidden, so that each
// question stands as one that nobody has answered yet.
import type { Section } from '../entry.ts'
import { CANDIDATES_SHOWN } from '../search/judge.ts'
import { findLikeCases, type MeaningLikeness, type SettledCase } from '../ticket/like-cases.ts'
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

export async function measureProposals(
  cases: readonly ProposalCase[],
  meaning: MeaningLikeness,
): Promise<Readonly<Record<ProposalWay, ProposalFigures>>> {
  const sections = new Map(cases.flatMap(({ near }) => near.map(({ section }) => [section.code, section])))
  const same = cases.flatMap(sameMatter)
  const propose = async (one: ProposalCase, settled: readonly SettledCase[]) => {
    const like = (await findLikeCases(one.text, settled, meaning)).flatMap(found => {
      const section = sections.get(found.case.sectionCode)
      return section === undefined ? [] : [{ section, likeness: found.likeness }]
    })
    return suggestSections(one.near.slice(0, NEAR_ENTRIES), like)
  }
  return {
    shown: await figuresOf(cases, async one => shownOnly(one)),
    near: await figuresOf(cases, one => propose(one, [])),
    others: await figuresOf(cases, one => propose(one, cases.filter(({ id }) => id !== one.id).flatMap(asSettled))),
    same: await figuresOf(cases, one => propose(one, same)),
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

async function figuresOf(
  cases: readonly ProposalCase[],
  propose: (one: ProposalCase) => Promise<readonly Section[]>,
): Promise<ProposalFigures> {
  let [first, three] = [0, 0]
  for (const one of cases) {
    const isRight = ({ code }: Section) => one.right.includes(code)
    const proposed = await propose(one)
    if (proposed.slice(0, 1).some(isRight)) first += 1
    if (proposed.slice(0, 3).some(isRight)) three += 1
  }
  const share = (hits: number) => (cases.length === 0 ? 0 : hits / cases.length)
  return { questions: cases.length, hit1: share(first), hit3: share(three) }
}
