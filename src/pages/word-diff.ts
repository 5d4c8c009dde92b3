// What changed between two texts, word by word, as data and as HTML. Japanese has no spaces, so words are those of the
// language's own segmentation.
import { type ArrayChange, diffArrays } from 'diff'
import { html } from 'hono/html'
import { wordDiffTexts as texts } from '../core/messages/ja/word-diff.ts'
import type { Html } from './html.ts'

export interface DiffPart {
  readonly kind: 'same' | 'removed' | 'added'
  readonly text: string
}

/** Above that many changed words the search grows slow (its cost is words × changes), and a reader sees another text anyway. */
const WORD_CHANGES_MAX = 1_500
const LINE_CHANGES_MAX = 600

const words = new Intl.Segmenter('ja', { granularity: 'word' })

/** Same parts and removed parts make up `before`; same parts and added parts make up `after`. */
export function wordDiff(before: string, after: string): readonly DiffPart[] {
  if (before === after) return before === '' ? [] : [{ kind: 'same', text: before }]
  const changes =
    diffArrays(wordsOf(before), wordsOf(after), { maxEditLength: WORD_CHANGES_MAX }) ??
    diffArrays(linesOf(before), linesOf(after), { maxEditLength: LINE_CHANGES_MAX })
  return changes === undefined ? wholeDiff(before, after) : changes.map(toPart)
}

/** Words put in are underlined, words taken out struck; both are announced to whoever listens. */
export function diffHtml(before: string, after: string): Html {
  return html`<span class="diff">${wordDiff(before, after).map(partHtml)}</span>`
}

function wordsOf(text: string): string[] {
  return Array.from(words.segment(text), ({ segment }) => segment)
}

function linesOf(text: string): string[] {
  return text.split(/(?<=\n)/u)
}

function toPart({ value, added, removed }: ArrayChange<string>): DiffPart {
  return { kind: added ? 'added' : removed ? 'removed' : 'same', text: value.join('') }
}

function wholeDiff(before: string, after: string): readonly DiffPart[] {
  const parts: readonly DiffPart[] = [
    { kind: 'removed', text: before },
    { kind: 'added', text: after },
  ]
  return parts.filter(({ text }) => text !== '')
}

function partHtml({ kind, text }: DiffPart): Html {
  if (kind === 'same') return html`${text}`
  const [tag, announced] = kind === 'added' ? (['ins', texts.added] as const) : (['del', texts.removed] as const)
  const inside = html`<span class="visually-hidden">${announced}</span>${withVisibleBreaks(text)}<span class="visually-hidden">${texts.end}</span>`
  return tag === 'ins' ? html`<ins>${inside}</ins>` : html`<del>${inside}</del>`
}

/** A line break that came or went would not be seen otherwise. */
function withVisibleBreaks(text: string): string {
  return text.replaceAll('\n', '↵\n')
}
