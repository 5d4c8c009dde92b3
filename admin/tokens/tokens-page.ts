// The pages of tokens: all of them with a form for a new one, a new one to copy, and the question before one is taken back.
import { html } from 'hono/html'
import {
  type ApiToken,
  lastExpiryDay,
  stateOf,
  TOKEN_NAME_MAX,
  TOKEN_SCOPES,
  type TokenScope,
  type TokenState,
} from '../../src/core/access/api-token.ts'
import { addDays, dateInJapan, formatJapaneseDate } from '../../src/core/fiscal-year.ts'
import { tokenTexts as texts } from '../../src/core/messages/ja/admin/tokens.ts'
import type { Html } from '../../src/pages/html.ts'
import { momentHtml } from '../../src/pages/moment.ts'
import { noticeHtml } from '../../src/pages/notice.ts'
import type { AdminPage } from '../layout.ts'

type Field = 'name' | 'scopes' | 'expires'

export interface TokenForm {
  readonly name: string
  readonly scopes: readonly TokenScope[]
  readonly expires: string
  readonly problems: Readonly<Partial<Record<Field, string>>>
}

export interface TokensView {
  readonly tokens: readonly ApiToken[]
  readonly form: TokenForm
  readonly now: Date
  readonly revoked: boolean
}

const PLACE = '/admin/tokens'

export function tokensPage({ tokens, form, now, revoked }: TokensView): AdminPage {
  const main = html`<h1>${texts.title}</h1>
<p class="lead">${texts.lead}</p>
<p><a href="/api/openapi.json">${texts.document}</a></p>
${revoked && noticeHtml({ kind: 'success', heading: texts.revoked, headingLevel: 2, body: html`<p>${texts.revokedText}</p>` })}
${Object.keys(form.problems).length > 0 && problemsNotice(form)}
<section aria-labelledby="list"><h2 id="list">${texts.listHeading}</h2>
${tokens.length === 0 ? html`<p>${texts.none}</p>` : tokenTable(tokens, now)}
</section>
<section aria-labelledby="create"><h2 id="create">${texts.createHeading}</h2>
${createForm(form, now)}
</section>`
  return { title: texts.title, main, place: PLACE }
}

const FIELD_IDS: Readonly<Record<Field, string>> = { name: 'name', scopes: 'scope-0', expires: 'expires' }

function problemsNotice({ problems }: TokenForm): Html {
  const body = html`<ul>${(['name', 'scopes', 'expires'] as const).map(
    field => problems[field] !== undefined && html`<li><a href="#${FIELD_IDS[field]}">${problems[field]}</a></li>`,
  )}</ul>`
  return noticeHtml({ kind: 'error', heading: texts.problems.heading, headingLevel: 2, body })
}

function createForm({ name, scopes, expires, problems }: TokenForm, now: Date): Html {
  const today = dateInJapan(now)
  const last = lastExpiryDay(today)
  return html`<form class="form form-narrow" method="post" action="${PLACE}">
  <div class="field">
    <label for="name">${texts.name}</label>
    <p class="hint" id="name-hint">${texts.nameHint}</p>
    ${problemHtml('name', problems)}
    <input class="input" id="name" name="name" value="${name}" maxlength="${TOKEN_NAME_MAX}" autocomplete="off" required${describedBy('name', problems)}>
  </div>
  <fieldset class="field"${problems.scopes !== undefined && html` aria-describedby="scopes-problem"`}>
    <legend>${texts.scopes}</legend>
    ${problemHtml('scopes', problems)}
    ${TOKEN_SCOPES.map(
      (
        scope,
        index,
      ) => html`<label class="choice" for="scope-${index}"><input type="checkbox" id="scope-${index}" name="scope" value="${scope}"${scopes.includes(scope) && html` checked`}>${texts.scopeNames[scope]}</label>
`,
    )}
  </fieldset>
  <div class="field">
    <label for="expires">${texts.expires}</label>
    <p class="hint" id="expires-hint">${texts.expiresHint(formatJapaneseDate(last))}</p>
    ${problemHtml('expires', problems)}
    <input class="input input-short" id="expires" name="expires" type="date" min="${today}" max="${last}" value="${expires}" required${describedBy('expires', problems)}>
  </div>
  <p class="button-row"><button class="button button-solid" type="submit">${texts.create}</button></p>
</form>`
}

