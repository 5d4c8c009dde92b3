// The inbox: tickets that wait for a section, the most urgent first.
import { html } from 'hono/html'
import type { Section } from '../../src/core/entry.ts'
import { type CalendarDate, formatFiscalYear } from '../../src/core/fiscal-year.ts'
import { ticketDesk as texts } from '../../src/core/messages/ja/admin/tickets.ts'
import { ticketMessages } from '../../src/core/messages/ja/ticket.ts'
import type { ProposalRate, ProposalRates } from '../../src/core/ticket/proposal-rates.ts'
import { TICKET_STATES, type Ticket } from '../../src/core/ticket/ticket.ts'
import type { Html } from '../../src/pages/html.ts'
import type { AdminPage } from '../layout.ts'

export interface InboxView {
  readonly total: number
  readonly tickets: readonly Ticket[]
  /** Those whose tickets the reader works on. */
  readonly sections: readonly Section[]
  readonly sectionCode: string
  readonly state: string
  readonly offset: number
  readonly limit: number
  readonly today: CalendarDate
  /** How often the proposed section answered; null for who need not know. */
  readonly proposals: ProposalsView | null
}

export interface ProposalsView {
  readonly fiscalYear: number
  readonly thisYear: number
  readonly rates: ProposalRates
}

const PLACE = '/admin/tickets'
/** Letters of a question that tell it from others. */
const EXCERPT = 80

export function inboxPage(view: InboxView): AdminPage {
  const main = html`<h1>${texts.title}</h1>
<p class="lead">${texts.lead}</p>
${filterForm(view)}
${view.tickets.length === 0 ? html`<p>${texts.none}</p>` : ticketTable(view)}
${pages(view)}
${view.proposals !== null && proposalsSection(view.proposals)}`
  return { title: texts.title, main, place: PLACE }
}

function filterForm({ sections, sectionCode, state }: InboxView): Html {
  const option = (value: string, label: string, chosen: string) =>
    html`<option value="${value}"${value === chosen && html` selected`}>${label}</option>`
  return html`<form class="form form-inline" method="get" action="${PLACE}" aria-label="${texts.filter}">
<div class="field"><label for="section">${texts.section}</label><select class="input" id="section" name="section">
${option('', texts.mySections, sectionCode)}${sections.map(({ code, name }) => option(code, name, sectionCode))}</select></div>
<div class="field"><label for="state">${texts.state}</label><select class="input" id="state" name="state">
${option('', texts.open, state)}${TICKET_STATES.map(name => option(name, ticketMessages.states[name], state))}${option('any', texts.anyState, state)}</select></div>
<p class="button-row"><button class="button button-solid" type="submit">${texts.search}</button></p>
</form>`
}

function ticketTable({ tickets, total, today }: InboxView): Html {
  const { name, question, section, state, due } = texts.columns
  return html`<div class="table-scroll" role="region" aria-label="${texts.title}" tabindex="0"><table class="table">
<caption>${texts.caption(total)}</caption>
<thead><tr><th scope="col">${name}</th><th scope="col">${question}</th><th scope="col">${section}</th><th scope="col">${state}</th><th scope="col">${due}</th></tr></thead>
<tbody>${tickets.map(ticket => ticketRow(ticket, today))}</tbody></table></div>`
}

function ticketRow(ticket: Ticket, today: CalendarDate): Html {
  const excerpt = excerptOf(ticket.question)
  return html`<tr><th scope="row"><a href="${PLACE}/${ticket.id}">${ticketMessages.name(ticket)}</a></th><td>${excerpt}</td><td>${ticket.section.name}</td><td><span class="badge">${ticketMessages.states[ticket.state]}</span></td><td>${dueHtml(ticket, today)}</td></tr>
`
}

export function excerptOf(question: string): string {
  if (question === '') return ticketMessages.erased
  const letters = [...question]
  return letters.length > EXCERPT ? `${letters.slice(0, EXCERPT).join('')}…` : question
}

export function dueHtml({ dueOn, state }: Ticket, today: CalendarDate): Html {
  const waits = state === 'new' || state === 'assigned'
  return html`${texts.due(dueOn)}${waits && dueOn < today && html` <span class="badge badge-bad">${texts.overdue}</span>`}`
}

function proposalsSection({ fiscalYear, thisYear, rates }: ProposalsView): Html {
  const { all, sections } = rates
  const words = texts.proposals
  const row = ({
    section,
    answered,
    rate,
  }: ProposalRate) => html`<tr><th scope="row">${section === null ? words.all : section.name}</th><td class="number">${answered === 'few' ? words.few : words.count(answered)}</td><td class="number">${rate === null ? words.noRate : words.rate(rate)}</td></tr>
`
  const year = (one: number) => html`<a href="${PLACE}?year=${one}#proposals">${formatFiscalYear(one)}</a>`
  return html`<section aria-labelledby="proposals"><h2 id="proposals">${words.title}</h2>
<p>${words.lead}</p>
<div class="table-scroll" role="region" aria-label="${formatFiscalYear(fiscalYear)}" tabindex="0"><table class="table">
<caption>${formatFiscalYear(fiscalYear)}</caption>
<thead><tr><th scope="col">${words.section}</th><th scope="col" class="number">${words.answered}</th><th scope="col" class="number">${words.hits}</th></tr></thead>
<tbody>${row(all)}${sections.map(row)}</tbody></table></div>
<p class="pages">${year(fiscalYear - 1)} ${fiscalYear < thisYear && year(fiscalYear + 1)}</p></section>`
}

function pages({ total, sectionCode, state, offset, limit }: InboxView): Html {
  const page = (at: number) =>
    `${PLACE}?${new URLSearchParams({ section: sectionCode, state, offset: String(at) }).toString()}`
  return html`<p class="pages">${offset > 0 && html`<a href="${page(Math.max(0, offset - limit))}">${texts.newer}</a>`} ${offset + limit < total && html`<a href="${page(offset + limit)}">${texts.older}</a>`}</p>`
}
