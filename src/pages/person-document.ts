// What is held about a person, as a document to hand over: HTML that loads nothing and prints well, or the same as Markdown.
import { html } from 'hono/html'
import { formatMoment } from '../core/japan-time.ts'
import { privacyTexts } from '../core/messages/ja/admin/privacy.ts'
import { ticketMessages } from '../core/messages/ja/ticket.ts'
import type { PersonAccount, PersonQuestion, PersonRecord, PersonTicket } from '../core/ports/personal-data.ts'
import { toText } from './html.ts'

const { document: texts } = privacyTexts

interface Row {
  readonly name: string
  readonly value: string
}

interface Item {
  readonly title: string
  readonly rows: readonly Row[]
}

interface Part {
  readonly heading: string
  readonly items: readonly Item[]
}

export interface DocumentOptions {
  readonly organisation: string
  readonly at: Date
}

export async function personHtml(record: PersonRecord, options: DocumentOptions): Promise<string> {
  const parts = partsOf(record)
  const page = html`<!doctype html>
<html lang="ja"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${texts.title}</title></head>
<body><main>
<h1>${texts.title}</h1>
<p>${texts.made(formatMoment(options.at))}</p>
<p>${lead(parts, options)}</p>
${parts.map(
  ({ heading, items }) => html`<section><h2>${heading}</h2>
${items.map(
  ({ title, rows }) => html`<h3>${title}</h3>
<dl>${rows.map(({ name, value }) => html`<dt>${name}</dt><dd style="white-space: pre-wrap">${value}</dd>`)}</dl>
`,
)}</section>
`,
)}</main></body></html>
`
  return toText(page)
}

/** What people wrote stands in it indented, so that nothing they wrote becomes a heading or a link. */
export function personMarkdown(record: PersonRecord, options: DocumentOptions): string {
  const parts = partsOf(record)
  const lines = parts.flatMap(({ heading, items }) => [
    `## ${heading}`,
    '',
    ...items.flatMap(({ title, rows }) => [
      `### ${title}`,
      '',
      ...rows.flatMap(({ name, value }) => [`- ${name}`, '', ...value.split('\n').map(line => `      ${line}`), '']),
    ]),
  ])
  return [`# ${texts.title}`, '', texts.made(formatMoment(options.at)), '', lead(parts, options), '', ...lines].join(
    '\n',
  )
}

function lead(parts: readonly Part[], { organisation }: DocumentOptions): string {
  return parts.length === 0 ? texts.nothing : texts.lead(organisation)
}

function partsOf({ questions, tickets, months, account }: PersonRecord): readonly Part[] {
  const parts: readonly Part[] = [
    { heading: texts.questions, items: questions.map(questionItem) },
    { heading: texts.tickets, items: tickets.map(ticketItem) },
    {
      heading: texts.months,
      items: months.length === 0 ? [] : [{ title: texts.months, rows: rowsOf([[texts.months, months.join('、')]]) }],
    },
    { heading: texts.account, items: account === null ? [] : [accountItem(account)] },
  ]
  return parts.filter(({ items }) => items.length > 0)
}

function questionItem({ askedAt, channel, text, searchedAs, shown, said }: PersonQuestion): Item {
  const reactions = said.map(({ kind, comment, at }) =>
    [formatMoment(at), texts.reactions[kind] ?? kind, comment ?? ''].join(' ').trim(),
  )
  return {
    title: formatMoment(askedAt),
    rows: rowsOf([
      [texts.text, text],
      [texts.channel, texts.channels[channel] ?? channel],
      [texts.searchedAs, searchedAs],
      [texts.shown, shown.join('、')],
      [texts.said, reactions.join('\n')],
    ]),
  }
}

function ticketItem(ticket: PersonTicket): Item {
  const { fields, states } = ticketMessages
  const replyTo = Object.entries(ticket.replyTo ?? {}).map(([name, value]) => `${name}: ${String(value)}`)
  return {
    title: ticketMessages.title(ticketMessages.name(ticket)),
    rows: rowsOf([
      [fields.openedAt, formatMoment(ticket.openedAt)],
      [fields.state, states[ticket.state]],
      [fields.section, ticket.section],
      [fields.question, ticket.question],
      [texts.name, ticket.askerName],
      [texts.replyTo, replyTo.join('\n')],
      [texts.reasons, ticket.reasons.join('\n')],
      [fields.answer, ticket.answer],
      [fields.entry, ticket.entryId],
    ]),
  }
}

function accountItem(account: PersonAccount): Item {
  return {
    title: account.login,
    rows: rowsOf([
      [texts.accountName, account.name],
      [texts.mail, account.mail],
      [texts.slack, account.slackUser],
      [texts.section, account.section],
      [texts.roles, account.roles.join('、')],
      [texts.created, formatMoment(account.createdAt)],
      [texts.signedIn, account.signedInAt === null ? null : formatMoment(account.signedInAt)],
      [texts.sessions, String(account.sessions.length)],
      [texts.notices, String(account.notices)],
      [texts.unsaved, String(account.unsaved)],
      [texts.records, texts.recordLines(account.records)],
    ]),
  }
}

/** Without what is not held. */
function rowsOf(rows: readonly (readonly [string, string | null])[]): readonly Row[] {
  return rows.flatMap(([name, value]) => (value === null || value === '' ? [] : [{ name, value }]))
}
