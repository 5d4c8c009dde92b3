// How the product tells its operator of what happens: one event with its facts, a JSON line on the error stream.
import pino from 'pino'
import { type SettingsWithSecrets, secretsOf } from '../config/secrets-of.ts'
import type { Config } from '../config.ts'
import { type Hide, openSecretHider } from '../core/hide-secrets.ts'
import type { LogRequest } from '../server/log-requests.ts'

export type Log = (event: string, data: Readonly<Record<string, unknown>>) => void

export function openLog(config: Pick<Config, 'logLevel'> & SettingsWithSecrets): Log {
  const logger = openLogger(config, openSecretHider(secretsOf(config)))
  return (event, data) => logger.warn(data, event)
}

/** A line for each request, from level info on; null below, so that nothing is measured for nobody. */
export function openRequestLog(config: Pick<Config, 'logLevel'>): LogRequest | null {
  // Nothing of a request line comes from outside but the method.
  const logger = openLogger(config, line => line)
  return logger.isLevelEnabled('info') ? line => logger.info(line, 'request') : null
}

function openLogger({ logLevel }: Pick<Config, 'logLevel'>, hide: Hide) {
  const lines = pino.destination({ dest: 2, sync: true })
  return pino({ level: logLevel }, { write: line => void lines.write(plainLine(hide(line))) })
}

/** What JSON lets through and a terminal, or another reader of lines, may act on: it ends lines, paints, or turns words round. */
const ACTED_ON = /[\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu

export function plainLine(line: string): string {
  return line.replace(ACTED_ON, sign => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`)
}
