// The section's side of a ticket: taking it on, answering, passing it on, closing it, and making an entry of it.
import type { App, BlockButtonAction, types, ViewOutput, ViewSubmitAction } from '@slack/bolt'
import { z } from 'zod'
import type { Section } from '../../src/core/entry.ts'
import { FaqError } from '../../src/core/errors.ts'
import { slackMessages } from '../../src/core/messages/ja/slack.ts'
import { ticketMessages } from '../../src/core/messages/ja/ticket.ts'
import { mayDo, TICKET_LIMITS, type Ticket, type TicketAction } from '../../src/core/ticket/ticket.ts'
import { ACTIONS, readTicketRef, type TicketRef, VIEWS } from './action-names.ts'
import { cutText } from './blocks/cut-text.ts'
import { SLACK_LIMITS } from './blocks/limits.ts'
import { section } from './blocks/plain.ts'
import { type Click, onClick, tellClicker } from './clicks.ts'
import { checkDraft, chosenSection, draftModal, readDraft } from './draft-modal.ts'
import { actorOf, type FrontEndDeps } from './front-end.ts'
import { INPUTS, modal, sectionInput, text, textInput } from './modals.ts'
import { noticeMessage } from './notices.ts'
import { checkTexts, typed } from './read-view.ts'
import { onSubmit, type Submission } from './submissions.ts'
import { tellPrivately } from './talk.ts'
import { refreshPosts } from './ticket-desk.ts'

const { fields } = ticketMessages

export function listenToTickets(app: App, deps: FrontEndDeps): void {
  app.action<BlockButtonAction>(ACTIONS.accept, onTicket(accept, deps))
  app.action<BlockButtonAction>(ACTIONS.answer, onTicket(openAnswer, deps))
  app.action<BlockButtonAction>(ACTIONS.assign, onTicket(openAssign, deps))
  app.action<BlockButtonAction>(ACTIONS.close, onTicket(openClose, deps))
  app.action<BlockButtonAction>(ACTIONS.register, onTicket(openRegister, deps))
  const schema = ticketSchema
  app.view<ViewSubmitAction>(VIEWS.answer, onSubmit({ schema, check: checkAnswer, work: doing(answered) }, deps))
  app.view<ViewSubmitAction>(VIEWS.assign, onSubmit({ schema, check: checkReason, work: doing(assigned) }, deps))
  app.view<ViewSubmitAction>(VIEWS.close, onSubmit({ schema, check: checkReason, work: doing(closed) }, deps))
  app.view<ViewSubmitAction>(VIEWS.ticketDraft, onSubmit({ schema, check: checkDraft, work: saveDraft }, deps))
}

const ticketSchema = z.object({ t: z.string(), v: z.int(), c: z.string(), m: z.string().nullable() })
type TicketFrom = z.infer<typeof ticketSchema>

export interface TicketClick {
  readonly click: Click
  readonly ticket: Ticket
  readonly metadata: TicketFrom
}

/** The ticket as it stands, which may not be as the button saw it. */
export function onTicket(work: (ticketClick: TicketClick, deps: FrontEndDeps) => Promise<void>, deps: FrontEndDeps) {
  return onClick(async click => {
    const ref = readTicketRef(click.value)
    const ticket = ref === null ? null : await deps.tickets.find(ref.ticketId)
    if (ticket === null) return tellClicker(click, noticeMessage(slackMessages.problems.ticketGone))
    const metadata = { t: ticket.id, v: ticket.version, c: click.channel ?? click.user, m: click.messageTs }
    await work({ click, ticket, metadata }, deps)
  }, deps)
}

async function accept({ click, ticket }: TicketClick, deps: FrontEndDeps): Promise<void> {
  const action = { kind: 'assigned', section: ticket.section, reason: null } as const
  const accepted = await deps.tickets.act(ticket.id, action, actorOf(click.user))
  await refreshPosts(click.client, { ticket: accepted }, deps)
}

/** What cannot be done is told at once, not after the person wrote a page; and the post is brought up to date. */
async function requireMay(
  { click, ticket }: TicketClick,
  kind: TicketAction['kind'],
  deps: FrontEndDeps,
): Promise<void> {
  if (mayDo(ticket, kind)) return
  await refreshPosts(click.client, { ticket }, deps)
  throw new FaqError('ticket_refused', { state: ticket.state, action: kind })
}

async function openAnswer(opened: TicketClick, deps: FrontEndDeps): Promise<void> {
  await requireMay(opened, 'answered', deps)
  const { click, ticket, metadata } = opened
  const before = ticket.answer?.text ?? ''
  const isLong = before.length > SLACK_LIMITS.inputValue
  const view = modal({ callback: VIEWS.answer, title: text.answer, submit: text.send, metadata }, [
    questionBlock(ticket),
    textInput({
      name: INPUTS.answer,
      label: fields.answer,
      hint: text.answerHint,
      lengthMax: SLACK_LIMITS.inputValue,
      initial: isLong ? '' : before,
    }),
  ])
  await click.client.views.open({ trigger_id: click.trigger, view })
}

