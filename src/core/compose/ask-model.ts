// The one way to a chat model: recorded, within the day's allowance, within time limits, tried again only before the first
// word, and left alone when it keeps failing. Whatever the model does, the caller gets pieces and an end, never an error.
import { dateInJapan } from '../fiscal-year.ts'
import type { ChatModel, ChatPiece, ChatRequest, ChatTrouble } from '../ports/chat-model.ts'
import type { Clock } from '../ports/clock.ts'
import type { OutboundLog, SendingPurpose, SentText } from '../ports/outbound-log.ts'
import type { TokenCounter } from '../ports/token-counter.ts'
import type { Circuit } from './circuit.ts'
import { within } from './within.ts'

/** Why a model gave no text, or no more. */
export const MODEL_FAILURES = [
  'resting',
  'over_allowance',
  'not_recorded',
  'unreachable',
  'refused',
  'unknown_model',
  'too_many',
  'bad_reply',
  'empty',
  'slow',
  'left',
] as const
export type ModelFailure = (typeof MODEL_FAILURES)[number]

export type ModelPiece =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'end'; readonly isCut: boolean }
  | { readonly kind: 'failed'; readonly why: ModelFailure }

/** In milliseconds from the start of the call, but for the pause. */
export interface CallLimits {
  readonly firstTextMs: number
  /** Longest pause between two pieces. */
  readonly pauseMs: number
  /** By then there must be something to show. */
  readonly usefulMs: number
  readonly totalMs: number
  /** Times that a request is sent again, where nothing came yet and trying again may help. */
  readonly retries: number
}

export interface ModelCall {
  readonly request: ChatRequest
  readonly limits: CallLimits
  readonly sent: Pick<SentText, 'purpose' | 'questionId' | 'entryIds' | 'maskedKinds'>
  /** Whose allowance is used beside everybody's; null for nobody's. */
  readonly asker: string | null
  /** Whether what came so far gave something to show. */
  readonly isUseful: () => boolean
}

export interface ModelAccess {
  readonly model: ChatModel
  /** One for each purpose: a model too slow for one may be quick enough for the other. */
  readonly circuits: Readonly<Record<SendingPurpose, Circuit>>
  readonly counter: TokenCounter
  readonly allowance: { readonly tokensPerDay: number; readonly tokensPerAskerAndDay: number }
  readonly outboundLog: OutboundLog
  readonly clock: Clock
  readonly now: () => Date
  /** 0 ≤ x < 1. */
  readonly random: () => number
  /** For operators: what was wrong with the model. */
  readonly onTrouble: (why: ModelFailure, detail: string) => void
}

/** Text, then one end: `end` or `failed`. Never rejects. */
export async function* askModel(call: ModelCall, access: ModelAccess, signal: AbortSignal): AsyncGenerator<ModelPiece> {
  const { clock } = access
  const circuit = access.circuits[call.sent.purpose]
  const attempt = { startedAt: clock.now(), signal }
  if (!circuit.enter()) {
    yield failed('resting')
    return
  }
  const account = await openAccount(call, access, attempt)
  let event: 'succeeded' | 'failed' | 'left' = 'left'
  try {
    if (account === null) {
      yield failed(signal.aborted ? 'left' : 'over_allowance')
      return
    }
    for await (const piece of tryWithRetries(call, access, attempt)) {
      if (piece.kind === 'text') account.add(piece.text)
      if (piece.kind !== 'failed') event = 'succeeded'
      if (piece.kind === 'failed') event = isModelsFault(piece.why) ? 'failed' : 'left'
      yield piece
    }
  } finally {
    circuit.tell(event)
    await account?.close()
  }
}

function failed(why: ModelFailure): ModelPiece {
  return { kind: 'failed', why }
}

function isModelsFault(why: ModelFailure): boolean {
  return why !== 'left' && why !== 'not_recorded'
}

/** A token is about one Japanese letter; in other writing it is more, never much less. */
const TOKENS_PER_CHARACTER = 1
/** English has about four letters a token: whatever comes after so many is beyond the request's cap. */
const CHARACTERS_PER_TOKEN_MAX = 4

interface Account {
  readonly add: (text: string) => void
  /** Gives back what was claimed and not used. */
  readonly close: () => Promise<void>
}

/** Claims the longest answer beforehand; null where it is more than is left of the day's allowance. */
async function openAccount(call: ModelCall, access: ModelAccess, attempt: Attempt): Promise<Account | null> {
  const { counter, allowance, now } = access
  const { system, user, tokensMax } = call.request
  const day = dateInJapan(now())
  const promptTokens = Math.ceil((system.length + user.length) * TOKENS_PER_CHARACTER)
  const claimed = promptTokens + tokensMax
  const claims = [
    { name: 'all', tokens: claimed, limit: allowance.tokensPerDay },
    ...(call.asker === null
      ? []
      : [{ name: `asker:${call.asker}`, tokens: claimed, limit: allowance.tokensPerAskerAndDay }]),
  ]
  const taken = await inTime(counter.take(day, claims), { call, access, attempt })
  if (taken.kind !== 'value' || !taken.value) return null
  let written = 0
  return {
    add: text => void (written += text.length * TOKENS_PER_CHARACTER),
    close: () => {
      const unused = claimed - promptTokens - Math.min(tokensMax, Math.ceil(written))
      return counter.giveBack(
        day,
        claims.map(({ name }) => name),
        unused,
      )
    },
  }
}

