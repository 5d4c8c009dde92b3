// Stage: the client of the HTTP measurements, so that its own work does not hold up the server it times.
import { Agent, request } from 'node:http'
import { type Latency, summariseTimes, timed, timeEach } from './latency.ts'
import { serveStage } from './run-stage.ts'

export interface HttpInput {
  readonly helloUrl: string
  readonly askUrl: string
  readonly warmUp: readonly string[]
  readonly measured: readonly string[]
}

export interface HttpResult {
  readonly hello: Latency
  readonly ask: Latency
  /** Many colleagues at once. */
  readonly crowd: Latency & { readonly connections: number; readonly perSecond: number }
}

const CONNECTIONS = 16

serveStage('http', async ({ helloUrl, askUrl, warmUp, measured }) => {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS })
  const hello = () => send(helloUrl, agent)
  const ask = (question: string) => send(askUrl, agent, { question })
  await timeEach(warmUp, hello)
  const result = { hello: await timeEach(measured, hello) }
  await timeEach(warmUp, ask)
  return { ...result, ask: await timeEach(measured, ask), crowd: await askAtOnce(measured, ask) }
})

/** Every connection takes the next question as soon as it has its answer. */
async function askAtOnce(questions: readonly string[], ask: (question: string) => Promise<void>) {
  const times: number[] = []
  const waiting = questions.values()
  const all = await timed(() =>
    Promise.all(
      Array.from({ length: CONNECTIONS }, async () => {
        for (const question of waiting) times.push((await timed(() => ask(question))).ms)
      }),
    ),
  )
  return { ...summariseTimes(times), connections: CONNECTIONS, perSecond: (times.length * 1000) / all.ms }
}

/** Resolves when the whole body is there; anything but 200 is a failure of the measurement. */
function send(url: string, agent: Agent, body?: object): Promise<void> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json' }
    const sent = request(url, { agent, ...(body && { method: 'POST', headers }) }, response => {
      response.resume()
      response.on('error', reject)
      response.on('end', () => {
        if (response.statusCode === 200) resolve()
        else reject(new Error(`expected 200 from ${url}, got ${response.statusCode}`))
      })
    })
    sent.on('error', reject)
    sent.end(body && JSON.stringify(body))
  })
}
