// Looking for what is due, one look at a time: whoever asks while one runs gets one more after it, however many ask.
import type { Clock } from './ports/clock.ts'

export interface Looks {
  /** Resolves when all that was due at the call has been looked at. */
  readonly look: () => Promise<void>
  /** No look begins any more; resolves when the last one has ended. */
  readonly close: () => Promise<void>
}

export function openLooks(lookOnce: () => Promise<void>): Looks {
  let running: Promise<void> = Promise.resolve()
  let waiting = false
  let closed = false
  const lookAfter = async (before: Promise<void>) => {
    await before
    waiting = false
    await lookOnce()
  }
  return {
    look: () => {
      if (waiting || closed) return running // the look that is about to begin will see it
      waiting = true
      running = lookAfter(running)
      return running
    },
    close: () => {
      closed = true
      return running
    },
  }
}

/** Looks at once, and again so many milliseconds after each look as it says, until it is closed. `lookOnce` never rejects. */
export function keepLooking(lookOnce: () => Promise<number>, clock: Clock): Looks {
  let closed = false
  let cancelTimer = () => {}
  const { look, close } = openLooks(async () => {
    cancelTimer()
    const waitMs = await lookOnce()
    if (!closed) cancelTimer = clock.startTimer(waitMs, () => void look())
  })
  void look()
  return {
    look,
    close: async () => {
      closed = true
      cancelTimer()
      await close()
    },
  }
}
