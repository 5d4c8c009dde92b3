// Signing in at any provider of OpenID Connect: authorization code with PKCE, state and nonce, by the certified openid-client.
// What goes wrong comes back as an outcome with its reason for the log; the browser never learns more than that.
import * as client from 'openid-client'
import type { Claims } from '../../core/access/identity.ts'
import type { BegunFlow, FinishedFlow, IdentityProvider, SignInFlow } from '../../core/ports/identity-provider.ts'

export interface OpenIdSettings {
  readonly issuer: string
  readonly clientId: string
  /** Null for a client without one. */
  readonly clientSecret: string | null
  readonly scopes: string
  /** Where the provider sends browsers back to; registered there. */
  readonly redirectUri: string
}

/** A person waits. */
const TIMEOUT_S = 8
/** What a provider says of itself changes rarely; after so long it is asked again. */
const METADATA_TTL_MS = 60 * 60 * 1000

export function openOpenIdProvider(settings: OpenIdSettings): IdentityProvider {
  const configuration = keepFor(METADATA_TTL_MS, () => discover(settings))
  return {
    issuer: settings.issuer,
    begin: async () => {
      try {
        return await begin(await configuration(), settings)
      } catch (error) {
        return { kind: 'unreachable', reason: reasonOf(error) }
      }
    },
    finish: async (query, flow) => {
      try {
        return await finish(await configuration(), `${settings.redirectUri}?${query}`, flow)
      } catch (error) {
        return outcomeOf(error)
      }
    },
  }
}

async function begin(configuration: client.Configuration, settings: OpenIdSettings): Promise<BegunFlow> {
  const verifier = client.randomPKCECodeVerifier()
  const flow: SignInFlow = { state: client.randomState(), nonce: client.randomNonce(), verifier }
  const url = client.buildAuthorizationUrl(configuration, {
    redirect_uri: settings.redirectUri,
    scope: settings.scopes,
    state: flow.state,
    nonce: flow.nonce,
    code_challenge: await client.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
  })
  return { kind: 'begun', url: url.href, flow }
}

async function finish(configuration: client.Configuration, url: string, flow: SignInFlow): Promise<FinishedFlow> {
  const tokens = await client.authorizationCodeGrant(configuration, new URL(url), {
    expectedState: flow.state,
    expectedNonce: flow.nonce,
    pkceCodeVerifier: flow.verifier,
    idTokenExpected: true,
  })
  const idToken = tokens.claims()
  if (idToken === undefined) return { kind: 'invalid', reason: 'no ID token' }
  // Many providers tell mail and groups at their userinfo endpoint alone.
  const more =
    configuration.serverMetadata().userinfo_endpoint === undefined
      ? {}
      : await client.fetchUserInfo(configuration, tokens.access_token, idToken.sub)
  return { kind: 'vouched', claims: { ...more, ...idToken } satisfies Claims }
}

async function discover({ issuer, clientId, clientSecret }: OpenIdSettings): Promise<client.Configuration> {
  const url = new URL(issuer)
  // The settings let http pass for this machine alone.
  const execute = [
    client.enableNonRepudiationChecks,
    ...(url.protocol === 'http:' ? [client.allowInsecureRequests] : []),
  ]
  const found = await client.discovery(url, clientId, undefined, client.None(), { execute, timeout: TIMEOUT_S })
  if (clientSecret === null) return found
  const configuration = new client.Configuration(
    found.serverMetadata(),
    clientId,
    undefined,
    authentication(clientSecret, found.serverMetadata().token_endpoint_auth_methods_supported),
  )
  for (const apply of execute) apply(configuration)
  configuration.timeout = TIMEOUT_S
  return configuration
}

/** HTTP Basic is what a provider that names no methods understands. */
function authentication(secret: string, methods: readonly string[] = ['client_secret_basic']): client.ClientAuth {
  return methods.includes('client_secret_basic') ? client.ClientSecretBasic(secret) : client.ClientSecretPost(secret)
}

/** Codes of the library for a provider that does not answer, or answers nothing that can be read. */
const SILENT = new Set(['OAUTH_TIMEOUT', 'OAUTH_ABORT', 'OAUTH_RESPONSE_IS_NOT_CONFORM', 'OAUTH_RESPONSE_IS_NOT_JSON'])

function outcomeOf(error: unknown): FinishedFlow {
  const reason = reasonOf(error)
  if (error instanceof client.AuthorizationResponseError) return { kind: 'denied', reason }
  if (error instanceof client.ClientError && SILENT.has(error.code ?? '')) return { kind: 'unreachable', reason }
  // `fetch` throws these where there is no connection.
  if (error instanceof TypeError) return { kind: 'unreachable', reason }
  return { kind: 'invalid', reason }
}

/** For the log: never a token or a code. */
function reasonOf(error: unknown): string {
  if (error instanceof client.AuthorizationResponseError || error instanceof client.ResponseBodyError) {
    return error.error
  }
  const { message, cause, code } = error as {
    readonly message?: string
    readonly cause?: unknown
    readonly code?: string
  }
  const deeper = cause instanceof Error ? `: ${cause.message}` : ''
  return `${code ?? 'error'} ${message ?? ''}${deeper}`.trim()
}

/** The same promise for so long; one that failed is made anew. */
function keepFor<T>(ttlMs: number, make: () => Promise<T>): () => Promise<T> {
  let kept: { readonly value: Promise<T>; readonly until: number } | null = null
  return () => {
    if (kept === null || kept.until <= performance.now()) {
      const value = make()
      const own = { value, until: performance.now() + ttlMs }
      kept = own
      value.catch(() => {
        if (kept === own) kept = null
      })
    }
    return kept.value
  }
}
