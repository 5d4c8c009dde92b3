// How the product tells its operator of what happens: one event with its facts, a JSON line on the error stream.
import pino from 'pino'
import type { Config } from '../config.ts'
import type { LogRequest } from '../server/log-requests.ts'

export type Log = (event: string, data: Readonly<Record<string, unknown>>) => void

export function openLog(config: Pick<Config, 'logLevel'>): Log {
  const logger = openLogger(config)
  return (event, data) => logger.warn(data, event)
}

/** A line for each request, from level info on; null below, so that nothing is measured for nobody. */
export function openRequestLog(config: Pick<Config, 'logLevel'>): LogRequest | null {
  const logger = openLogger(config)
  return logger.isLevelEnabled('info') ? line => logger.info(line, 'request') : null
}

function openLogger({ logLevel }: Pick<Config, 'logLevel'>) {
  return pino({ level: logLevel }, pino.destination({ dest: 2, sync: true }))
}
