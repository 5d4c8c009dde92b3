// A real provider of OpenID Connect on 127.0.0.1, with an office's directory that a test writes. Whoever is named signs in
// without typing; everything else, codes, PKCE, tokens and keys, is the provider's own.
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Context, Provider } from 'oidc-provider'

export const CLIENT = { id: 'zencho', secret: 'a-secret-of-the-client-and-nobody-else' } as const

export type Directory = Map<string, Readonly<Record<string, unknown>>>

export interface FakeIdentityProvider extends AsyncDisposable {
  readonly issuer: string
  /** Claims by subject; may be changed while it runs. */
  readonly directory: Directory
  /** Who signs in next; null says no. */
  readonly signInNextAs: (subject: string | null) => void
  readonly stop: () => Promise<void>
}

export async function openIdentityProvider(redirectUri: string): Promise<FakeIdentityProvider> {
  const directory: Directory = new Map()
  let next: string | null = null
  const server = createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const provider = new Provider(
    issuer,
    configuration(redirectUri, directory, () => provider),
  )
  const handle = provider.callback()
  server.on('request', (request, response) => {
    if (request.url?.startsWith('/interaction/') !== true) return handle(request, response)
    const result = next === null ? { error: 'access_denied' } : { login: { accountId: next } }
    void provider.interactionFinished(request, response, result)
  })
  const stop = async () => {
    server.closeAllConnections()
    if (server.listening) await new Promise(done => void server.close(done))
  }
  return { issuer, directory, signInNextAs: subject => void (next = subject), stop, [Symbol.asyncDispose]: stop }
}

function configuration(redirectUri: string, directory: Directory, provider: () => Provider) {
  return {
    clients: [{ client_id: CLIENT.id, client_secret: CLIENT.secret, redirect_uris: [redirectUri] }],
    claims: {
      openid: ['sub'],
      profile: ['name', 'preferred_username'],
      email: ['email', 'email_verified'],
      office: ['section', 'groups'],
    },
    scopes: ['openid', 'profile', 'email', 'office'],
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_context: unknown, { uid }: { readonly uid: string }) => `/interaction/${uid}` },
    cookies: { keys: ['of this test alone'] },
    ttl: { Session: 600, Interaction: 600, Grant: 600, AccessToken: 600, IdToken: 600 },
    findAccount: (_context: unknown, subject: string) => ({
      accountId: subject,
      claims: () => ({ ...directory.get(subject), sub: subject }),
    }),
    loadExistingGrant: async ({ oidc }: Context) => {
      const grant = new (provider().Grant)({ clientId: oidc.client.clientId, accountId: oidc.session.accountId })
      grant.addOIDCScope('openid profile email office')
      await grant.save()
      return grant
    },
  }
}

/** A browser that only follows redirects and keeps cookies, until it is sent to an address that begins so. */
export async function followTo(address: string, beginning: string): Promise<string> {
  const cookies = new Map<string, string>()
  let at = address
  for (let hops = 0; hops < 10; hops += 1) {
    if (at.startsWith(beginning)) return at
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const response = await fetch(at, { redirect: 'manual', headers: { Cookie: cookie } })
    for (const line of response.headers.getSetCookie()) {
      const [pair = ''] = line.split(';')
      cookies.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1))
    }
    const location = response.headers.get('location')
    if (location === null) throw new Error(`expected a redirect, got ${response.status}: ${await response.text()}`)
    at = new URL(location, at).href
  }
  throw new Error(`expected to come to ${beginning}, got to ${at}`)
}
