// The registration count for everybody, where that is switched on: as JSON and as a small picture. Nothing else is public.
import { type Response, Router } from 'express'
import { html } from 'hono/html'
import { type CalendarDate, dateInJapan } from '../core/fiscal-year.ts'
import type { RegistrationKpi } from '../core/kpi/registration-kpi.ts'
import { kpiOut } from '../core/messages/ja/admin/kpi-out.ts'
import { toText } from '../pages/html.ts'
import { refuseMethod } from './refuse-method.ts'

export interface PublicFiguresDeps {
  readonly atAGlance: () => Promise<RegistrationKpi>
  readonly now: () => Date
}

const CACHE = 'public, max-age=60'

export function publicFiguresRouter({ atAGlance, now }: PublicFiguresDeps): Router {
  const router = Router()
  router
    .route('/figures.json')
    .get(async (_request, response) => {
      const { registered, target } = await atAGlance()
      openToAll(response).json({ registered, target, asOf: dateInJapan(now()) satisfies CalendarDate })
    })
    .all(refuseMethod('GET, HEAD'))
  router
    .route('/figures.svg')
    .get(async (_request, response) => {
      const svg = await badge(await atAGlance())
      openToAll(response).type('image/svg+xml').send(svg)
    })
    .all(refuseMethod('GET, HEAD'))
  return router
}

/** Pages of other sites show them. */
function openToAll(response: Response): Response {
  return response
    .set('Cache-Control', CACHE)
    .set('Access-Control-Allow-Origin', '*')
    .set('Cross-Origin-Resource-Policy', 'cross-origin')
}

const LETTER = 13 // pixels: kana and kanji are as wide as the font is high
const FIGURE = 7.5 // digits, blanks and signs, about
const PADDING = 8
const HEIGHT = 24

/** White on dark blue, and dark on white: 7:1 and more. Its words are text, which a reader of screens says once. */
function badge({ registered, target }: RegistrationKpi): Promise<string> {
  const label = kpiOut.badge.label
  const value = kpiOut.badge.value(registered, target?.value ?? null)
  const left = Math.ceil(widthOf(label)) + 2 * PADDING
  const right = Math.ceil(widthOf(value)) + 2 * PADDING
  const width = left + right
  const text = (x: number, room: number, words: string, fill: string) =>
    html`<text x="${x}" y="16.5" fill="${fill}" textLength="${room}" lengthAdjust="spacingAndGlyphs">${words}</text>`
  return toText(html`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${HEIGHT}" viewBox="0 0 ${width} ${HEIGHT}" role="img" aria-label="${label} ${value}" lang="ja">
<title>${label} ${value}</title>
<g font-family="'Hiragino Sans','Yu Gothic','Noto Sans CJK JP','Noto Sans JP',sans-serif" font-size="${LETTER}">
<rect width="${width}" height="${HEIGHT}" rx="4" fill="#00118f"/>
<path d="M${left} .5h${right - 4.5}a4 4 0 0 1 4 4v${HEIGHT - 9}a4 4 0 0 1 -4 4h-${right - 4.5}z" fill="#ffffff" stroke="#00118f"/>
${text(PADDING, left - 2 * PADDING, label, '#ffffff')}
${text(left + PADDING, right - 2 * PADDING, value, '#1a1a1a')}
</g>
</svg>
`)
}

function widthOf(text: string): number {
  return [...text].reduce((sum, letter) => sum + (/[\x20-\x7e]/u.test(letter) ? FIGURE : LETTER), 0)
}
