// A bounded queue for work that keeps the processor busy. Pieces begin one at a time, and between two of them whatever else has come
// in gets its turn, so that the queue is ours to see and not one of the system's sockets; and who would wait too long is told so at
// once, instead of holding a place and timing out (RFC 9110: 503 with Retry-After).
import { FaqError } from './errors.ts'

export interface AdmissionLimits {
  /** Pieces begun or waiting at the same time, whoever they are for. */
  readonly heldMax: number
  /** Longest wait that is worth beginning. */
  readonly waitMaxMs: number
}

export interface AdmissionDeps {
  /** Resolves when what has come in meanwhile was looked at. */
  readonly letOthers: () => Promise<void>
  /** Milliseconds that only grow. */
  readonly clock: () => number
}

export interface Admission {
  /** Throws `overloaded` where it cannot begin soon. One that is patient waits for as long as it takes. */
  readonly admit: <T>(work: () => Promise<T>, patience?: 'patient') => Promise<T>
  readonly state: () => { readonly held: number; readonly waiting: number; readonly refused: number }
}

/** So few never wait long, however slow the last piece was. */
const ALWAYS_LET_IN = 4
/** Of the newest in the mean time of a piece: a single slow one does not close the door. */
const NEWEST_WEIGHT = 0.1
/** Pieces after which that mean can be told: the first ones of a process take many times as long as those that follow. */
const TIMED_MIN = 50

export function openAdmission({ heldMax, waitMaxMs }: AdmissionLimits, { letOthers, clock }: AdmissionDeps): Admission {
  const waiting: (() => void)[] = []
  let held = 0
  let refused = 0
  let pieceMs = 0
  let timed = 0
  let isRunning = false

  const run = async () => {
    isRunning = true
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const startedAt = clock()
      next()
      await letOthers()
      pieceMs += (clock() - startedAt - pieceMs) * NEWEST_WEIGHT
      timed += 1
    }
    isRunning = false
  }
  const isTooLate = () => {
    return timed >= TIMED_MIN && waiting.length >= ALWAYS_LET_IN && waiting.length * pieceMs > waitMaxMs
  }

  return {
    admit: async (work, patience) => {
      if (held >= heldMax || (patience === undefined && isTooLate())) {
        refused += 1
        throw new FaqError('overloaded', {})
      }
      held += 1
      try {
        await new Promise<void>(begin => {
          waiting.push(begin)
          if (!isRunning) void run()
        })
        return await work()
      } finally {
        held -= 1
      }
    },
    state: () => ({ held, waiting: waiting.length, refused }),
  }
}
