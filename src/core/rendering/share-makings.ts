// Two readers who want the same rendering at once wait for one: a model is not asked twice for what will be the same.
import type { RenderOutcome, RenderRequest } from './render-answer.ts'

type Render = (request: RenderRequest) => Promise<RenderOutcome>

/** Whoever comes second gets what the first one's asking gives; only when nobody waits any more is it called off. */
export function shareMakings(render: Render): Render {
  const running = new Map<
    string,
    { readonly outcome: Promise<RenderOutcome>; readonly leave: () => void; waiting: number }
  >()
  return async request => {
    const { entry, language, signal } = request
    const key = JSON.stringify([entry.id, entry.revision, language])
    let shared = running.get(key)
    if (shared === undefined) {
      const ended = new AbortController()
      const outcome = render({ ...request, signal: ended.signal }).finally(() => running.delete(key))
      shared = { outcome, leave: () => ended.abort(), waiting: 0 }
      running.set(key, shared)
    }
    const mine = shared
    mine.waiting += 1
    const leave = () => {
      mine.waiting -= 1
      if (mine.waiting === 0) mine.leave()
    }
    signal.addEventListener('abort', leave, { once: true })
    try {
      return await mine.outcome
    } finally {
      signal.removeEventListener('abort', leave)
    }
  }
}
