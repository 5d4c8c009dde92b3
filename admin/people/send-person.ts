// The page of one person, with everything that stands on it.
import type { Account } from '../../src/core/access/account.ts'
import { FaqError } from '../../src/core/errors.ts'
import type { SignedInVisit } from '../route.ts'
import type { PeopleDeps } from './people-deps.ts'
import type { PersonFields } from './person-form.ts'
import { type PersonView, personPage } from './person-page.ts'

export async function personOf({ request }: SignedInVisit, { accounts }: PeopleDeps): Promise<Account> {
  const account = await accounts.find(String(request.params['id']))
  if (account === null) throw new FaqError('not_found', { what: 'path', id: request.path })
  return account
}

export function fieldsOf({ login, name, mail, slackUser, section, grants }: Account): PersonFields {
  return { login, name, mail: mail ?? '', slackUser: slackUser ?? '', sectionCode: section?.code ?? null, grants }
}

export async function sendPerson(
  { send }: SignedInVisit,
  { accounts, sections, local, claims }: PeopleDeps,
  {
    status = 200,
    ...view
  }: Pick<PersonView, 'account' | 'fields' | 'problems' | 'said'> & { readonly status?: number },
): Promise<void> {
  const { id } = view.account
  const state = (await accounts.signInStates([id])).get(id)
  if (state === undefined) throw new FaqError('not_found', { what: 'account', id })
  await send(personPage({ ...view, state, sections: await sections(), local, claims }), status)
}
