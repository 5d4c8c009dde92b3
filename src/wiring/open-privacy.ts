// Personal data on one database: what is kept how long, and the keys that hide who asked, renewed in this process too when
// another process renewed them.
import { setImmediate as pause } from 'node:timers/promises'
import type { OpenDatabase } from '../adapters/sqlite/open-database.ts'
import type { SqliteAskerKeys } from '../adapters/sqlite/sqlite-asker-keys.ts'
import { openSqlitePersonalData } from '../adapters/sqlite/sqlite-personal-data.ts'
import type { Config } from '../config.ts'
import type { CalendarDate } from '../core/fiscal-year.ts'
import { maskPersonalData } from '../core/masking/mask-personal-data.ts'
import { openPrivacy, type Privacy } from '../core/privacy/privacy.ts'
import { totalOf } from '../core/privacy/purge.ts'
import type { Log } from './log.ts'

export interface OpenPrivacyDeps {
  readonly config: Pick<Config, 'retention' | 'employeeNumberForms'>
  readonly askerKeys: SqliteAskerKeys
  readonly now: () => Date
  readonly log: Log
}

export interface OpenedPrivacy {
  readonly privacy: Privacy
  /** Takes out what is past its time, once a day and process; stops between two steps where it is told to. */
  readonly turnDay: (today: CalendarDate, signal?: AbortSignal) => Promise<void>
  readonly close: () => Promise<void>
}

/** Nobody waits for a renewed key: a question asked meanwhile has the old one, which leads to nobody either. */
const FOLLOW_EVERY_MS = 5_000

export function openPrivacyOn(
  database: Pick<OpenDatabase, 'query' | 'dataVersion'>,
  deps: OpenPrivacyDeps,
): OpenedPrivacy {
  const { config, askerKeys, now, log } = deps
  const { retention, employeeNumberForms } = config
  const mask = (text: string) => maskPersonalData(text, { employeeNumberForms }).text
  const opened = openPrivacy({
    data: openSqlitePersonalData(database.query, { mask }),
    retention,
    askerKeys: askerKeys.keyOf,
    now,
    pause: () => pause(),
  })
  let purgedOn: CalendarDate | null = null
  let seen = database.dataVersion()
  const follow = async () => {
    const version = database.dataVersion()
    if (version === seen) return
    seen = version
    await askerKeys.refresh()
  }
  const timer = setInterval(() => {
    follow().catch((error: unknown) => log('asker_keys_not_followed', { error: String(error) }))
  }, FOLLOW_EVERY_MS).unref()
  return {
    privacy: {
      ...opened,
      renewSecret: async actor => {
        await opened.renewSecret(actor)
        await askerKeys.refresh()
      },
    },
    turnDay: async (today, signal) => {
      const isStopped = () => signal?.aborted === true
      if (purgedOn === today || isStopped()) return
      const { counts, done } = await opened.purge('zencho', undefined, signal)
      if (!isStopped()) purgedOn = today
      // A day on which nothing was due is no news.
      if (totalOf(counts) > 0) log('privacy_purged', { ...counts, done })
    },
    close: async () => clearInterval(timer),
  }
}
