// How the Markdown of official answers is read, the same for every front end. The words stay the section's: raw HTML,
// images and links to anything but http, https and mail stay text. Pages of our own show our own attachments too; nothing is ever
// loaded from elsewhere.
import MarkdownIt, { type Token } from 'markdown-it'

const SAFE_LINK = /^(?:https?:\/\/|mailto:)/iu
/** An attachment's address, as `attachmentUrl` makes it. */
const ATTACHMENT = /^\/attachments\/[0-9a-f-]{36}\/[^\s/\\?#]+$/u

export interface MarkdownOptions {
  /** Whether attachments are shown and linked to: by pages of this server alone. */
  readonly attachments?: boolean
}

/** A reader of its own for each front end, which adds how it shows what was read. */
export function officialMarkdown({ attachments = false }: MarkdownOptions = {}) {
  // Line breaks stay: Japanese official text breaks lines on purpose, and a soft break would become a stray space.
  const markdown = new MarkdownIt({ html: false, linkify: false, typographer: false, breaks: true })
  markdown.validateLink = url => SAFE_LINK.test(url.trim()) || (attachments && ATTACHMENT.test(url))
  if (attachments) markdown.core.ruler.push('own_images_only', state => state.tokens.forEach(keepOwnImages))
  else markdown.disable('image')
  // CommonMark glues an unindented line after a list to the list's last item; in the registry's texts it is a new paragraph.
  markdown.block.ruler.before(
    'paragraph',
    'line_after_list',
    (state, line, _end, silent) => silent && (state.sCount[line] ?? 0) < state.blkIndent,
    { alt: ['paragraph'] },
  )
  return markdown
}

/** An image from elsewhere becomes its description. */
function keepOwnImages(token: Token): void {
  for (const child of token.children ?? []) {
    if (child.type !== 'image' || ATTACHMENT.test(String(child.attrGet('src')))) continue
    child.type = 'text'
    child.tag = ''
    child.content = `!${child.content}`
    child.children = null
  }
}
