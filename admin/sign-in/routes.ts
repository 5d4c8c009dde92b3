// Signing in by password and signing out. The other ways in stand in files of their own.
import { checkPassword } from '../../src/core/access/check-password.ts'
import { clientAddress } from '../../src/pages/client-address.ts'
import { visitorOf } from '../../src/pages/visitor.ts'
import { readField } from '../read-field.ts'
import { type AdminRoute, openRoute, ownRoute, type Visit } from '../route.ts'
import { invitationRoutes } from './invitation-routes.ts'
import { providerRoutes } from './provider-routes.ts'
import { requireLocal, type SignInDeps } from './sign-in-deps.ts'
import { type SignInProblem, signInPage } from './sign-in-page.ts'
import { whereTo } from './where-to.ts'

export function signInRoutes(deps: SignInDeps): readonly AdminRoute[] {
  return [
    openRoute('GET /sign-in', visit => {
      const to = whereTo(visit.request.query)
      if (visit.account !== null) return Promise.resolve(visit.response.redirect(303, to))
      return visit.send(signInPage({ to, ...waysOf(deps) }))
    }),
    openRoute('POST /sign-in', visit => signIn(visit, deps)),
    ownRoute('POST /sign-out', async ({ response }) => {
      await visitorOf(response).signOut()
      response.redirect(303, '/admin/sign-in')
    }),
    ...invitationRoutes(deps),
    ...providerRoutes(deps),
  ]
}

function waysOf({ local, provider }: SignInDeps) {
  return { local, provider: provider !== null }
}

async function signIn(visit: Visit, deps: SignInDeps): Promise<void> {
  const { request, response } = visit
  requireLocal(visit, deps)
  const login = readField(request.body, 'login')
  const attempt = { login, password: readField(request.body, 'password'), address: clientAddress(request) }
  const check = await checkPassword(attempt, deps)
  if (check.kind === 'right') {
    await deps.accounts.noteSignIn(check.account.id, 'password')
    await visitorOf(response).signIn(check.account)
    return response.redirect(303, whereTo(request.body))
  }
  if (check.kind === 'wrong') return sendProblem({ kind: 'wrong' }, 401)
  deps.log('sign_in_limited', { address: attempt.address, retryAfterS: check.retryAfterS })
  response.setHeader('Retry-After', String(check.retryAfterS))
  return sendProblem(check, 429)

  function sendProblem(problem: SignInProblem, status: number): Promise<void> {
    return visit.send(signInPage({ to: whereTo(request.body), login, problem, ...waysOf(deps) }), status)
  }
}
