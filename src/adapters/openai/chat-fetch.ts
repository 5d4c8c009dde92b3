// The fetch under the chat model: takes a stream of events and nothing else, only so much of it, and goes nowhere that it
// was not sent.

export class BadChatReply extends Error {
  override readonly name = 'BadChatReply'
}

/** A hundred times what an answer of 800 tokens takes with its wrapping. */
const REPLY_BYTES_MAX = 2_000_000

/** Redirects are errors: the address was set by an operator, and no server may change it. */
export async function limitedFetch(input: string | URL | Request, init?: RequestInit): Promise<Response> {
  const response = await fetch(input, { ...init, redirect: 'error' })
  if (!response.ok) {
    await letGo(response)
    return new Response(null, { status: response.status, headers: response.headers })
  }
  const type = response.headers.get('content-type') ?? ''
  if (response.body === null || !/^text\/event-stream\b/iu.test(type)) {
    await letGo(response)
    throw new BadChatReply(`expected text/event-stream, got ${type === '' ? 'nothing' : type.slice(0, 60)}`)
  }
  const { status, headers } = response
  return new Response(response.body.pipeThrough(byteLimit(REPLY_BYTES_MAX)), { status, headers })
}

/** An error page may be as long as it likes: nobody reads it. */
async function letGo(response: Response): Promise<void> {
  await response.body?.cancel().catch(() => {}) // it may be broken already
}

function byteLimit(max: number): TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>> {
  let bytes = 0
  return new TransformStream({
    transform: (chunk, controller) => {
      bytes += chunk.byteLength
      if (bytes > max) controller.error(new BadChatReply(`more than ${max} bytes`))
      else controller.enqueue(chunk)
    },
  })
}
