// Two readers who want the same rendering at once wait for one: a model is not asked twice for what will be the same.
import type { RenderOutcome, RenderRequest } from './render-answer.ts'

type Render = (request: RenderRequest) => Promise<RenderOutcome>

interface Making {
  readonly outcome: Promise<RenderOutcome>
  readonly callOff: () => void
  waiting: number
}

/**
 * Whoever comes second gets what the first one's asking gives; only when nobody waits any more is it called off. Whoever comes after that
 * begins anew, though the end of what was called off is still to come.
 */
export function shareMakings(render: Render): Render {
  const running = new Map<string, Making>()
  const begin = (key: string, request: RenderRequest): Making => {
    const ended = new AbortController()
    const forget = () => {
      if (running.get(key) === making) running.delete(key)
    }
    const callOff = () => {
      forget()
      ended.abort()
    }
    const making: Making = {
      outcome: render({ ...request, signal: ended.signal }).finally(forget),
      callOff,
      waiting: 0,
    }
    running.set(key, making)
    return making
  }
  return async request => {
    const { entry, language, signal } = request
    const key = JSON.stringify([entry.id, entry.revision, language])
    const mine = running.get(key) ?? begin(key, request)
    mine.waiting += 1
    const leave = () => {
      mine.waiting -= 1
      if (mine.waiting === 0) mine.callOff()
    }
    if (signal.aborted) leave()
    else signal.addEventListener('abort', leave, { once: true })
    try {
      return await mine.outcome
    } finally {
      signal.removeEventListener('abort', leave)
    }
  }
}
