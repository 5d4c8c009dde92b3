// The one way to a chat model: recorded, within the day's allowance, within time limits, tried again only before the first
// word, and left alone when it keeps failing. Whatever the model does, the caller gets pieces and an end, never an error.
import type { ChatModel, ChatPiece, ChatRequest, ChatTrouble } from '../ports/chat-model.ts'
import type { Clock } from '../ports/clock.ts'
import type { OutboundLog, SendingPurpose, SentText } from '../ports/outbound-log.ts'
import { ALL_TOKENS, type TokenCounter } from '../ports/token-counter.ts'
import type { Circuit } from './circuit.ts'
import { type Allowance, type TokenAccount, tokenAccount } from './token-account.ts'
import { within } from './within.ts'

/** Why a model gave no text, or no more. */
export const MODEL_FAILURES = [
  'switched_off',
  'resting',
  'over_allowance',
  'over_own_allowance',
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
  /** Whether administrators let anything be sent, asked anew before each request. Never rejects. */
  readonly isOn: () => Promise<boolean>
  /** One for each purpose: a model too slow for one may be quick enough for the other. */
  readonly circuits: Readonly<Record<SendingPurpose, Circuit>>
  readonly counter: TokenCounter
  readonly allowance: Allowance
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
  const { clock, circuits } = access
  const circuit = circuits[call.sent.purpose]
  const attempt = { startedAt: clock.now(), signal }
  const why = !(await isSwitchedOn(call, access, attempt)) ? 'switched_off' : circuit.enter() ? null : 'resting'
  if (why !== null) {
    yield failed(signal.aborted ? 'left' : why)
    return
  }
  const account = tokenAccount({ ...call, purpose: call.sent.purpose }, access)
  let event: 'succeeded' | 'failed' | 'left' = 'left'
  let isClaimed = false
  try {
    const refused = await claim(account, { call, access, attempt })
    isClaimed = refused === null
    if (refused !== null) {
      yield failed(refused)
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
    if (isClaimed) void account.close() // nobody waits for it: the file may be locked
  }
}

function failed(why: ModelFailure): ModelPiece {
  return { kind: 'failed', why }
}

function isModelsFault(why: ModelFailure): boolean {
  return why !== 'left' && why !== 'not_recorded' && why !== 'switched_off'
}

/** English has about four letters a token: whatever comes after so many is beyond the request's cap. */
const CHARACTERS_PER_TOKEN_MAX = 4

interface Context {
  readonly call: ModelCall
  readonly access: ModelAccess
  readonly attempt: Attempt
}

/** Null where the tokens are taken; otherwise why nothing is sent. */
async function claim(account: TokenAccount, context: Context): Promise<ModelFailure | null> {
  const opening = account.open()
  const taken = await inTime(opening, context)
  if (taken.kind !== 'value') {
    void opening.then(late => (late.kind === 'taken' ? account.close() : undefined))
    return taken.kind === 'left' ? 'left' : 'not_recorded'
  }
  if (taken.value.kind === 'failed') return 'not_recorded'
  if (taken.value.kind === 'taken') return null
  return taken.value.name === ALL_TOKENS ? 'over_allowance' : 'over_own_allowance'
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
  if (!(await isSwitchedOn(call, access, { startedAt, signal }))) {
    yield failed(signal.aborted ? 'left' : 'switched_off')
    return null
  }
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

async function isSwitchedOn(call: ModelCall, access: ModelAccess, attempt: Attempt): Promise<boolean> {
  const read = await inTime(access.isOn(), { call, access, attempt })
  return read.kind === 'value' && read.value
}

async function isRecorded(call: ModelCall, access: ModelAccess, attempt: Attempt): Promise<boolean> {
  const { model, outboundLog, now } = access
  const { system, user } = call.request
  const sent = { at: now(), host: model.host, model: model.name, characters: system.length + user.length, ...call.sent }
  const written = await inTime(outboundLog.record(sent), { call, access, attempt })
  return written.kind === 'value' && written.value
}

/** Within the time that a call has until its first text. */
function inTime<T>(promise: Promise<T>, { call, access: { clock }, attempt }: Context) {
  return within(promise, call.limits.firstTextMs - (clock.now() - attempt.startedAt), { clock, signal: attempt.signal })
}
