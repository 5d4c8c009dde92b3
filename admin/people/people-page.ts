// The list of people: who there is, with which roles, and how they sign in.
import { html } from 'hono/html'
import type { Account } from '../../src/core/access/account.ts'
import { formatMoment } from '../../src/core/japan-time.ts'
import { peopleTexts as texts } from '../../src/core/messages/ja/admin/people.ts'
import { grantInWords } from '../../src/core/messages/ja/admin/roles.ts'
import type { SignInState } from '../../src/core/ports/accounts.ts'
import type { Html } from '../../src/pages/html.ts'
import type { AdminPage } from '../layout.ts'

export const STATES = ['active', 'disabled', 'all'] as const

export interface PeopleView {
  readonly query: { readonly text: string; readonly state: (typeof STATES)[number]; readonly page: number }
  readonly total: number
  readonly pageSize: number
  readonly accounts: readonly Account[]
  readonly states: ReadonlyMap<string, SignInState>
  readonly sectionNames: ReadonlyMap<string, string>
}

export function peoplePage(view: PeopleView): AdminPage {
  const main = html`<h1>${texts.title}</h1>
<p class="lead">${texts.lead}</p>
<p class="button-row people-add"><a class="button button-solid" href="/admin/people/new">${texts.add}</a></p>
${searchForm(view.query)}
<p class="people-count" role="status">${texts.found(view.total)}</p>
${view.accounts.length === 0 ? html`<p>${texts.none}</p>` : table(view)}
${pages(view)}`
  return { title: texts.title, main, place: '/admin/people' }
}

function searchForm({ text, state }: PeopleView['query']): Html {
  return html`<form class="form form-inline" method="get" action="/admin/people" role="search">
  <div class="field people-search"><label for="q">${texts.search}</label><input class="input" id="q" name="q" type="search" value="${text}"></div>
  <div class="field"><label for="state">${texts.state}</label><select class="input" id="state" name="state">${STATES.map(
    known => html`<option value="${known}"${known === state && html` selected`}>${texts.states[known]}</option>`,
  )}</select></div>
  <button class="button button-outline" type="submit">${texts.find}</button>
</form>`
}

function table(view: PeopleView): Html {
  const titles = [texts.name, texts.login, texts.section, texts.roles, texts.way, texts.lastSignIn]
  return html`<div class="table-scroll" role="region" aria-label="${texts.caption}" tabindex="0"><table class="table people">
<caption class="visually-hidden">${texts.caption}</caption>
<thead><tr>${titles.map(title => html`<th scope="col">${title}</th>`)}</tr></thead>
<tbody>${view.accounts.map(account => row(account, view))}</tbody>
</table></div>`
}

function row(account: Account, { states, sectionNames }: PeopleView): Html {
  const { id, name, login, section, grants, disabled } = account
  const state = states.get(id)
  const roles = grants.map(grant => grantInWords(grant, sectionNames))
  return html`<tr><th scope="row"><a href="/admin/people/${id}">${name}</a>${disabled && html` <span class="badge badge-bad">${texts.states.disabled}</span>`}</th><td>${login}</td><td>${section?.name ?? texts.noSection}</td>
<td>${roles.length === 0 ? texts.none : html`<ul class="plain-list">${roles.map(role => html`<li>${role}</li>`)}</ul>`}</td>
<td>${state !== undefined && signInInWords(state)}</td><td>${signedInInWords(state)}</td></tr>
`
}

export function signInInWords({ way, invitedUntil }: SignInState): string {
  return invitedUntil === null ? texts.ways[way] : texts.invited(formatMoment(invitedUntil))
}

export function signedInInWords(state: SignInState | undefined): string {
  return state === undefined || state.signedInAt === null ? texts.never : formatMoment(state.signedInAt)
}

function pages({ query, total, pageSize }: PeopleView): Html | string {
  const last = Math.ceil(total / pageSize)
  if (last <= 1) return ''
  const address = (page: number) =>
    `/admin/people?${new URLSearchParams({ q: query.text, state: query.state, page: String(page) }).toString()}`
  const { page } = query
  return html`<nav class="pages" aria-label="${texts.pages}">
  ${page > 1 && html`<a href="${address(page - 1)}" rel="prev">${texts.previous}</a>`}
  <span>${texts.page(page, last)}</span>
  ${page < last && html`<a href="${address(page + 1)}" rel="next">${texts.next}</a>`}
</nav>`
}
