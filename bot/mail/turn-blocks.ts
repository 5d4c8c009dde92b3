// A turn of the conversation as the blocks of a mail: the same words as in every other door, links where those have buttons.
import { linkAttachments } from '../../src/core/attachment-links.ts'
import { followUpNote, matchOf, type Turn, type TurnAnswer } from '../../src/core/conversation/turn.ts'
import type { Entry } from '../../src/core/entry.ts'
import { type CalendarDate, formatJapaneseDate } from '../../src/core/fiscal-year.ts'
import { conversationMessages } from '../../src/core/messages/ja/conversation.ts'
import { mailMessages } from '../../src/core/messages/ja/mail.ts'
import type { Block } from './blocks.ts'

const { answer: answerText, candidates: candidatesText, unanswered } = conversationMessages
const { reply } = mailMessages

export interface MailPlace {
  /** Without a trailing slash; links begin with it. */
  readonly publicUrl: string
  readonly organisation: string
  /** News of tickets reach an asker by mail; else they look at the ticket's page. */
  readonly newsByMail: boolean
}

export function turnBlocks(
  turn: Turn,
  { cut, place }: { readonly cut: boolean; readonly place: MailPlace },
): readonly Block[] {
  const note = followUpNote(turn)
  const asked: readonly Block[] = [
    { kind: 'quote', text: turn.text },
    ...(cut ? [text(reply.cut)] : []),
    ...(note === null ? [] : [text(note)]),
  ]
  return [...asked, ...resultBlocks(turn, place), ...nextBlocks(turn, place), footer(place)]
}

function resultBlocks(turn: Turn, place: MailPlace): readonly Block[] {
  if (turn.answer !== null) {
    const others = choices(turn.others, place)
    return [
      text(`${answerText.chip}（${answerText.match[matchOf(turn.answer)]}）`),
      ...entryBlocks(turn.answer, place),
      ...(others.length === 0 ? [] : [{ kind: 'heading', text: candidatesText.others } as const, ...others]),
    ]
  }
  if (turn.others.length > 0) {
    return [
      { kind: 'heading', text: candidatesText.heading },
      text(reply.candidatesLead),
      ...choices(turn.others, place),
    ]
  }
  const hints = unanswered.hints.map(hint => `・${hint}`).join('\n')
  return [{ kind: 'heading', text: unanswered.heading }, text(`${unanswered.hintsHeading}\n${hints}`)]
}

/** An entry as it stands in the registry, with what staff must know to rely on it. */
function entryBlocks({ entry, reviewOverdue }: TurnAnswer, place: MailPlace): readonly Block[] {
  const facts: (readonly [string, string])[] = [
    [answerText.section, entry.section.name],
    [answerText.revisedOn, formatJapaneseDate(entry.revisedOn)],
  ]
  if (entry.basis.length > 0) facts.push([answerText.basis, entry.basis.join('、')])
  return [
    { kind: 'heading', text: entry.question },
    ...(reviewOverdue && entry.reviewBy !== null ? [reviewBlock(entry.reviewBy)] : []),
    { kind: 'markdown', source: linkAttachments(entry.answer, place.publicUrl) },
    { kind: 'facts', rows: facts },
    { kind: 'link', label: answerText.permalink, url: entryUrl(entry.id, place) },
  ]
}

function reviewBlock(reviewBy: CalendarDate): Block {
  return text(`【${answerText.reviewDue}】${answerText.reviewDueText(formatJapaneseDate(reviewBy))}`)
}

export function entryUrl(id: string, { publicUrl }: MailPlace): string {
  return `${publicUrl}/entries/${encodeURIComponent(id)}`
}

function choices(entries: readonly Entry[], place: MailPlace): readonly Block[] {
  if (entries.length === 0) return []
  const shown = entries.map(entry => ({
    title: entry.question,
    note: candidatesText.section(entry.section.name),
    url: entryUrl(entry.id, place),
  }))
  return [{ kind: 'choices', choices: shown }]
}

/** What to do where this does not help: the same two steps as on the page, and the words that do it by mail. */
function nextBlocks(turn: Turn, place: MailPlace): readonly Block[] {
  if (!turn.recorded) return [text(unanswered.contact)]
  const byMail = place.newsByMail ? [reply.ticketByMail(mailMessages.ticketWords[0])] : []
  return [
    { kind: 'heading', text: nextHeading(turn) },
    { kind: 'link', label: reply.ticketByForm, url: ticketFormUrl(turn.questionId, place) },
    text([...byMail, reply.again].join('\n')),
  ]
}

function nextHeading({ answer, others }: Turn): string {
  if (answer !== null) return reply.notResolved
  return others.length > 0 ? reply.noneOfThese : unanswered.contact
}

export function ticketFormUrl(questionId: string, { publicUrl }: MailPlace): string {
  return `${publicUrl}/questions/${encodeURIComponent(questionId)}/ticket`
}

export function footer({ organisation }: MailPlace): Block {
  return { kind: 'footer', text: mailMessages.footer(organisation) }
}

export function text(words: string): Block {
  return { kind: 'text', text: words }
}
