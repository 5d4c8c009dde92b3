// The pages of one person: adding, changing, how they sign in, and ending their use.
import { html } from 'hono/html'
import type { Account } from '../../src/core/access/account.ts'
import type { ClaimSettings } from '../../src/core/access/identity.ts'
import type { Section } from '../../src/core/entry.ts'
import { formatMoment } from '../../src/core/japan-time.ts'
import { peopleTexts as texts } from '../../src/core/messages/ja/admin/people.ts'
import { grantInWords } from '../../src/core/messages/ja/admin/roles.ts'
import type { SignInState } from '../../src/core/ports/accounts.ts'
import type { Html } from '../../src/pages/html.ts'
import { noticeHtml } from '../../src/pages/notice.ts'
import { type Problems, problemList } from '../form-field.ts'
import type { AdminPage } from '../layout.ts'
import { signedInInWords, signInInWords } from './people-page.ts'
import { EMPTY_PERSON, type PersonFields, personFields } from './person-form.ts'

export interface NewPersonView {
  readonly fields?: PersonFields
  readonly sections: readonly Section[]
  readonly problems?: Problems
  /** Whether passwords open the door. */
  readonly local: boolean
}

const PLACE = '/admin/people'

export function newPersonPage({ fields = EMPTY_PERSON, sections, problems = {}, local }: NewPersonView): AdminPage {
  const main = html`<h1>${texts.newTitle}</h1>
${problemList(problems)}
<form class="form person-form" method="post" action="/admin/people">
  ${personFields(fields, sections, problems)}
  ${!local && html`<p>${texts.createLinkedHint}</p>`}
  <p class="button-row"><button class="button button-solid" type="submit">${local ? texts.create : texts.createLinked}</button></p>
</form>
${toList()}`
  return { title: texts.newTitle, main, place: PLACE }
}

/** What to say above the form. */
export type Said =
  | { readonly kind: 'done'; readonly what: keyof typeof texts.done }
  | { readonly kind: 'refused'; readonly why: string }
  /** Somebody changed these meanwhile. */
  | { readonly kind: 'conflict' }

export interface PersonView {
  /** As it is now. */
  readonly account: Account
  readonly fields: PersonFields
  readonly state: SignInState
  readonly sections: readonly Section[]
  readonly problems?: Problems
  readonly said?: Said | undefined
  readonly local: boolean
  /** Null where no identity provider is set up. */
  readonly claims: ClaimSettings | null
}

export function personPage(view: PersonView): AdminPage {
  const { account, fields, sections, problems = {}, said } = view
  const title = texts.editTitle(account.name)
  const main = html`<h1>${title}</h1>
${said !== undefined && saidNotice(said, view)}
${account.disabled && html`<p><span class="badge badge-bad">${texts.states.disabled}</span> ${texts.disabledNote}</p>`}
${problemList(problems)}
${governedNote(view)}
<form class="form person-form" method="post" action="/admin/people/${account.id}">
  <input type="hidden" name="seen" value="${account.version}">
  ${personFields(fields, sections, problems)}
  <p class="button-row"><button class="button button-solid" type="submit">${texts.save}</button></p>
</form>
<section aria-labelledby="access"><h2 id="access">${texts.access}</h2>${accessHtml(view)}</section>
<section aria-labelledby="stop"><h2 id="stop">${texts.stop}</h2>${stopHtml(account)}</section>
${toList()}`
  return { title, main, place: PLACE }
}

export function toList(): Html {
  return html`<p class="button-row page-end"><a class="button button-outline" href="/admin/people">${texts.toList}</a></p>`
}

function saidNotice(said: Said, view: PersonView): Html {
  switch (said.kind) {
    case 'done':
      return noticeHtml({
        kind: 'success',
        heading: texts.done[said.what],
        headingLevel: 2,
        body: html`<p>${said.what === 'saved' ? texts.savedText : ''}</p>`,
      })
    case 'refused':
      return noticeHtml({ kind: 'error', heading: texts.refused, headingLevel: 2, body: html`<p>${said.why}</p>` })
    case 'conflict':
      return noticeHtml({ kind: 'warning', heading: texts.conflict, headingLevel: 2, body: conflictBody(view) })
    default:
      return said satisfies never
  }
}

