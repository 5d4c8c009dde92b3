// Turns the Markdown of an official answer into safe HTML.
import { raw } from 'hono/html'
import type { Env, Token } from 'markdown-it'
import { officialMarkdown } from '../adapters/markdown/official-markdown.ts'
import { conversationMessages } from '../core/messages/ja/conversation.ts'
import type { Html } from './html.ts'

const markdown = officialMarkdown({ attachments: true })

// One level of headings, below the entry's own: a skipped level would mislead whoever listens to the page.
markdown.renderer.rules['heading_open'] = (_tokens, _i, _options, env) => `<h${headingLevelOf(env)}>`
markdown.renderer.rules['heading_close'] = (_tokens, _i, _options, env) => `</h${headingLevelOf(env)}>\n`

// A wide table scrolls by itself, also by keyboard, so that the page never does. A group: as regions, two would be
// landmarks of one name.
markdown.renderer.rules['table_open'] = () =>
  `<div class="table-scroll" role="group" aria-label="${conversationMessages.answer.table}" tabindex="0"><table>\n`
markdown.renderer.rules['table_close'] = () => '</table></div>\n'
markdown.renderer.rules['th_open'] = renderCell
markdown.renderer.rules['td_open'] = renderCell

/** `headingLevel` is the level that headings inside the answer get. */
export function renderMarkdown(source: string, headingLevel: number): Html {
  return raw(markdown.render(source, { headingLevel }))
}

/** The alignment of a column as a class: the page's content security policy refuses style attributes. */
function renderCell(tokens: Token[], i: number): string {
  const cell = tokens[i]
  const alignment = /text-align:(left|center|right)/u.exec(String(cell?.attrGet('style') ?? ''))?.[1]
  return alignment === undefined ? `<${cell?.tag}>` : `<${cell?.tag} class="align-${alignment}">`
}

function headingLevelOf(env: Env | undefined): number {
  return Number(env?.['headingLevel'])
}
