// The workflow over a database in memory, at a time that the test sets: real SQLite, real steps, no server.
import { openDatabase } from '../../src/adapters/sqlite/open-database.ts'
import { openSqliteAccounts } from '../../src/adapters/sqlite/sqlite-accounts.ts'
import { openSqliteRegistry } from '../../src/adapters/sqlite/sqlite-registry.ts'
import type { Editorial } from '../../src/cli/cli-deps.ts'
import { type Account, actorOf, type Grant } from '../../src/core/access/account.ts'
import type { EntryContent, EntryStatus, WorkingEntry } from '../../src/core/entry.ts'
import type { CalendarDate } from '../../src/core/fiscal-year.ts'
import type { NoticeKind } from '../../src/core/ports/notices.ts'
import type { OutDoor } from '../../src/core/ports/outbox.ts'
import type { GateVerdict } from '../../src/core/ports/publish-gate.ts'
import type { Registry } from '../../src/core/ports/registry.ts'
import type { WorkflowOutcome, WorkflowRequest } from '../../src/core/workflow/workflow.ts'
import { openEditorial } from '../../src/wiring/open-workflow.ts'
import { makeInput } from './entry-builders.ts'

export interface EditorialStory extends AsyncDisposable {
  readonly editorial: Editorial
  readonly registry: Registry
  readonly query: ReturnType<typeof openDatabase>['query']
  /** What it is by the clock on the wall. */
  time: Date
  /** What the evaluation says of any publication. */
  verdict: GateVerdict
  /** Days that the scheduler saw begin. */
  readonly days: readonly CalendarDate[]
  readonly logged: readonly string[]
  readonly person: (
    name: string,
    grants: readonly Grant[],
    reach?: { mail?: string; slackUser?: string },
  ) => Promise<Account>
  readonly entry: (id: string) => Promise<WorkingEntry>
  /** A revision as the editor's form saves it. */
  readonly write: (id: string, by: Account, some?: Partial<EntryContent> & { status?: EntryStatus }) => Promise<void>
  /** With the newest revision as the one that was seen. */
  readonly act: (id: string, by: Account, request: WithoutSeen) => Promise<WorkflowOutcome>
  readonly told: (account: Account) => Promise<readonly NoticeKind[]>
  /** Names of the events of an entry, oldest first. */
  readonly trail: (id: string) => Promise<readonly string[]>
}

type WithoutSeen = WorkflowRequest extends infer R ? (R extends WorkflowRequest ? Omit<R, 'seen'> : never) : never

export async function openEditorialStory({
  outDoors = [],
  path = ':memory:',
}: {
  readonly outDoors?: readonly OutDoor[]
  readonly path?: string
} = {}): Promise<EditorialStory> {
  const database = openDatabase(path)
  const days: CalendarDate[] = []
  const logged: string[] = []
  let ids = 0
  const story = { time: new Date('2026-11-22T01:00:00Z'), verdict: { kind: 'open' } as GateVerdict }
  const now = () => story.time
  const newId = () => `id-${path === ':memory:' ? '' : crypto.randomUUID()}${(ids += 1)}`
  const registry = openSqliteRegistry(database.query, now)
  const accounts = openSqliteAccounts(database.query, { now, newId })
  const editorial = openEditorial(database.query, {
    registry,
    accounts,
    outDoors,
    gate: { check: async () => story.verdict },
    turnDay: async today => {
      if (days.at(-1) === today) return 0
      days.push(today)
      return 1
    },
    tidyDay: async () => {},
    pokeIndex: () => {},
    now,
    newId,
    log: event => void logged.push(event),
  })
  const entry = async (id: string) => {
    const [found] = await registry.workingEntries([id])
    if (found === undefined) throw new Error(`no entry ${id}`)
    return found
  }
  return Object.assign(story, {
    editorial,
    registry,
    query: database.query,
    days,
    logged,
    entry,
    person: (name: string, grants: readonly Grant[], reach: { mail?: string; slackUser?: string } = {}) =>
      accounts.create(
        {
          login: `u-${(ids += 1)}-${path === ':memory:' ? '' : crypto.randomUUID()}`,
          name,
          mail: reach.mail ?? null,
          slackUser: reach.slackUser ?? null,
          sectionCode: null,
          grants,
          disabled: false,
        },
        'test',
      ),
    write: async (id: string, by: Account, some: Partial<EntryContent> & { status?: EntryStatus } = {}) => {
      const [before] = await registry.workingEntries([id])
      const input = { ...(before ?? makeInput(id)), status: 'draft', revisedOn: null, ...some } as const
      await registry.save([input], { actor: actorOf(by) })
    },
    act: async (id: string, by: Account, request: WithoutSeen) => {
      const { revision } = await entry(id)
      return editorial.workflow.act(id, { ...request, seen: revision } as WorkflowRequest, by)
    },
    told: async ({ id }: Account) => {
      const { notices } = await editorial.notices.list(id, { limit: 100, offset: 0 })
      return notices.map(({ kind }) => kind)
    },
    trail: async (id: string) => {
      const { events } = await editorial.revisions.history(id, { limit: 100, offset: 0 })
      return events.map(({ action }) => action).toReversed()
    },
    [Symbol.asyncDispose]: async () => {
      await editorial.close()
      await database.close()
    },
  })
}
