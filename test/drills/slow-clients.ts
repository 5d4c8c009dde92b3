// Clients that open a connection and never finish their request: a byte of a header now and then, so that the server goes on waiting
// (slowloris). Whoever is cut off comes back.
import { connect, type Socket } from 'node:net'

const DRIP_MS = 1_000
const BEGINNING = 'POST /api/v1/ask HTTP/1.1\r\nHost: localhost\r\nX-A: '

export interface SlowClients {
  readonly state: () => { readonly open: number; readonly cut: number; readonly longestMs: number }
  readonly stop: () => void
}

export function openSlowClients(port: number, count: number): SlowClients {
  const sockets = new Set<Socket>()
  let cut = 0
  let longestMs = 0
  let isOver = false
  const open = () => {
    if (isOver) return
    const openedAt = performance.now()
    const socket = connect(port, '127.0.0.1', () => socket.write(BEGINNING))
    sockets.add(socket)
    socket.on('error', () => {}).resume()
    socket.on('close', () => {
      sockets.delete(socket)
      cut += 1
      longestMs = Math.max(longestMs, performance.now() - openedAt)
      setTimeout(open, DRIP_MS)
    })
  }
  for (let index = 0; index < count; index += 1) open()
  const dripping = setInterval(() => {
    for (const socket of sockets) if (socket.writable) socket.write('a')
  }, DRIP_MS)
  return {
    state: () => ({ open: sockets.size, cut, longestMs }),
    stop: () => {
      isOver = true
      clearInterval(dripping)
      for (const socket of sockets) socket.destroy()
    },
  }
}
