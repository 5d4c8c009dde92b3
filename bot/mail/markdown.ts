// The Markdown of an official answer as HTML for a mail: raw HTML stays text, nothing is loaded from anywhere, and a link is
// one to http, https or mail.
import { raw } from 'hono/html'
import MarkdownIt from 'markdown-it'
import type { Html } from '../../src/pages/html.ts'

const SAFE_LINK = /^(?:https?:\/\/|mailto:)/iu

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
// Mail programs know no stylesheet of ours; without lines a table cannot be read.
markdown.renderer.rules['table_open'] = () => '<table border="1" cellpadding="6" style="border-collapse:collapse">\n'

export function renderMarkdown(source: string): Html {
  return raw(markdown.render(source))
}
