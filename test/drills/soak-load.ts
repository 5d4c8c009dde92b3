// Everybody who uses the product during a soak: programs and people who ask, editors, open pages of figures, Slack.
import { request } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import { seededRandom } from '../bench/seeded-random.ts'
import { directMessage, eventRequest, signedHeaders } from '../fakes/slack-requests.ts'
import type { ZenchoServer } from '../stories/zencho-process.ts'
import { arrive } from './arrivals.ts'
import { editor } from './editors-at-work.ts'
import { askJson, type Came, type Client, openClient } from './http-client.ts'

const CONNECTIONS = 64
/** Of the questions: one in so many is asked in the web chat, whose page is fetched too. */
const WEB_EVERY = 5
const SLACK_PER_SECOND = 0.2
/** Pages of figures that stay open. */
const LISTENERS = 3
const RECONNECT_MS = 1_000

export interface SoakLoad {
  readonly server: ZenchoServer
  readonly cookies: readonly string[]
  readonly questions: readonly string[]
  readonly forMs: number
  readonly rate: number
}

export interface SoakTally {
  /** What came since the last time; `saves` since the beginning. */
  readonly take: () => {
    readonly answers: readonly number[]
    readonly edits: readonly number[]
    readonly errors: readonly string[]
    readonly slackEvents: number
    readonly refused: number
    readonly saves: number
  }
}

export function startSoakLoad(load: SoakLoad, signal: AbortSignal) {
  const { server, cookies, questions, forMs, rate } = load
  const client = openClient(server.port, CONNECTIONS)
  const answers: number[] = []
  const measured = { edits: [] as number[], errors: [] as string[], saves: 0 }
  let slackEvents = 0
  let refused = 0
  const note = (name: string, { status, headers, broken }: Came) => {
    if (status === 503 && headers['retry-after'] !== undefined) refused += 1
    else if (status !== 200) measured.errors.push(`${name} ${broken ?? status}`)
  }
  const ask = async (dueAt: number, index: number) => {
    const question = questions[index % questions.length] ?? ''
    if (index % WEB_EVERY === 0) note('web', await askInChat(client, server.url, question))
    else note('ask', await client.send(askJson(question)))
    answers.push(performance.now() - dueAt)
  }
  const tell = async (_dueAt: number, index: number) => {
    note('slack', await client.send(slackEvent(index, questions[index % questions.length] ?? '')))
    slackEvents += 1
  }
  const { next: random } = seededRandom(20261201)
  const until = performance.now() + forMs
  const people = cookies.map((cookie, index) =>
    editor({ url: server.url, until, random, signal, cookie, index }, measured),
  )
  const pages = cookies.slice(0, LISTENERS).map(cookie => listenLive({ port: server.port, cookie, until }, signal))
  const asking = arrive({ perSecond: rate, forMs, signal }, ask)
  const telling = arrive({ perSecond: SLACK_PER_SECOND, forMs, signal }, tell)
  const finished = Promise.all([asking, telling, ...people, ...pages]).then(client.close)
  const take = () => {
    const taken = { answers: answers.splice(0), edits: measured.edits.splice(0), errors: measured.errors.splice(0) }
    const counts = { slackEvents, refused, saves: measured.saves }
    slackEvents = 0
    refused = 0
    return { ...taken, ...counts }
  }
  return { asked: asking, finished, tally: { take } satisfies SoakTally }
}

/** As a browser without script does: the form, then the page it leads to. */
async function askInChat(client: Client, url: string, question: string): Promise<Came> {
  const headers = { 'Content-Type': 'application/x-www-form-urlencoded', Origin: new URL(url).origin }
  const body = new URLSearchParams({ question }).toString()
  const sent = await client.send({ path: '/ask', method: 'POST', headers, body })
  const [path = ''] = (sent.headers.location ?? '').split('#')
  return path === '' ? sent : client.send({ path })
}

function slackEvent(index: number, text: string) {
  const signed = eventRequest(directMessage(`soak${index}`, { text, channel: `D${index % 50}` }), new Date())
  return { path: '/slack/events', method: 'POST', headers: signedHeaders(signed), body: signed.body }
}

interface Listener {
  readonly port: number
  readonly cookie: string
  readonly until: number
}

/** Connects again whenever the server ends the feed, as a browser does. */
async function listenLive({ port, cookie, until }: Listener, signal: AbortSignal): Promise<void> {
  const enough = AbortSignal.any([signal, AbortSignal.timeout(Math.max(1, Math.ceil(until - performance.now())))])
  while (!enough.aborted) {
    const options = { host: '127.0.0.1', port, path: '/admin/kpi/events', headers: { Cookie: cookie }, agent: false }
    await new Promise<void>(resolve => {
      const sent = request({ ...options, signal: enough })
      sent.on('response', response =>
        response
          .resume()
          .on('close', resolve)
          .on('error', () => resolve()),
      )
      sent.on('error', () => resolve())
      sent.end()
    })
    await pause(RECONNECT_MS)
  }
}
