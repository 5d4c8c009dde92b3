// A data folder of a drill's own, the server on it, and people who write through its doors and remember what was acknowledged.
import { readFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import BetterSqlite3 from 'better-sqlite3'
import { openDatabase } from '../../src/adapters/sqlite/open-database.ts'
import { openSqliteRegistry } from '../../src/adapters/sqlite/sqlite-registry.ts'
import { loadConfig } from '../../src/config.ts'
import type { EntryInput } from '../../src/core/ports/registry.ts'
import { openPeople } from '../../src/wiring/open-people.ts'
import { newSession } from '../stories/sign-in.ts'
import { makeFolder } from '../stories/story-entries.ts'
import { type Environment, type StartOptions, startServer, type ZenchoServer } from '../stories/zencho-process.ts'

export interface DrillHome extends AsyncDisposable {
  readonly folder: string
  readonly dataDir: string
  readonly databasePath: string
  readonly environment: Environment
}

export async function openHome(entries: readonly EntryInput[], dataDir?: string): Promise<DrillHome> {
  const home = await makeHome(dataDir)
  await saveEntries(home, entries)
  return home
}

/** With nothing in it. */
export async function makeHome(dataAt?: string): Promise<DrillHome> {
  const folder = await makeFolder()
  const dataDir = dataAt ?? join(folder, 'data')
  return {
    folder,
    dataDir,
    databasePath: join(dataDir, 'zencho.sqlite'),
    environment: { DATA_DIR: dataDir, SAMPLE_DATA: 'off', LOCAL_SIGN_IN: 'on' },
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  }
}

/** Without a word to any index, as a program does that dies right afterwards. */
export async function saveEntries({ databasePath }: DrillHome, entries: readonly EntryInput[]): Promise<void> {
  const database = openDatabase(databasePath, { check: false })
  await openSqliteRegistry(database.query, () => new Date()).save(entries, { actor: 'drill' })
  await database.close()
}

export interface ReadyServer extends ZenchoServer {
  /** From the start of the process. */
  readonly readyMs: number
  /** What of it was work: on a machine with other work to do, the rest tells of that. */
  readonly readyWorkMs: number
}

export async function startReady(environment: Environment, options: StartOptions = {}): Promise<ReadyServer> {
  const startedAt = performance.now()
  const server = await startServer(environment, options)
  while ((await fetch(`${server.url}/readyz`)).status !== 200) await pause(READY_POLL_MS)
  return { ...server, readyMs: performance.now() - startedAt, readyWorkMs: processorMs(server.child.pid ?? 0) }
}

const TICK_MS = 10

/** Processor time of a process so far, all its threads together (Linux). */
export function processorMs(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
  return (Number(fields[11]) + Number(fields[12])) * TICK_MS
}

const READY_POLL_MS = 20

/** A cookie of a person who may edit and publish everything: made beside the server, for signing in is not what is tried. */
export async function signInApprover({ dataDir }: DrillHome, login = 'drill'): Promise<string> {
  const database = openDatabase(join(dataDir, 'zencho.sqlite'), { check: false })
  try {
    const config = loadConfig({ DATA_DIR: dataDir })
    const people = await openPeople(database.query, { config, now: () => new Date(), newId: () => crypto.randomUUID() })
    const rest = { name: login, mail: null, slackUser: null, sectionCode: null, disabled: false }
    const grants = [{ role: 'administrator', sectionCode: null }] as const
    const account = await people.accounts.create({ ...rest, login, grants }, 'drill')
    return await newSession({ product: { people } }, account)
  } finally {
    await database.close()
  }
}

export interface Asked {
  readonly status: number
  readonly questionId: string | null
  readonly entryId: string | null
}

export async function ask(url: string, question: string): Promise<Asked> {
  const headers = { 'Content-Type': 'application/json' }
  const response = await fetch(`${url}/api/v1/ask`, { method: 'POST', headers, body: JSON.stringify({ question }) })
  const body = (await response.json()) as {
    readonly questionId?: string
    readonly answer?: { readonly entryId?: string; readonly id?: string } | null
    readonly candidates?: readonly { readonly entryId?: string; readonly id?: string }[]
  }
  const first = body.answer ?? body.candidates?.[0]
  return { status: response.status, questionId: body.questionId ?? null, entryId: first?.entryId ?? first?.id ?? null }
}

/** The cheapest write that is acknowledged only when it is durable: a remark on a question. */
export async function remark(url: string, questionId: string, comment: string): Promise<number> {
  const response = await fetch(`${url}/questions/${questionId}/feedback`, {
    method: 'POST',
    redirect: 'manual',
    headers: { Origin: new URL(url).origin },
    body: new URLSearchParams({ feedback: 'unresolved', comment }),
  })
  await response.text()
  return response.status
}

export const REMARK_KEPT = 303

export function remarksIn(databasePath: string): ReadonlySet<string> {
  return withRaw(databasePath, database => {
    const rows = database.prepare('SELECT comment FROM feedback WHERE comment IS NOT NULL').pluck().all()
    return new Set(rows.map(String))
  })
}

/** 'ok' twice where pages, indexes, full-text tables and references are whole. */
export function soundness(databasePath: string): string {
  return withRaw(databasePath, database => {
    const integrity = String(database.pragma('integrity_check', { simple: true }))
    const references = (database.pragma('foreign_key_check') as readonly unknown[]).length
    return references === 0 ? integrity : `${references} references broken`
  })
}

function withRaw<T>(path: string, use: (database: BetterSqlite3.Database) => T): T {
  const database = new BetterSqlite3(path)
  try {
    return use(database)
  } finally {
    database.close()
  }
}
