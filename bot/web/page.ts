// The frame every page of the chat stands in: skip links, header, one main region, footer. No inline script or style.
import { html } from 'hono/html'
import { webMessages } from '../../src/core/messages/ja/web.ts'
import { type Html, toText } from './html.ts'

/** In the order in which they build on each other. */
const STYLESHEETS = ['tokens.css', 'style.css', 'notice.css', 'composer.css', 'entry.css', 'turn.css'] as const

export interface Page {
  readonly title: string
  readonly main: Html
  /** The page has the question form and the script that enhances it. */
  readonly chat?: boolean
}

export interface Frame {
  readonly organisation: string
  /** The address of a file of /assets, with the hash of its content. */
  readonly assetUrl: (name: string) => string
}

export function pageText(page: Page, { organisation, assetUrl }: Frame): Promise<string> {
  const { chat = false } = page
  return toText(html`<!doctype html>
<html lang="ja">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${webMessages.pageTitle(page.title, organisation)}</title>
<link rel="icon" type="image/svg+xml" href="${assetUrl('icon.svg')}">
${STYLESHEETS.map(
  name => html`<link rel="stylesheet" href="${assetUrl(name)}">
`,
)}${chat && html`<script type="module" src="${assetUrl('chat.js')}"></script>`}
</head>
<body>
<ul class="skip-links">
  <li><a href="#main">${webMessages.skipToMain}</a></li>
  ${chat && html`<li><a href="#question">${webMessages.skipToForm}</a></li>`}
</ul>
<header class="site-header"><div class="column">
  <a class="product" href="/"><img class="product-icon" src="${assetUrl('icon.svg')}" alt="" width="32" height="32">${webMessages.product}</a>
  <p class="organisation">${organisation}</p>
</div></header>
<main class="column" id="main" tabindex="-1">
${page.main}
</main>
<footer class="site-footer"><div class="column">
  <p>${webMessages.footer}</p>
  <p>${organisation} ${webMessages.product}</p>
</div></footer>
</body>
</html>
`)
}
