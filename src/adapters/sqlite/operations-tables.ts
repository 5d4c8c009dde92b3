// The tables of upkeep of the data as kysely sees them. Names and columns are the migration's.
import type { Generated } from 'kysely'

export interface OperationsTables {
  backup_run: {
    id: Generated<number>
    started_at: string
    finished_at: string
    folder: string
    name: string | null
    bytes: number
    attachments_missing: number
    failure: string | null
  }
}
