// Every secret that the settings hold, so that it can be told from what may be shown.
import type { Config } from '../config.ts'
import { passwordsIn } from '../core/hide-secrets.ts'

export type SettingsWithSecrets = Pick<Config, 'chat' | 'embedder' | 'slack' | 'signIn' | 'mail'>

export function secretsOf({ chat, embedder, slack, signIn, mail }: SettingsWithSecrets): readonly string[] {
  return [
    chat?.apiKey,
    embedder.kind === 'openai' ? embedder.endpoint.apiKey : null,
    slack?.botToken,
    slack?.appToken,
    slack?.signingSecret,
    slack?.rotation?.refreshToken,
    slack?.rotation?.clientSecret,
    signIn.oidc?.clientSecret,
    ...passwordsIn(mail.smtpUrl),
  ].flatMap(secret => (secret === undefined || secret === null || secret === '' ? [] : [secret]))
}
