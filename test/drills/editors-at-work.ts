// Editors at their daily work, each on entries of their own: the list, the form, a preview, a save. What their pages took, and what
// failed, is remembered.
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { openDatabase } from '../../src/adapters/sqlite/open-database.ts'
import { loadConfig } from '../../src/config.ts'
import { openPeople } from '../../src/wiring/open-people.ts'
import { newSession, postForm } from '../stories/sign-in.ts'
import { fieldsOf } from './entry-form.ts'

/** Everybody does not come at once. */
const ARRIVAL_S = 10
/** Seconds between what one person does and the next thing they do. */
const EDITOR_PAUSE_S = [3, 9] as const

export interface EditorsMeasured {
  readonly edits: number[]
  readonly errors: string[]
  saves: number
}

export interface Person {
  readonly url: string
  readonly until: number
  readonly random: () => number
  /** Ends the work early. */
  readonly signal?: AbortSignal
}

/** Looks at the list, opens the form, previews, saves a draft, publishes; each on entries of their own. */
export async function editor(
  person: Person & { readonly cookie: string; readonly index: number },
  measured: EditorsMeasured,
): Promise<void> {
  const { url, until, random, signal, cookie, index } = person
  await pause(random() * ARRIVAL_S * 1_000)
  const isOver = () => performance.now() >= until || signal?.aborted === true
  for (let round = 1; !isOver(); round += 1) {
    const id = `jinji-${String(index + 1).padStart(3, '0')}`
    await step(measured, 'list', () => fetch(`${url}/admin/entries?q=休暇`, { headers: { Cookie: cookie } }))
    await pause(between(EDITOR_PAUSE_S, random))
    const form = await step(measured, 'form', () =>
      fetch(`${url}/admin/entries/${id}/edit`, { headers: { Cookie: cookie } }),
    )
    const fields = fieldsOf(form)
    fields.set('note', `見直し${round}回目`)
    fields.set('answer', `${fields.get('answer') ?? ''}\n${round}回目の見直しをしました。`.slice(-5_000))
    await pause(between(EDITOR_PAUSE_S, random))
    const send = (path: string, values: URLSearchParams) =>
      postForm(`${url}/admin/entries/${id}/${path}`, { cookie, fields: [...values] })
    await step(measured, 'preview', () => send('preview', fields))
    fields.set('next', 'go')
    await step(
      measured,
      'save',
      () => send('save', fields),
      () => void (measured.saves += 1),
    )
    await pause(between(EDITOR_PAUSE_S, random))
  }
}

async function step(
  { edits, errors }: EditorsMeasured,
  name: string,
  work: () => Promise<Response>,
  onDone: () => void = () => {},
): Promise<string> {
  const before = performance.now()
  try {
    const response = await work()
    const text = await response.text()
    edits.push(performance.now() - before)
    if (response.status === 200 || response.status === 303) onDone()
    else errors.push(`${name} ${response.status}`)
    return text
  } catch (error) {
    errors.push(`${name} ${String(error)}`)
    return ''
  }
}

export function between([from, to]: readonly [number, number], random: () => number): number {
  return (from + random() * (to - from)) * 1_000
}

/** Accounts and sessions are made beside the server, as `zencho user` would: signing in is not what is measured. */
export async function signInEditors(dataDir: string, count: number): Promise<readonly string[]> {
  const database = openDatabase(join(dataDir, 'zencho.sqlite'), { check: false })
  const config = loadConfig({ DATA_DIR: dataDir })
  const people = await openPeople(database.query, { config, now: () => new Date(), newId: () => crypto.randomUUID() })
  const cookies: string[] = []
  for (let index = 0; index < count; index += 1) {
    const rest = { name: `編集者${index}`, mail: null, slackUser: null, sectionCode: null, disabled: false }
    const grants = [{ role: 'approver', sectionCode: null }] as const
    const account = await people.accounts.create({ ...rest, login: `editor-${index}`, grants }, 'drill')
    cookies.push(await newSession({ product: { people } }, account))
  }
  await database.close()
  return cookies
}

/** Revisions that the editors' saves left. */
export async function savedRevisions(dataDir: string): Promise<number> {
  const database = openDatabase(join(dataDir, 'zencho.sqlite'), { check: false })
  const rows = await database.query
    .selectFrom('revision')
    .select('number')
    .where('author', 'like', 'user:editor-%')
    .execute()
  await database.close()
  return rows.length
}
