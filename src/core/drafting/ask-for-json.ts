// Asks a model for JSON of one shape: checked, asked for once more where it was none, and bounded in size. Whatever the model
// does, what comes back is a value.
import { askModel, type CallLimits, type ModelAccess, type ModelCall, type ModelFailure } from '../compose/ask-model.ts'
import { quoteLines } from '../compose/quote.ts'
import { jsonRepair } from '../messages/ja/drafted.ts'
import type { ChatPrompt } from '../ports/chat-model.ts'
import { findJson } from './find-json.ts'
import type { Shape, ShapeProblem } from './json-shape.ts'

export interface JsonRequest<T> {
  readonly prompt: ChatPrompt
  /** Letters, digits and underscores. */
  readonly name: string
  readonly shape: Shape<T>
  readonly tokensMax: number
  readonly sent: ModelCall['sent']
  /** Whose allowance is used beside everybody's; null for nobody's. */
  readonly asker: string | null
  /** As long as a person waits for a page, when not given. */
  readonly limits?: CallLimits
}

export type JsonFailure = ModelFailure | 'cut' | 'no_json' | 'wrong_shape'

export type JsonAnswer<T> =
  | { readonly kind: 'value'; readonly value: T }
  | { readonly kind: 'failed'; readonly why: JsonFailure }

/** A person who asked for a draft looks at a page that loads; longer than this, they think it is broken. */
export const JSON_LIMITS: CallLimits = {
  firstTextMs: 15_000,
  pauseMs: 10_000,
  usefulMs: 45_000,
  totalMs: 45_000,
  retries: 1,
}
/** More of what came is not laid before the model again. */
const REPAIRED_LENGTH_MAX = 2_000 // UTF-16 units

/** At most two requests: the second tells the model what was wrong with the first. Never rejects. */
export async function askForJson<T>(
  request: JsonRequest<T>,
  access: ModelAccess,
  signal: AbortSignal,
): Promise<JsonAnswer<T>> {
  const first = await askOnce(request, request.prompt, { access, signal })
  if (first.kind === 'value') return first
  if (!MAY_BE_REPAIRED.has(first.why)) return { kind: 'failed', why: first.why }
  // A server that refuses schemas is asked without one: the words of the prompt say the shape too.
  const second = await askOnce(request, repairPrompt(request.prompt, first), { access, signal })
  return second.kind === 'value' ? second : { kind: 'failed', why: second.why }
}

const MAY_BE_REPAIRED: ReadonlySet<JsonFailure> = new Set<JsonFailure>(['no_json', 'wrong_shape', 'bad_reply'])

interface Attempt {
  readonly access: ModelAccess
  readonly signal: AbortSignal
}

interface FailedAttempt {
  readonly kind: 'failed'
  readonly why: JsonFailure
  readonly written: string
  readonly problem: ShapeProblem | null
}

type Attempted<T> = { readonly kind: 'value'; readonly value: T } | FailedAttempt

async function askOnce<T>(
  { name, shape, tokensMax, sent, asker, limits = JSON_LIMITS }: JsonRequest<T>,
  prompt: ChatPrompt,
  { access, signal }: Attempt,
): Promise<Attempted<T>> {
  const request = { ...prompt, tokensMax, schema: { name, shape: shape.schema } }
  let written = ''
  const failed = (why: JsonFailure, problem: ShapeProblem | null = null) =>
    ({ kind: 'failed', why, written, problem }) as const
  for await (const piece of askModel({ request, limits, sent, asker, isUseful: () => false }, access, signal)) {
    if (piece.kind === 'text') written += piece.text
    else if (piece.kind === 'failed') return failed(piece.why)
    else if (piece.isCut) return failed('cut')
  }
  const value = findJson(written)
  if (value === undefined) return failed('no_json')
  const read = shape.read(value)
  return read.kind === 'good' ? { kind: 'value', value: read.value } : failed('wrong_shape', read.problem)
}

/** The same question, with what came and what is wrong with it. */
export function repairPrompt(
  { system, user }: ChatPrompt,
  { written, problem }: Pick<FailedAttempt, 'written' | 'problem'>,
): ChatPrompt {
  if (written === '') return { system, user }
  const came = [jsonRepair.came, quoteLines(written.slice(0, REPAIRED_LENGTH_MAX)), jsonRepair.cameEnd].join('\n')
  const wrong = problem === null ? jsonRepair.noJson : jsonRepair.wrongShape(problem.path, problem.expected)
  return { system, user: [user, came, wrong].join('\n\n') }
}
