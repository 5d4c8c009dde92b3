// An error that nobody caught, in the middle of load: it is logged, what is at work is finished, the process ends with a code by
// which a supervisor starts it anew, and nothing that was acknowledged is lost (TESTLIST A17).
import { fileURLToPath } from 'node:url'
import { manyEntries } from '../stories/many-entries.ts'
import { ask, openHome, REMARK_KEPT, remark, remarksIn, soundness, startReady } from './drill-home.ts'
import type { DrillResult } from './drill-row.ts'

const THROWER = fileURLToPath(import.meta.resolve('./children/throw-on-signal.ts'))
const WRITERS = 8
const WRITES = 200

export async function uncaught(rounds = 10): Promise<DrillResult> {
  await using home = await openHome(manyEntries(0, 10))
  const problems: string[] = []
  const kept = new Set<string>()
  for (let round = 1; round <= rounds; round += 1) {
    const signal = round % 2 === 0 ? 'SIGUSR2' : 'SIGHUP'
    const server = await startReady({ ...home.environment, NODE_OPTIONS: `--import ${THROWER}` })
    const { questionId } = await ask(server.url, '公用車の予約はどこでしますか。')
    let sent = 0
    await Promise.all(
      Array.from({ length: WRITERS }, async (_, index) => {
        for (let count = 0; ; count += 1) {
          const comment = `r${round} w${index} n${count}`
          const status = await remark(server.url, questionId ?? '', comment).catch(() => null)
          if (status === null) return // it has ended
          if (status !== REMARK_KEPT) problems.push(`status ${status}`)
          else kept.add(comment)
          sent += 1
          if (sent === WRITES) server.child.kill(signal)
        }
      }),
    )
    const { code, stderr } = await server.finished
    if (code !== 1) problems.push(`exit ${code} after ${signal}`)
    if (!stderr.includes('uncaught_error')) problems.push(`${signal} was not logged`)
  }
  const stored = remarksIn(home.databasePath)
  const lost = [...kept].filter(comment => !stored.has(comment)).length
  const sound = soundness(home.databasePath)
  return {
    id: 'A17',
    target: 'uncaught error or rejection under load: logged, exit ≠ 0 after closing, 0 lost',
    measured: `${rounds} rounds, ${kept.size.toLocaleString('en')} acknowledged: ${lost} lost, ${problems.length} problems${problems.length === 0 ? '' : ` (${[...new Set(problems)].join(', ')})`}, integrity ${sound}`,
    met: lost === 0 && problems.length === 0 && sound === 'ok',
  }
}
