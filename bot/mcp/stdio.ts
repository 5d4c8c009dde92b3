// MCP over standard input and output, for a client that starts `zencho mcp` itself. Nothing but protocol goes out there.
import type { Readable, Writable } from 'node:stream'
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js'
import type { JSONRPCMessage } from '@modelcontextprotocol/sdk/types.js'
import { buildMcpServer } from './build-mcp-server.ts'
import type { McpDeps } from './mcp-deps.ts'

/** Resolves when the client has closed our input, or gone away, and what it asked before has been answered. */
export async function serveMcpOverStdio(
  { input, output }: { readonly input: Readable; readonly output: Writable },
  deps: McpDeps,
): Promise<void> {
  const server = buildMcpServer(deps)
  const transport = new StdioServerTransport(input, output)
  await server.connect(transport)
  const answered = watchRequests(transport)
  await Promise.race([
    new Promise<void>(resolve => void input.once('end', resolve).once('close', resolve)),
    new Promise<void>(resolve => void output.once('error', () => resolve())), // the reader is gone
  ])
  if (!output.destroyed) await answered()
  await server.close()
}

/** Follows which requests are still being worked on; the function given back resolves when none is. */
function watchRequests(transport: StdioServerTransport): () => Promise<void> {
  const open = new Set<unknown>()
  let settle = () => {}
  const close = (id: unknown) => {
    open.delete(id)
    if (open.size === 0) settle()
  }
  const handle = transport.onmessage
  const send = transport.send.bind(transport)
  Object.assign(transport, {
    onmessage: (message: JSONRPCMessage) => {
      if ('method' in message && 'id' in message) open.add(message.id)
      handle?.(message)
      // What is cancelled gets no answer.
      if ('method' in message && message.method === 'notifications/cancelled') close(message.params?.['requestId'])
    },
    send: async (message: JSONRPCMessage) => {
      await send(message)
      if (!('method' in message)) close(message.id)
    },
  })
  return () => (open.size === 0 ? Promise.resolve() : new Promise(resolve => void (settle = resolve)))
}
