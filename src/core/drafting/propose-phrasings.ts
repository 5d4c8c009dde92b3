// Phrasings and negative phrasings that a model proposes for an entry. What does not fit is left out by rules; what is left becomes
// suggestions, which a person accepts with their impact before them, or rejects.
import { MASKED_IN_ENTRIES, quoteSources, unquote } from '../compose/quote.ts'
import type { WorkingEntry } from '../entry.ts'
import { openMasker } from '../masking/open-masker.ts'
import type { Actor } from '../ports/registry.ts'
import type { SuggestedWords, Suggestions } from '../ports/suggestions.ts'
import type { Verdict } from '../search/judge.ts'
import { askForJson, type JsonFailure } from './ask-for-json.ts'
import type { DraftingDeps } from './drafting-deps.ts'
import { fitPhrasings } from './fit-phrasings.ts'
import { listShape, objectShape, textShape } from './json-shape.ts'
import { phrasingPrompt } from './prompts.ts'

export interface ProposeDeps {
  readonly drafting: DraftingDeps
  readonly suggestions: Pick<Suggestions, 'propose'>
  /** How the product would answer a text, without logging it. */
  readonly rank: (text: string, limit: number) => Promise<Verdict>
}

export type ProposeOutcome =
  /** How many are new; what was rejected before, or is there already, does not come again. */
  | { readonly kind: 'proposed'; readonly count: number }
  | { readonly kind: 'failed'; readonly why: JsonFailure | 'fault' }

export interface EntryToPhrase {
  readonly entry: WorkingEntry
  readonly by: Actor
  /** A keyed hash of the person, whose allowance is used. */
  readonly asker: string
  readonly signal: AbortSignal
}

/** Of what the entry has; with two hundred the prompt would be nothing else. */
const KNOWN_TOLD_MAX = 40
const PROPOSAL_TOKENS_MAX = 1_200
const RANKED = 5
/** From so much more confidence on, another entry is what the text asks for. */
const BETTER_BY = 0.2

export const phrasingShape = objectShape({
  phrasings: listShape(textShape(300), 8),
  negativePhrasings: listShape(textShape(300), 4),
})

/** Never rejects for what a model does. */
export async function proposePhrasings(
  { entry, by, asker, signal }: EntryToPhrase,
  deps: ProposeDeps,
): Promise<ProposeOutcome> {
  const { access, employeeNumberForms } = deps.drafting
  const [quoted] = quoteSources([entry], employeeNumberForms)
  if (quoted === undefined) return { kind: 'failed', why: 'fault' }
  const masker = openMasker(employeeNumberForms)
  masker.note(quoted.maskedKinds)
  const known = [...entry.phrasings, ...entry.negativePhrasings]
  const told = known.slice(0, KNOWN_TOLD_MAX).map(text => masker.mask(text, { kinds: MASKED_IN_ENTRIES }))
  const answer = await askForJson(
    {
      prompt: phrasingPrompt({ entry: quoted, known: told }),
      name: 'phrasings',
      shape: phrasingShape,
      tokensMax: PROPOSAL_TOKENS_MAX,
      sent: { purpose: 'phrasings', questionId: null, entryIds: [entry.id], maskedKinds: masker.kinds() },
      asker,
    },
    access,
    signal,
  )
  if (answer.kind === 'failed') return answer
  const sources = [unquote(quoted.text), ...known]
  const words = await fitting(entry, { ...answer.value, sources }, deps)
  return { kind: 'proposed', count: words.length === 0 ? 0 : await deps.suggestions.propose(words, by) }
}

interface Proposed {
  readonly phrasings: readonly string[]
  readonly negativePhrasings: readonly string[]
  readonly sources: readonly string[]
}

async function fitting(
  entry: WorkingEntry,
  { phrasings, negativePhrasings, sources }: Proposed,
  deps: ProposeDeps,
): Promise<readonly SuggestedWords[]> {
  const known = [entry.question, ...entry.phrasings, ...entry.negativePhrasings]
  const positive = fitPhrasings(phrasings, { known, sources })
  const negative = fitPhrasings(negativePhrasings, { known: [...known, ...positive], sources })
  const words = [
    ...positive.map(text => ({ kind: 'phrasing', text }) as const),
    ...negative.map(text => ({ kind: 'negative', text }) as const),
  ]
  const kept: SuggestedWords[] = []
  for (const { kind, text } of words) {
    const verdict = await deps.rank(text, RANKED)
    const helps = kind === 'phrasing' ? !isAnothers(verdict, entry) : isLedHere(verdict, entry)
    const evidence = { times: 0, lastAskedAt: null }
    if (helps) kept.push({ entryId: entry.id, kind, text, source: 'model', evidence })
  }
  return kept
}

/** Another entry answers it, or is much nearer to it: as a phrasing of this one it would take that one's askers. */
function isAnothers({ outcome, ranked }: Verdict, { id }: WorkingEntry): boolean {
  const [first] = ranked
  if (first === undefined || first.entryId === id) return false
  const own = ranked.find(({ entryId }) => entryId === id)?.confidence ?? 0
  return outcome === 'answered' || first.confidence - own >= BETTER_BY
}

/** Who is not led here need not be kept away; of what nobody is given yet, nobody can tell. */
function isLedHere({ ranked }: Verdict, { id, publishedRevision }: WorkingEntry): boolean {
  return publishedRevision === null || ranked.some(({ entryId }) => entryId === id)
}
