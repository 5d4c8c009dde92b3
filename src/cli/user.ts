// `zencho user`: people and their roles, for operators. What it changes stands in the audit trail under `cli`.
import type { Command } from 'commander'
import type { Account, Grant } from '../core/access/account.ts'
import { grantOf, parseRole, writeGrant } from '../core/access/grant-text.ts'
import { INVITATION_MS, LINK_MS } from '../core/access/invitation-lives.ts'
import { LOGIN_FORM } from '../core/access/login-form.ts'
import { FaqError } from '../core/errors.ts'
import { formatMoment } from '../core/japan-time.ts'
import { cli } from '../core/messages/ja/cli.ts'
import { userCli as words } from '../core/messages/ja/user-cli.ts'
import type { CliDeps, Product } from './cli-deps.ts'
import { formatTable } from './markdown-table.ts'
import { requireSection } from './require-section.ts'
import { setPassword } from './user-password.ts'
import { withProductAsItIs } from './with-product.ts'

const ACTOR = 'cli'

interface AddOptions {
  readonly name?: string
  readonly mail?: string
  readonly section?: string
  readonly role?: readonly string[]
  readonly json?: boolean
}

interface RoleOptions {
  readonly add?: readonly string[]
  readonly remove?: readonly string[]
  readonly json?: boolean
}

interface Flags {
  readonly json?: boolean
  readonly stdin?: boolean
}

export function addUserCommands(program: Command, deps: CliDeps): void {
  const user = program.command('user').description(words.command)
  const command = (name: keyof typeof words.commands) => {
    const made = user.command(name).description(words.commands[name]).option('--json', cli.options.json)
    return name === 'list' ? made : made.argument('<login>', words.login)
  }
  const on = (work: (product: Product) => Promise<void>) => withProductAsItIs(deps, work)
  const adding = command('add')
    .option('--name <name>', words.options.name)
    .option('--mail <address>', words.options.mail)
  adding.option('--section <code>', words.options.section).option('--role <role>', words.options.role, collect)
  adding.action((login: string, options: AddOptions) => on(product => add(login, options, { product, deps })))
  const listing = command('list').option('--find <text>', words.options.text)
  listing.action((options: Flags & { readonly find?: string }) => on(product => list(options, { product, deps })))
  command('disable').action((login: string) => on(product => setDisabled(login, true, { product, deps })))
  command('enable').action((login: string) => on(product => setDisabled(login, false, { product, deps })))
  const password = command('password').option('--stdin', words.options.stdin)
  password.action((login: string, options: Flags) => on(product => renew(login, options, { product, deps })))
  const role = command('role').option('--add <role>', words.options.addRole, collect)
  role.option('--remove <role>', words.options.removeRole, collect)
  role.action((login: string, options: RoleOptions) => on(product => changeRoles(login, options, { product, deps })))
  command('link').action((login: string) => on(product => allowLink(login, { product, deps })))
}

interface Context {
  readonly product: Product
  readonly deps: CliDeps
}

function collect(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value]
}

async function add(login: string, options: AddOptions, { product, deps }: Context): Promise<void> {
  const { registry, people } = product
  const { name = '', mail = null, section = null, role = [], json } = options
  if (!LOGIN_FORM.test(login)) throw badInput('login', words.loginExpected, login)
  if (name.trim() === '') throw badInput('name', words.nameExpected, name)
  if (section !== null) await requireSection(section, registry)
  const grants = await readGrants(role, section, product)
  const input = { login, name, mail, slackUser: null, sectionCode: section, disabled: false }
  const staff = { role: 'staff', sectionCode: null } as const
  const account = await people.accounts.create({ ...input, grants: grants.length === 0 ? [staff] : grants }, ACTOR)
  if (json !== true) deps.out(words.added(account.login))
  if (people.local) return invite(account, json === true, { product, deps })
  await allowLink(login, { product, deps })
}

