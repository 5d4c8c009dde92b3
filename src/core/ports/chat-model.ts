// Port: a chat model that writes text, piece by piece. It has no tools and keeps nothing between two requests.
import type { ServiceProblem } from '../errors.ts'

export interface ChatPrompt {
  /** What the model is there for; the same at every request. */
  readonly system: string
  /** What it is asked, with everything it may know. */
  readonly user: string
}

export interface ChatRequest extends ChatPrompt {
  /** Longest answer, in tokens. */
  readonly tokensMax: number
  /** The answer is to be JSON of this shape, where the model can be told so. */
  readonly schema?: ChatSchema
}

export interface ChatSchema {
  /** Letters, digits and underscores. */
  readonly name: string
  /** JSON Schema: every object closed, every property required, as strict servers ask for. */
  readonly shape: Readonly<Record<string, unknown>>
}

export type ChatPiece =
  | { readonly kind: 'text'; readonly text: string }
  /** The last piece of an answer; `isCut` where it was stopped before its end. */
  | { readonly kind: 'end'; readonly isCut: boolean }
  /** The last piece where something went wrong. */
  | ChatTrouble

export interface ChatTrouble {
  readonly kind: 'trouble'
  readonly problem: ServiceProblem
  /** For the operator's log. */
  readonly detail: string
  /** How long the service asks to be left alone; null where it does not say. */
  readonly retryAfterMs: number | null
}

export interface ChatModel {
  /** Where the text goes: host and port. */
  readonly host: string
  readonly name: string
  /** One request, no second try. Never rejects: trouble is a piece. Ends soon after `signal` says that nobody waits. */
  readonly write: (request: ChatRequest, signal: AbortSignal) => AsyncIterable<ChatPiece>
}
