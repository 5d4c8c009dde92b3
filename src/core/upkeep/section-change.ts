// Whether a change of sections can be made, as things stand; and which sections it ends.
import { SECTION_CODE_FORM } from '../entry.ts'
import type { ChangeProblem, SectionChange, SectionOverview } from '../ports/section-changes.ts'

/** What is looked at of a section. */
export type StandingSection = Pick<
  SectionOverview,
  'section' | 'closedOn' | 'published' | 'inTheWorks' | 'openTickets' | 'archived'
>

/** Nothing where it can be made. */
export function problemsOf(change: SectionChange, sections: readonly StandingSection[]): readonly ChangeProblem[] {
  const problems = [...new Set(findProblems(change, new Map(sections.map(known => [known.section.code, known]))))]
  return problems
}

type Known = ReadonlyMap<string, StandingSection>

function findProblems(change: SectionChange, known: Known): readonly ChangeProblem[] {
  switch (change.kind) {
    case 'create':
      return [...nameProblems(change.section), ...(known.has(change.section.code) ? (['code_taken'] as const) : [])]
    case 'rename':
      return [...openProblems(change.code, known), ...nameProblems(change)]
    case 'merge':
      return mergeProblems(change, known)
    case 'split':
      return [
        ...openProblems(change.from, known),
        ...targetProblems(change.into, known),
        ...(change.into.code === change.from ? (['same_section'] as const) : []),
        ...(change.entryIds.length === 0 ? (['nothing_to_move'] as const) : []),
      ]
    case 'close':
      return closeProblems(change.code, known)
    case 'move':
      return [
        ...openProblems(change.to, known),
        ...(change.entryIds.length === 0 ? (['nothing_to_move'] as const) : []),
      ]
    default:
      return change satisfies never
  }
}

/** Codes of the sections that are no more once the change is made. */
export function sectionsEnding(change: SectionChange): readonly string[] {
  if (change.kind === 'close') return [change.code]
  return change.kind === 'merge' ? change.from.filter(code => code !== change.into.code) : []
}

function mergeProblems(
  { from, into }: Extract<SectionChange, { kind: 'merge' }>,
  known: Known,
): readonly ChangeProblem[] {
  const ending = from.filter(code => code !== into.code)
  return [
    ...ending.flatMap(code => openProblems(code, known)),
    ...targetProblems(into, known),
    ...(ending.length === 0 ? (['same_section'] as const) : []),
  ]
}

function closeProblems(code: string, known: Known): readonly ChangeProblem[] {
  const section = known.get(code)
  const problems: ChangeProblem[] = [...openProblems(code, known)]
  if (section === undefined) return problems
  if (section.published + section.inTheWorks > 0) problems.push('has_entries')
  if (section.openTickets > 0) problems.push('has_tickets')
  return problems
}

function openProblems(code: string, known: Known): readonly ChangeProblem[] {
  const section = known.get(code)
  if (section === undefined) return ['unknown_section']
  return section.closedOn === null ? [] : ['closed_section']
}

/** A section that there is, or a new one with a code and a name. */
function targetProblems(into: { readonly code: string; readonly name: string }, known: Known) {
  return known.has(into.code) ? openProblems(into.code, known) : nameProblems(into)
}

function nameProblems({ code, name }: { readonly code: string; readonly name: string }): readonly ChangeProblem[] {
  return [
    ...(SECTION_CODE_FORM.test(code) ? [] : (['bad_code'] as const)),
    ...(name.trim() === '' ? (['no_name'] as const) : []),
  ]
}