async function openAssign(opened: TicketClick, deps: FrontEndDeps): Promise<void> {
  await requireMay(opened, 'assigned', deps)
  const { click, ticket, metadata } = opened
  const all = (await deps.registry.sections()).filter(({ code }) => code !== ticket.section.code)
  if (all.length === 0) return tellClicker(click, noticeMessage(slackMessages.problems.noSections))
  const suggested = (await deps.tickets.suggest(ticket.questionId)).filter(({ code }) => code !== ticket.section.code)
  const view = modal({ callback: VIEWS.assign, title: text.assign, submit: text.send, metadata }, [
    questionBlock(ticket),
    sectionInput({ suggested, all }),
    reasonInput(text.assignReason),
  ])
  await click.client.views.open({ trigger_id: click.trigger, view })
}

async function openClose(opened: TicketClick, deps: FrontEndDeps): Promise<void> {
  await requireMay(opened, 'closed', deps)
  const { click, ticket, metadata } = opened
  const view = modal({ callback: VIEWS.close, title: text.closeTicket, submit: text.send, metadata }, [
    questionBlock(ticket),
    reasonInput(text.closeReason),
  ])
  await click.client.views.open({ trigger_id: click.trigger, view })
}

async function openRegister(opened: TicketClick, deps: FrontEndDeps): Promise<void> {
  await requireMay(opened, 'drafted', deps)
  const { click, ticket, metadata } = opened
  const [proposed, all] = await Promise.all([deps.tickets.proposeDraft(ticket.id), deps.registry.sections()])
  const { question, answer } = proposed
  const suggested: readonly Section[] = [proposed.section]
  const view = draftModal({
    callback: VIEWS.ticketDraft,
    metadata,
    question,
    answer,
    suggested,
    all,
    keepsLongAnswer: true,
  })
  await click.client.views.open({ trigger_id: click.trigger, view })
}

function questionBlock(ticket: Ticket): types.KnownBlock {
  return section(`${ticketMessages.title(ticketMessages.name(ticket))}\n${cutText(ticket.question, 2_000)}`)
}

export function reasonInput(label: string): types.InputBlock {
  return textInput({
    name: INPUTS.reason,
    label,
    hint: fields.reasonHint,
    lengthMax: TICKET_LIMITS.reason * 2,
    optional: true,
  })
}

function checkAnswer(view: ViewOutput) {
  return checkTexts(view, [{ name: INPUTS.answer, label: fields.answer, limit: TICKET_LIMITS.answer }])
}

export function checkReason(view: ViewOutput) {
  const { reason: label } = fields
  return checkTexts(view, [{ name: INPUTS.reason, label, limit: TICKET_LIMITS.reason, optional: true }])
}

type ReadAction = (view: ViewOutput, deps: FrontEndDeps) => Promise<TicketAction>

const answered: ReadAction = async view => ({ kind: 'answered', text: typed(view, INPUTS.answer) })

const assigned: ReadAction = async (view, { registry }) => {
  return {
    kind: 'assigned',
    section: chosenSection(view, await registry.sections()),
    reason: typed(view, INPUTS.reason),
  }
}

const closed: ReadAction = async view => ({ kind: 'closed', reason: typed(view, INPUTS.reason) })

function doing(read: ReadAction) {
  return async ({ view, metadata, user, client }: Submission<TicketFrom>, deps: FrontEndDeps) => {
    const action = await read(view, deps)
    await requireUnchanged({ ticketId: metadata.t, version: metadata.v }, deps)
    const ticket = await deps.tickets.act(metadata.t, action, actorOf(user))
    return () => refreshPosts(client, { ticket }, deps)
  }
}

/** A colleague who only took the ticket on meanwhile is no reason to refuse; one who answered, moved or closed it is. */
export async function requireUnchanged({ ticketId, version }: TicketRef, { tickets }: FrontEndDeps): Promise<void> {
  const since = (await tickets.events(ticketId)).filter(({ position }) => position > version)
  const weighty = since.filter(({ kind, detail }) => kind !== 'assigned' || detail['from'] !== detail['to'])
  if (weighty.length === 0) return
  throw new FaqError('ticket_changed', { expectedVersion: version, currentVersion: version + since.length })
}

async function saveDraft({ view, metadata, user, client }: Submission<TicketFrom>, deps: FrontEndDeps) {
  const [proposed, sections] = await Promise.all([deps.tickets.proposeDraft(metadata.t), deps.registry.sections()])
  const content = readDraft(view, { answer: proposed.answer, sections })
  const ticket = await deps.tickets.draft(metadata.t, content, actorOf(user))
  return async () => {
    await refreshPosts(client, { ticket }, deps)
    await tellPrivately(
      client,
      { channel: metadata.c, thread: null, user },
      noticeMessage(slackMessages.thanks.drafted(proposed.id)),
    )
  }
}
