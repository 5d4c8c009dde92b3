// Leaves a model alone that has failed again and again, and tries it with one call from time to time. A pure state
// machine; `openCircuit` holds its state.
import { SENDING_PURPOSES, type SendingPurpose } from '../ports/outbound-log.ts'

export type CircuitState =
  | { readonly kind: 'closed'; readonly failures: number }
  /** Nobody calls before `probeAt`; then one does. `openedAt` is when calls stopped. */
  | { readonly kind: 'open'; readonly openedAt: number; readonly probeAt: number; readonly isProbing: boolean }

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
  return { mayCall: true, next: { ...state, probeAt: now + PROBE_EVERY_MS, isProbing: true } }
}

/** The state after a call ended. A call that was left by its asker says nothing of the model: another may probe at once. */
export function afterCall(state: CircuitState, event: CircuitEvent, now: number): CircuitState {
  if (event === 'succeeded') return CIRCUIT_CLOSED
  if (state.kind === 'open') {
    if (!state.isProbing) return state // it was made before the others stopped, and says nothing new
    const probeAt = event === 'left' ? Math.min(state.probeAt, now) : now + PROBE_EVERY_MS
    return { ...state, probeAt, isProbing: false }
  }
  if (event === 'left') return state
  const failures = state.failures + 1
  if (failures < FAILURES_UNTIL_OPEN) return { kind: 'closed', failures }
  return { kind: 'open', openedAt: now, probeAt: now + PROBE_EVERY_MS, isProbing: false }
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

export type Circuits = Readonly<Record<SendingPurpose, Circuit>>

/** One for each purpose: a model too slow for one may be quick enough for the other. */
export function openCircuits(now: () => number): Circuits {
  return Object.fromEntries(SENDING_PURPOSES.map(purpose => [purpose, openCircuit(now)])) as Record<
    SendingPurpose,
    Circuit
  >
}

/** What nobody is asked for at present. */
export function restingPurposes(circuits: Circuits): readonly SendingPurpose[] {
  return SENDING_PURPOSES.filter(purpose => circuits[purpose].state().kind === 'open')
}
