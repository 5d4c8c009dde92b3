// `zencho section`: where sections are told of tickets, by Slack and by mail.
import { type Command, Option } from 'commander'
import { FaqError } from '../core/errors.ts'
import { cli } from '../core/messages/ja/cli.ts'
import { deskCli } from '../core/messages/ja/desk-cli.ts'
import { OUT_DOORS, type OutDoor } from '../core/ports/outbox.ts'
import type { CliDeps, Product } from './cli-deps.ts'
import { formatTable } from './markdown-table.ts'
import { requireSection } from './require-section.ts'
import { withProductAsItIs } from './with-product.ts'

const { section: words } = deskCli

interface ContactOptions {
  readonly slack?: string
  readonly mail?: string
  readonly remove?: OutDoor
  readonly json?: boolean
}

export function addSectionCommands(program: Command, deps: CliDeps): void {
  const section = program.command('section').description(words.command)
  const listing = section.command('contacts').description(words.contacts).option('--json', cli.options.json)
  listing.action(({ json = false }: { readonly json?: boolean }) =>
    withProductAsItIs(deps, product => listContacts(product, json, deps)),
  )
  const setting = section.command('contact').description(words.contact).argument('<code>', words.code)
  setting.option('--slack <channel>', words.slack).option('--mail <address>', words.mail)
  setting.addOption(new Option('--remove <door>', words.remove).choices(OUT_DOORS))
  setting.option('--json', cli.options.json)
  setting.action((code: string, options: ContactOptions) => runContact(code, options, deps))
}

async function listContacts({ registry, desk }: Product, json: boolean, { out }: CliDeps): Promise<void> {
  const [contacts, sections] = [await desk.contacts.contacts(), await registry.sections()]
  if (json) return out(JSON.stringify(contacts, null, 2))
  const nameOf = new Map(sections.map(({ code, name }) => [code, name]))
  const rows = contacts.map(({ sectionCode, door, address }) => {
    return [sectionCode, nameOf.get(sectionCode) ?? '', words.doors[door], address]
  })
  const { code, name, door, address } = words.columns
  const columns = [code, name, door, address].map(title => ({ title, side: 'left' as const }))
  const reached = new Set(contacts.map(({ sectionCode }) => sectionCode))
  const without = sections.filter(section => !reached.has(section.code)).map(section => section.name)
  out(rows.length === 0 ? words.none : formatTable(columns, rows))
  if (rows.length > 0 && without.length > 0) out(words.without(without))
}

/** What is wrong is found before the product is opened and anything is written. */
async function runContact(code: string, options: ContactOptions, deps: CliDeps): Promise<void> {
  const changes = changesOf(options)
  await withProductAsItIs(deps, async ({ registry, desk }) => {
    const { name } = await requireSection(code, registry)
    for (const { door, address } of changes) await desk.contacts.setContact(code, door, address, 'cli')
    if (options.json === true) return deps.out(JSON.stringify({ sectionCode: code, changes }, null, 2))
    const told = changes.map(({ door, address }) => {
      const way = words.doors[door]
      return address === null ? words.removed(name, way) : words.set(name, way, address)
    })
    deps.out(told.join('\n'))
  })
}

interface ContactChange {
  readonly door: OutDoor
  readonly address: string | null
}

function changesOf({ slack, mail, remove }: ContactOptions): readonly ContactChange[] {
  const changes: ContactChange[] = []
  if (remove !== undefined) changes.push({ door: remove, address: null })
  if (slack !== undefined) changes.push({ door: 'slack', address: requireForm(slack, SLACK_FORM, words.slackExpected) })
  if (mail !== undefined) changes.push({ door: 'mail', address: requireForm(mail, MAIL_FORM, words.mailExpected) })
  if (changes.length === 0) {
    throw new FaqError('bad_input', { field: 'contact', expected: words.expected, got: words.nothing })
  }
  return changes
}

const SLACK_FORM = /^[CG][A-Z0-9]{2,20}$/u
const MAIL_FORM = /^[^\s@<>()[\]\\,;:"]{1,64}@[^\s@<>()[\]\\,;:"]{1,253}$/u

function requireForm(text: string, form: RegExp, expected: string): string {
  const trimmed = text.trim()
  if (!form.test(trimmed)) throw new FaqError('bad_input', { field: 'contact', expected, got: trimmed.slice(0, 100) })
  return trimmed
}
