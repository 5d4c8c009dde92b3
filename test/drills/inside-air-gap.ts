// What the drill `air-gapped` does inside the namespace: install, start, ask, register, stop, with the packets counted that would
// have left. Arguments: the unpacked bundle, and the folder to install into.
import { execFileSync } from 'node:child_process'
import { createSocket } from 'node:dgram'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { startServer } from '../stories/zencho-process.ts'

/** Stands where the way out would be: every packet to elsewhere goes there, is counted (or the question who has its address is), and is lost. */
const WAY_OUT = 'outside0'
const FAR_END = 'outside1'
/** Reserved for documentation (RFC 5737): nobody's. */
const OUTSIDE = '192.0.2.1'

const QUESTIONS = ['休みを取りたいときはどうすればいい？', '出張の旅費はいつ振り込まれますか', 'パスワードを忘れた']
const PAGES = ['/', '/readyz', '/admin/sign-in', '/api/openapi.json']

const [bundle = '', home = ''] = process.argv.slice(2)
openWayOut()
install()
const answered = await useServer()
const left = packetsOut()
const seen = await packetsOfOne()
console.log(
  `| air-gapped | 0 packets leave | ${left} left; ${answered} of ${QUESTIONS.length} questions answered | the counter saw ${seen} of a packet sent on purpose |`,
)
process.exitCode = left === 0 && answered === QUESTIONS.length && seen > 0 ? 0 : 1

function openWayOut(): void {
  const ip = (...args: readonly string[]) => execFileSync('ip', args)
  ip('link', 'set', 'lo', 'up')
  ip('link', 'add', WAY_OUT, 'type', 'veth', 'peer', 'name', FAR_END)
  // The system's own greetings by IPv6 are not the product's.
  for (const end of [WAY_OUT, FAR_END]) execFileSync('sysctl', ['-qw', `net.ipv6.conf.${end}.disable_ipv6=1`])
  ip('addr', 'add', '192.0.2.2/24', 'dev', WAY_OUT)
  for (const end of [WAY_OUT, FAR_END]) ip('link', 'set', end, 'up')
  ip('route', 'add', 'default', 'dev', WAY_OUT)
}

function packetsOut(): number {
  // After the name: eight numbers of what came in, then bytes and packets that went out.
  const line = readFileSync('/proc/self/net/dev', 'utf8').match(new RegExp(`^ *${WAY_OUT}:(.*)$`, 'mu'))?.[1] ?? ''
  return Number(line.trim().split(/\s+/u)[9])
}

function install(): void {
  execFileSync(join(bundle, 'install.sh'), [home], { stdio: 'inherit' })
}

async function useServer(): Promise<number> {
  const app = join(home, 'current/app')
  const node = join(app, `node_modules/node-linux-${process.arch}/bin/node`)
  const server = await startServer({ DATA_DIR: join(home, 'data') }, { node, script: join(app, 'src/cli/zencho.js') })
  try {
    while (!(await isWhole(server.url))) await pause(200)
    for (const page of PAGES) await expectOk(`${server.url}${page}`)
    const outcomes = await Promise.all(QUESTIONS.map(question => ask(server.url, question)))
    return outcomes.filter(outcome => outcome === 'answered').length
  } finally {
    server.child.kill('SIGTERM')
    await server.finished
  }
}

/** Words are searched before meaning is: a first start on a busy machine answers, but not yet as surely. */
async function isWhole(url: string): Promise<boolean> {
  const response = await fetch(`${url}/readyz`)
  return response.ok && ((await response.json()) as { readonly status: string }).status === 'ready'
}

async function expectOk(url: string): Promise<void> {
  const { status } = await fetch(url)
  if (status !== 200) throw new Error(`expected 200 of ${url}, got ${status}`)
}

async function ask(url: string, question: string): Promise<string> {
  const headers = { 'content-type': 'application/json' }
  const response = await fetch(`${url}/api/v1/ask`, { method: 'POST', headers, body: JSON.stringify({ question }) })
  return ((await response.json()) as { readonly outcome: string }).outcome
}

/** A count of nothing proves nothing unless the counter counts. */
async function packetsOfOne(): Promise<number> {
  const before = packetsOut()
  const socket = createSocket('udp4')
  await new Promise<void>((done, fail) =>
    socket.send('?', 9, OUTSIDE, error => (error === null ? done() : fail(error))),
  )
  socket.close()
  return packetsOut() - before
}
