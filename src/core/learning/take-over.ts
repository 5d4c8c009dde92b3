// Taking suggestions over into an entry: a revision like any other that the person writes, and, where they wish and may, the next
// step of the workflow with it. What people may meet on the way is an outcome.
import { type Account, actorOf } from '../access/account.ts'
import { may } from '../access/rights.ts'
import { ENTRY_LIMITS, type EntryContent, type WorkingEntry } from '../entry.ts'
import { isFault } from '../errors.ts'
import { suggestionNotes } from '../messages/ja/admin/suggestion-notes.ts'
import type { Registry } from '../ports/registry.ts'
import type { SectionSettings, SectionSettingsPort } from '../ports/section-settings.ts'
import type { SeenSuggestion, SuggestionKind, Suggestions } from '../ports/suggestions.ts'
import { mayDecide } from '../workflow/rules.ts'
import type { Workflow, WorkflowOutcome } from '../workflow/workflow.ts'
import { knownTexts, sameText } from './suggested-words.ts'

/** A suggestion in the wording that is to go in. */
export interface ChosenWords extends SeenSuggestion {
  readonly kind: SuggestionKind
  readonly text: string
}

/** How far it goes: to a draft, to those who approve, to everybody. */
export const TAKE_OVER_STEPS = ['publish', 'submit', 'draft'] as const
export type TakeOverStep = (typeof TAKE_OVER_STEPS)[number]

/** Why wordings do not fit an entry. */
export type Misfit = 'in_review' | 'archived' | 'known' | 'too_many'

export interface TakeOver {
  readonly entryId: string
  /** The newest revision that the person saw. */
  readonly seen: number
  readonly chosen: readonly ChosenWords[]
  readonly step: TakeOverStep
}

/** `next`: what came of the step after the draft, which is saved in any case. */
export type TakeOverOutcome =
  | { readonly kind: 'taken'; readonly next: WorkflowOutcome }
  | { readonly kind: 'changed' }
  | { readonly kind: 'no_right' }
  | { readonly kind: 'misfit'; readonly why: Misfit }

export interface TakeOverDeps {
  readonly registry: Pick<Registry, 'workingEntries'>
  readonly settings: SectionSettingsPort
  readonly suggestions: Pick<Suggestions, 'accept'>
  readonly workflow: Pick<Workflow, 'act'>
}

export async function takeOver(wish: TakeOver, account: Account, deps: TakeOverDeps): Promise<TakeOverOutcome> {
  const { entryId, seen, chosen, step } = wish
  const [entry] = await deps.registry.workingEntries([entryId])
  if (entry === undefined || entry.revision !== seen) return { kind: 'changed' }
  const settings = await deps.settings.settingsOf(entry.section.code)
  if (!stepsFor(entry, settings, account).includes(step)) return { kind: 'no_right' }
  const why = misfitOf(entry, chosen)
  if (why !== null) return { kind: 'misfit', why }
  const input = { ...entry, ...withWords(entry, chosen), status: 'draft' as const, revisedOn: null }
  const options = {
    actor: actorOf(account),
    seen: new Map([[entryId, seen]]),
    note: suggestionNotes.taken(chosen.length),
  }
  try {
    await deps.suggestions.accept({ suggestions: chosen, entry: input, options })
  } catch (error) {
    if (isFault(error, 'conflict')) return { kind: 'changed' }
    throw error
  }
  if (step === 'draft') return { kind: 'taken', next: { kind: 'done' } }
  const next = await deps.workflow.act(entryId, { action: step, seen: seen + 1, text: '' }, account)
  return { kind: 'taken', next }
}

/** What is in the works belongs to somebody: it is added to, and goes on as they wish. */
export function stepsFor(
  entry: Pick<WorkingEntry, 'status' | 'publishedRevision' | 'mergedInto' | 'section'>,
  settings: Pick<SectionSettings, 'approval'>,
  account: Account,
): readonly TakeOverStep[] {
  if (!may(account, 'entry.edit', entry.section.code)) return []
  if (entry.status !== 'published') return ['draft']
  const decides = mayDecide({ entry, settings, account })
  return TAKE_OVER_STEPS.filter(step => {
    return step === 'draft' || (step === 'publish' && decides) || (step === 'submit' && settings.approval)
  })
}

/** Null where the words fit. */
export function misfitOf(
  entry: Pick<WorkingEntry, 'status'> & EntryContent,
  chosen: readonly Pick<ChosenWords, 'kind' | 'text'>[],
): Misfit | null {
  // What waits for approval is taken back first, so that nobody approves what they have not read.
  if (entry.status === 'in_review') return 'in_review'
  if (entry.status === 'archived') return 'archived'
  const known = knownTexts(entry)
  const texts = chosen.map(({ text }) => sameText(text))
  if (texts.some((text, i) => known.has(text) || texts.indexOf(text) !== i)) return 'known'
  const { phrasings, negativePhrasings } = withWords(entry, chosen)
  return Math.max(phrasings.length, negativePhrasings.length) > ENTRY_LIMITS.phrasings ? 'too_many' : null
}

/** The content with the words at the end of its lists. */
export function withWords(
  entry: EntryContent,
  chosen: readonly Pick<ChosenWords, 'kind' | 'text'>[],
): Pick<EntryContent, 'phrasings' | 'negativePhrasings'> {
  const textsOf = (kind: SuggestionKind) => chosen.filter(one => one.kind === kind).map(({ text }) => text)
  return {
    phrasings: [...entry.phrasings, ...textsOf('phrasing')],
    negativePhrasings: [...entry.negativePhrasings, ...textsOf('negative')],
  }
}
