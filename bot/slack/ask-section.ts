// From a turn that did not help to the section in charge: a window with the question, the likely section and a remark,
// and what is said of the turn recorded with it, whether the window is sent or closed.
import type { App, types, ViewOutput, ViewSubmitAction } from '@slack/bolt'
import { z } from 'zod'
import { slackMessages } from '../../src/core/messages/ja/slack.ts'
import { ticketMessages } from '../../src/core/messages/ja/ticket.ts'
import { TICKET_LIMITS, type Ticket } from '../../src/core/ticket/ticket.ts'
import { ACTIONS, type TurnRef, VIEWS, writeTicketRef } from './action-names.ts'
import { messageOf } from './blocks/message.ts'
import { actions, button, plainText } from './blocks/plain.ts'
import { type Click, tellClicker, updateMessage } from './clicks.ts'
import { actorOf, type FrontEndDeps, ticketUrl } from './front-end.ts'
import { INPUTS, modal, option, sectionInput, text, textInput } from './modals.ts'
import { linkedNotice, noticeMessage } from './notices.ts'
import { checkTexts, isTicked, readMetadata, selected, typed } from './read-view.ts'
import { onSubmit, type Submission } from './submissions.ts'
import { tellPrivately } from './talk.ts'
import { turnMessage } from './turn-message.ts'
import { askerOf, replyToOf, whereSchema } from './where.ts'

const fields = ticketMessages.fields

/** In UTF-16 units; the conversation keeps so much. */
const COMMENT_LENGTH_MAX = 2_000

const askedSchema = z.object({
  q: z.string(),
  e: z.string().nullable(),
  w: whereSchema,
  /** Channel and message that the window was opened from; the message only where it can be replaced later. */
  c: z.string(),
  m: z.string().nullable(),
  /** Thread in which the answer stands, as far as it stands in one. */
  th: z.string().nullable(),
  f: z.enum(['unresolved', 'none_of_these']).nullable(),
})
type AskedFrom = z.infer<typeof askedSchema>

export interface AskWish {
  readonly ref: TurnRef
  readonly feedback: AskedFrom['f']
}

export async function openAskModal(click: Click, { ref, feedback }: AskWish, deps: FrontEndDeps): Promise<void> {
  const { questionId, entryId, where } = ref
  const turn = await deps.conversation.show(questionId, entryId === null ? {} : { entryId })
  if (turn === null) return tellClicker(click, noticeMessage(slackMessages.problems.gone))
  const [suggested, all] = await Promise.all([deps.tickets.suggest(questionId), deps.registry.sections()])
  if (all.length === 0) return tellClicker(click, noticeMessage(slackMessages.problems.noSections))
  const from: AskedFrom = {
    q: questionId,
    e: entryId,
    w: where,
    c: click.channel ?? click.user,
    m: click.messageTs,
    th: click.thread,
    f: feedback,
  }
  const view = askModal(from, { question: turn.wholeText, suggested, all })
  await click.client.views.open({ trigger_id: click.trigger, view })
}

interface AskContent {
  readonly question: string
  readonly suggested: Parameters<typeof sectionInput>[0]['suggested']
  readonly all: Parameters<typeof sectionInput>[0]['all']
}

export function askModal(from: AskedFrom, { question, suggested, all }: AskContent): types.ModalView {
  const isUnresolved = from.f === 'unresolved'
  const frame = {
    callback: VIEWS.ask,
    title: isUnresolved ? text.unresolved : text.ask,
    submit: text.send,
    metadata: from,
    tellClosing: from.f !== null,
  }
  return modal(frame, [
    { type: 'section', text: plainText(ticketMessages.lead, 3_000) },
    ...(isUnresolved ? [commentInput(), wishInput()] : []),
    textInput({
      name: INPUTS.question,
      label: fields.question,
      hint: fields.questionHint,
      initial: question,
      lengthMax: TICKET_LIMITS.question * 2,
      optional: isUnresolved,
    }),
    sectionInput({ suggested, all, ...(suggested.length === 0 ? {} : { hint: fields.sectionHint }) }),
    anonymousInput(),
  ])
}

function commentInput(): types.InputBlock {
  const { comment: label, commentHint: hint } = text
  return textInput({ name: INPUTS.comment, label, hint, lengthMax: COMMENT_LENGTH_MAX, optional: true })
}