function problemHtml(field: Field, problems: TokenForm['problems']): Html | false {
  return problems[field] !== undefined && html`<p class="problem" id="${field}-problem">${problems[field]}</p>`
}

function describedBy(field: Field, problems: TokenForm['problems']): Html {
  return problems[field] === undefined
    ? html` aria-describedby="${field}-hint"`
    : html` aria-invalid="true" aria-describedby="${field}-problem ${field}-hint"`
}

function tokenTable(tokens: readonly ApiToken[], now: Date): Html {
  const { name, scopes, state, expires, used, created, action } = texts.columns
  return html`<div class="table-scroll" role="region" aria-label="${texts.caption}" tabindex="0"><table class="table tokens">
<caption>${texts.caption}</caption>
<thead><tr>${[name, scopes, state, expires, used, created, action].map(head => html`<th scope="col">${head}</th>`)}</tr></thead>
<tbody>${tokens.map(token => tokenRow(token, stateOf(token, now)))}</tbody>
</table></div>`
}

const BADGES: Readonly<Record<TokenState, string>> = {
  valid: 'badge-good',
  expired: 'badge-caution',
  revoked: 'badge-bad',
}

function tokenRow(token: ApiToken, state: TokenState): Html {
  const { id, name, scopes, lastUsedAt, createdAt, createdBy } = token
  const revoke = html`<a href="${PLACE}/${id}/revoke" aria-label="${texts.revokeOf(name)}">${texts.revoke}</a>`
  return html`<tr><th scope="row">${name}</th><td>${scopes.map(scope => html`<div>${texts.scopeNames[scope]}</div>`)}</td><td><span class="badge ${BADGES[state]}">${texts.states[state]}</span></td><td>${lastDay(token)}</td><td>${lastUsedAt === null ? texts.neverUsed : momentHtml(lastUsedAt)}</td><td>${momentHtml(createdAt)}<br>${createdBy}</td><td>${state === 'revoked' ? '' : revoke}</td></tr>
`
}

/** The instant is the beginning of the day after. */
function lastDay({ expiresAt }: ApiToken): string {
  return texts.until(formatJapaneseDate(addDays(dateInJapan(expiresAt), -1)))
}

export interface CreatedView {
  readonly token: ApiToken
  readonly secret: string
  readonly publicUrl: string
}

export function createdPage({ token, secret, publicUrl }: CreatedView): AdminPage {
  const path = token.scopes.includes('figures:read') ? '/api/v1/figures/registrations' : '/api/v1/plan'
  const example = `curl -H 'Authorization: Bearer ${secret}' ${publicUrl}${path}`
  const main = html`<h1>${texts.created}</h1>
<div class="form">
${noticeHtml({ kind: 'warning', heading: token.name, headingLevel: 2, body: html`<p>${texts.createdText(token.name)}</p>` })}
<div class="field">
  <label for="secret">${texts.secret}</label>
  <input class="input" id="secret" value="${secret}" readonly autocomplete="off" spellcheck="false">
</div></div>
<section aria-labelledby="how-to"><h2 id="how-to">${texts.howTo}</h2>
<p>${texts.howToText}</p>
<pre class="table-scroll" tabindex="0"><code>${example}</code></pre>
</section>
<p class="button-row"><a class="button button-outline" href="${PLACE}">${texts.toList}</a></p>`
  return { title: texts.created, main, place: PLACE }
}

export function confirmPage({ id, name }: ApiToken): AdminPage {
  const title = texts.confirmHeading(name)
  const main = html`<h1>${title}</h1>
<p>${texts.confirmText}</p>
<form class="form" method="post" action="${PLACE}/${id}/revoke"><p class="button-row">
  <button class="button button-danger" type="submit">${texts.revoke}</button>
  <a class="button button-outline" href="${PLACE}">${texts.cancel}</a>
</p></form>`
  return { title, main, place: PLACE }
}
