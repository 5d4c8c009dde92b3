// The form of a person: who it is, where they work, and which roles they have in which sections.
import { html } from 'hono/html'
import { type Grant, ROLES, type Role, SECTION_ROLES } from '../../src/core/access/account.ts'
import { writeGrant } from '../../src/core/access/grant-text.ts'
import type { Section } from '../../src/core/entry.ts'
import { peopleTexts as texts } from '../../src/core/messages/ja/admin/people.ts'
import { roleMeanings, roleNames } from '../../src/core/messages/ja/admin/roles.ts'
import type { AccountInput } from '../../src/core/ports/accounts.ts'
import type { Html } from '../../src/pages/html.ts'
import { type Problems, textField } from '../form-field.ts'

/** As it stands in the form, right or wrong. */
export type PersonFields = Omit<AccountInput, 'disabled' | 'mail' | 'slackUser'> & {
  readonly mail: string
  readonly slackUser: string
}

export const EMPTY_PERSON: PersonFields = {
  login: '',
  name: '',
  mail: '',
  slackUser: '',
  sectionCode: null,
  grants: [],
}

export function personFields(fields: PersonFields, sections: readonly Section[], problems: Problems): Html {
  const { login, name, mail, slackUser, grants } = fields
  return html`${textField({ id: 'name', label: texts.name, value: name, required: true, problem: problems['name'] })}
${textField({ id: 'login', label: texts.login, value: login, hint: texts.loginHint, required: true, code: true, problem: problems['login'] })}
${textField({ id: 'mail', label: texts.mail, value: mail, hint: texts.mailHint, type: 'email', problem: problems['mail'] })}
${textField({ id: 'slack-user', label: texts.slackUser, value: slackUser, hint: texts.slackHint, code: true, problem: problems['slack-user'] })}
${sectionField(fields, sections)}
${roleFields(grants)}
${sectionRoleFields(grants, sections)}`
}

function sectionField({ sectionCode }: PersonFields, sections: readonly Section[]): Html {
  return html`<div class="field"><label for="section">${texts.section}</label>
<select class="input input-short" id="section" name="section"><option value="">${texts.noSection}</option>${sections.map(
    ({ code, name }) => html`<option value="${code}"${code === sectionCode && html` selected`}>${name}</option>`,
  )}</select></div>`
}

/** Roles that are held everywhere. Everybody is staff: there is nothing to choose. */
function roleFields(grants: readonly Grant[]): Html {
  const chosen = new Set(grants.map(({ role }) => role))
  const roles = ROLES.filter(role => role !== 'staff' && !SECTION_ROLES.has(role))
  return html`<fieldset class="field"><legend>${texts.roles}</legend><p class="hint">${texts.staffHint}</p>
${roles.map(
  role => html`<label class="choice"><input type="checkbox" name="grant" value="${role}"${chosen.has(role) && html` checked`}>
<span>${roleNames[role]}<span class="hint role-meaning">${roleMeanings[role]}</span></span></label>`,
)}</fieldset>`
}

const EVERYWHERE = { code: '*', name: texts.everywhere } as const

function sectionRoleFields(grants: readonly Grant[], sections: readonly Section[]): Html {
  const chosen = new Set(grants.map(writeGrant))
  const roles = ROLES.filter(role => SECTION_ROLES.has(role))
  return html`<fieldset class="field"><legend>${texts.sectionRoles}</legend><p class="hint">${texts.sectionRolesHint}</p>
<div class="table-scroll section-roles" role="region" aria-label="${texts.sectionRoles}" tabindex="0"><table class="table">
<caption class="visually-hidden">${texts.sectionRoles}</caption>
<thead><tr><th scope="col">${texts.owner}</th>${roles.map(role => html`<th scope="col">${roleNames[role]}</th>`)}</tr></thead>
<tbody>${[EVERYWHERE, ...sections].map(
    section => html`<tr><th scope="row">${section.name}</th>${roles.map(role => grantCell(role, section, chosen))}</tr>
`,
  )}</tbody></table></div></fieldset>`
}

/** The label says both; what is seen is the box, large enough for a finger. */
function grantCell(role: Role, { code, name }: Section, chosen: ReadonlySet<string>): Html {
  const value = `${role}@${code}`
  return html`<td><label class="choice"><input type="checkbox" name="grant" value="${value}"${chosen.has(value) && html` checked`}><span class="visually-hidden">${texts.grantNamed(roleNames[role], name)}</span></label></td>`
}
