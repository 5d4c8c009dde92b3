// Looking for what is due, one look at a time: whoever asks while one runs gets one more after it, however many ask.

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
