// An official answer in plain Japanese or English: the section's own rendering where there is one, else a model's, made once a
// revision and checked against the original. Whatever goes wrong, the official answer stands by itself.
import { MASKED_IN_ENTRIES } from '../compose/quote.ts'
import { askForJson, type JsonFailure } from '../drafting/ask-for-json.ts'
import type { DraftingDeps } from '../drafting/drafting-deps.ts'
import { objectShape, textShape } from '../drafting/json-shape.ts'
import { maskPersonalData } from '../masking/mask-personal-data.ts'
import { countCodePoints } from '../normalise.ts'
import type { RenderedEntry, Rendering, RenderingLanguage, Renderings } from '../ports/renderings.ts'
import { checkRendering, type RenderingVerdict } from './check-rendering.ts'
import { renderingPrompt } from './prompts.ts'

export interface RenderDeps {
  /** Null where no chat model is set up: then what sections confirmed is shown, and nothing is made. */
  readonly drafting: DraftingDeps | null
  readonly renderings: Renderings
  readonly now: () => Date
  /** For operators: why a rendering was not shown. Its text is not told. */
  readonly onUnfit?: (verdict: RenderingVerdict) => void
}

export type RenderFailure = JsonFailure | 'withdrawn' | 'unfit' | 'too_long' | 'masked' | 'off' | 'fault'

export type RenderOutcome =
  | { readonly kind: 'rendered'; readonly rendering: Rendering }
  | { readonly kind: 'failed'; readonly why: RenderFailure }

export interface RenderRequest {
  /** As it serves; whether the reader may see it is the caller's to know. */
  readonly entry: RenderedEntry
  readonly language: RenderingLanguage
  /** Whose allowance is used beside everybody's; null for nobody's. */
  readonly asker: string | null
  readonly signal: AbortSignal
}

/** In code points: of a longer answer a model loses the thread, and a reader waits too long. */
export const RENDERED_LENGTH_MAX = 5_000
/** English of an answer of that length. */
const RENDERING_TOKENS_MAX = 6_000
/** What did not pass is tried again after that long: models are changed, and seldom say the same twice. */
const UNFIT_RETRIED_MS = 60 * 60 * 1000

export const renderingShape = objectShape({ question: textShape(2_000), answer: textShape(30_000) })

const PURPOSES = { plain: 'plain', en: 'english' } as const

/** What is there already, without asking a model; null where there is nothing. */
export async function storedRendering(
  { entry, language }: Pick<RenderRequest, 'entry' | 'language'>,
  { drafting, renderings, now }: RenderDeps,
): Promise<RenderOutcome | null> {
  const stored = await renderings.find(entry, language, drafting?.access.model.name ?? '')
  if (stored === null) return null
  switch (stored.state) {
    case 'withdrawn':
      return { kind: 'failed', why: 'withdrawn' }
    case 'unfit':
      return now().getTime() - stored.at.getTime() < UNFIT_RETRIED_MS ? { kind: 'failed', why: 'unfit' } : null
    case 'machine':
    case 'confirmed':
      return { kind: 'rendered', rendering: stored }
    default:
      return stored.state satisfies never
  }
}

/** Never rejects for what a model does. */
export async function renderAnswer(request: RenderRequest, deps: RenderDeps): Promise<RenderOutcome> {
  const stored = await storedRendering(request, deps)
  if (stored !== null) return stored
  if (deps.drafting === null) return { kind: 'failed', why: 'off' }
  if (countCodePoints(request.entry.answer) > RENDERED_LENGTH_MAX) return { kind: 'failed', why: 'too_long' }
  return makeRendering(request, { ...deps, drafting: deps.drafting })
}

type MakeDeps = RenderDeps & { readonly drafting: DraftingDeps }

async function makeRendering(request: RenderRequest, deps: MakeDeps): Promise<RenderOutcome> {
  const { entry, language, asker, signal } = request
  const { access, analyser, employeeNumberForms } = deps.drafting
  const original = { question: entry.question, answer: entry.answer }
  const masked = maskPersonalData(`${entry.question}\n${entry.answer}`, {
    kinds: MASKED_IN_ENTRIES,
    employeeNumberForms,
  })
  // A rendering of a text with holes would have holes: such an answer is read as it is.
  if (masked.kinds.length > 0) return { kind: 'failed', why: 'masked' }
  const prompt = renderingPrompt(original, language)
  const answer = await askForJson(
    {
      prompt,
      name: 'rendering',
      shape: renderingShape,
      tokensMax: RENDERING_TOKENS_MAX,
      sent: { purpose: PURPOSES[language], questionId: null, entryIds: [entry.id], maskedKinds: [] },
      asker,
    },
    access,
    signal,
  )
  if (answer.kind === 'failed') return answer
  const verdict = checkRendering(
    { original, rendering: answer.value, language },
    { analyser, instructions: prompt.system },
  )
  const made = { language, model: access.model.name, at: deps.now() }
  if (verdict !== 'fit') {
    deps.onUnfit?.(verdict)
    await deps.renderings.keep(entry, { ...made, question: '', answer: '', state: 'unfit' })
    return { kind: 'failed', why: 'unfit' }
  }
  await deps.renderings.keep(entry, { ...made, ...answer.value, state: 'machine' })
  const kept = await storedRendering(request, deps)
  return kept ?? { kind: 'failed', why: 'fault' }
}
