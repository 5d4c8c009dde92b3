// The Markdown of an official answer as HTML for a mail: read as in every front end, so nothing is loaded from anywhere.
import { raw } from 'hono/html'
import { officialMarkdown } from '../../src/adapters/markdown/official-markdown.ts'
import type { Html } from '../../src/pages/html.ts'

const markdown = officialMarkdown()
// Mail programs know no stylesheet of ours; without lines a table cannot be read.
markdown.renderer.rules['table_open'] = () => '<table border="1" cellpadding="6" style="border-collapse:collapse">\n'

export function renderMarkdown(source: string): Html {
  return raw(markdown.render(source))
}
