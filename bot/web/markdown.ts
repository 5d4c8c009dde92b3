// Turns the Markdown of an official answer into safe HTML. The words stay the section's; raw HTML, images and links to
// anything but http, https and mail stay text.
import { raw } from 'hono/html'
import MarkdownIt, { type Env, type Token } from 'markdown-it'
import { conversationMessages } from '../../src/core/messages/ja/conversation.ts'
import type { Html } from '../../src/pages/html.ts'

const SAFE_LINK = /^(?:https?:\/\/|mailto:)/iu

// Line breaks stay: Japanese official text breaks lines on purpose, and a soft break would become a stray space.
const markdown = new MarkdownIt({ html: false, linkify: false, typographer: false, breaks: true })
markdown.disable('image')
markdown.validateLink = url => SAFE_LINK.test(url.trim())

// CommonMark glues an unindented line after a list to the list's last item; in the registry's texts it is a new paragraph.
markdown.block.ruler.before(
  'paragraph',
  'line_after_list',
  (state, line, _end, silent) => silent && (state.sCount[line] ?? 0) < state.blkIndent,
  { alt: ['paragraph'] },
)

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
