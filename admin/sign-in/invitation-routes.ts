// One-time links: choosing a password by invitation, and becoming the first administrator.

import { LOGIN_FORM } from '../../src/core/access/login-form.ts'
import { signInTexts as texts } from '../../src/core/messages/ja/admin/sign-in.ts'
import { visitorOf } from '../../src/pages/visitor.ts'
import type { Problems } from '../form-field.ts'
import { readField } from '../read-field.ts'
import { type AdminRoute, openRoute, type Visit } from '../route.ts'
import { choosePasswordPage, firstAdministratorPage, goneLinkPage } from './invitation-pages.ts'
import { readNewPassword } from './new-password.ts'
import { requireLocal, type SignInDeps } from './sign-in-deps.ts'

export function invitationRoutes(deps: SignInDeps): readonly AdminRoute[] {
  return [
    openRoute('GET /sign-in/password', visit => showChoosing(visit, deps)),
    openRoute('POST /sign-in/password', visit => choose(visit, deps)),
    openRoute('GET /first', visit => showFirst(visit, deps)),
    openRoute('POST /first', visit => becomeFirst(visit, deps)),
  ]
}

/** A page that is gone for good: 410. */
const GONE = 410
const REFUSED = 422

async function showChoosing(visit: Visit, deps: SignInDeps): Promise<void> {
  requireLocal(visit, deps)
  const secret = readField(visit.request.query, 'secret')
  const account = await deps.invitations.find(secret)
  if (account === null) return visit.send(goneLinkPage(texts.choose), GONE)
  await visit.send(choosePasswordPage({ secret, account, rules: deps.passwordRules }))
}

async function choose(visit: Visit, deps: SignInDeps): Promise<void> {
  requireLocal(visit, deps)
  const { request, response } = visit
  const { invitations, passwordRules: rules, passwords, accounts } = deps
  const secret = readField(request.body, 'secret')
  const account = await invitations.find(secret)
  if (account === null) return visit.send(goneLinkPage(texts.choose), GONE)
  const { password, problems } = readNewPassword(request.body, account, rules)
  if (hasProblems(problems)) return visit.send(choosePasswordPage({ secret, account, problems, rules }), REFUSED)
  const accepted = await invitations.accept(secret, await passwords.hash(password))
  if (accepted === null) return visit.send(goneLinkPage(texts.choose), GONE)
  await accounts.noteSignIn(accepted.id, 'password')
  await visitorOf(response).signIn(accepted)
  response.redirect(303, '/admin')
}

/** Who comes without a secret may type it; who comes with one that does not hold is told so. */
async function showFirst(visit: Visit, deps: SignInDeps): Promise<void> {
  requireLocal(visit, deps)
  const secret = readField(visit.request.query, 'secret')
  if (secret !== '' && !(await deps.invitations.isFirst(secret))) return visit.send(goneLinkPage(texts.first), GONE)
  await visit.send(firstAdministratorPage({ secret, rules: deps.passwordRules }))
}

async function becomeFirst(visit: Visit, deps: SignInDeps): Promise<void> {
  requireLocal(visit, deps)
  const { request, response } = visit
  const { invitations, passwordRules: rules, passwords, accounts } = deps
  const [secret, login, name] = ['secret', 'login', 'name'].map(field => readField(request.body, field).trim()) as [
    string,
    string,
    string,
  ]
  if (!(await invitations.isFirst(secret))) return visit.send(goneLinkPage(texts.first), GONE)
  const typed = readNewPassword(request.body, { login, name, mail: null }, rules)
  const problems = {
    ...(name === '' && { name: texts.required(texts.first.name) }),
    ...(!LOGIN_FORM.test(login) && { login: texts.loginForm }),
    ...((await accounts.findByLogin(login)) !== null && { login: texts.loginTaken }),
    ...typed.problems,
  }
  if (hasProblems(problems)) {
    return visit.send(firstAdministratorPage({ secret, login, name, problems, rules }), REFUSED)
  }
  const hash = await passwords.hash(typed.password)
  const account = await invitations.acceptFirst(secret, { login, name }, hash)
  if (account === null) return visit.send(goneLinkPage(texts.first), GONE)
  await accounts.noteSignIn(account.id, 'password')
  await visitorOf(response).signIn(account)
  response.redirect(303, '/admin')
}

function hasProblems(problems: Problems): boolean {
  return Object.keys(problems).length > 0
}