/** Only what differs: the rest is the same on both sides. */
function conflictBody({ account, fields, sections }: PersonView): Html {
  const names = new Map(sections.map(({ code, name }) => [code, name]))
  const grantsOf = (grants: Account['grants']) =>
    grants
      .map(grant => grantInWords(grant, names))
      .toSorted()
      .join('、')
  const sectionOf = (code: string | null) => (code === null ? texts.noSection : (names.get(code) ?? code))
  const rows = [
    [texts.name, account.name, fields.name],
    [texts.login, account.login, fields.login],
    [texts.mail, account.mail ?? '', fields.mail],
    [texts.slackUser, account.slackUser ?? '', fields.slackUser],
    [texts.section, sectionOf(account.section?.code ?? null), sectionOf(fields.sectionCode)],
    [texts.roles, grantsOf(account.grants), grantsOf(fields.grants)],
  ].filter(([, now, yours]) => now !== yours)
  return html`<p>${texts.conflictText}</p>
<div class="table-scroll" role="region" aria-label="${texts.conflictCaption}" tabindex="0"><table class="table conflict"><caption class="visually-hidden">${texts.conflictCaption}</caption>
<thead><tr><th scope="col">${texts.item}</th><th scope="col">${texts.now}</th><th scope="col">${texts.yours}</th></tr></thead>
<tbody>${rows.map(([item, now, yours]) => html`<tr><th scope="row">${item}</th><td>${now}</td><td>${yours}</td></tr>`)}</tbody></table></div>`
}

/** What the identity provider says anew with every sign-in is no use to change here. */
function governedNote({ state, claims }: PersonView): Html | string {
  if (state.way !== 'identity' || claims === null) return ''
  const { always, section, roles } = texts.governedParts
  const parts = [
    always,
    ...(claims.sectionClaim === null ? [] : [section]),
    ...(claims.rolesClaim === null ? [] : [roles]),
  ]
  return html`<p class="lead">${texts.governed(parts.join('、'))}</p>`
}

function accessHtml({ account, state, local, claims }: PersonView): Html {
  const { id, disabled } = account
  const facts = [
    [texts.way, signInInWords(state)],
    [texts.lastSignIn, signedInInWords(state)],
  ]
  const linked = state.way === 'identity'
  return html`<dl class="facts">${facts.map(([term, value]) => html`<div><dt>${term}</dt><dd>${value}</dd></div>`)}</dl>
${local && !linked && !disabled && actionForm(`/admin/people/${id}/invite`, texts.invite, texts.inviteHint)}
${state.linkUntil !== null && html`<p>${texts.linkAllowed(formatMoment(state.linkUntil))}</p>`}
${claims !== null && !linked && !disabled && actionForm(`/admin/people/${id}/link`, texts.allowLink, texts.allowLinkHint)}
${linked && actionForm(`/admin/people/${id}/unlink`, texts.unlink, texts.unlinkHint)}`
}

function stopHtml({ id, version, disabled }: Account): Html {
  return disabled
    ? actionForm(`/admin/people/${id}/enable`, texts.enable, '', { seen: version })
    : actionForm(`/admin/people/${id}/disable`, texts.disable, texts.disableHint, { seen: version, danger: true })
}

function actionForm(
  action: string,
  label: string,
  hint: string,
  { seen, danger = false }: { readonly seen?: number; readonly danger?: boolean } = {},
): Html {
  return html`<form class="form" method="post" action="${action}">
  ${hint !== '' && html`<p>${hint}</p>`}${seen !== undefined && html`<input type="hidden" name="seen" value="${seen}">`}
  <p class="button-row"><button class="button ${danger ? 'button-danger' : 'button-outline'}" type="submit">${label}</button></p>
</form>`
}
