// Cuts a text where a reader would pause: at the end of a line or a sentence, and never inside a letter.

const ELLIPSIS = '…'

/** A pause may cost this share of the room, so that a text without any is still shown. */
const PAUSE_SHARE_MIN = 0.5

// Letters that nobody sees but lines and columns: Slack shows none of them, and JSON spells each with six bytes.
// oxlint-disable-next-line no-control-regex -- they are what it is about
const UNSEEN = /[\u0000-\u0008\u000b-\u001f\u007f]/gu

export function withoutUnseen(text: string): string {
  return text.replace(UNSEEN, '')
}

const graphemes = new Intl.Segmenter('ja', { granularity: 'grapheme' })

/** At most `limit` UTF-16 units, the unit in which Slack counts; the ellipsis is among them. */
export function cutText(text: string, limit: number): string {
  if (text.length <= limit) return text
  const room = Math.max(limit - ELLIPSIS.length, 0)
  const kept = atPause(wholeLetters(text, room))
  return limit < 1 ? '' : `${kept.trimEnd()}${ELLIPSIS}`
}

/** One line of a text, for a button or a menu. */
export function cutLine(text: string, limit: number): string {
  const line = text.replace(/\s+/gu, ' ').trim()
  if (line.length <= limit) return line
  return `${wholeLetters(line, limit - ELLIPSIS.length)}${ELLIPSIS}`
}

function wholeLetters(text: string, room: number): string {
  // A letter with all its marks is far shorter than this: the rest of a long text need not be looked at.
  const near = text.slice(0, room + 64)
  let end = 0
  for (const { index, segment } of graphemes.segment(near)) {
    if (index + segment.length > room) break
    end = index + segment.length
  }
  return near.slice(0, end)
}

function atPause(text: string): string {
  const min = text.length * PAUSE_SHARE_MIN
  const line = text.lastIndexOf('\n')
  const sentence = Math.max(...['。', '．', '！', '？', '. '].map(mark => text.lastIndexOf(mark)))
  const end = Math.max(line, sentence + 1)
  return end >= min && end > 0 ? text.slice(0, end) : text
}
