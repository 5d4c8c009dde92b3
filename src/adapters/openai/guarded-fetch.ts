// The fetch under every endpoint that speaks as OpenAI's does: goes nowhere that it was not sent, follows nothing, and takes
// only so much. A name is looked up when a connection is made, and what it leads to is looked at before the connection is.
import { type LookupAddress, type LookupOptions, lookup } from 'node:dns'
import { isIP, type LookupFunction } from 'node:net'
import { Agent, fetch as undiciFetch } from 'undici'
import { isLoopback, isReserved } from './reserved-addresses.ts'

export class BadReply extends Error {
  override readonly name = 'BadReply'
}

export class RefusedAddress extends Error {
  override readonly name = 'RefusedAddress'
  constructor(host: string) {
    super(`${host} leads to an address that is nobody's: nothing was sent`)
  }
}

/** How a name becomes addresses; the system's way when not given. */
export type LookUp = (
  host: string,
  options: LookupOptions & { readonly all: true },
  tell: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void

export interface FetchLimits {
  readonly replyBytesMax: number
  /** What a good reply is. */
  readonly contentType: RegExp
  readonly lookUp?: LookUp
}

/** A fetch with a pool of connections of its own. */
export function guardedFetch({ replyBytesMax, contentType, lookUp = lookup }: FetchLimits): typeof fetch {
  const dispatcher = new Agent({ connect: { lookup: guardedLookup(lookUp) } })
  return async (input, init) => {
    const { method, headers, body, signal } = init ?? {}
    const response = await undiciFetch(String(input instanceof Request ? input.url : input), {
      ...(method !== undefined && { method }),
      headers: [...new Headers(headers)],
      ...(typeof body === 'string' && { body }),
      ...(signal !== null && signal !== undefined && { signal }),
      redirect: 'error', // the address was set by an operator, and no server may change it
      dispatcher,
    })
    const { status, ok, body: stream } = response
    const told = [...response.headers]
    if (!ok) {
      await letGo(stream)
      return new Response(null, { status, headers: told })
    }
    const type = response.headers.get('content-type') ?? ''
    if (stream === null || !contentType.test(type)) {
      await letGo(stream)
      throw new BadReply(`expected ${contentType.source}, got ${type === '' ? 'nothing' : type.slice(0, 60)}`)
    }
    return new Response(stream.pipeThrough(byteLimit(replyBytesMax)), { status, headers: told })
  }
}

/** An error page may be as long as it likes: nobody reads it. */
async function letGo(body: { readonly cancel: () => Promise<void> } | null): Promise<void> {
  await body?.cancel().catch(() => {}) // it may be broken already
}

/**
 * One bad address among good ones is enough: who answers so is not to be trusted. This machine is reached by the names that
 * say so, and by its address; another name that leads to it was turned around.
 */
function guardedLookup(lookUp: LookUp): LookupFunction {
  return (host, options, tell) => {
    lookUp(host, { ...options, all: true }, (error, addresses) => {
      if (error !== null) return tell(error, '')
      const refused = addresses.some(
        ({ address }) => isReserved(address) || (isLoopback(address) && !isThisMachine(host)),
      )
      const [first] = addresses
      if (refused || first === undefined) return tell(new RefusedAddress(host), '')
      if (options.all === true) return tell(null, addresses)
      tell(null, first.address, first.family)
    })
  }
}

function isThisMachine(host: string): boolean {
  return isIP(host) !== 0 || /^(?:.*\.)?localhost\.?$/iu.test(host)
}

function byteLimit(max: number): TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>> {
  let bytes = 0
  return new TransformStream({
    transform: (chunk, controller) => {
      bytes += chunk.byteLength
      if (bytes > max) controller.error(new BadReply(`more than ${max} bytes`))
      else controller.enqueue(chunk)
    },
  })
}
