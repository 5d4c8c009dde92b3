// One official entry as blocks: its words, who answers for them, since when, and on what ground.
import type { types } from '@slack/bolt'
import { linkAttachments } from '../../src/core/attachment-links.ts'
import type { TurnAnswer } from '../../src/core/conversation/turn.ts'
import type { Entry } from '../../src/core/entry.ts'
import { type CalendarDate, formatJapaneseDate } from '../../src/core/fiscal-year.ts'
import { conversationMessages } from '../../src/core/messages/ja/conversation.ts'
import { slackMessages } from '../../src/core/messages/ja/slack.ts'
import { cutLine } from './blocks/cut-text.ts'
import { fitPieces } from './blocks/fit-pieces.ts'
import { richPieces } from './blocks/markdown.ts'
import { context } from './blocks/plain.ts'
import { link, paragraph, richText, words } from './blocks/rich.ts'
import { entryUrl } from './front-end.ts'

const text = conversationMessages.answer

/** Grounds shown, and how much of each: all of them stand on the entry's page. */
const BASES_MAX = 5
const BASIS_LENGTH_MAX = 80

/** More than any section is called. */
const SECTION_LENGTH_MAX = 100

export interface EntryRoom {
  readonly publicUrl: string
  /** For the answer alone. */
  readonly bytesMax: number
}

export function entryBlocks(
  { entry, reviewOverdue }: Pick<TurnAnswer, 'entry' | 'reviewOverdue'>,
  { publicUrl, bytesMax }: EntryRoom,
): readonly types.KnownBlock[] {
  const url = entryUrl(publicUrl, entry.id)
  const section = cutLine(entry.section.name, SECTION_LENGTH_MAX)
  return [
    ...(reviewOverdue ? reviewBlocks(entry) : []),
    ...answerBlocks(linkAttachments(entry.answer, publicUrl), { text: slackMessages.turn.cut, url, bytesMax }),
    context([`${text.section}：${section}`, `${text.revisedOn}：${dateInBothCalendars(entry.revisedOn)}`]),
    ...basisBlocks(entry.basis),
    paragraph([link(url, text.permalink)]),
  ]
}

/** Before the answer: whoever stops reading has read it. */
function reviewBlocks({ reviewBy }: Entry): readonly types.KnownBlock[] {
  if (reviewBy === null) return []
  const told = words(text.reviewDueText(formatJapaneseDate(reviewBy)))
  return [paragraph([words(`【${text.reviewDue}】`, { bold: true }), told])]
}

/** Markdown as far as there is room, and where the rest can be read. */
export function answerBlocks(
  markdown: string,
  rest: { readonly text: string; readonly url: string | null; readonly bytesMax: number },
): readonly types.KnownBlock[] {
  const { pieces, cut } = fitPieces(richPieces(markdown), rest.bytesMax)
  const shown = pieces.length === 0 ? [] : [richText(pieces)]
  const address = rest.url === null ? [] : [words('\n'), link(rest.url, rest.url)]
  return cut ? [...shown, paragraph([words(rest.text), ...address])] : shown
}

function basisBlocks(basis: readonly string[]): readonly types.KnownBlock[] {
  if (basis.length === 0) return []
  const shown = basis.slice(0, BASES_MAX).map(ground => `・${cutLine(ground, BASIS_LENGTH_MAX)}`)
  const more = basis.length > BASES_MAX ? [slackMessages.turn.basesLeftOut(basis.length - BASES_MAX)] : []
  return [context([[`${text.basis}：`, ...shown, ...more].join('\n')])]
}

export function dateInBothCalendars(date: CalendarDate): string {
  const [year, month, day] = date.split('-').map(Number)
  return text.bothCalendars(formatJapaneseDate(date), text.gregorian(year ?? 0, month ?? 0, day ?? 0))
}
