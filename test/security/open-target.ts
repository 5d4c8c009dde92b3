// The product as an office runs it, for whoever attacks it: a process of its own behind a proxy that ends TLS, with sealed words
// in its registry, somebody signed in for every role, and a log that tells everything.
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import type { Account, Grant } from '../../src/core/access/account.ts'
import { contentOf } from '../../src/core/entry.ts'
import { makeTempFolder } from '../fakes/temp-folder.ts'
import { type OpenedProduct, openProductIn } from '../stories/open-story.ts'
import { newSession, signInAs } from '../stories/sign-in.ts'
import { STORY_ENTRIES } from '../stories/story-entries.ts'
import { startServer, type ZenchoServer } from '../stories/zencho-process.ts'
import { OTHER, OWN, ROLES, type Role, SEALED_ENTRIES, seal } from './sealed.ts'

export interface Target extends AsyncDisposable {
  readonly server: ZenchoServer
  readonly url: string
  /** The value of a Cookie header, by role. */
  readonly cookies: Readonly<Record<Role, string>>
  /** Addresses of tickets are the right to see them: nobody may come by one by looking. */
  readonly ids: TargetIds
  readonly dataDir: string
  readonly opened: readonly Account[]
}

export interface TargetIds {
  readonly ticketOfOther: string
  readonly ticketOfOwn: string
  readonly attachmentOfOther: string
  readonly personId: string
}

const GRANTS: Readonly<Record<Exclude<Role, 'anonymous'>, readonly Grant[]>> = {
  staff: [{ role: 'staff', sectionCode: null }],
  manager: [{ role: 'manager', sectionCode: null }],
  editor: [{ role: 'editor', sectionCode: OWN.code }],
  administrator: [{ role: 'administrator', sectionCode: null }],
}

/** Nobody resolves it: addresses of our own must never leave the machine. */
const PUBLIC_URL = 'https://faq.shiomi.invalid'
export const SETTINGS: Readonly<Record<string, string>> = {
  SAMPLE_DATA: 'off',
  PUBLIC_URL,
  TRUST_PROXY: '1',
  MCP: 'on',
  PUBLIC_FIGURES: 'on',
  WIDGET_ORIGINS: 'https://portal.shiomi.invalid',
  LOG_LEVEL: 'debug',
}

export async function openTarget(environment: Readonly<Record<string, string>> = {}): Promise<Target> {
  const home = makeTempFolder()
  const { cookies, ids, accounts } = await seed(home)
  const dataDir = join(home, 'data')
  const server = await startServer({ ...SETTINGS, DATA_DIR: dataDir, ...environment })
  while ((await fetch(`${server.url}/readyz`)).status !== 200) await nextLook()
  const dispose = () => server[Symbol.asyncDispose]()
  return { server, url: server.url, cookies, ids, dataDir, opened: accounts, [Symbol.asyncDispose]: dispose }
}

const nextLook = () => new Promise(resolve => setTimeout(resolve, 100))

async function seed(home: string) {
  await using opened = await openProductIn(home, SETTINGS)
  const { registry } = opened.product
  await registry.save(STORY_ENTRIES, { actor: 'story' })
  for (const entry of SEALED_ENTRIES) await registry.save([entry], { actor: 'story', note: seal(entry.id, 'note') })
  await reviseInSecret(opened)
  const cookies: Record<Role, string> = { anonymous: '', staff: '', manager: '', editor: '', administrator: '' }
  const accounts: Account[] = []
  for (const role of ROLES) {
    if (role === 'anonymous') continue
    const sectionCode = role === 'staff' || role === 'editor' ? OWN.code : null
    const signedIn = await signInAs(opened, { login: role, name: `汐見 ${role}`, sectionCode, grants: GRANTS[role] })
    cookies[role] = overHttps(await newSession(opened, signedIn.account))
    accounts.push(signedIn.account)
  }
  const administrator = accounts.at(-1)
  if (administrator === undefined) throw new Error('expected an administrator')
  const ids = await sealMore(opened, administrator)
  await opened.product.settleIndex()
  return { cookies, ids, accounts }
}

/** A published entry of each section, with a draft of its next revision. */
async function reviseInSecret({ product }: OpenedProduct): Promise<void> {
  for (const id of ['jinji-002', 'ryohi-003']) {
    const [serving] = await product.registry.entriesById([id])
    if (serving === undefined) throw new Error(`expected the entry ${id}`)
    const mark = (field: string) => seal(`${serving.section.code}-works`, field)
    const revised = { ...contentOf(serving), answer: `${mark('answer')}　改定案です。`, phrasings: [mark('phrasing')] }
    await product.registry.save([{ ...serving, ...revised, status: 'draft' }], { actor: 'story', note: mark('note') })
  }
}

/** What lies beside entries: remarks, a file, tickets, what somebody typed, what people are. */
async function sealMore({ product }: OpenedProduct, administrator: Account): Promise<TargetIds> {
  const { editorial, editing, desk } = product
  const remark = { action: 'comment', text: seal('ryohi-remark', 'comment'), form: randomUUID() } as const
  const remarked = await editorial.workflow.act('ryohi-draft', remark, administrator)
  if (remarked.kind !== 'done') throw new Error(`expected the remark to be taken, got: ${remarked.kind}`)
  const file = await editing.attachmentFiles.keep(new TextEncoder().encode(seal('ryohi-file', 'bytes')))
  const name = `${seal('ryohi-file', 'name')}.txt`
  const attachment = { entryId: 'ryohi-draft', name, mediaType: 'text/plain', file }
  const { id: attachmentOfOther } = await editing.attachments.add(attachment, 'story')
  const [ticketOfOwn = '', ticketOfOther = ''] = await Promise.all(
    [OWN, OTHER].map(async ({ code }) => {
      const mark = (field: string) => seal(`${code}-ticket`, field)
      const question = `${mark('question')}　気球の申込みについて`
      const asked = { question, questionId: null, sectionCode: code, asker: null, askerName: mark('asker') }
      const { id } = await desk.tickets.open({ ...asked, replyTo: { door: 'web' } }, 'story')
      await desk.tickets.act(id, { kind: 'answered', text: mark('answer') }, 'story')
      return id
    }),
  )
  await signInAs({ product }, { login: 'subject', name: '磯辺 次郎', sectionCode: OTHER.code, grants: [] })
  const subject = (await product.people.accounts.all()).find(({ login }) => login === 'subject')
  return { ticketOfOwn, ticketOfOther, attachmentOfOther, personId: subject?.id ?? '' }
}

/** The same session as the browser holds it where people come by https. */
function overHttps(cookie: string): string {
  return cookie.replace(/^zencho=/u, '__Host-zencho=')
}
