import { PassThrough } from 'node:stream'
import { expect, test } from 'vitest'
import type { McpDeps } from '../../../bot/mcp/mcp-deps.ts'
import { serveMcpOverStdio } from '../../../bot/mcp/stdio.ts'

const refuse = () => Promise.reject(new Error('expected no other use'))

/** A product that answers nothing but what the test lets it. */
function depsWith(ask: McpDeps['conversation']['ask'], told: unknown[] = []): McpDeps {
  return {
    conversation: { ask },
    search: refuse,
    registry: { counts: refuse, entriesById: refuse, sections: refuse },
    questionLog: { find: async () => null },
    kpi: refuse,
    publicUrl: 'https://faq.example.jp',
    version: '1',
    now: () => new Date(),
    log: (event, data) => void told.push([event, data]),
  }
}

const line = (message: object) => `${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`
const INITIALIZE = line({
  id: 0,
  method: 'initialize',
  params: { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'x', version: '1' } },
})
const askAs = (id: number) =>
  line({ id, method: 'tools/call', params: { name: 'ask', arguments: { question: '休みを取りたい' } } })

function serve(deps: McpDeps) {
  const [input, output] = [new PassThrough(), new PassThrough()]
  let written = ''
  output.setEncoding('utf8').on('data', (text: string) => void (written += text))
  return { input, output, ended: serveMcpOverStdio({ input, output }, deps), written: () => written }
}

test('what is still being worked on when the input ends is answered, and then it ends', async () => {
  const asked = Promise.withResolvers<void>()
  const answer = Promise.withResolvers<never>()
  const { input, ended, written } = serve(
    depsWith(() => {
      asked.resolve()
      return answer.promise
    }),
  )
  input.end(INITIALIZE + askAs(1))
  await asked.promise
  answer.reject(new Error('the disk is on fire'))
  await ended
  const [, result = ''] = written().trimEnd().split('\n')
  expect(JSON.parse(result)).toMatchObject({ id: 1, result: { isError: true } })
})

test('a failure inside is told by a reference that the log explains, and nothing of the inside', async () => {
  const told: unknown[] = []
  const { input, ended, written } = serve(depsWith(() => Promise.reject(new Error('/srv/secret.sqlite')), told))
  input.end(INITIALIZE + askAs(1))
  await ended
  expect(written()).toMatch(/受付番号 [0-9a-f]{8}.*reference [0-9a-f]{8}/u)
  expect(written()).not.toContain('secret')
  expect(told).toEqual([['mcp_request_failed', expect.objectContaining({ error: expect.stringContaining('secret') })]])
})

test('what the client cancelled is not waited for', async () => {
  const asked = Promise.withResolvers<void>()
  const { input, ended } = serve(
    depsWith(() => {
      asked.resolve()
      return new Promise(() => {})
    }),
  )
  input.write(INITIALIZE + askAs(1))
  await asked.promise
  input.end(line({ method: 'notifications/cancelled', params: { requestId: 1 } }))
  await expect(ended).resolves.toBeUndefined()
})

test('a client that is gone ends it', async () => {
  const { output, ended } = serve(depsWith(() => new Promise(() => {})))
  output.destroy(new Error('EPIPE'))
  await expect(ended).resolves.toBeUndefined()
})

test('what is no protocol is left aside', async () => {
  const { input, ended, written } = serve(depsWith(refuse))
  input.end(`not json\n{"a":1}\n${INITIALIZE}`)
  await ended
  expect(written().trimEnd().split('\n')).toHaveLength(1)
})
