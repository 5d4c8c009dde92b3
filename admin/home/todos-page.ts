// What waits for the person who is signed in, above the state of the registry.
import { html } from 'hono/html'
import type { Account } from '../../src/core/access/account.ts'
import { formatMoment } from '../../src/core/japan-time.ts'
import { homeTexts as texts } from '../../src/core/messages/ja/admin/home.ts'
import type { QueuedEntry, QueuePage } from '../../src/core/ports/review-queue.ts'
import type { Html } from '../../src/pages/html.ts'
import type { Page } from '../../src/pages/page.ts'

export interface Todos {
  /** The person may write entries. */
  readonly edits: boolean
  /** null: the person approves nothing. */
  readonly waiting: QueuePage<QueuedEntry> | null
  readonly returned: QueuePage<QueuedEntry>
  readonly drafts: QueuePage<QueuedEntry>
  readonly unread: number
  /** null: the person keeps no entries. */
  readonly due: number | null
  /** null: the person keeps no entries. */
  readonly learned: LearningTodos | null
}

export interface LearningTodos {
  /** Wordings that wait for a decision. */
  readonly suggestions: number
  /** Entries that help fewer people than before. */
  readonly falls: number
}

/** `status` is the state of the registry, as everybody sees it. */
export function todosPage({ name }: Account, todos: Todos, status: Html): Page {
  const main = html`<h1>${texts.heading(name)}</h1>
${!todos.edits && html`<p class="lead">${texts.staffLead}</p>`}
<ul class="todo-figures">
${todos.waiting !== null && figure(texts.waiting, todos.waiting.total, '/admin/reviews')}
${todos.edits && figure(texts.returned, todos.returned.total, '#returned')}
${todos.edits && figure(texts.drafts, todos.drafts.total, '#drafts')}
${figure(texts.notices, todos.unread, '/admin/notices?unread=only')}
${todos.due !== null && figure(texts.reviewDue, todos.due, '/admin/upkeep/reviews?span=overdue')}
${todos.learned !== null && figure(texts.suggestions, todos.learned.suggestions, '/admin/learning/suggestions')}
${todos.learned !== null && todos.learned.falls > 0 && figure(texts.falls, todos.learned.falls, '/admin/learning/resolution#falling')}
</ul>
${todos.edits && html`<p class="button-row"><a class="button button-solid" href="/admin/entries/new">${texts.newEntry}</a></p>`}
${todos.waiting !== null && list('waiting', texts.waiting, { page: todos.waiting, none: texts.waitingNone, all: '/admin/reviews' })}
${todos.edits && list('returned', texts.returned, { page: todos.returned, none: texts.returnedNone, all: null })}
${todos.edits && list('drafts', texts.drafts, { page: todos.drafts, none: texts.draftsNone, all: null })}
<section class="home-status" aria-labelledby="status"><h2 id="status">${texts.statusHeading}</h2>
${status}
</section>`
  return { title: texts.title, main }
}

function figure(label: string, value: number, url: string): Html {
  return html`<li><a href="${url}"><span class="todo-label">${label}</span> <span class="todo-value">${texts.count(value)}</span></a></li>
`
}

interface Listed {
  readonly page: QueuePage<QueuedEntry>
  readonly none: string
  /** The page that has them all. */
  readonly all: string | null
}

function list(id: string, heading: string, { page, none, all }: Listed): Html {
  const left = page.total - page.items.length
  return html`<section class="todo" aria-labelledby="${id}"><h2 id="${id}" tabindex="-1">${heading}</h2>
${page.items.length === 0 ? html`<p>${none}</p>` : html`<ul class="todo-list">${page.items.map(item)}</ul>`}
${left > 0 && html`<p>${all === null ? texts.more(left) : html`<a href="${all}">${texts.all(heading)}</a>`}</p>`}
</section>`
}

function item({ id, question, section, since }: QueuedEntry): Html {
  return html`<li><a href="/admin/entries/${id}">${question}</a>
  <span class="hint">${section.name}　<time datetime="${since.toISOString()}">${formatMoment(since)}</time></span></li>
`
}
