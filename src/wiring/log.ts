// How the product tells its operator of what happens: one event with its facts, a JSON line on the error stream.
import pino from 'pino'
import type { Config } from '../config.ts'

export type Log = (event: string, data: Readonly<Record<string, unknown>>) => void

export function openLog(config: Pick<Config, 'logLevel'>): Log {
  const logger = pino({ level: config.logLevel }, pino.destination({ dest: 2, sync: true }))
  return (event, data) => logger.warn(data, event)
}
