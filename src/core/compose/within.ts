// Waits for something only so long, whether or not it keeps to its own limits.
import type { Clock } from '../ports/clock.ts'

export type Waited<T> =
  | { readonly kind: 'value'; readonly value: T }
  /** The time was over. */
  | { readonly kind: 'late' }
  /** Nobody waits any more. */
  | { readonly kind: 'left' }

/** Rejects only where the promise does, in time. What comes later is let go. */
export function within<T>(
  promise: Promise<T>,
  limitMs: number,
  { clock, signal }: { readonly clock: Clock; readonly signal: AbortSignal },
): Promise<Waited<T>> {
  return new Promise((resolve, reject) => {
    const leave = () => settle({ kind: 'left' })
    const cancel = clock.startTimer(Math.max(0, limitMs), () => settle({ kind: 'late' }))
    const settle = (waited: Waited<T>) => {
      stop()
      resolve(waited)
    }
    const stop = () => {
      cancel()
      signal.removeEventListener('abort', leave)
    }
    signal.addEventListener('abort', leave, { once: true })
    promise.then(
      value => settle({ kind: 'value', value }),
      (error: unknown) => {
        stop()
        reject(error instanceof Error ? error : new Error(String(error)))
      },
    )
    if (signal.aborted) leave()
  })
}
