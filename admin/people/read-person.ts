// What an administrator stated of a person, read and checked.
import type { Grant } from '../../src/core/access/account.ts'
import { grantOf, parseRole } from '../../src/core/access/grant-text.ts'
import { LOGIN_FORM } from '../../src/core/access/login-form.ts'
import type { Section } from '../../src/core/entry.ts'
import { peopleTexts } from '../../src/core/messages/ja/admin/people.ts'
import type { AccountInput } from '../../src/core/ports/accounts.ts'
import type { Problems } from '../form-field.ts'
import { readField, readFields } from '../read-field.ts'
import type { PersonFields } from './person-form.ts'

const { problems: texts } = peopleTexts

const NAME_LENGTH_MAX = 100
const MAIL_FORM = /^[^\s@<>()[\]\\,;:"]{1,64}@[^\s@<>()[\]\\,;:"]{1,253}$/u
const SLACK_FORM = /^[UW][A-Z0-9]{2,20}$/u

export interface ReadPerson {
  readonly fields: PersonFields
  readonly input: Omit<AccountInput, 'disabled'>
  /** Empty where it may be saved. */
  readonly problems: Problems
}

export function readPerson(body: unknown, sections: readonly Section[]): ReadPerson {
  const text = (name: string) => readField(body, name).trim()
  const [login, name, mail, slackUser, section] = [
    text('login'),
    text('name'),
    text('mail'),
    text('slack-user'),
    text('section'),
  ]
  const known = new Set(sections.map(({ code }) => code))
  const grants = readGrants(readFields(body, 'grant'), known)
  const sectionCode = section === '' ? null : section
  const problems = {
    ...((name === '' || [...name].length > NAME_LENGTH_MAX) && { name: texts.name }),
    ...(!LOGIN_FORM.test(login) && { login: texts.login }),
    ...(mail !== '' && !MAIL_FORM.test(mail) && { mail: texts.mail }),
    ...(slackUser !== '' && !SLACK_FORM.test(slackUser) && { 'slack-user': texts['slack-user'] }),
    ...(sectionCode !== null && !known.has(sectionCode) && { section: texts.section }),
  }
  const stated = { login, name, sectionCode, grants }
  return {
    fields: { ...stated, mail, slackUser },
    input: { ...stated, mail: mail === '' ? null : mail, slackUser: slackUser === '' ? null : slackUser },
    problems,
  }
}

/** What no page of ours offers is left out. Who has no other role is staff. */
function readGrants(values: readonly string[], sections: ReadonlySet<string>): readonly Grant[] {
  const grants = values.flatMap(value => {
    const role = parseRole(value)
    const grant = role === null ? null : grantOf(role, null)
    if (grant === null || grant.role === 'staff') return []
    return grant.sectionCode === null || sections.has(grant.sectionCode) ? [grant] : []
  })
  return grants.length === 0 ? [{ role: 'staff', sectionCode: null }] : grants
}
