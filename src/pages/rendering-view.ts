// An official answer in other words as HTML, marked as what it is.
import { html } from 'hono/html'
import { renderingMessages as texts } from '../core/messages/ja/rendering.ts'
import type { Rendering } from '../core/ports/renderings.ts'
import type { Html } from './html.ts'
import { renderMarkdown } from './markdown.ts'

export interface RenderingView {
  readonly headingLevel: 2 | 3
  /** Where the original stands on the same page. */
  readonly originalId: string
}

/** What it says of itself comes first, in its own language and in Japanese. */
export function renderingHtml(rendering: Rendering, { headingLevel, originalId }: RenderingView): Html {
  const { language, state, question, answer } = rendering
  const isConfirmed = state === 'confirmed'
  const tag = texts.languageTags[language]
  const own = isConfirmed ? texts.confirmed[language] : texts.machine[language]
  const japanese = isConfirmed ? texts.confirmedJapanese : texts.machineJapanese
  const heading =
    headingLevel === 2
      ? html`<h2 id="rendering" lang="${tag}">${question}</h2>`
      : html`<h3 id="rendering" lang="${tag}">${question}</h3>`
  return html`<section class="rendering" aria-labelledby="rendering">
<p class="match"><span class="chip${!isConfirmed && ' chip-caution'}">${isConfirmed ? texts.chips.confirmed : texts.chips.machine}</span>${japanese}</p>
${language !== 'plain' && html`<p lang="${tag}">${own}</p>`}
<p><a href="#${originalId}" lang="${tag}">${texts.toOriginal[language]}</a></p>
${heading}
<div class="prose" lang="${tag}">${renderMarkdown(answer, headingLevel + 1)}</div>
</section>`
}
