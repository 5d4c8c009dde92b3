// Services that the product may be set up with, all on 127.0.0.1 and all ill-mannered: whatever they are sent, secrets included,
// they write into their errors, between signs that would begin a new line of a log, or paint it.
import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createServer as createTcpServer, type Server, type Socket } from 'node:net'

/** What a line of a log must not become. */
export const LOG_BREAKERS: readonly string[] = [
  '\n{"level":60,"msg":"planted"}',
  '\r{"level":60,"msg":"planted"}',
  '\r\n{"level":60,"msg":"planted"}\r\n',
  '\u001b[2J\u001b[31mplanted\u001b[0m',
  '\u009b31mplanted',
  '\u2028{"level":60,"msg":"planted"}\u2029',
  '\u0085{"level":60,"msg":"planted"}',
  '\u0000planted\b\u007f',
  '\u202e"detnalp"',
  '","level":60,"msg":"planted',
]

export interface RudeServices extends AsyncDisposable {
  readonly httpUrl: string
  readonly smtpPort: number
  /** What came, by the first part of the address, and by the mail server's commands. */
  readonly heard: ReadonlyMap<string, number>
}

export async function openRudeServices(): Promise<RudeServices> {
  const heard = new Map<string, number>()
  const hear = (what: string) => void heard.set(what, (heard.get(what) ?? 0) + 1)
  const http = createHttpServer((request, response) => void answer(request, response, hear))
  const smtp = createTcpServer(socket => talk(socket, hear))
  const [httpPort, smtpPort] = await Promise.all([listen(http), listen(smtp)])
  const dispose = async () => {
    http.closeAllConnections()
    await Promise.all([http, smtp].map(server => new Promise(resolve => server.close(resolve))))
  }
  return { httpUrl: `http://127.0.0.1:${httpPort}`, smtpPort, heard, [Symbol.asyncDispose]: dispose }
}

async function listen(server: Server): Promise<number> {
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  return typeof address === 'object' && address !== null ? address.port : 0
}

async function answer(request: IncomingMessage, response: ServerResponse, hear: (what: string) => void): Promise<void> {
  let body = ''
  for await (const chunk of request.setEncoding('utf8')) body += chunk
  const [, first = ''] = (request.url ?? '').split('/')
  hear(first)
  const told = `${LOG_BREAKERS.join(' ')} ${JSON.stringify(request.headers)} ${body}`
  if (first === 'slack') return json(response, 200, { ok: false, error: `invalid_auth ${told}` })
  const status = first === 'oidc' ? 500 : 401
  return json(response, status, { error: { message: told, type: told, code: told }, error_description: told })
}

function json(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body))
}

/** Greets, takes a name and a password, and refuses with both. */
function talk(socket: Socket, hear: (what: string) => void): void {
  socket.on('error', () => {})
  socket.write('220 rude\r\n')
  socket.setEncoding('utf8').on('data', (line: string) => {
    const command = line.trim().split(' ')[0]?.toUpperCase() ?? ''
    hear(command === 'EHLO' || command === 'AUTH' ? command : 'smtp')
    if (command === 'EHLO') socket.write('250-rude\r\n250 AUTH PLAIN\r\n')
    else if (command === 'QUIT') socket.end('221 gone\r\n')
    else socket.write(`535 5.7.8 \u001b[31mno: ${line.trim()} ${decodeBase64(line)} {"level":60,"msg":"planted"}\r\n`)
  })
}

function decodeBase64(line: string): string {
  const [last = ''] = line.trim().split(' ').slice(-1)
  return Buffer.from(last, 'base64').toString('utf8').replaceAll('\0', ' ')
}
