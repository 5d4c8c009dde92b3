// The app's home: the person's last questions, what others look up, their tickets, and the registration count.
import type { App, BlockButtonAction, types } from '@slack/bolt'
import { isAnswerFor, PUBLIC_SCOPE } from '../../src/core/access/rights.ts'
import type { Entry } from '../../src/core/entry.ts'
import { dateInJapan, formatJapaneseDate } from '../../src/core/fiscal-year.ts'
import type { RegistrationKpi } from '../../src/core/kpi/registration-kpi.ts'
import { slackMessages } from '../../src/core/messages/ja/slack.ts'
import { ticketMessages } from '../../src/core/messages/ja/ticket.ts'
import type { LoggedQuestion } from '../../src/core/ports/question-log.ts'
import type { Ticket } from '../../src/core/ticket/ticket.ts'
import { ACTIONS } from './action-names.ts'
import { cutLine } from './blocks/cut-text.ts'
import { ANSWER_BYTES_MAX, SLACK_LIMITS } from './blocks/limits.ts'
import { button, context, divider, header, section } from './blocks/plain.ts'
import { bulletList, link, paragraph, richText, words } from './blocks/rich.ts'
import { type Click, onClick, tellClicker } from './clicks.ts'
import { entryUrl, type FrontEndDeps, ticketUrl } from './front-end.ts'
import { readingModal } from './modals.ts'
import { noticeMessage } from './notices.ts'
import { turnBlocks } from './turn-message.ts'
import { askerOf } from './where.ts'

const text = slackMessages.home

/** Of each list: what fits on a screen together. */
const QUESTIONS_MAX = 5
const POPULAR_MAX = 5
const TICKETS_MAX = 5
const POPULAR_SINCE_MS = 30 * 24 * 60 * 60 * 1000
const LINE_LENGTH_MAX = 120

export function listenToHome(app: App, deps: FrontEndDeps): void {
  app.event('app_home_opened', async ({ event, client, context: { teamId } }) => {
    if (event.tab !== 'home') return
    const content = await readHome(askerOf(teamId ?? '', event.user, deps.askerKeys), deps)
    await client.views.publish({ user_id: event.user, view: homeView(content) })
  })
  app.action<BlockButtonAction>(
    ACTIONS.showTurn,
    onClick(click => showTurn(click, deps), deps),
  )
}

export interface HomeContent {
  readonly kpi: RegistrationKpi
  readonly questions: readonly LoggedQuestion[]
  readonly popular: readonly { readonly entry: Entry; readonly times: number }[]
  readonly tickets: readonly Ticket[]
  readonly publicUrl: string
}

async function readHome(asker: string, deps: FrontEndDeps): Promise<HomeContent> {
  const reader = { scope: PUBLIC_SCOPE, today: dateInJapan(deps.now()) }
  const since = new Date(deps.now().getTime() - POPULAR_SINCE_MS)
  const [kpi, questions, counted, { tickets }] = await Promise.all([
    deps.kpi(),
    deps.questionLog.ofAsker(asker, QUESTIONS_MAX),
    deps.questionLog.popular(since, POPULAR_MAX, reader),
    deps.tickets.list({ asker, limit: TICKETS_MAX, offset: 0 }),
  ])
  const entries = await deps.registry.entriesById(counted.map(({ entryId }) => entryId))
  const popular = counted.flatMap(({ entryId, times }) => {
    const entry = entries.find(found => found.id === entryId && isAnswerFor(found, reader.scope, reader.today))
    return entry === undefined ? [] : [{ entry, times }]
  })
  return { kpi, questions, popular, tickets, publicUrl: deps.publicUrl }
}

export function homeView(content: HomeContent): types.HomeView {
  const blocks = [
    header(text.heading),
    section(text.lead),
    header(text.questionsHeading),
    ...questionBlocks(content.questions),
    header(text.ticketsHeading),
    ...ticketBlocks(content),
    header(text.popularHeading),
    ...popularBlocks(content),
    divider,
    header(text.kpiHeading),
    richText([bulletList(kpiLines(content.kpi))]),
  ]
  return { type: 'home', blocks: blocks.slice(0, SLACK_LIMITS.viewBlocks) }
}

function questionBlocks(questions: readonly LoggedQuestion[]): readonly types.KnownBlock[] {
  if (questions.length === 0) return [section(text.noQuestions)]
  return questions.map(({ id, text: asked, askedAt }) => {
    const look = button({
      action: ACTIONS.showTurn,
      text: slackMessages.turn.show,
      value: id,
      spoken: slackMessages.turn.showOf(asked),
    })
    return section(`${cutLine(asked, LINE_LENGTH_MAX)}\n${formatJapaneseDate(dateInJapan(askedAt))}`, look)
  })
}

function ticketBlocks({ tickets, publicUrl }: HomeContent): readonly types.KnownBlock[] {
  if (tickets.length === 0) return [section(text.noTickets)]
  return tickets.flatMap(ticket => [
    paragraph([
      link(ticketUrl(publicUrl, ticket.id), ticketMessages.title(ticketMessages.name(ticket))),
      words(`\n${cutLine(ticket.question, LINE_LENGTH_MAX)}`),
    ]),
    context([
      `${ticketMessages.fields.state}：${ticketMessages.states[ticket.state]}`,
      `${ticketMessages.fields.section}：${cutLine(ticket.section.name, LINE_LENGTH_MAX)}`,
      `${ticketMessages.fields.due}：${formatJapaneseDate(ticket.dueOn)}`,
    ]),
  ])
}

function popularBlocks({ popular, publicUrl }: HomeContent): readonly types.KnownBlock[] {
  if (popular.length === 0) return [section(text.noPopular)]
  return popular.map(({ entry, times }) =>
    paragraph([
      link(entryUrl(publicUrl, entry.id), cutLine(entry.question, LINE_LENGTH_MAX)),
      words(`　${text.times(times)}`),
    ]),
  )
}

function kpiLines({ registered, registeredThisFiscalYear, published, fiscalYear, target }: RegistrationKpi) {
  return [
    text.registered(registered),
    text.registeredThisFiscalYear(fiscalYear, registeredThisFiscalYear),
    text.published(published),
    ...(target === null ? [] : [text.target(target.fiscalYear, target.value)]),
  ]
}

/** In a window to read. Whose question it is, is looked up: the button only names it. */
async function showTurn(click: Click, deps: FrontEndDeps): Promise<void> {
  const asked = await deps.questionLog.find(click.value ?? '')
  const isOwn = asked !== null && asked.asker === askerOf(click.team, click.user, deps.askerKeys)
  const turn = isOwn ? await deps.conversation.show(asked.id, {}) : null
  if (turn === null) return tellClicker(click, noticeMessage(slackMessages.problems.gone))
  const asking = paragraph([words(slackMessages.turn.asked(cutLine(turn.text, LINE_LENGTH_MAX)), { bold: true })])
  const blocks = turnBlocks(turn, { publicUrl: deps.publicUrl, where: null }, ANSWER_BYTES_MAX)
  await click.client.views.open({ trigger_id: click.trigger, view: readingModal(text.turn, [asking, ...blocks]) })
}
