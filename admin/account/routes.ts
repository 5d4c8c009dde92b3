// A person's own account: looking at it, changing the password, ending sessions.
import { actorOf } from '../../src/core/access/account.ts'
import { type CheckPasswordDeps, checkPassword } from '../../src/core/access/check-password.ts'
import type { PasswordRules } from '../../src/core/access/password-rules.ts'
import { boundsAt } from '../../src/core/access/session-limits.ts'
import { signInTexts } from '../../src/core/messages/ja/admin/sign-in.ts'
import type { Accounts } from '../../src/core/ports/accounts.ts'
import type { Passwords } from '../../src/core/ports/passwords.ts'
import type { Registry } from '../../src/core/ports/registry.ts'
import type { Sessions } from '../../src/core/ports/sessions.ts'
import { clientAddress } from '../../src/pages/client-address.ts'
import { visitorOf } from '../../src/pages/visitor.ts'
import { readField } from '../read-field.ts'
import { type AdminRoute, ownRoute, type SignedInVisit } from '../route.ts'
import { readNewPassword } from '../sign-in/new-password.ts'
import { type AccountView, accountPage } from './account-page.ts'

export interface AccountDeps extends CheckPasswordDeps {
  readonly accounts: Pick<Accounts, 'findByLogin' | 'passwordHash' | 'setPassword'>
  readonly passwords: Passwords
  readonly sessions: Pick<Sessions, 'ofAccount' | 'endOwn' | 'endOthers'>
  readonly sections: Registry['sections']
  readonly passwordRules: PasswordRules
  /** Whether passwords open the door. */
  readonly local: boolean
}

export function accountRoutes(deps: AccountDeps): readonly AdminRoute[] {
  return [
    ownRoute('GET /account', visit => show(visit, deps)),
    ownRoute('POST /account/password', visit => changePassword(visit, deps)),
    ownRoute('POST /account/sessions/end-others', async visit => {
      const { sessionId } = visitorOf(visit.response)
      await deps.sessions.endOthers(visit.account.id, sessionId ?? '')
      visit.response.redirect(303, '/admin/account?done=ended')
    }),
    ownRoute('POST /account/sessions/:id/end', async visit => {
      await deps.sessions.endOwn(visit.account.id, String(visit.request.params['id']))
      visit.response.redirect(303, '/admin/account?done=ended')
    }),
  ]
}

const REFUSED = 422

async function show(visit: SignedInVisit, deps: AccountDeps): Promise<void> {
  const done = readField(visit.request.query, 'done')
  await send(visit, deps, { done: done === 'changed' || done === 'ended' ? done : undefined })
}

/** Where the account has no password, there is nothing to change: the form is not shown, and what is sent is wrong. */
async function changePassword(visit: SignedInVisit, deps: AccountDeps): Promise<void> {
  const { request, response, account } = visit
  const { password, problems } = readNewPassword(request.body, account, deps.passwordRules)
  if (Object.keys(problems).length > 0) return send(visit, deps, { problems, status: REFUSED })
  const attempt = {
    login: account.login,
    password: readField(request.body, 'current'),
    address: clientAddress(request),
  }
  const check = await checkPassword(attempt, deps)
  if (check.kind === 'limited') {
    response.setHeader('Retry-After', String(check.retryAfterS))
    return send(visit, deps, { waitS: check.retryAfterS, status: 429 })
  }
  if (check.kind === 'wrong') {
    return send(visit, deps, { problems: { current: signInTexts.passwordProblems.wrong }, status: REFUSED })
  }
  await deps.accounts.setPassword(account.id, await deps.passwords.hash(password), actorOf(account))
  await visitorOf(response).signIn(account)
  response.redirect(303, '/admin/account?done=changed')
}

async function send(
  { account, response, send: sendPage }: SignedInVisit,
  deps: AccountDeps,
  { status = 200, ...said }: Pick<AccountView, 'problems' | 'done' | 'waitS'> & { readonly status?: number },
): Promise<void> {
  const sections = await deps.sections()
  const page = accountPage({
    account,
    sectionNames: new Map(sections.map(({ code, name }) => [code, name])),
    hasPassword: deps.local && (await deps.accounts.passwordHash(account.id)) !== null,
    sessions: await deps.sessions.ofAccount(account.id, boundsAt(deps.now())),
    sessionId: visitorOf(response).sessionId,
    rules: deps.passwordRules,
    ...said,
  })
  await sendPage(page, status)
}
