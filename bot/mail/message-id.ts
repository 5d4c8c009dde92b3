// Ids of mails of ours.
import type { MailAddress } from '../../src/adapters/mail/outgoing-mail.ts'
import type { AskerKeys } from '../../src/core/ports/asker-keys.ts'

export interface MessageIdDeps {
  readonly askerKeys: AskerKeys
  readonly from: MailAddress
}

/** The same for the same thing: where a mail is sent again after a crash, the mail server may notice. It tells nothing of the thing. */
export function messageIdOf(thing: string, { askerKeys, from }: MessageIdDeps): string {
  return `<zencho-${askerKeys('mail-message', thing)}@${from.address.split('@')[1] ?? 'localhost'}>`
}
