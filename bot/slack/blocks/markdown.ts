// Official answers in Slack: Markdown, read as the page reads it, as Slack's rich text. Rich text is data, not marks:
// the section's words stay what they are (2*3, _旧_ and <!channel> mean nothing in it), bold works between Japanese
// letters, where mrkdwn wants spaces, and lists nest.
import type { types } from '@slack/bolt'
import type { Token } from 'markdown-it'
import { officialMarkdown } from '../../../src/adapters/markdown/official-markdown.ts'
import { withoutUnseen } from './cut-text.ts'
import { type Inline, type Look, link, richSection, words } from './rich.ts'
import { alignedLines, rowLines, type Table } from './table.ts'

const markdown = officialMarkdown()

export type Piece = types.RichTextBlockElement

/** Slack indents a list so often and no further. */
const INDENT_MAX = 8

const RULE = '────────'

/** Never empty elements: Slack refuses them. */
export function richPieces(source: string): readonly Piece[] {
  const writer = new PieceWriter()
  for (const token of markdown.parse(source.toWellFormed(), {})) writer.take(token)
  return writer.finish()
}

interface List {
  readonly style: types.RichTextList['style']
  /** Number of the item to come, from 0. */
  next: number
}

/** Walks the flat stream of tokens, and keeps what is open: a paragraph, lists, a quotation, a table. */
class PieceWriter {
  readonly #pieces: Piece[] = []
  #open: Inline[] = []
  readonly #lists: List[] = []
  #quotes = 0
  #heading = false
  #table: { readonly head: string[]; readonly rows: string[][] } | null = null

  take(token: Token): void {
    switch (token.type) {
      case 'inline':
        return this.#takeInline(token)
      case 'heading_open':
        this.#heading = true
        return
      case 'heading_close':
        this.#heading = false
        return
      case 'bullet_list_open':
      case 'ordered_list_open':
        return this.#openList(token)
      case 'bullet_list_close':
      case 'ordered_list_close':
        this.#flush()
        this.#lists.pop()
        return
      case 'list_item_close':
        return this.#closeItem()
      case 'blockquote_open':
        this.#flush()
        this.#quotes += 1
        return
      case 'blockquote_close':
        this.#flush()
        this.#quotes -= 1
        return
      case 'fence':
      case 'code_block':
        return this.#put(preformatted(token.content.replace(/\n$/u, '')))
      case 'hr':
        return this.#paragraph([words(RULE)])
      default:
        return this.#takeTable(token)
    }
  }

  finish(): readonly Piece[] {
    this.#flush()
    return this.#pieces
  }

  #takeInline(token: Token): void {
    if (this.#table !== null) this.#table.rows.at(-1)?.push(plainWords(token))
    else this.#paragraph(inlineParts(token.children ?? [], this.#heading ? { bold: true } : {}))
  }

  /** Paragraphs that follow each other share a section, an empty line between; within a list item, no empty line. */
  #paragraph(parts: readonly (Inline | null)[]): void {
    const shown = parts.filter(part => part !== null)
    if (shown.length === 0) return
    if (this.#open.length > 0) this.#open.push({ type: 'text', text: this.#lists.length > 0 ? '\n' : '\n\n' })
    this.#open.push(...shown)
  }

