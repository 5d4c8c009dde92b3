// Signing in by password and signing out. The other ways in stand in files of their own.
import { checkPassword } from '../../src/core/access/check-password.ts'
import { signInTexts as texts } from '../../src/core/messages/ja/admin/sign-in.ts'
import { clientAddress } from '../../src/pages/client-address.ts'
import { visitorOf } from '../../src/pages/visitor.ts'
import type { Problems } from '../form-field.ts'
import { readField } from '../read-field.ts'
import { type AdminRoute, openRoute, ownRoute, type Visit } from '../route.ts'
import { invitationRoutes } from './invitation-routes.ts'
import { providerRoutes } from './provider-routes.ts'
import { requireLocal, type SignInDeps } from './sign-in-deps.ts'
import { signInPage } from './sign-in-page.ts'
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
  const [login, password] = [readField(request.body, 'login'), readField(request.body, 'password')]
  const view = { to: whereTo(request.body), login, ...waysOf(deps) }
  const problems = problemsOf(login, password)
  if (Object.keys(problems).length > 0) return visit.send(signInPage({ ...view, problems }), INCOMPLETE)
  const address = clientAddress(request)
  const check = await checkPassword({ login, password, address }, deps)
  if (check.kind === 'right') {
    await deps.accounts.noteSignIn(check.account.id, 'password')
    await visitorOf(response).signIn(check.account)
    return response.redirect(303, view.to)
  }
  if (check.kind === 'wrong') {
    // Not the login: people type passwords into the wrong field.
    deps.log('sign_in_failed', { address })
    return visit.send(signInPage({ ...view, problem: { kind: 'wrong' } }), 401)
  }
  deps.log('sign_in_limited', { address, retryAfterS: check.retryAfterS })
  response.setHeader('Retry-After', String(check.retryAfterS))
  return visit.send(signInPage({ ...view, problem: check }), 429)
}

const INCOMPLETE = 422

function problemsOf(login: string, password: string): Problems {
  return {
    ...(login.trim() === '' && { login: texts.required(texts.login) }),
    ...(password === '' && { password: texts.required(texts.password) }),
  }
}
