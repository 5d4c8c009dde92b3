// Which mail is not answered: what machines send, what we sent ourselves, and people outside the office. Two programs that
// answer each other never stop, so whatever looks like a machine is left alone (RFC 3834).
import type { ReceivedMail } from '../../src/adapters/mail/read-message.ts'
import type { MailIgnored } from '../../src/core/messages/ja/mail.ts'

/** Marks every mail of ours, so that we know it again whatever has become of its other headers. */
export const LOOP_HEADER = 'X-Zencho-FAQ'

/** Senders behind which nobody reads: mail systems, list programs, and addresses that say so themselves. */
const DAEMON =
  /^(?:mailer-daemon|postmaster|mail-?daemon|no-?reply|do-?not-?reply|noreply|bounces?|listserv|majordomo|owner)(?:$|[+._=-])|(?:^|[+._-])(?:no-?reply|bounces?|owner|request)$/iu

export interface MailRules {
  /** Our own address, in any case. */
  readonly ownAddress: string
  /** In lower case; empty for all. */
  readonly allowedDomains: readonly string[]
}

/** null for a mail that a person wrote to us. */
export function whyIgnored(mail: ReceivedMail, { ownAddress, allowedDomains }: MailRules): MailIgnored | null {
  const own = ownAddress.toLowerCase()
  if (mail.headers.has(LOOP_HEADER.toLowerCase()) || mail.from === own) return 'own_message'
  const byHeaders = ignoredByHeaders(mail.headers)
  if (byHeaders !== null) return byHeaders
  const target = replyAddress(mail)
  if (mail.from === null || target === null) return 'no_sender'
  if (target === own) return 'own_message'
  for (const address of [mail.from, target]) {
    if (DAEMON.test(address.split('@')[0] ?? '')) return 'daemon'
    if (allowedDomains.length > 0 && !allowedDomains.includes(address.split('@')[1] ?? '')) return 'domain'
  }
  return null
}

/** Where a reply goes; one address. */
export function replyAddress({ replyTo, from }: Pick<ReceivedMail, 'replyTo' | 'from'>): string | null {
  return replyTo ?? from
}

function ignoredByHeaders(headers: ReceivedMail['headers']): MailIgnored | null {
  const values = (name: string) => headers.get(name) ?? []
  const some = (name: string, form: RegExp) => values(name).some(value => form.test(value))
  if (values('auto-submitted').some(value => !/^no\b/iu.test(value))) return 'auto_submitted'
  if (headers.has('x-autoreply') || headers.has('x-autorespond')) return 'auto_submitted'
  if (some('precedence', /^(?:bulk|junk|list|auto_reply)\b/iu)) return 'bulk'
  if (['list-id', 'list-unsubscribe', 'list-post'].some(name => headers.has(name))) return 'list'
  if (values('x-auto-response-suppress').some(value => !/^none$/iu.test(value))) return 'suppressed'
  if (some('content-type', /^multipart\/report\b/iu)) return 'report'
  if (values('return-path').some(value => value === '' || value === '<>')) return 'null_sender'
  return null
}
