// A turn of the conversation as a message: the official answer, candidates, or that there is none, and what may be done.
import type { types } from '@slack/bolt'
import { followUpNote, matchOf, sectionsToAsk, type Turn, type TurnAnswer } from '../../src/core/conversation/turn.ts'
import type { Entry } from '../../src/core/entry.ts'
import { conversationMessages } from '../../src/core/messages/ja/conversation.ts'
import { slackMessages } from '../../src/core/messages/ja/slack.ts'
import { ticketMessages } from '../../src/core/messages/ja/ticket.ts'
import { webMessages } from '../../src/core/messages/ja/web.ts'
import { ACTIONS, writeTurnRef } from './action-names.ts'
import { cutLine } from './blocks/cut-text.ts'
import { fittedMessage, type Message } from './blocks/message.ts'
import { actions, button, context, divider, section } from './blocks/plain.ts'
import { bulletList, link, paragraph, richSection, richText, words } from './blocks/rich.ts'
import { entryBlocks } from './entry-blocks.ts'
import { entryUrl } from './front-end.ts'
import type { Where } from './where.ts'

const { answer: answerText, candidates: candidatesText, feedback, unanswered } = conversationMessages

export interface Setting {
  readonly publicUrl: string
  /** Null where the turn is only looked at: nothing can be done with it. */
  readonly where: Where | null
  /** Others see it already. */
  readonly shared?: boolean
  /** A model can sum up what is shown. */
  readonly summaries?: boolean
}

/** Question of a candidate, in its list: about a line of a wide window. */
const CANDIDATE_LENGTH_MAX = 100

/** Question of the answer, in its heading; the whole of it stands on the entry's page. */
const QUESTION_LENGTH_MAX = 300

/** Sections named where nothing helped. */
const SECTIONS_MAX = 5

/** More than any section is called. */
const SECTION_LENGTH_MAX = 40

export function turnMessage(turn: Turn, setting: Setting): Message {
  return fittedMessage(bytesMax => turnBlocks(turn, setting, bytesMax))
}

export function turnBlocks(turn: Turn, setting: Setting, bytesMax: number): readonly types.KnownBlock[] {
  if (turn.answer !== null) return answeredBlocks(turn, turn.answer, { ...setting, bytesMax })
  const withdrawn = turn.withdrawn ? [section(answerText.withdrawn)] : []
  return [...withdrawn, ...(turn.others.length > 0 ? candidatesBlocks(turn, setting) : unansweredBlocks(turn, setting))]
}

/** What others see when the asker shares it: the answer, without the asker's buttons. */
export function sharedMessage(
  answer: Pick<TurnAnswer, 'entry' | 'reviewOverdue'>,
  sharedBy: string,
  publicUrl: string,
): Message {
  const who = richSection([{ type: 'user', user_id: sharedBy }, words(slackMessages.turn.sharedBy)])
  const head = [richText([who]), headBlock(answerText.chip, answer.entry)]
  return fittedMessage(bytesMax => [...head, ...entryBlocks(answer, { publicUrl, bytesMax })])
}

function answeredBlocks(
  turn: Turn,
  answer: TurnAnswer,
  setting: Setting & { readonly bytesMax: number },
): readonly types.KnownBlock[] {
  const { entry } = answer
  return [
    ...followUpBlocks(turn),
    headBlock(`${answerText.chip}｜${answerText.match[matchOf(answer)]}`, entry),
    ...entryBlocks(answer, setting),
    ...reactionBlocks(turn, entry, setting),
    ...summaryBlocks(turn, setting),
    ...(turn.others.length > 0 ? [divider, paragraph([words(candidatesText.others, { bold: true })])] : []),
    ...choiceBlocks(turn, setting),
  ]
}

function headBlock(chip: string, entry: Entry): types.KnownBlock {
  return paragraph([words(chip), words('\n'), words(cutLine(entry.question, QUESTION_LENGTH_MAX), { bold: true })])
}

function followUpBlocks(turn: Turn): readonly types.KnownBlock[] {
  const note = followUpNote(turn)
  return note === null ? [] : [context([note])]
}

function reactionBlocks(turn: Turn, entry: Entry, { where, shared }: Setting): readonly types.KnownBlock[] {
  if (where === null || !turn.recorded) return []
  const value = writeTurnRef({ questionId: turn.questionId, entryId: entry.id, where })
  const share = button({ action: ACTIONS.share, text: slackMessages.turn.share, value })
  const mayShare = where.kind === 'direct' || shared === true ? [] : [share]
  if (turn.feedback !== null) {
    return [...feedbackBlocks(turn, where), ...(mayShare.length > 0 ? [actions(mayShare)] : [])]
  }
  return [
    section(feedback.ask),
    actions([
      button({ action: ACTIONS.resolved, text: feedback.resolved, value, style: 'primary' }),
      button({ action: ACTIONS.unresolved, text: feedback.unresolved, value }),
      ...mayShare,
    ]),
    ...(where.kind === 'direct'
      ? []
      : [context([shared === true ? slackMessages.turn.shared : slackMessages.turn.privately])]),
  ]
}

