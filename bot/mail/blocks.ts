// What a mail of ours says, as a list of blocks that can be written as plain text and as HTML. The plain text is complete by
// itself; the HTML only looks better.
import { html, raw } from 'hono/html'
import { type Html, toText as pageText } from '../../src/pages/html.ts'
import { renderMarkdown } from './markdown.ts'

export interface Choice {
  readonly title: string
  readonly note: string
  readonly url: string
}

export type Block =
  | { readonly kind: 'heading' | 'text' | 'quote'; readonly text: string }
  /** The official words, exactly as they stand in the registry. */
  | { readonly kind: 'markdown'; readonly source: string }
  | { readonly kind: 'facts'; readonly rows: readonly (readonly [string, string])[] }
  | { readonly kind: 'choices'; readonly choices: readonly Choice[] }
  | { readonly kind: 'link'; readonly label: string; readonly url: string }
  | { readonly kind: 'footer'; readonly text: string }

export function toText(blocks: readonly Block[]): string {
  return `${blocks.map(blockText).join('\n\n')}\n`
}

function blockText(block: Block): string {
  switch (block.kind) {
    case 'heading':
      return `■ ${block.text}`
    case 'text':
      return block.text
    case 'quote':
      return block.text.replace(/^/gmu, '> ')
    case 'markdown':
      return block.source
    case 'facts':
      return block.rows.map(([label, value]) => `${label}：${value}`).join('\n')
    case 'choices':
      return block.choices.map(({ title, note, url }, i) => `${i + 1}. ${title}（${note}）\n   ${url}`).join('\n')
    case 'link':
      return `${block.label}\n${block.url}`
    case 'footer':
      return `-- \n${block.text}`
    default:
      return block satisfies never
  }
}

// Mail programs drop stylesheets, so the few styles stand at their elements. The colours are dark on white, for 4.5:1 and more.
const BODY = 'font-family:sans-serif;font-size:16px;line-height:1.7;color:#1a1a1c;max-width:44em'
const QUOTE = 'margin:0;padding:0 0 0 1em;border-left:4px solid #949494;color:#4d4d4d'
const FOOTER = 'border-top:1px solid #949494;padding-top:.5em;color:#4d4d4d;font-size:14px'

export function toHtml(blocks: readonly Block[], title: string): Promise<string> {
  const page = html`<!doctype html>
<html lang="ja"><head><meta charset="utf-8"><title>${title}</title></head>
<body><div style="${BODY}">
${blocks.map(blockHtml)}
</div></body></html>
`
  return pageText(page)
}

function blockHtml(block: Block): Html {
  switch (block.kind) {
    case 'heading':
      return html`<h2 style="font-size:18px">${block.text}</h2>
`
    case 'text':
      return html`<p>${withBreaks(block.text)}</p>
`
    case 'quote':
      return html`<blockquote style="${QUOTE}">${withBreaks(block.text)}</blockquote>
`
    case 'markdown':
      return renderMarkdown(block.source)
    case 'facts':
      return html`<p>${block.rows.map(([label, value]) => html`<b>${label}</b>：${value}<br>`)}</p>
`
    case 'choices':
      return html`<ol>${block.choices.map(({ title, note, url }) => html`<li><a href="${url}">${title}</a>（${note}）</li>`)}</ol>
`
    case 'link':
      return html`<p><a href="${block.url}">${block.label}</a></p>
`
    case 'footer':
      return html`<p style="${FOOTER}">${block.text}</p>
`
    default:
      return block satisfies never
  }
}

function withBreaks(text: string): readonly Html[] {
  return text.split('\n').map((line, i) => (i === 0 ? html`${line}` : html`${raw('<br>')}${line}`))
}