  #openList(token: Token): void {
    this.#flush()
    const start = Number(token.attrGet('start') ?? 1)
    this.#lists.push({ style: token.type === 'ordered_list_open' ? 'ordered' : 'bullet', next: start - 1 })
  }

  #closeItem(): void {
    this.#flush()
    const list = this.#lists.at(-1)
    if (list !== undefined) list.next += 1
  }

  #flush(): void {
    const elements = merged(this.#open)
    this.#open = []
    if (elements.length === 0) return
    const list = this.#lists.at(-1)
    if (list !== undefined) this.#addItem(list, elements)
    else if (this.#quotes > 0) this.#pieces.push({ type: 'rich_text_quote', elements: [...elements] })
    else this.#pieces.push(richSection(elements))
  }

  /** Items of one list share a piece; after a nested list the outer one goes on with its number. */
  #addItem(list: List, elements: readonly Inline[]): void {
    const indent = Math.min(this.#lists.length - 1, INDENT_MAX)
    const last = this.#pieces.at(-1)
    const item = richSection(elements)
    if (
      last?.type === 'rich_text_list' &&
      last.style === list.style &&
      (last.indent ?? 0) === indent &&
      list.next > 0
    ) {
      last.elements.push(item)
      return
    }
    // The types of the library lack `offset`, the number of items before the first.
    const offset = list.style === 'ordered' && list.next > 0 ? { offset: list.next } : {}
    this.#pieces.push({ type: 'rich_text_list', style: list.style, indent, elements: [item], ...offset })
  }

  #put(piece: Piece | null): void {
    this.#flush()
    if (piece !== null) this.#pieces.push(piece)
  }

  #takeTable(token: Token): void {
    if (token.type === 'table_open') {
      this.#flush()
      this.#table = { head: [], rows: [] }
    } else if (token.type === 'tr_open') {
      this.#table?.rows.push([])
    } else if (token.type === 'table_close' && this.#table !== null) {
      const [head = [], ...rows] = this.#table.rows
      this.#table = null
      this.#put(tablePiece({ head, rows }))
    }
  }
}

function tablePiece(table: Table): Piece | null {
  const lines = alignedLines(table)
  if (lines !== null) return preformatted(lines.join('\n'))
  const rows = rowLines(table).filter(row => row !== '')
  if (rows.length === 0) return null
  return { type: 'rich_text_list', style: 'bullet', elements: rows.map(row => richSection([words(row)])) }
}

function preformatted(content: string): Piece | null {
  const text = withoutUnseen(content)
  return text === '' ? null : { type: 'rich_text_preformatted', elements: [{ type: 'text', text }] }
}

const LOOKS: Readonly<Record<string, keyof Look>> = { strong: 'bold', em: 'italic', s: 'strike' }

function inlineParts(tokens: readonly Token[], outer: Look): readonly (Inline | null)[] {
  const looks: Look[] = [outer]
  let url: string | null = null
  const parts: (Inline | null)[] = []
  const put = (text: string, look: Look) =>
    parts.push(url === null || text === '' ? words(text, look) : link(url, text, look))
  for (const token of tokens) {
    const look = looks.at(-1) ?? {}
    const kind = LOOKS[token.tag]
    if (token.type === 'text') put(token.content, look)
    else if (token.type === 'code_inline') put(token.content, { ...look, code: true })
    else if (token.type === 'softbreak' || token.type === 'hardbreak') parts.push(words('\n'))
    else if (token.type === 'link_open') url = String(token.attrGet('href') ?? '')
    else if (token.type === 'link_close') url = null
    else if (kind !== undefined && token.nesting === 1) looks.push({ ...look, [kind]: true })
    else if (kind !== undefined && token.nesting === -1) looks.pop()
  }
  return parts
}

function plainWords(token: Token): string {
  return (token.children ?? []).map(({ type, content }) => (type.endsWith('break') ? ' ' : content)).join('')
}

/** Neighbours that look the same are one text: every element costs room in a message. */
function merged(parts: readonly Inline[]): readonly Inline[] {
  const kept: Inline[] = []
  for (const part of parts) {
    const last = kept.at(-1)
    const alike = last?.type === 'text' && part.type === 'text' && sameStyle(last, part)
    if (alike) kept[kept.length - 1] = { ...last, text: last.text + part.text }
    else kept.push(part)
  }
  return kept
}

function sameStyle(a: types.RichTextText, b: types.RichTextText): boolean {
  return JSON.stringify(a.style ?? {}) === JSON.stringify(b.style ?? {})
}
