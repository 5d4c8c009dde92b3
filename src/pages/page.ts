// The frame every page stands in: skip links, header, one main region, footer. No inline script or style.
import { html } from 'hono/html'
import { type CalendarDate, formatJapaneseDate } from '../core/fiscal-year.ts'
import { house } from '../core/messages/ja/house.ts'
import type { Assets } from './assets.ts'
import { type Html, toText } from './html.ts'

export interface Page {
  readonly title: string
  readonly main: Html
  /** The page has a question form, to which a link skips, and the script that enhances it. */
  readonly chat?: boolean
  /** The page has other forms that the same script enhances. */
  readonly script?: boolean
  /** Stands in a frame: main alone, with links and forms that open beside the frame where no script takes them. */
  readonly slim?: boolean
  readonly printed?: Printed
  /** Scripts of the door that this page needs, by name. */
  readonly scripts?: readonly string[]
  /** Room for tables and forms side by side. */
  readonly wide?: boolean
  /** Stands at the end of the header, e.g. who is signed in. */
  readonly headerEnd?: Html
  /** Stands below the header. */
  readonly navigation?: Html
}

export interface Frame {
  readonly organisation: string
  readonly assets: Pick<Assets, 'url' | 'stylesheets'>
}

/** What a printed page says of itself. */
export interface Printed {
  readonly url: string
  readonly on: CalendarDate
}

export function pageText(page: Page, frame: Frame): Promise<string> {
  const { chat = false, script = chat, slim = false, scripts = [], wide = false } = page
  const { organisation, assets } = frame
  return toText(html`<!doctype html>
<html lang="ja">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${house.pageTitle(page.title, organisation)}</title>
${slim && html`<base target="_blank">`}
<link rel="icon" type="image/svg+xml" href="${assets.url('icon.svg')}">
${assets.stylesheets.map(
  name => html`<link rel="stylesheet" href="${assets.url(name)}">
`,
)}${script && html`<script type="module" src="${assets.url('chat.js')}"></script>`}${scripts.map(name => html`<script type="module" src="${assets.url(name)}"></script>`)}
</head>
<body${slim && html` class="slim"`}${wide && html` class="wide"`}>
${!slim && headerHtml(frame, page)}
${page.navigation}
<main class="column" id="main" tabindex="-1"${slim && html` aria-label="${house.product}"`}>
${page.main}
</main>
${page.printed !== undefined && printedHtml(page.printed)}
${!slim && footerHtml(frame)}
</body>
</html>
`)
}

function headerHtml({ organisation, assets }: Frame, { chat = false, headerEnd }: Page): Html {
  return html`<ul class="skip-links">
  <li><a href="#main">${house.skipToMain}</a></li>
  ${chat && html`<li><a href="#question">${house.skipToForm}</a></li>`}
</ul>
<header class="site-header"><div class="column">
  <a class="product" href="/"><img class="product-icon" src="${assets.url('icon.svg')}" alt="" width="32" height="32">${house.product}</a>
  <p class="organisation">${organisation}</p>
  ${headerEnd}
</div></header>`
}

function printedHtml({ url, on }: Printed): Html {
  return html`<p class="printed column">${house.printed(url, formatJapaneseDate(on))}</p>`
}

function footerHtml({ organisation }: Frame): Html {
  return html`<footer class="site-footer"><div class="column">
  <p>${house.footer}</p>
  <ul class="footer-links">
    <li><a href="/">${house.toChat}</a></li>
    <li><a href="/admin">${house.toStatus}</a></li>
  </ul>
  <p>${organisation} ${house.product}</p>
</div></footer>`
}
