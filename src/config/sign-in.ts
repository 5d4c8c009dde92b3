// The settings of how people sign in: passwords here, an identity provider, or both.
import type { ClaimSettings } from '../core/access/identity.ts'
import type { Environment } from './environment.ts'

export interface OidcConfig {
  readonly issuer: string
  readonly clientId: string
  /** Null for a client without one; PKCE is used either way. */
  readonly clientSecret: string | null
  readonly scopes: string
  readonly claims: ClaimSettings
}

export interface SignInConfig {
  /** Whether passwords open the door; without, only the identity provider does. */
  readonly local: boolean
  readonly passwordLengthMin: number
  /** Null where no identity provider is set up. */
  readonly oidc: OidcConfig | null
}

export function signInConfig(env: Environment): SignInConfig {
  return { local: env.LOCAL_SIGN_IN === 'on', passwordLengthMin: env.PASSWORD_LENGTH_MIN, oidc: oidcConfig(env) }
}

function oidcConfig(env: Environment): OidcConfig | null {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId } = env
  if (issuer === undefined || clientId === undefined) return null
  return {
    issuer,
    clientId,
    clientSecret: env.OIDC_CLIENT_SECRET ?? null,
    scopes: env.OIDC_SCOPES,
    claims: {
      loginClaim: env.OIDC_LOGIN_CLAIM,
      sectionClaim: env.OIDC_SECTION_CLAIM ?? null,
      rolesClaim: env.OIDC_ROLES_CLAIM ?? null,
      roles: env.OIDC_ROLES,
    },
  }
}
