// A person as somebody who asks names them: a Slack user, a mail address, an account, a conversation of the web page, or the
// address of a ticket. And what the product holds them by.
import { FaqError } from '../errors.ts'
import type { AskerKeys } from '../ports/asker-keys.ts'

export const PERSON_KINDS = ['slack', 'mail', 'account', 'web', 'ticket'] as const
export type PersonKind = (typeof PERSON_KINDS)[number]

export interface PersonName {
  readonly kind: PersonKind
  /** `T…/U…` of Slack, an address, a login, the id of a conversation or of a ticket. */
  readonly value: string
}

/** By what rows of one person are found. */
export interface PersonKeys {
  readonly kinds: readonly PersonKind[]
  /** Keyed hashes. */
  readonly askers: readonly string[]
  readonly slackUsers: readonly string[]
  readonly addresses: readonly string[]
  readonly conversations: readonly string[]
  readonly ticketIds: readonly string[]
  readonly logins: readonly string[]
}

const FORMS: Readonly<Record<PersonKind, RegExp>> = {
  slack: /^(?<team>[TE][A-Z0-9]+)\/(?<user>[UW][A-Z0-9]+)$/u,
  mail: /^[^\s<>@",;]{1,64}@[^\s<>@",;]{1,253}$/u,
  account: /^\S{1,100}$/u,
  web: /^[\w:-]{8,100}$/u,
  ticket: /^[\w-]{2,100}$/u,
}

/** 「slack:T0123/U0123」「mail:yamada@pref.example.jp」「account:yamada」; `bad_input` for anything else. */
export function readPerson(text: string): PersonName {
  const [, kind, value] = /^(\w+):(.+)$/su.exec(text.trim()) ?? []
  const known = PERSON_KINDS.find(name => name === kind)
  if (known === undefined || value === undefined || !FORMS[known].test(value)) {
    throw new FaqError('bad_input', { field: 'asker', expected: PERSON_EXPECTED, got: text.slice(0, 100) })
  }
  return { kind: known, value }
}

export const PERSON_EXPECTED =
  'slack:T0123456/U0123456, mail:name@example.jp, account:login, web:CONVERSATION, ticket:ID'

/** One person by all names that are given. */
export function keysOf(names: readonly PersonName[], askerKeys: AskerKeys): PersonKeys {
  const valuesOf = (kind: PersonKind) => names.filter(name => name.kind === kind).map(({ value }) => value)
  const slack = valuesOf('slack').map(value => value.split('/') as [string, string])
  const addresses = [...new Set(valuesOf('mail').flatMap(address => [address, address.toLowerCase()]))]
  return {
    kinds: PERSON_KINDS.filter(kind => valuesOf(kind).length > 0),
    askers: [
      ...slack.map(([team, user]) => askerKeys('slack', `${team}:${user}`)),
      ...addresses.map(address => askerKeys('mail', address)),
    ],
    slackUsers: slack.map(([, user]) => user),
    addresses,
    conversations: valuesOf('web'),
    ticketIds: valuesOf('ticket'),
    logins: valuesOf('account').map(login => login.toLowerCase()),
  }
}
