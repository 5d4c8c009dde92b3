// Proposes sections for a question that is to be handed over: looks further down the list than the asker was shown, and at what
// sections settled before.
import type { Section } from '../entry.ts'
import type { LoggedCandidate, LoggedQuestion } from '../ports/question-log.ts'
import type { Registry } from '../ports/registry.ts'
import type { SettledCases } from '../ports/settled-cases.ts'
import { findLikeCases, type MeaningLikeness } from './like-cases.ts'
import { NEAR_ENTRIES, suggestSections } from './suggest-section.ts'

export interface ProposingDeps {
  readonly registry: Pick<Registry, 'entriesById' | 'sections'>
  /** Entries that anybody may read, nearest first, with the probability that they answer. */
  readonly near: (text: string, limit: number) => Promise<readonly LoggedCandidate[]>
  readonly cases: SettledCases
  readonly meaning: MeaningLikeness
}

/** Some years of tickets; comparing with them takes some milliseconds. */
const CASES_MAX = 2_000

/** Likeliest first; empty where nothing speaks for one. */
export async function proposeSections(asked: LoggedQuestion, deps: ProposingDeps): Promise<readonly Section[]> {
  const text = asked.searchedAs ?? asked.text
  const sections = await deps.registry.sections()
  const settled = await deps.cases.recent(CASES_MAX, asked.id)
  const cases = (await findLikeCases(text, settled, deps.meaning)).flatMap(like => {
    const section = sections.find(({ code }) => code === like.case.sectionCode)
    return section === undefined ? [] : [{ section, likeness: like.likeness }]
  })
  const near = await nearEntries(asked, text, deps)
  const suggested = suggestSections(near, cases)
  return suggested.length === 0 ? sections.filter(({ code }) => code === asked.sectionCode) : suggested
}

/** What the asker was shown may be open to them alone; where the search is in trouble, it is all there is. */
async function nearEntries(asked: LoggedQuestion, text: string, { near, registry }: ProposingDeps) {
  const found = await near(text, NEAR_ENTRIES).catch(() => [])
  const confidences = new Map([...asked.candidates, ...found].map(one => [one.entryId, one.confidence]))
  const entries = await registry.entriesById([...confidences.keys()])
  const byConfidence = entries.map(({ id, section }) => ({ section, confidence: confidences.get(id) ?? 0 }))
  return byConfidence.toSorted((a, b) => b.confidence - a.confidence)
}