/** On demand, as on the page: nothing is sent to a model that nobody asked for. */
function summaryBlocks(turn: Turn, { where, summaries }: Setting): readonly types.KnownBlock[] {
  if (summaries !== true || where === null || !turn.recorded) return []
  const value = writeTurnRef({ questionId: turn.questionId, entryId: turn.answer?.entry.id ?? null, where })
  return [actions([button({ action: ACTIONS.summary, text: webMessages.summary.see, value })])]
}

function candidatesBlocks(turn: Turn, setting: Setting): readonly types.KnownBlock[] {
  return [
    ...followUpBlocks(turn),
    paragraph([words(candidatesText.heading, { bold: true }), words('\n'), words(candidatesText.lead)]),
    ...choiceBlocks(turn, setting),
    ...summaryBlocks(turn, setting),
    ...(turn.feedback === null || setting.where === null ? [] : feedbackBlocks(turn, setting.where)),
  ]
}

/** Each candidate with its whole question: the text of a button alone would cut it. */
function choiceBlocks(turn: Turn, { where, publicUrl }: Setting): readonly types.KnownBlock[] {
  if (turn.others.length === 0) return []
  if (where === null || !turn.recorded) return turn.others.map(entry => linkedChoice(entry, publicUrl))
  const none = button({
    action: ACTIONS.noneOfThese,
    text: candidatesText.none,
    value: writeTurnRef({ questionId: turn.questionId, entryId: turn.answer?.entry.id ?? null, where }),
  })
  return [
    ...turn.others.map(entry => choice(entry, writeTurnRef({ questionId: turn.questionId, entryId: entry.id, where }))),
    ...(turn.feedback === null ? [actions([none])] : []),
  ]
}

function choice(entry: Entry, value: string): types.KnownBlock {
  const look = button({
    action: ACTIONS.choose,
    text: slackMessages.turn.show,
    value,
    spoken: slackMessages.turn.showOf(entry.question),
  })
  return section(choiceText(entry), look)
}

function linkedChoice(entry: Entry, publicUrl: string): types.KnownBlock {
  const shown = cutLine(entry.question, CANDIDATE_LENGTH_MAX)
  return paragraph([
    link(entryUrl(publicUrl, entry.id), shown),
    words(`\n${candidatesText.section(sectionName(entry))}`),
  ])
}

function sectionName({ section: { name } }: Entry): string {
  return cutLine(name, SECTION_LENGTH_MAX)
}

function choiceText(entry: Entry): string {
  return `${cutLine(entry.question, CANDIDATE_LENGTH_MAX)}\n${candidatesText.section(sectionName(entry))}`
}

function unansweredBlocks(turn: Turn, setting: Setting): readonly types.KnownBlock[] {
  const { where } = setting
  const body = [
    ...followUpBlocks(turn),
    paragraph([
      words(unanswered.heading, { bold: true }),
      ...(turn.recorded ? [words(`\n${unanswered.recorded}`)] : []),
    ]),
    richText([richSection([words(unanswered.hintsHeading)]), bulletList(unanswered.hints)]),
    section(unanswered.contact),
  ]
  return where === null || !turn.recorded ? body : [...body, actions([askSectionButton(turn, where)])]
}

/** After the person said whether it helped. */
function feedbackBlocks(turn: Turn, where: Where): readonly types.KnownBlock[] {
  if (turn.feedback === 'resolved') {
    return [paragraph([words(feedback.thanksHeading, { bold: true }), words(`\n${feedback.thanks}`)])]
  }
  const sections = sectionsToAsk(turn)
    .slice(0, SECTIONS_MAX)
    .map(name => cutLine(name, SECTION_LENGTH_MAX))
  const list = sections.length > 0 ? [richSection([words(feedback.sections)]), bulletList(sections)] : []
  return [
    richText([
      richSection([words(feedback.sorryHeading, { bold: true }), words(`\n${feedback.contact}`)]),
      ...list,
      richSection([words(feedback.recorded)]),
    ]),
    actions([askSectionButton(turn, where)]),
  ]
}

function askSectionButton(turn: Turn, where: Where): types.Button {
  const value = writeTurnRef({ questionId: turn.questionId, entryId: turn.answer?.entry.id ?? null, where })
  return button({ action: ACTIONS.askSection, text: ticketMessages.open, value })
}
