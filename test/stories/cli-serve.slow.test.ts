// `zencho serve` as a process of its own: how it begins, ends, and says why it cannot.
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { connect, createServer } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { expectFault, expectNoInsides } from './expectations.ts'
import { makeFolder, writeSampleFolder } from './story-entries.ts'
import { runZencho, startServer, startZencho } from './zencho-process.ts'

const SIGTERM_MS_MAX = 5_000
/** What a process says, it says long before. */
const SAID_MS_MAX = 20_000

let root = ''
let sample = ''
beforeAll(async () => {
  root = await makeFolder()
  sample = await writeSampleFolder(root)
})
afterAll(() => rm(root, { recursive: true, force: true }))

const dataDir = (name: string) => join(root, name)

describe.concurrent('serve', () => {
  const said = (text: () => string, part: string) => {
    return vi.waitFor(() => expect(text()).toContain(part), { timeout: SAID_MS_MAX, interval: 10 })
  }

  /** A request whose head the server has read and whose body it waits for: it is running for as long as we like. */
  async function beginToAsk(port: number) {
    const body = JSON.stringify({ question: '休みを取りたい' })
    const socket = connect(port, '127.0.0.1')
    let text = ''
    socket.on('error', () => {}) // the server may cut it
    socket.setEncoding('utf8').on('data', (some: string) => void (text += some))
    const type = 'Content-Type: application/json\r\nExpect: 100-continue'
    const length = `Content-Length: ${Buffer.byteLength(body)}`
    socket.write(`POST /api/v1/ask HTTP/1.1\r\nHost: localhost\r\n${type}\r\n${length}\r\n\r\n`)
    await said(() => text, '100 Continue')
    return { socket, received: () => text, body }
  }

  test('says which port is in use and what to do', async () => {
    const environment = { DATA_DIR: dataDir('taken'), SAMPLE_DATA: 'off' }
    const taken = createServer().listen(0, '127.0.0.1')
    await once(taken, 'listening')
    const address = taken.address()
    const port = String(typeof address === 'object' ? address?.port : '')
    const result = await runZencho(['serve'], { ...environment, PORT: port })
    taken.close()
    expectFault(result, `127.0.0.1:${port}`, 'PORT=')
  })

  test('lets a running request finish when it is told to end, takes no new one, and exits with 0', async () => {
    const environment = { DATA_DIR: dataDir('running'), SAMPLE_DIR: sample }
    await using server = await startServer(environment)
    const { socket, received, body } = await beginToAsk(server.port)
    server.child.kill('SIGTERM')
    await said(server.stderr, '終了しています')
    await expect(fetch(`${server.url}/healthz`)).rejects.toThrow('fetch failed')
    socket.write(body)
    await said(received, 'jinji-001')
    expect(received()).toContain('HTTP/1.1 200 OK')
    // The client keeps its connection open, as browsers do: that alone holds nothing up.
    await vi.waitFor(() => expect(server.child.exitCode).toBe(0), { timeout: SIGTERM_MS_MAX })
    expectNoInsides(server.stderr())
  })

  // runServe in src/cli/serve.ts listens for signals only once it has said its address.
  test('ends on SIGINT with exit code 0 even before its start is over', async () => {
    const environment = { DATA_DIR: dataDir('ended'), SAMPLE_DIR: sample }
    const { child, finished } = startZencho(['serve'], { ...environment, PORT: '0' })
    const database = join(environment.DATA_DIR, 'zencho.sqlite')
    await vi.waitFor(() => expect(existsSync(database)).toBe(true), { timeout: SAID_MS_MAX, interval: 5 })
    child.kill('SIGINT')
    expect((await finished).code).toBe(0)
  })
})
