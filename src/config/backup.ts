// The settings of backups.
import { resolve } from 'node:path'
import type { Retention } from '../core/backup/retention.ts'
import type { Environment } from './environment.ts'

export interface BackupConfig {
  /** Absolute path of the folder that backups are made in; null where none are made by themselves. */
  readonly folder: string | null
  /** Time of day in Japan, HH:mm. */
  readonly at: string
  readonly retention: Retention
}

export function backupConfig(env: Environment): BackupConfig {
  return {
    folder: env.BACKUP_FOLDER === undefined ? null : resolve(env.BACKUP_FOLDER),
    at: env.BACKUP_AT,
    retention: { daily: env.BACKUP_KEEP_DAILY, weekly: env.BACKUP_KEEP_WEEKLY, monthly: env.BACKUP_KEEP_MONTHLY },
  }
}
