// Looks a database file over from its pages to its audit trail, and tells what it is. Writes nothing; takes seconds for a
// gigabyte, so it runs in a process or thread of its own.
import BetterSqlite3, { type Database } from 'better-sqlite3'
import type { Selectable } from 'kysely'
import type { DatabaseFacts } from '../../core/backup/backup-manifest.ts'
import type { DataProblem } from '../../core/backup/data-problem.ts'
import { isNextInChain, type LastInChain } from './audit-trail.ts'
import { isSoundSqlite, sqliteVersion } from './check-database.ts'
import { formatLineage } from './lineage.ts'
import { MIGRATIONS } from './migrate.ts'
import { addFunctions } from './open-database.ts'
import type { Tables } from './tables.ts'

export interface ExaminedDatabase {
  /** Null where it could not be read at all. */
  readonly facts: DatabaseFacts | null
  readonly problems: readonly DataProblem[]
  /** Bytes that the database names. */
  readonly attachments: readonly { readonly sha256: string; readonly sizeBytes: number }[]
}

/** Of each kind; whoever has more has a broken disk. */
const PROBLEMS_MAX = 20

/** `quick` looks at the structure of pages, and leaves indexes and full-text tables out. */
export function examineDatabase(path: string, { quick = false } = {}): ExaminedDatabase {
  let database: Database | undefined
  try {
    database = new BetterSqlite3(path, { readonly: true, fileMustExist: true })
    addFunctions(database)
    const problems = [...findDamage(database, quick), ...findBrokenReferences(database), ...findBrokenAudit(database)]
    return { facts: readFacts(database), problems, attachments: readAttachments(database) }
  } catch (error) {
    const problem = { kind: 'damaged', where: 'database', detail: (error as Error).message } as const
    return { facts: null, problems: [problem], attachments: [] }
  } finally {
    database?.close()
  }
}

/** What the file and the library are set to; of a file that the product has opened once. */
export function examineSettings(path: string): readonly DataProblem[] {
  const database = new BetterSqlite3(path, { readonly: true, fileMustExist: true })
  try {
    const journal = String(database.pragma('journal_mode', { simple: true }))
    const version = sqliteVersion()
    return [
      ...(journal === 'wal' ? [] : [{ kind: 'setting', where: 'journal_mode', detail: journal } as const]),
      ...(isSoundSqlite(version) ? [] : [{ kind: 'setting', where: 'SQLite', detail: version } as const]),
    ]
  } finally {
    database.close()
  }
}

function findDamage(database: Database, quick: boolean): readonly DataProblem[] {
  const check = `${quick ? 'quick_check' : 'integrity_check'}(${PROBLEMS_MAX})`
  const findings = database.prepare(`PRAGMA ${check}`).pluck().all().map(String)
  return findings
    .filter(finding => finding !== 'ok')
    .map(detail => ({ kind: 'damaged', where: 'database', detail }) as const)
}

function findBrokenReferences(database: Database): readonly DataProblem[] {
  const rows = database.prepare('SELECT "table", rowid, parent FROM pragma_foreign_key_check LIMIT ?').all(PROBLEMS_MAX)
  return (rows as readonly { readonly table: string; readonly rowid: number; readonly parent: string }[]).map(
    ({ table, rowid, parent }) => ({ kind: 'reference', where: table, detail: `${rowid} → ${parent}` }) as const,
  )
}

type AuditRow = Selectable<Tables['audit_event']>

function findBrokenAudit(database: Database): readonly DataProblem[] {
  if (!hasTable(database, 'audit_event')) return []
  let last: LastInChain = null
  for (const row of database.prepare('SELECT * FROM audit_event ORDER BY seq').iterate() as Iterable<AuditRow>) {
    if (!isNextInChain(row, last)) return [{ kind: 'audit', where: 'audit_event', detail: String(row.seq) }]
    last = { seq: row.seq, hash: row.hash }
  }
  return []
}

function readFacts(database: Database): DatabaseFacts {
  const count = (table: string) =>
    hasTable(database, table) ? Number(database.prepare(`SELECT count(*) FROM "${table}"`).pluck().get()) : 0
  const newest = database.prepare('SELECT seq, hash FROM audit_event ORDER BY seq DESC LIMIT 1').get() as
    | { readonly seq: number; readonly hash: string }
    | undefined
  const change = hasTable(database, 'index_change')
    ? Number(database.prepare('SELECT coalesce(max(seq), 0) FROM index_change').pluck().get())
    : 0
  return {
    schema: Number(database.pragma('user_version', { simple: true })),
    lineage: formatLineage(newest, change),
    counts: {
      entries: count('entry'),
      revisions: count('revision'),
      accounts: count('user_account'),
      questions: count('question_log'),
      auditEvents: count('audit_event'),
      attachments: count('attachment'),
    },
  }
}

function readAttachments(database: Database): ExaminedDatabase['attachments'] {
  if (!hasTable(database, 'attachment')) return []
  const rows = database.prepare('SELECT DISTINCT sha256, size_bytes AS sizeBytes FROM attachment ORDER BY sha256').all()
  return rows as ExaminedDatabase['attachments']
}

function hasTable(database: Database, name: string): boolean {
  return database.prepare("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?").get(name) !== undefined
}

/** Newest schema that this program can read. */
export const SCHEMA_KNOWN = MIGRATIONS.length
