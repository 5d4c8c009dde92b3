// People: accounts, their passwords and sessions, and the ways in.
import { composeInvitation } from '../../admin/people/compose-invitation.ts'
import type { PeopleDeps as PeoplePagesDeps } from '../../admin/people/people-deps.ts'
import type { AdminDeps } from '../../admin/router.ts'
import { openSmtpSender } from '../adapters/mail/smtp-sender.ts'
import { openOpenIdProvider } from '../adapters/oidc/openid-provider.ts'
import { isCommonPassword } from '../adapters/passwords/common-passwords.ts'
import { openScryptPasswords } from '../adapters/passwords/scrypt-passwords.ts'
import type { OpenDatabase } from '../adapters/sqlite/open-database.ts'
import { openSqliteAccounts } from '../adapters/sqlite/sqlite-accounts.ts'
import { openSqliteIdentities } from '../adapters/sqlite/sqlite-identities.ts'
import { openSqliteInvitations } from '../adapters/sqlite/sqlite-invitations.ts'
import { openSqliteSessions } from '../adapters/sqlite/sqlite-sessions.ts'
import { openSqliteSignInFailures } from '../adapters/sqlite/sqlite-sign-in-failures.ts'
import type { People, Product } from '../cli/cli-deps.ts'
import type { Config } from '../config.ts'
import { house } from '../core/messages/ja/house.ts'
import type { Log } from './log.ts'
import { senderOf } from './open-mail.ts'

export interface PeopleDeps {
  readonly config: Pick<Config, 'signIn' | 'publicUrl' | 'organisation'>
  readonly now: () => Date
  readonly newId: () => string
}

export async function openPeople(query: OpenDatabase['query'], { config, ...deps }: PeopleDeps): Promise<People> {
  const { local, passwordLengthMin, oidc } = config.signIn
  return {
    accounts: openSqliteAccounts(query, deps),
    passwords: openScryptPasswords(),
    sessions: await openSqliteSessions(query),
    failures: openSqliteSignInFailures(query),
    invitations: openSqliteInvitations(query, deps),
    identities: openSqliteIdentities(query, deps),
    passwordRules: {
      lengthMin: passwordLengthMin,
      knownWords: ['zencho', 'zenchofaq', house.product, config.organisation],
      isCommon: isCommonPassword,
    },
    local,
    oidc:
      oidc === null
        ? null
        : {
            provider: openOpenIdProvider({ ...oidc, redirectUri: `${config.publicUrl}/admin/sign-in/callback` }),
            claims: oidc.claims,
          },
  }
}

/** What the pages for signing in, of one's own account and of people ask for. */
export function peoplePages(
  { people, registry }: Pick<Product, 'people' | 'registry'>,
  config: Config,
  log: Log,
): Pick<AdminDeps, 'signIn' | 'account' | 'people'> {
  const now = () => new Date()
  const { identities, oidc, local } = people
  const { sections } = registry
  const provider = oidc === null ? null : { ...oidc, identities }
  return {
    signIn: { ...people, provider, now, log },
    account: { ...people, sections, now },
    people: {
      ...people,
      sections,
      publicUrl: config.publicUrl,
      mailInvitation: invitationMailer(config),
      local,
      claims: oidc?.claims ?? null,
      now,
      log,
    },
  }
}

/** Null where no mail server is set up. */
function invitationMailer(config: Config): PeoplePagesDeps['mailInvitation'] {
  const from = senderOf(config)
  const { smtpUrl } = config.mail
  if (from === null || smtpUrl === null) return null
  return async invitation => {
    const sender = openSmtpSender(smtpUrl)
    try {
      await sender.send(await composeInvitation(invitation, { from, organisation: config.organisation }))
    } finally {
      sender.close()
    }
  }
}
