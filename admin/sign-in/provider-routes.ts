// Signing in at the office's identity provider: there, and back with an answer that is checked against what was asked.
import { z } from 'zod'
import { readIdentity } from '../../src/core/access/identity.ts'
import { FaqError } from '../../src/core/errors.ts'
import type { FinishedFlow } from '../../src/core/ports/identity-provider.ts'
import { visitorOf } from '../../src/pages/visitor.ts'
import { type AdminRoute, openRoute, type Visit } from '../route.ts'
import type { ProviderDeps, SignInDeps } from './sign-in-deps.ts'
import { type SignInProblem, signInPage } from './sign-in-page.ts'
import { whereTo } from './where-to.ts'

/** Signing in there takes a minute; a tab that was left open all morning begins anew. */
const FLOW_MAX_MS = 15 * 60 * 1000

const RETRY_AFTER_S = 30

const keptSchema = z.object({
  state: z.string(),
  nonce: z.string(),
  verifier: z.string(),
  to: z.string(),
  begunAt: z.number(),
})

export function providerRoutes(deps: SignInDeps): readonly AdminRoute[] {
  return [
    openRoute('GET /sign-in/provider', visit => leave(visit, deps)),
    openRoute('GET /sign-in/callback', visit => comeBack(visit, deps)),
  ]
}

async function leave(visit: Visit, deps: SignInDeps): Promise<void> {
  const { provider } = requireProvider(visit, deps)
  const to = whereTo(visit.request.query)
  const begun = await provider.begin()
  if (begun.kind === 'unreachable') return refuse(visit, deps, { kind: 'provider_down', reason: begun.reason })
  await visitorOf(visit.response).keep(JSON.stringify({ ...begun.flow, to, begunAt: deps.now().getTime() }))
  visit.response.redirect(303, begun.url)
}

async function comeBack(visit: Visit, deps: SignInDeps): Promise<void> {
  const { provider, identities, claims } = requireProvider(visit, deps)
  const visitor = visitorOf(visit.response)
  const kept = readKept(await visitor.takeKept(), deps.now())
  if (kept === null) return refuse(visit, deps, { kind: 'invalid', reason: 'nothing was begun in this browser' })
  const finished = await provider.finish(visit.request.originalUrl.split('?')[1] ?? '', kept)
  if (finished.kind !== 'vouched') return refuse(visit, deps, problemOf(finished))
  const identity = readIdentity(finished.claims, provider.issuer, claims)
  if (identity === null) return refuse(visit, deps, { kind: 'no_login', reason: `no claim ${claims.loginClaim}` })
  const outcome = await identities.signIn(identity)
  if (outcome.kind !== 'account') return refuse(visit, deps, { kind: outcome.kind, reason: identity.subject })
  await deps.accounts.noteSignIn(outcome.account.id, 'identity')
  await visitor.signIn(outcome.account)
  visit.response.redirect(303, kept.to)
}

function requireProvider({ request }: Visit, { provider }: SignInDeps): ProviderDeps {
  if (provider === null) throw new FaqError('not_found', { what: 'path', id: request.path })
  return provider
}

function readKept(text: string | null, now: Date): z.infer<typeof keptSchema> | null {
  if (text === null) return null
  const kept = keptSchema.parse(JSON.parse(text))
  const age = now.getTime() - kept.begunAt
  return age >= 0 && age <= FLOW_MAX_MS ? kept : null
}

interface Refusal {
  readonly kind: Exclude<SignInProblem['kind'], 'limited' | 'wrong'>
  /** For the log. */
  readonly reason: string
}

function problemOf({ kind, reason }: Exclude<FinishedFlow, { kind: 'vouched' }>): Refusal {
  return { kind: kind === 'unreachable' ? 'provider_down' : kind, reason }
}

const STATUS: Readonly<Record<Refusal['kind'], number>> = {
  provider_down: 503,
  denied: 403,
  invalid: 400,
  disabled: 403,
  login_taken: 403,
  no_login: 403,
}

async function refuse(visit: Visit, deps: SignInDeps, { kind, reason }: Refusal): Promise<void> {
  deps.log('provider_sign_in_refused', { kind, reason })
  if (kind === 'provider_down') visit.response.setHeader('Retry-After', String(RETRY_AFTER_S))
  await visit.send(signInPage({ to: '/admin', problem: { kind }, local: deps.local, provider: true }), STATUS[kind])
}
