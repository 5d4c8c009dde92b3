// `zencho ticket`: tickets from the terminal, so that they can be worked on where there is no chat.
import { type Command, InvalidArgumentError, Option } from 'commander'
import { decodeText } from '../adapters/entry-files/decode-text.ts'
import { readFileBytes } from '../adapters/entry-files/read-file-bytes.ts'
import { FaqError } from '../core/errors.ts'
import { cli } from '../core/messages/ja/cli.ts'
import { deskCli } from '../core/messages/ja/desk-cli.ts'
import { ticketMessages } from '../core/messages/ja/ticket.ts'
import { TICKET_STATES, type Ticket, type TicketAction, type TicketState } from '../core/ticket/ticket.ts'
import type { CliDeps, Product } from './cli-deps.ts'
import { describeTicket, describeTickets, ticketData } from './describe-ticket.ts'
import { findTicket } from './find-ticket.ts'
import { requireSection } from './require-section.ts'
import { runTicketEvaluate } from './ticket-evaluate.ts'
import { withProductAsItIs } from './with-product.ts'

const { ticket: words } = deskCli

/** Who did it, for the audit. */
const ACTOR = 'cli'
/** Those that wait for somebody. */
const OPEN_STATES: readonly TicketState[] = ['new', 'assigned', 'answered']
const LISTED = 100
const LISTED_MAX = 500

interface JsonOption {
  readonly json?: boolean
}

export function addTicketCommands(program: Command, deps: CliDeps): void {
  const ticket = program.command('ticket').description(words.command)
  const listing = ticket.command('list').description(words.commands.list)
  listing.option('--section <code>', cli.options.section)
  listing.addOption(new Option('--state <state>', words.options.state).choices(TICKET_STATES))
  listing.option('--limit <n>', words.options.limit, parseLimit, LISTED).option('--json', cli.options.json)
  listing.action((options: ListOptions) => runList(options, deps))

  const evaluating = ticket.command('evaluate').description(words.evaluate.command)
  evaluating.argument('<folder>', words.evaluate.folder).option('--json', cli.options.json)
  evaluating.action((folder: string, options: JsonOption) => runTicketEvaluate(folder, options, deps))

  const command = (name: keyof typeof words.commands) =>
    ticket
      .command(name)
      .description(words.commands[name])
      .argument('<ref>', words.ref)
      .option('--json', cli.options.json)
  command('show').action((ref: string, options: JsonOption) => runShow(ref, options, deps))
  const answering = command('answer').option('--text <text>', words.options.text)
  answering.option('--file <file>', words.options.file)
  answering.action((ref: string, options: AnswerOptions) => runAnswer(ref, options, deps))
  const assigning = command('assign').requiredOption('--section <code>', words.options.section)
  assigning.option('--reason <text>', words.options.reason)
  assigning.action((ref: string, options: AssignOptions) => runAssign(ref, options, deps))
  const closing = command('close').option('--reason <text>', words.options.reason)
  closing.action((ref: string, options: CloseOptions) => runClose(ref, options, deps))
  const drafting = command('draft').option('--question <text>', words.options.question)
  drafting.action((ref: string, options: DraftOptions) => runDraft(ref, options, deps))
}

interface ListOptions extends JsonOption {
  readonly section?: string
  readonly state?: TicketState
  readonly limit: number
}

function runList({ section, state, limit, json }: ListOptions, deps: CliDeps): Promise<void> {
  return withProductAsItIs(deps, async ({ desk, registry }) => {
    if (section !== undefined) await requireSection(section, registry)
    const states = state === undefined ? OPEN_STATES : [state]
    const found = await desk.tickets.list({ sectionCode: section, states, limit, offset: 0 })
    if (json !== true) return deps.out(describeTickets(found))
    deps.out(JSON.stringify({ total: found.total, tickets: found.tickets.map(ticketData) }, null, 2))
  })
}

function runShow(ref: string, { json }: JsonOption, deps: CliDeps): Promise<void> {
  return withProductAsItIs(deps, async ({ desk }) => {
    const ticket = await findTicket(ref, desk.tickets)
    const events = await desk.tickets.events(ticket.id)
    if (json !== true) return deps.out(describeTicket(ticket, events))
    deps.out(JSON.stringify({ ...ticketData(ticket), events }, null, 2))
  })
}

interface AnswerOptions extends JsonOption {
  readonly text?: string
  readonly file?: string
}

async function runAnswer(ref: string, options: AnswerOptions, deps: CliDeps): Promise<void> {
  const text = await answerText(options)
  await act(ref, options, {
    deps,
    actionOf: async () => ({ kind: 'answered', text }),
    describe: ticket => words.answered(ticketMessages.name(ticket)),
  })
}

/** Found wanting before the product is opened. */
async function answerText({ text, file }: AnswerOptions): Promise<string> {
  if ((text === undefined) === (file === undefined)) {
    throw new FaqError('bad_input', { field: 'answer', expected: words.textExpected, got: deskCli.section.nothing })
  }
  if (file === undefined) return text ?? ''
  const read = await readFileBytes(file)
  const decoded = 'bytes' in read ? decodeText(read.bytes, 'utf8') : read
  if ('text' in decoded) return decoded.text
  throw new FaqError('bad_input', { field: 'file', expected: words.fileExpected, got: decoded.problem.reason })
}

interface AssignOptions extends JsonOption {
  readonly section: string
  readonly reason?: string
}

function runAssign(ref: string, options: AssignOptions, deps: CliDeps): Promise<void> {
  return act(ref, options, {
    deps,
    actionOf: async ({ registry }) => {
      const section = await requireSection(options.section, registry)
      return { kind: 'assigned', section, reason: options.reason ?? null }
    },
    describe: ticket => words.assigned(ticketMessages.name(ticket), ticket.section.name),
  })
}

interface CloseOptions extends JsonOption {
  readonly reason?: string
}

function runClose(ref: string, options: CloseOptions, deps: CliDeps): Promise<void> {
  return act(ref, options, {
    deps,
    actionOf: async () => ({ kind: 'closed', reason: options.reason ?? null }),
    describe: ticket => words.closed(ticketMessages.name(ticket)),
  })
}

interface Acting {
  readonly deps: CliDeps
  readonly actionOf: (product: Product) => Promise<TicketAction>
  readonly describe: (ticket: Ticket) => string
}

function act(ref: string, { json }: JsonOption, { deps, actionOf, describe }: Acting): Promise<void> {
  return withProductAsItIs(deps, async product => {
    const { tickets } = product.desk
    const before = await findTicket(ref, tickets)
    const after = await tickets.act(before.id, await actionOf(product), ACTOR)
    deps.out(json === true ? JSON.stringify(ticketData(after), null, 2) : describe(after))
  })
}

interface DraftOptions extends JsonOption {
  readonly question?: string
}

function runDraft(ref: string, { question, json }: DraftOptions, deps: CliDeps): Promise<void> {
  return withProductAsItIs(deps, async ({ desk }) => {
    const before = await findTicket(ref, desk.tickets)
    const proposed = await desk.tickets.proposeDraft(before.id)
    const content = { ...proposed, question: question ?? proposed.question }
    const after = await desk.tickets.draft(before.id, content, ACTOR)
    if (json === true) return deps.out(JSON.stringify(ticketData(after), null, 2))
    deps.out(words.drafted(ticketMessages.name(after), after.entryId ?? ''))
  })
}

function parseLimit(text: string): number {
  const limit = Number(text)
  if (!Number.isInteger(limit) || limit < 1 || limit > LISTED_MAX) throw new InvalidArgumentError(`1–${LISTED_MAX}`)
  return limit
}
