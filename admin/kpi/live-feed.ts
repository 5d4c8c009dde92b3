// Tells open pages that figures changed, by server-sent events. What changed is not said: the page asks for itself again, with the
// rights its reader has then.
import type { Request, Response } from 'express'
import type { Figures } from '../../src/core/ports/figures.ts'

export interface LiveFeedDeps {
  readonly figures: Pick<Figures, 'version'>
  readonly log: (event: string, data: Readonly<Record<string, unknown>>) => void
}

/** A change of any process is on the page within two of these. */
const LOOK_MS = 800
/** Proxies cut connections that say nothing for a minute. */
const HEARTBEAT_MS = 25_000
/** Then the browser connects again, and its session is looked at again. */
const CONNECTION_MAX_MS = 10 * 60_000

/** One look at the database for all open pages, and none while there are none. */
export function openLiveFeed({ figures, log }: LiveFeedDeps) {
  const listeners = new Set<Response>()
  let known: string | null = null
  let timer: NodeJS.Timeout | null = null

  const look = async () => {
    timer = null
    try {
      const version = await figures.version()
      if (known !== null && version !== known)
        for (const response of listeners) response.write('event: change\ndata: {}\n\n')
      known = version
    } catch (error) {
      log('live_feed_failed', { error: String(error) })
    }
    lookLater()
  }
  const lookLater = () => {
    if (listeners.size === 0) known = null
    else timer ??= setTimeout(() => void look(), LOOK_MS)
  }

  return async (request: Request, response: Response): Promise<void> => {
    response.set({ 'Content-Type': 'text/event-stream; charset=utf-8', 'Cache-Control': 'no-store' })
    response.set('X-Accel-Buffering', 'no')
    known ??= await figures.version()
    // Whoever connects may have missed what came between the page and this.
    response.write(`event: ready\ndata: ${JSON.stringify(known)}\n\n`)
    const heartbeat = setInterval(() => response.write(':\n\n'), HEARTBEAT_MS)
    const enough = setTimeout(() => response.end(), CONNECTION_MAX_MS)
    const stop = () => response.end()
    request.app.once('stopping', stop)
    response.once('close', () => {
      clearInterval(heartbeat)
      clearTimeout(enough)
      request.app.off('stopping', stop)
      listeners.delete(response)
    })
    listeners.add(response)
    lookLater()
  }
}
