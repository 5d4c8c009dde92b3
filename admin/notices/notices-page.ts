// The list of notices, newest first: what happened, whether it was read, and where to look.
import { html } from 'hono/html'
import { formatMoment } from '../../src/core/japan-time.ts'
import { noticeTexts as texts } from '../../src/core/messages/ja/admin/notices.ts'
import type { Notice } from '../../src/core/ports/notices.ts'
import type { Html } from '../../src/pages/html.ts'
import { noticeHtml } from '../../src/pages/notice.ts'
import type { AdminPage } from '../layout.ts'
import { type PageWindow, pagesHtml } from '../pages-of.ts'

export interface NoticesView {
  readonly shown: readonly Notice[]
  readonly total: number
  readonly unread: number
  readonly unreadOnly: boolean
  readonly window: PageWindow
  /** Some were just marked as read. */
  readonly marked: boolean
}

export function noticesPage(view: NoticesView): AdminPage {
  const { shown, total, unread, unreadOnly, window, marked } = view
  const main = html`<h1>${texts.title}</h1>
${marked && noticeHtml({ kind: 'success', heading: texts.marked, headingLevel: 2, body: html`<p>${texts.markedText}</p>` })}
<p class="lead">${texts.lead}${texts.unreadCount(unread)}</p>
<div class="button-row notice-tools">
${unread > 0 && html`<form method="post" action="/admin/notices/read"><button class="button button-outline" type="submit">${texts.markAll}</button></form>`}
<a href="/admin/notices${!unreadOnly && '?unread=only'}">${unreadOnly ? texts.all : texts.unreadOnly}</a>
</div>
${shown.length === 0 ? html`<p>${texts.none}</p>` : html`<ul class="told-list">${shown.map(told)}</ul>`}
${pagesHtml(window, total, unreadOnly ? '/admin/notices?unread=only' : '/admin/notices')}`
  return { title: texts.title, main }
}

function told(notice: Notice): Html {
  const { id, at, readAt, kind, detail } = notice
  const sentence = texts.sentence(notice)
  const question = detail['question'] ?? ''
  const text = detail['text'] ?? ''
  const linkText = LINKS[kind] ?? (question === '' ? texts.open : question)
  return html`<li class="told${readAt === null && ' told-unread'}">
  <p class="told-head">${readAt === null && html`<span class="badge badge-caution">${texts.unread}</span> `}<time datetime="${at.toISOString()}">${formatMoment(at)}</time></p>
  <p>${sentence}</p>
  ${text !== '' && html`<blockquote class="told-text">${text}</blockquote>`}
  ${placeOf(notice) !== null && html`<p><a href="/admin/notices/${id}/open">${linkText}</a></p>`}
  ${
    readAt === null &&
    html`<form method="post" action="/admin/notices/read"><input type="hidden" name="id" value="${id}">
  <button class="button-text" type="submit" aria-label="${texts.markOneOf(sentence)}">${texts.markOne}</button></form>`
  }
</li>
`
}

/** Of notices that lead elsewhere than to an entry. */
const LINKS: Readonly<Partial<Record<Notice['kind'], string>>> = {
  suggestions_waiting: texts.openSuggestions,
  ticket_overdue: texts.openTicket,
}

/** Where one sees what the notice is about; null where there is no such place. */
export function placeOf({ kind, entryId, detail }: Pick<Notice, 'kind' | 'entryId' | 'detail'>): string | null {
  const ticket = detail['ticket']
  if (ticket !== undefined) return `/admin/tickets/${encodeURIComponent(ticket)}`
  if (kind === 'suggestions_waiting') return '/admin/learning/suggestions'
  if (kind === 'resolution_falling') {
    return entryId === null ? '/admin/learning/resolution#falling' : `/admin/learning/resolution/entries/${entryId}`
  }
  return entryId === null ? null : `/admin/entries/${entryId}`
}