function wishInput(): types.InputBlock {
  const options = [option(text.wishes.ask, 'ask'), option(text.wishes.tell, 'tell')]
  const [first] = options
  return {
    type: 'input',
    block_id: INPUTS.wish,
    label: plainText(text.wish, 2_000),
    element: {
      type: 'radio_buttons',
      action_id: INPUTS.wish,
      options,
      ...(first === undefined ? {} : { initial_option: first }),
    },
  }
}

function anonymousInput(): types.InputBlock {
  return {
    type: 'input',
    block_id: INPUTS.anonymous,
    optional: true,
    label: plainText(fields.asker, 2_000),
    element: { type: 'checkboxes', action_id: INPUTS.anonymous, options: [option(fields.anonymous, 'yes')] },
  }
}

export function listenToAskModal(app: App, deps: FrontEndDeps): void {
  app.view<ViewSubmitAction>(VIEWS.ask, onSubmit({ schema: askedSchema, check, work: send }, deps))
  app.view({ callback_id: VIEWS.ask, type: 'view_closed' }, async ({ ack, view }) => {
    await ack()
    const from = readMetadata(view, askedSchema)
    if (from !== null) await react(from, null, deps)
  })
}

function check(view: ViewOutput) {
  if (selected(view, INPUTS.wish) === 'tell') return null
  const question = { name: INPUTS.question, label: fields.question, limit: TICKET_LIMITS.question }
  return checkTexts(view, [question])
}

async function send(submission: Submission<AskedFrom>, deps: FrontEndDeps) {
  const { view, metadata: from } = submission
  const wantsTicket = selected(view, INPUTS.wish) !== 'tell'
  const ticket = wantsTicket ? await openTicket(submission, deps) : null
  await react(from, typed(view, INPUTS.comment), deps)
  return () => confirm(submission, ticket, deps)
}

function openTicket(
  { view, metadata: from, user, userName, team }: Submission<AskedFrom>,
  deps: FrontEndDeps,
): Promise<Ticket> {
  const anonymous = isTicked(view, INPUTS.anonymous)
  const request = {
    question: typed(view, INPUTS.question),
    questionId: from.q,
    sectionCode: selected(view, INPUTS.section) ?? '',
    replyTo: replyToOf(from.w, { channel: from.c, user, anonymous }),
    asker: anonymous ? null : askerOf(team, user, deps.askerKeys),
    askerName: anonymous ? null : userName,
  }
  return deps.tickets.open(request, anonymous ? 'slack' : actorOf(user))
}

/** None of these is said of the list, not of the answer that stands above it. */
async function react({ q, e, f }: AskedFrom, comment: string | null, { conversation }: FrontEndDeps): Promise<void> {
  if (f === null) return
  await conversation.react({ questionId: q, kind: f, entryId: f === 'none_of_these' ? null : e, comment })
}

async function confirm(
  { metadata: from, user, client }: Submission<AskedFrom>,
  ticket: Ticket | null,
  deps: FrontEndDeps,
) {
  const place = { channel: from.c, thread: from.th, user }
  await tellPrivately(
    client,
    place,
    ticket === null ? noticeMessage(slackMessages.thanks.commentKept) : opened(ticket, deps),
  )
  if (from.m === null || from.f === null) return
  const state = { feedback: from.f, ...(from.e === null ? {} : { entryId: from.e }) }
  const turn = await deps.conversation.show(from.q, state)
  if (turn === null) return
  const message = turnMessage(turn, { publicUrl: deps.publicUrl, where: from.w })
  await updateMessage(client, { channel: from.c, ts: from.m }, message)
}

function opened(ticket: Ticket, { publicUrl }: FrontEndDeps) {
  const words = ticketMessages.opened(ticketMessages.name(ticket), ticket.section.name, ticket.dueOn)
  const value = writeTicketRef({ ticketId: ticket.id, version: ticket.version })
  const withdraw = button({ action: ACTIONS.withdraw, text: ticketMessages.actions.withdraw, value })
  const told = linkedNotice(words, { url: ticketUrl(publicUrl, ticket.id), text: ticketMessages.actions.seeTicket })
  return messageOf([...told.blocks, actions([withdraw])])
}
