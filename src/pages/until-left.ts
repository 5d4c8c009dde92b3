// A signal for as long as somebody waits for the page: a model must not go on writing for nobody.
import type { Response } from 'express'

export function untilLeft(response: Response): AbortSignal {
  const gone = new AbortController()
  response.on('close', () => gone.abort())
  return gone.signal
}
