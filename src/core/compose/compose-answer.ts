// One answer from several entries, sentence by sentence, each with the entries it is taken from. It stands beside the
// official answers, never in their place, and nothing waits for it: whatever goes wrong, the last event says so.

import { openMasker } from '../masking/open-masker.ts'
import type { MorphologicalAnalyser } from '../tokenise.ts'
import { askModel, type CallLimits, type ModelAccess, type ModelFailure } from './ask-model.ts'
import { checkSentence, gatherEvidence, type SentenceVerdict } from './check-sentence.ts'
import { composePrompt } from './prompts.ts'
import { type ComposeSource, type QuotedSource, quoteSources, unquote } from './quote.ts'
import { openSentenceReader, type ReadSentence } from './read-sentences.ts'

export interface ComposeRequest {
  /** Of the question log. */
  readonly questionId: string
  readonly text: string
  /** The retrieved entries that the asker may see, best first. Only the first five are used. */
  readonly sources: readonly ComposeSource[]
  /** A pseudonym whose allowance counts; null where askers are not told apart. */
  readonly asker?: string | null
}

export type ComposedEvent =
  /** Plain text: to be escaped, never to be read as Markdown or HTML. */
  | { readonly kind: 'sentence'; readonly text: string; readonly entryIds: readonly string[] }
  /** The last event where there were sentences. */
  | { readonly kind: 'done'; readonly usedEntryIds: readonly string[] }
  /** The last and only event where there were none. */
  | { readonly kind: 'nothing'; readonly why: NothingWhy }

export type NothingWhy = ModelFailure | 'no_sources' | 'no_sentence' | 'fault'

export interface ComposeDeps {
  readonly access: ModelAccess
  readonly analyser: MorphologicalAnalyser
  readonly employeeNumberForms: readonly string[]
  /** How long each part may take; as long as is good for a person when not given. */
  readonly limits?: CallLimits
  /** For operators: why a sentence was dropped. Its text is not told. */
  readonly onDropped?: (verdict: SentenceVerdict) => void
}

/** Whoever waits is told within five seconds that there is nothing. */
export const COMPOSE_LIMITS: CallLimits = {
  firstTextMs: 3_000,
  pauseMs: 2_000,
  usefulMs: 4_500,
  totalMs: 15_000,
  retries: 2,
}
/** As a door takes it; here so that nobody can make a prompt longer. */
const QUESTION_LENGTH_MAX = 1_000 // code points
/** Five sentences of 120 letters, with room. */
const ANSWER_TOKENS_MAX = 800
export const SENTENCES_MAX = 6
export const ANSWER_LENGTH_MAX = 800 // code points

/** Sentences as they come, then one last event. Never rejects. */
export async function* composeAnswer(
  request: ComposeRequest,
  deps: ComposeDeps,
  signal: AbortSignal,
): AsyncGenerator<ComposedEvent> {
  const shown = openShown()
  let why: NothingWhy = 'fault'
  try {
    const sources = quoteSources(request.sources, deps.employeeNumberForms)
    if (sources.length === 0) why = 'no_sources'
    else why = yield* composeSentences(request, { ...deps, sources, shown }, signal)
  } catch (error) {
    deps.access.onTrouble('bad_reply', String(error)) // a fault of ours must not cost the page its answer
  }
  if (shown.count() === 0) yield { kind: 'nothing', why }
  else yield { kind: 'done', usedEntryIds: shown.entryIds() }
}

type SentenceDeps = ComposeDeps & { readonly sources: readonly QuotedSource[]; readonly shown: Shown }

/** Returns why there was nothing, which counts only where there was nothing. */
async function* composeSentences(
  request: ComposeRequest,
  deps: SentenceDeps,
  signal: AbortSignal,
): AsyncGenerator<ComposedEvent, NothingWhy> {
  const { sources, shown, access, analyser, limits = COMPOSE_LIMITS, onDropped = () => {} } = deps
  const masker = openMasker(deps.employeeNumberForms)
  for (const { maskedKinds } of sources) masker.note(maskedKinds)
  const prompt = composePrompt(masker.mask(request.text, { lengthMax: QUESTION_LENGTH_MAX }), sources)
  const evidence = sources.map(source => gatherEvidence(unquote(source.text), analyser))
  const check = { analyser, evidence, instructions: prompt.system }
  const reader = openSentenceReader()
  const accept = (read: readonly ReadSentence[]) =>
    read.flatMap(sentence => {
      const verdict = checkSentence(sentence, check)
      if (verdict !== 'accepted') onDropped(verdict)
      return verdict === 'accepted' ? shown.add(sentence, sources) : []
    })
  const call = {
    request: { ...prompt, tokensMax: ANSWER_TOKENS_MAX },
    limits,
    sent: {
      purpose: 'compose' as const,
      questionId: request.questionId,
      entryIds: sources.map(({ entryId }) => entryId),
      maskedKinds: masker.kinds(),
    },
    asker: request.asker ?? null,
    isUseful: () => shown.count() > 0,
  }
  for await (const piece of askModel(call, access, signal)) {
    if (piece.kind === 'failed') return piece.why
    yield* accept(piece.kind === 'text' ? reader.push(piece.text) : reader.end(piece.isCut))
    if (shown.isFull()) break
  }
  return 'no_sentence'
}

interface Shown {
  /** The sentence as an event, unless it was shown already or there is no room for it. */
  readonly add: (sentence: ReadSentence, sources: readonly QuotedSource[]) => readonly ComposedEvent[]
  readonly count: () => number
  readonly isFull: () => boolean
  readonly entryIds: () => readonly string[]
}

function openShown(): Shown {
  const texts = new Set<string>()
  const used = new Set<string>()
  let length = 0
  let isFull = false
  return {
    add: ({ text, citations }, sources) => {
      if (isFull || texts.has(text)) return []
      if (length + [...text].length > ANSWER_LENGTH_MAX) {
        isFull = true
        return []
      }
      texts.add(text)
      length += [...text].length
      isFull = texts.size >= SENTENCES_MAX
      const entryIds = [...new Set(citations.flatMap(number => sources[number - 1]?.entryId ?? []))]
      for (const id of entryIds) used.add(id)
      return [{ kind: 'sentence', text, entryIds }]
    },
    count: () => texts.size,
    isFull: () => isFull,
    entryIds: () => [...used],
  }
}
