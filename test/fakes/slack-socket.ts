// A stand-in for Slack's side of Socket Mode: greets, sends envelopes, and sends again on the next socket what was not
// acknowledged on the last.
import { randomUUID } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import { WebSocket, WebSocketServer } from 'ws'
import type { SlackWebApi } from './slack-web-api.ts'

export type EnvelopeType = 'events_api' | 'slash_commands' | 'interactive'

export interface Acknowledgement {
  readonly envelopeId: string
  readonly payload: unknown
}

interface Envelope {
  readonly envelope_id: string
  readonly type: EnvelopeType
  readonly payload: object
  readonly attempt: number
}

export interface SlackSocket {
  /** Sends on the open socket, or on the next; returns the envelope's id. */
  readonly deliver: (type: EnvelopeType, payload: object) => string
  /** Sends an envelope once more, as Slack does with one that it takes for lost. */
  readonly deliverAgain: (envelopeId: string) => void
  readonly acknowledged: (envelopeId: string) => Promise<Acknowledgement>
  readonly acknowledgements: readonly Acknowledgement[]
  /** Resolves when so many sockets have been opened and greeted in all. */
  readonly opened: (count: number) => Promise<void>
  /** Slack renews the socket: `refresh_requested`, `warning` or `link_disabled`. */
  readonly refresh: (reason: string) => void
  /** Sends a frame as it is. */
  readonly sendRaw: (frame: string | Buffer) => void
  /** The connection breaks without a word. */
  readonly drop: () => void
  /** Takes acknowledgements no more: what was sent counts as lost. */
  readonly deafen: (deaf: boolean) => void
  readonly allClosed: () => Promise<void>
  /** As if the envelope had never been. */
  readonly forget: (envelopeId: string) => void
  readonly close: () => Promise<void>
}

export async function openSlackSocket(api: SlackWebApi): Promise<SlackSocket> {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0 })
  await new Promise<void>(resolve => server.once('listening', () => resolve()))
  const { port } = server.address() as AddressInfo
  api.answer('apps.connections.open', () => ({ ok: true, url: `ws://127.0.0.1:${port}/link/?ticket=${randomUUID()}` }))

  const envelopes = new Map<string, Envelope>()
  const acknowledgements: Acknowledgement[] = []
  const ackWatchers: (() => void)[] = []
  const openWatchers: { readonly count: number; readonly resolve: () => void }[] = []
  let current: WebSocket | null = null
  let opened = 0
  let deaf = false

  const send = (socket: WebSocket, { attempt, ...envelope }: Envelope) => {
    const retry = attempt === 0 ? {} : { retry_attempt: attempt, retry_reason: 'timeout' }
    socket.send(JSON.stringify({ ...envelope, accepts_response_payload: envelope.type !== 'events_api', ...retry }))
  }
  const sendAgain = (socket: WebSocket, envelope: Envelope) => {
    const next = { ...envelope, attempt: envelope.attempt + 1 }
    envelopes.set(envelope.envelope_id, next)
    send(socket, next)
  }
  server.on('connection', socket => {
    current = socket
    opened += 1
    socket.on('message', (data: Buffer) => {
      if (deaf) return
      const { envelope_id: envelopeId, payload } = JSON.parse(data.toString('utf8')) as {
        envelope_id: string
        payload: unknown
      }
      acknowledgements.push({ envelopeId, payload })
      for (const look of ackWatchers) look()
    })
    socket.send(JSON.stringify({ type: 'hello', num_connections: 1, debug_info: { host: 'stand-in' } }))
    const lost = [...envelopes.values()].filter(
      ({ envelope_id: id }) => !acknowledgements.some(ack => ack.envelopeId === id),
    )
    for (const envelope of lost) sendAgain(socket, envelope)
    for (const watcher of openWatchers) if (opened >= watcher.count) watcher.resolve()
  })
  return {
    deliver: (type, payload) => {
      const envelope = { envelope_id: randomUUID(), type, payload, attempt: 0 }
      envelopes.set(envelope.envelope_id, envelope)
      if (current?.readyState === WebSocket.OPEN) send(current, envelope)
      return envelope.envelope_id
    },
    deliverAgain: id => {
      const envelope = envelopes.get(id)
      if (envelope !== undefined && current !== null) sendAgain(current, envelope)
    },
    acknowledged: id =>
      new Promise(resolve => {
        const look = () => {
          const found = acknowledgements.find(({ envelopeId }) => envelopeId === id)
          if (found !== undefined) resolve(found)
        }
        ackWatchers.push(look)
        look()
      }),
    acknowledgements,
    opened: count => new Promise(resolve => (opened >= count ? resolve() : openWatchers.push({ count, resolve }))),
    refresh: reason => current?.send(JSON.stringify({ type: 'disconnect', reason, debug_info: { host: 'stand-in' } })),
    sendRaw: frame => current?.send(frame),
    drop: () => current?.terminate(),
    deafen: next => {
      deaf = next
    },
    allClosed: async () => {
      const open = [...server.clients].filter(({ readyState }) => readyState !== WebSocket.CLOSED)
      await Promise.all(open.map(client => new Promise(resolve => void client.once('close', resolve))))
    },
    forget: id => {
      envelopes.delete(id)
      const index = acknowledgements.findIndex(({ envelopeId }) => envelopeId === id)
      if (index >= 0) acknowledgements.splice(index, 1)
    },
    close: () =>
      new Promise(resolve => {
        for (const client of server.clients) client.terminate()
        server.close(() => resolve())
      }),
  }
}
