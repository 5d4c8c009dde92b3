// Whether a web socket to Slack can be opened: many networks let HTTPS through and not this.
import { z } from 'zod'

const GREETING_WITHIN_MS = 10_000

const greetingSchema = z.looseObject({ type: z.literal('hello') })

/** Null when Slack greeted; else what came instead. Takes no event: the socket closes at once. */
export function tryGreeting(url: string): Promise<string | null> {
  return new Promise(resolve => {
    const socket = new WebSocket(url)
    const end = (reason: string | null) => {
      clearTimeout(timer)
      resolve(reason)
      socket.close()
    }
    const timer = setTimeout(() => end('timeout'), GREETING_WITHIN_MS)
    socket.addEventListener('error', () => end('error'))
    socket.addEventListener('close', ({ code }) => end(`closed ${code}`))
    socket.addEventListener('message', ({ data }) => {
      if (greetingSchema.safeParse(parseJson(String(data))).success) end(null)
    })
  })
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
