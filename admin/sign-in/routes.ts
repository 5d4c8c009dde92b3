// Signing in with login and password, and signing out.
import type { Account } from '../../src/core/access/account.ts'
import type { Accounts } from '../../src/core/ports/accounts.ts'
import type { Passwords } from '../../src/core/ports/passwords.ts'
import { visitorOf } from '../../src/pages/visitor.ts'
import { readField } from '../read-field.ts'
import { type AdminRoute, openRoute, ownRoute, type Visit } from '../route.ts'
import { signInPage } from './sign-in-page.ts'

export interface SignInDeps {
  readonly accounts: Pick<Accounts, 'findByLogin' | 'passwordHash'>
  readonly passwords: Pick<Passwords, 'verify'>
}

export function signInRoutes(deps: SignInDeps): readonly AdminRoute[] {
  return [
    openRoute('GET /sign-in', visit => visit.send(signInPage({ to: whereTo(visit.request.query) }))),
    openRoute('POST /sign-in', visit => signIn(visit, deps)),
    ownRoute('POST /sign-out', async ({ response }) => {
      await visitorOf(response).signOut()
      response.redirect(303, '/admin/sign-in')
    }),
  ]
}

async function signIn({ request, response, send }: Visit, deps: SignInDeps): Promise<void> {
  const login = readField(request.body, 'login')
  const to = whereTo(request.body)
  const account = await authenticate(login, readField(request.body, 'password'), deps)
  if (account === null) return send(signInPage({ to, login, refused: true }), 401)
  await visitorOf(response).signIn(account)
  response.redirect(303, to)
}

/** The same work for a login that nobody has: how long it takes tells nothing. */
async function authenticate(
  login: string,
  password: string,
  { accounts, passwords }: SignInDeps,
): Promise<Account | null> {
  const account = await accounts.findByLogin(login)
  const hash = account === null || account.disabled ? null : await accounts.passwordHash(account.id)
  return (await passwords.verify(password, hash)) ? account : null
}

/** A page of ours to go on to; nothing else, whatever the address says. */
function whereTo(fields: unknown): string {
  const to = readField(fields, 'to')
  return /^\/admin(?:[/?][\w\-./?=&%]*)?$/u.test(to) && !to.includes('//') ? to : '/admin'
}
