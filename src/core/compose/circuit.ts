// Leaves a model alone that has failed again and again, and tries it with one call from time to time. A pure state
// machine; `openCircuit` holds its state.

export type CircuitState =
  | { readonly kind: 'closed'; readonly failures: number }
  /** Nobody calls before `probeAt`; then one does. */
  | { readonly kind: 'open'; readonly probeAt: number }

export type CircuitEvent = 'succeeded' | 'failed' | 'left'

export const CIRCUIT_CLOSED: CircuitState = { kind: 'closed', failures: 0 }
/** Fewer may be chance; from then on questions would only wait in vain. */
export const FAILURES_UNTIL_OPEN = 5
export const PROBE_EVERY_MS = 30_000

/** Whether a call may be made now, and the state after it began: while one probes, the others go without. */
export function enterCircuit(
  state: CircuitState,
  now: number,
): { readonly mayCall: boolean; readonly next: CircuitState } {
  if (state.kind === 'closed') return { mayCall: true, next: state }
  if (now < state.probeAt) return { mayCall: false, next: state }
  return { mayCall: true, next: { kind: 'open', probeAt: now + PROBE_EVERY_MS } }
}

/** The state after a call ended. A call that was left by its asker says nothing of the model: another may probe at once. */
export function afterCall(state: CircuitState, event: CircuitEvent, now: number): CircuitState {
  if (event === 'succeeded') return CIRCUIT_CLOSED
  if (event === 'left') return state.kind === 'closed' ? state : { kind: 'open', probeAt: Math.min(state.probeAt, now) }
  if (state.kind === 'open') return { kind: 'open', probeAt: now + PROBE_EVERY_MS }
  const failures = state.failures + 1
  if (failures < FAILURES_UNTIL_OPEN) return { kind: 'closed', failures }
  return { kind: 'open', probeAt: now + PROBE_EVERY_MS }
}

export interface Circuit {
  /** Whether a call may be made; whoever makes it tells how it ended. */
  readonly enter: () => boolean
  readonly tell: (event: CircuitEvent) => void
  readonly state: () => CircuitState
}

/** `now` is a clock that never goes back. */
export function openCircuit(now: () => number): Circuit {
  let state = CIRCUIT_CLOSED
  return {
    enter: () => {
      const { mayCall, next } = enterCircuit(state, now())
      state = next
      return mayCall
    },
    tell: event => void (state = afterCall(state, event, now())),
    state: () => state,
  }
}

/** One circuit for each name. */
export function openCircuits<T extends string>(names: readonly T[], now: () => number): Readonly<Record<T, Circuit>> {
  return Object.fromEntries(names.map(name => [name, openCircuit(now)])) as Record<T, Circuit>
}
