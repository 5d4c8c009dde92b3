// Makes of a follow-up (「では会計年度任用職員は？」) a question that can be searched by itself. Where the model is in trouble,
// late or inventive, there is no rewriting, and the search takes the words as they are.
import type { MaskedKind } from '../masking/masked-kinds.ts'
import { openMasker } from '../masking/open-masker.ts'
import { bareForm, countCodePoints } from '../normalise.ts'
import { type MorphologicalAnalyser, tokenise } from '../tokenise.ts'
import { askModel, type CallLimits, type ModelAccess } from './ask-model.ts'
import { type EarlierTurn, rewritePrompt } from './prompts.ts'
import { areFactsFound, factsOf } from './text-facts.ts'
import { UNSEEN } from './written-forms.ts'

export interface RewriteDeps {
  readonly access: ModelAccess
  readonly analyser: MorphologicalAnalyser
  readonly employeeNumberForms: readonly string[]
}

/** The search waits for it: longer than this, and the words as they are serve better. */
export const REWRITE_LIMITS: CallLimits = {
  firstTextMs: 1_400,
  pauseMs: 1_400,
  usefulMs: 1_400,
  totalMs: 1_400,
  retries: 0,
}
export const REWRITTEN_LENGTH_MAX = 200 // code points
const REWRITTEN_TOKENS_MAX = 200
/** What was said long ago is seldom meant. */
const EARLIER_TURNS_MAX = 4
const EARLIER_LENGTH_MAX = 300 // code points a text
/** Of the terms of the new question, said before in the conversation. */
const SHARED_MIN = 0.8

export interface FollowUpQuestion {
  readonly text: string
  /** As it will be in the question log. */
  readonly questionId: string | null
  /** A pseudonym whose allowance counts; null where askers are not told apart. */
  readonly asker: string | null
}

/** The question in other words, or null on any trouble. Never rejects. */
export async function rewriteFollowUp(
  question: FollowUpQuestion,
  earlier: readonly EarlierTurn[],
  deps: RewriteDeps & { readonly signal: AbortSignal },
): Promise<string | null> {
  if (earlier.length === 0) return null
  try {
    const masker = openMasker(deps.employeeNumberForms)
    const mask = (given: string) => masker.mask(given, { lengthMax: EARLIER_LENGTH_MAX })
    const turns = earlier.slice(-EARLIER_TURNS_MAX).map(({ asked, found }) => ({
      asked: mask(asked),
      found: found === null ? null : mask(found),
    }))
    const last = mask(question.text)
    const written = await readAll(rewritePrompt(last, turns), { ...question, maskedKinds: masker.kinds() }, deps)
    const said = [last, ...turns.flatMap(({ asked, found }) => [asked, found ?? ''])]
    return written === null ? null : acceptRewritten(written, said, deps.analyser)
  } catch (error) {
    deps.access.onTrouble('bad_reply', String(error)) // a fault of ours must not cost the search its question
    return null
  }
}

type Prompt = ReturnType<typeof rewritePrompt>

async function readAll(
  prompt: Prompt,
  { questionId, asker, maskedKinds }: Omit<FollowUpQuestion, 'text'> & { readonly maskedKinds: readonly MaskedKind[] },
  { access, signal }: RewriteDeps & { readonly signal: AbortSignal },
): Promise<string | null> {
  const call = {
    request: { ...prompt, tokensMax: REWRITTEN_TOKENS_MAX },
    limits: REWRITE_LIMITS,
    sent: { purpose: 'rewrite' as const, questionId, entryIds: [], maskedKinds },
    asker,
    isUseful: () => false,
  }
  let written = ''
  for await (const piece of askModel(call, access, signal)) {
    if (piece.kind === 'text') written += piece.text
    else if (piece.kind === 'failed' || piece.isCut) return null
  }
  return written
}

/** One line, short, and made of what was said: no other words than theirs, no other numbers, links or foreign words. */
export function acceptRewritten(
  written: string,
  said: readonly string[],
  analyser: MorphologicalAnalyser,
): string | null {
  const line = written.trim()
  if (line === '' || UNSEEN.test(line) || countCodePoints(line) > REWRITTEN_LENGTH_MAX) return null
  const terms = tokenise(line, analyser)
  const saidTerms = new Set(said.flatMap(each => tokenise(each, analyser)))
  const shared = terms.filter(term => saidTerms.has(term)).length
  if (terms.length === 0 || shared < terms.length * SHARED_MIN) return null
  if (!areFactsFound(factsOf(line), said.map(factsOf))) return null
  return bareForm(line) === bareForm(said[0] ?? '') ? null : line
}
