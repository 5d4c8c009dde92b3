// Faults an operator or a caller must act on. What a colleague may meet is an outcome value, never one of these.
// An error carries facts; the sentences for people are rendered from them by the message catalogue.

/** The facts that each kind of fault carries: what was expected, what came, where. */
export interface FaultData {
  readonly bad_input: { readonly field: string; readonly expected: string; readonly got: string }
  readonly bad_row: { readonly file: string; readonly line: number; readonly reason: string }
  readonly bad_evaluation: { readonly file: string; readonly line: number; readonly reason: string }
  readonly not_found: { readonly what: string; readonly id: string }
  readonly conflict: { readonly id: string; readonly expectedRevision: number; readonly currentRevision: number }
  readonly ticket_refused: { readonly state: string; readonly action: string }
  readonly ticket_changed: { readonly expectedVersion: number; readonly currentVersion: number }
  readonly undeliverable: { readonly door: string; readonly reason: string }
  readonly too_large: { readonly limitBytes: number }
  readonly method_not_allowed: { readonly method: string; readonly allowed: string }
  readonly unsupported_media_type: { readonly got: string }
  /** Nobody is signed in, and the address needs somebody. */
  readonly sign_in_needed: Record<string, never>
  readonly forbidden: { readonly action: string }
  /** A change of an account that cannot be. */
  readonly account_refused: { readonly login: string; readonly reason: AccountProblem }
  readonly too_many_attempts: { readonly retryAfterS: number }
  /** A program came without a token that opens anything. */
  readonly token_refused: { readonly reason: 'missing' | 'unknown' | 'expired' | 'revoked' }
  /** Its token does not open this. */
  readonly scope_missing: { readonly scope: string }
  readonly foreign_origin: { readonly origin: string }
  readonly not_ready: { readonly what: string }
  /** More is asked than can be answered soon. */
  readonly overloaded: Record<string, never>
  readonly config: { readonly problems: readonly string[] }
  readonly cannot_write: { readonly path: string; readonly reason: string }
  readonly data_folder: { readonly path: string; readonly reason: string }
  readonly database_corrupt: { readonly path: string; readonly reason: string }
  /** A server or a command runs on the data that are to be exchanged, or the other way round. */
  readonly data_in_use: { readonly path: string }
  readonly backup_damaged: { readonly path: string; readonly reason: string }
  readonly database_newer: { readonly path: string; readonly found: number; readonly known: number }
  readonly database_busy: { readonly path: string }
  readonly disk_full: { readonly path: string }
  /** The disk refuses while the server runs: read-only all at once, permissions taken away, or broken. */
  readonly storage_failed: Record<string, never>
  readonly port_in_use: { readonly host: string; readonly port: number }
  readonly model_damaged: { readonly path: string; readonly reason: string }
  readonly model_unusable: { readonly path: string; readonly reason: string }
  readonly embedding_service: {
    readonly endpoint: string
    readonly problem: ServiceProblem
    readonly detail: string
  }
  readonly hub: { readonly endpoint: string; readonly problem: ServiceProblem; readonly detail: string }
  readonly index_worker: { readonly reason: string }
  /** Too many jobs wait for the workbench already. */
  readonly workbench_busy: Record<string, never>
  readonly workbench_failed: { readonly reason: string }
  readonly missing_package: { readonly names: readonly string[]; readonly command: string }
  readonly internal: { readonly reference: string }
}

/** What can be wrong with a service that answers over the network. */
export type ServiceProblem = 'refused' | 'unknown_model' | 'too_many' | 'unreachable' | 'bad_reply'

/** Why an account stays as it is. */
export type AccountProblem = 'login_taken' | 'last_administrator' | 'linked' | 'in_use'

export type FaultCode = keyof FaultData

/** A fault with its code and facts. `message` is for logs; people read the catalogue's sentence. */
export class FaqError<C extends FaultCode = FaultCode> extends Error {
  readonly code: C
  readonly data: FaultData[C]

  constructor(code: C, data: FaultData[C], options?: { readonly cause?: unknown }) {
    super(`${code} ${JSON.stringify(data)}`, options)
    this.name = 'FaqError'
    this.code = code
    this.data = data
  }
}

/** Narrows an unknown error to a fault of the given code. */
export function isFault<C extends FaultCode>(error: unknown, code: C): error is FaqError<C> {
  return error instanceof FaqError && error.code === code
}