async function list({ find, json }: Flags & { readonly find?: string }, { product, deps }: Context): Promise<void> {
  const { accounts } = await product.people.accounts.list({ text: find, limit: Number.MAX_SAFE_INTEGER, offset: 0 })
  if (json === true) return deps.out(JSON.stringify(accounts, null, 2))
  if (accounts.length === 0) return deps.out(words.none)
  const { login, name, section, roles, state } = words.columns
  const columns = [login, name, section, roles, state].map(title => ({ title, side: 'left' as const }))
  const rows = accounts.map(account => [
    account.login,
    account.name,
    account.section?.name ?? '',
    account.grants.map(writeGrant).join(' '),
    account.disabled ? words.states.disabled : words.states.active,
  ])
  deps.out(`${formatTable(columns, rows)}\n${words.count(accounts.length)}`)
}

async function setDisabled(login: string, disabled: boolean, { product, deps }: Context): Promise<void> {
  const account = await requireLogin(login, product)
  await change(account, { disabled }, product)
  deps.out(disabled ? words.disabled(account.login) : words.enabled(account.login))
}

async function renew(login: string, { stdin, json }: Flags, { product, deps }: Context): Promise<void> {
  const account = await requireLogin(login, product)
  if (stdin !== true) return invite(account, json === true, { product, deps })
  await setPassword(account, deps.input(), product.people)
  deps.out(words.passwordSet(account.login))
}

async function changeRoles(login: string, options: RoleOptions, { product, deps }: Context): Promise<void> {
  const { add: adding = [], remove = [], json } = options
  if (adding.length + remove.length === 0) throw badInput('role', words.roleChangeExpected, '')
  const account = await requireLogin(login, product)
  const own = account.section?.code ?? null
  const gone = new Set((await readGrants(remove, own, product)).map(writeGrant))
  const kept = account.grants.filter(grant => !gone.has(writeGrant(grant)))
  const { grants } = await change(account, { grants: [...kept, ...(await readGrants(adding, own, product))] }, product)
  const roles = grants.map(writeGrant)
  deps.out(
    json === true ? JSON.stringify({ login: account.login, roles }) : words.roles(account.login, roles.join(' ')),
  )
}

async function allowLink(login: string, { product, deps }: Context): Promise<void> {
  const account = await requireLogin(login, product)
  const until = new Date(Date.now() + LINK_MS)
  await product.people.identities.allowLink(account.id, { until, actor: ACTOR })
  deps.out(words.linkAllowed(account.login, formatMoment(until)))
}

async function invite({ id, login }: Account, json: boolean, { product, deps }: Context): Promise<void> {
  const until = new Date(Date.now() + INVITATION_MS)
  const secret = await product.people.invitations.invite(id, { until, actor: ACTOR })
  const link = `${deps.publicUrl()}/admin/sign-in/password?secret=${secret}`
  if (json) return deps.out(JSON.stringify({ login, link, until: until.toISOString() }))
  deps.out(words.invitation(link, formatMoment(until)))
}

async function requireLogin(login: string, { people }: Product): Promise<Account> {
  const account = await people.accounts.findByLogin(login)
  if (account === null) throw new FaqError('not_found', { what: 'account', id: login.slice(0, 64) })
  return account
}

function change(
  account: Account,
  part: { readonly disabled?: boolean; readonly grants?: readonly Grant[] },
  { people }: Product,
): Promise<Account> {
  const { id, version, section, ...stated } = account
  const input = { ...stated, sectionCode: section?.code ?? null, ...part }
  return people.accounts.change(id, input, { actor: ACTOR, seen: version })
}

async function readGrants(
  texts: readonly string[],
  ownSection: string | null,
  { registry }: Product,
): Promise<readonly Grant[]> {
  const grants: Grant[] = []
  for (const text of texts) {
    const role = parseRole(text)
    const grant = role === null ? null : grantOf(role, ownSection)
    if (grant === null) throw badInput('role', words.roleExpected, text)
    if (grant.sectionCode !== null) await requireSection(grant.sectionCode, registry)
    grants.push(grant)
  }
  return grants
}

function badInput(field: string, expected: string, got: string): FaqError {
  return new FaqError('bad_input', { field, expected, got: got.slice(0, 100) })
}
