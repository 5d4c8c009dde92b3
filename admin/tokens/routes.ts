// Tokens of other systems: made, shown once, taken back.

import { actorOf } from '../../src/core/access/account.ts'
import {
  lastExpiryDay,
  readExpiry,
  stateOf,
  TOKEN_NAME_MAX,
  TOKEN_SCOPES,
  type TokenScope,
} from '../../src/core/access/api-token.ts'
import { FaqError } from '../../src/core/errors.ts'
import { dateInJapan, formatJapaneseDate } from '../../src/core/fiscal-year.ts'
import { tokenTexts as texts } from '../../src/core/messages/ja/admin/tokens.ts'
import { countCodePoints } from '../../src/core/normalise.ts'
import type { ApiTokens } from '../../src/core/ports/api-tokens.ts'
import { readField, readFields } from '../read-field.ts'
import { type AdminRoute, guardedRoute, type SignedInVisit } from '../route.ts'
import { confirmPage, createdPage, type TokenForm, tokensPage } from './tokens-page.ts'

export interface TokensDeps {
  readonly tokens: Omit<ApiTokens, 'check'>
  readonly publicUrl: string
  readonly now: () => Date
}

export function tokenRoutes(deps: TokensDeps): readonly AdminRoute[] {
  return [
    guardedRoute('GET /tokens', 'tokens.manage', visit => showTokens(visit, deps)),
    guardedRoute('POST /tokens', 'tokens.manage', visit => createToken(visit, deps)),
    guardedRoute('GET /tokens/:id/revoke', 'tokens.manage', visit => askToRevoke(visit, deps)),
    guardedRoute('POST /tokens/:id/revoke', 'tokens.manage', visit => revokeToken(visit, deps)),
  ]
}

const EMPTY: TokenForm = { name: '', scopes: [], expires: '', problems: {} }

async function showTokens({ request, send }: SignedInVisit, deps: TokensDeps): Promise<void> {
  const revoked = readField(request.query, 'done') === 'revoked'
  await send(await listPage(EMPTY, deps, revoked))
}

async function listPage(form: TokenForm, { tokens, now }: TokensDeps, revoked = false) {
  return tokensPage({ tokens: await tokens.list(), form, now: now(), revoked })
}

async function createToken({ request, account, send, response }: SignedInVisit, deps: TokensDeps): Promise<void> {
  const { tokens, publicUrl, now } = deps
  const name = readField(request.body, 'name').trim()
  const chosen = readFields(request.body, 'scope')
  const scopes = TOKEN_SCOPES.filter(scope => chosen.includes(scope))
  const expires = readField(request.body, 'expires').trim()
  const today = dateInJapan(now())
  const expiresAt = readExpiry(expires, today)
  const problems = problemsOf({ name, scopes, expiresAt }, formatJapaneseDate(lastExpiryDay(today)))
  if (expiresAt === null || Object.keys(problems).length > 0) {
    return send(await listPage({ name, scopes, expires, problems }, deps), 422)
  }
  const created = await tokens.create({ name, scopes, expiresAt }, actorOf(account))
  response.set('Referrer-Policy', 'no-referrer')
  await send(createdPage({ ...created, publicUrl }), 201)
}

function problemsOf(
  {
    name,
    scopes,
    expiresAt,
  }: { readonly name: string; readonly scopes: readonly TokenScope[]; readonly expiresAt: Date | null },
  lastDay: string,
): TokenForm['problems'] {
  const length = countCodePoints(name)
  return {
    ...((length === 0 || length > TOKEN_NAME_MAX) && { name: texts.problems.name(TOKEN_NAME_MAX) }),
    ...(scopes.length === 0 && { scopes: texts.problems.scopes }),
    ...(expiresAt === null && { expires: texts.problems.expires(lastDay) }),
  }
}

async function askToRevoke({ request, response, send }: SignedInVisit, { tokens, now }: TokensDeps): Promise<void> {
  const id = String(request.params['id'])
  const token = (await tokens.list()).find(candidate => candidate.id === id)
  if (token === undefined) throw new FaqError('not_found', { what: 'token', id: id.slice(0, 64) })
  if (stateOf(token, now()) === 'revoked') return response.redirect(303, '/admin/tokens')
  await send(confirmPage(token))
}

async function revokeToken({ request, response, account }: SignedInVisit, { tokens }: TokensDeps): Promise<void> {
  await tokens.revoke(String(request.params['id']), actorOf(account))
  response.redirect(303, '/admin/tokens?done=revoked')
}