async function* tryWithRetries(
  call: ModelCall,
  access: ModelAccess,
  { startedAt, signal }: Attempt,
): AsyncGenerator<ModelPiece> {
  const { clock, random, onTrouble } = access
  for (let attempt = 0; ; attempt += 1) {
    const trouble = yield* tryOnce(call, access, { startedAt, signal })
    if (trouble === null) return
    const remainingMs = call.limits.firstTextMs - (clock.now() - startedAt)
    const waitMs = retryDelayMs(attempt, trouble.retryAfterMs, random())
    if (!mayHelp(trouble) || attempt >= call.limits.retries || waitMs >= remainingMs) {
      onTrouble(trouble.problem, trouble.detail)
      yield failed(trouble.problem)
      return
    }
    const waited = await within(new Promise<never>(() => {}), waitMs, { clock, signal })
    if (waited.kind === 'left') {
      yield failed('left')
      return
    }
  }
}

const RETRY_BASE_MS = 200

/** Growing, with jitter so that many askers do not come back at once; never sooner than the service asks for. */
export function retryDelayMs(attempt: number, retryAfterMs: number | null, random: number): number {
  return Math.max(retryAfterMs ?? 0, RETRY_BASE_MS * 2 ** attempt * (0.5 + random))
}

/** A wrong key or model stays wrong. */
function mayHelp({ problem }: ChatTrouble): boolean {
  return problem === 'unreachable' || problem === 'too_many'
}

interface Attempt {
  /** Of the call, not of the attempt. */
  readonly startedAt: number
  readonly signal: AbortSignal
}

/** One request. Returns the trouble where nothing had come yet, so that it may be tried again; null when it is over. */
async function* tryOnce(
  call: ModelCall,
  access: ModelAccess,
  { startedAt, signal }: Attempt,
): AsyncGenerator<ModelPiece, ChatTrouble | null> {
  const { model, clock, onTrouble } = access
  if (!(await isRecorded(call, access, { startedAt, signal }))) {
    yield failed(signal.aborted ? 'left' : 'not_recorded')
    return null
  }
  const ended = new AbortController()
  const pieces = model.write(call.request, AbortSignal.any([signal, ended.signal]))[Symbol.asyncIterator]()
  let characters = 0
  try {
    for (;;) {
      const waited = await nextPiece(pieces, leftMs(call, clock.now() - startedAt, characters > 0), { clock, signal })
      if (waited.kind === 'late')
        onTrouble('slow', `${characters} characters in ${Math.round(clock.now() - startedAt)} ms`)
      if (waited.kind !== 'value') return yield* end(failed(waited.kind === 'late' ? 'slow' : 'left'))
      const piece = waited.value
      if (piece.kind === 'trouble' && characters === 0) return piece
      if (piece.kind === 'trouble') onTrouble(piece.problem, piece.detail)
      if (piece.kind === 'trouble') return yield* end(failed(piece.problem))
      if (piece.kind === 'end') return yield* end(characters === 0 ? failed('empty') : piece)
      characters += piece.text.length
      if (characters > call.request.tokensMax * CHARACTERS_PER_TOKEN_MAX)
        return yield* end({ kind: 'end', isCut: true })
      yield piece
    }
  } finally {
    ended.abort()
    void pieces.return?.().catch(() => {}) // what it does after it was left is its own affair
  }
}

async function* end(piece: ModelPiece): AsyncGenerator<ModelPiece, null> {
  yield piece
  return null
}

/** How long the next piece may take. */
function leftMs({ limits, isUseful }: ModelCall, elapsedMs: number, hasText: boolean): number {
  const byPause = hasText ? limits.pauseMs : limits.firstTextMs - elapsedMs
  const byUse = isUseful() ? Number.POSITIVE_INFINITY : limits.usefulMs - elapsedMs
  return Math.min(byPause, byUse, limits.totalMs - elapsedMs)
}

type WaitDeps = Parameters<typeof within>[2]

/** A model that breaks its promise and rejects, or stops without an end, gave a bad reply. */
async function nextPiece(pieces: AsyncIterator<ChatPiece>, limitMs: number, deps: WaitDeps) {
  if (limitMs <= 0) return { kind: 'late' } as const
  const bad = (detail: string) =>
    ({ kind: 'value', value: { kind: 'trouble', problem: 'bad_reply', detail, retryAfterMs: null } }) as const
  try {
    const waited = await within(pieces.next(), limitMs, deps)
    if (waited.kind !== 'value') return waited
    return waited.value.done === true ? bad('no end') : { kind: 'value' as const, value: waited.value.value }
  } catch (error) {
    return bad(String(error))
  }
}

async function isRecorded(call: ModelCall, access: ModelAccess, attempt: Attempt): Promise<boolean> {
  const { model, outboundLog, now } = access
  const { system, user } = call.request
  const sent = { at: now(), host: model.host, model: model.name, characters: system.length + user.length, ...call.sent }
  const written = await inTime(outboundLog.record(sent), { call, access, attempt })
  return written.kind === 'value' && written.value
}

/** Within the time that a call has until its first text. */
function inTime<T>(
  promise: Promise<T>,
  { call, access, attempt }: { readonly call: ModelCall; readonly access: ModelAccess; readonly attempt: Attempt },
) {
  const { clock } = access
  return within(promise, call.limits.firstTextMs - (clock.now() - attempt.startedAt), { clock, signal: attempt.signal })
}
