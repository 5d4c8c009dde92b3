// How the Markdown of official answers is read, the same for every front end. The words stay the section's: raw HTML,
// images and links to anything but http, https and mail stay text.
import MarkdownIt from 'markdown-it'

const SAFE_LINK = /^(?:https?:\/\/|mailto:)/iu

/** A reader of its own for each front end, which adds how it shows what was read. */
export function officialMarkdown() {
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
  return markdown
}
