// Stands between a scanner and the product: hands everything on but what would end the scan, and judges every answer.
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import { type Finding, judge } from './judge.ts'
import type { Role } from './sealed.ts'

export interface Proxy extends AsyncDisposable {
  readonly url: string
  readonly findings: readonly Finding[]
  readonly counts: { readonly requests: number; readonly held: number }
  /** By the first digit. */
  readonly statuses: ReadonlyMap<string, number>
}

/** Whoever sends these is signed out, or locked out, and the rest of the scan sees pages for nobody. */
export const ENDS_A_SCAN = /^POST \/admin\/(?:sign-out|sign-in|first|account\/|people\/)/u

export async function openProxy(target: { readonly port: number; readonly role: Role }): Promise<Proxy> {
  const findings: Finding[] = []
  const counts = { requests: 0, held: 0 }
  const statuses = new Map<string, number>()
  const server = createServer((incoming, outgoing) => {
    counts.requests += 1
    const held = ENDS_A_SCAN.test(`${incoming.method} ${incoming.url}`)
    if (held) counts.held += 1
    handOn({ incoming, outgoing, port: target.port, path: held ? '/none' : (incoming.url ?? '/') }, answer => {
      const kind = `${String(answer.status)[0]}xx`
      statuses.set(kind, (statuses.get(kind) ?? 0) + 1)
      findings.push(...judge({ role: target.role, method: incoming.method ?? '', path: incoming.url ?? '', ...answer }))
    })
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  const dispose = async () => {
    server.closeAllConnections()
    await new Promise(resolve => server.close(resolve))
  }
  return { url: `http://127.0.0.1:${port}`, findings, counts, statuses, [Symbol.asyncDispose]: dispose }
}

interface Exchange {
  readonly incoming: IncomingMessage
  readonly outgoing: ServerResponse
  readonly port: number
  readonly path: string
}

interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly text: string
}

function handOn({ incoming, outgoing, port, path }: Exchange, tell: (answer: Answer) => void): void {
  const { method, headers } = incoming
  const sent = request({ host: '127.0.0.1', port, path, method, headers }, answer => {
    const chunks: Buffer[] = []
    outgoing.writeHead(answer.statusCode ?? 500, answer.rawHeaders)
    answer.on('data', (chunk: Buffer) => {
      chunks.push(chunk)
      outgoing.write(chunk)
    })
    answer.on('end', () => {
      outgoing.end()
      const received = new Headers()
      for (const [name, values] of Object.entries(answer.headersDistinct)) {
        for (const value of values ?? []) received.append(name, value)
      }
      tell({ status: answer.statusCode ?? 0, headers: received, text: Buffer.concat(chunks).toString('utf8') })
    })
  })
  sent.on('error', () => outgoing.destroy())
  incoming.on('error', () => sent.destroy())
  outgoing.on('close', () => sent.destroy())
  incoming.pipe(sent)
}
