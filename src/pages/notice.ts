// The notification banner of the design system: a border, an icon and a heading, so that colour never speaks alone.
import { html, raw } from 'hono/html'
import type { Html } from './html.ts'

export type NoticeKind = 'success' | 'information' | 'warning' | 'error'

export interface Notice {
  readonly kind: NoticeKind
  readonly heading: string
  readonly headingLevel: 2 | 3 | 4
  readonly body: Html
  /** Receives the focus when the script puts the notice in place of the button that was pressed. */
  readonly focusId?: string
}

// 24 × 24, drawn for this product.
const ICON_PATHS: Readonly<Record<NoticeKind, string>> = {
  success: 'M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20Zm-1.4 14.4-4-4L8 11l2.6 2.6L16 8.2l1.4 1.4-6.8 6.8Z',
  information: 'M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20Zm1 15h-2v-6h2v6Zm0-8h-2V7h2v2Z',
  warning: 'M1 21h22L12 2 1 21Zm12-3h-2v-2h2v2Zm0-4h-2v-4h2v4Z',
  error: 'M8.3 2 2 8.3v7.4L8.3 22h7.4l6.3-6.3V8.3L15.7 2H8.3ZM13 17h-2v-2h2v2Zm0-4h-2V7h2v6Z',
}

export function noticeHtml({ kind, heading, headingLevel, body, focusId }: Notice): Html {
  const tag = raw(`h${headingLevel}`)
  const focus = focusId === undefined ? '' : html` id="${focusId}" tabindex="-1" data-focus`
  return html`<div class="notice notice-${kind}">
  <svg class="notice-icon" viewBox="0 0 24 24" width="24" height="24" aria-hidden="true"><path d="${ICON_PATHS[kind]}" /></svg>
  <${tag} class="notice-heading"${focus}>${heading}</${tag}>
  <div class="notice-body">${body}</div>
</div>`
}
