// Sends mail to the office's mail server. What the server refuses for good is told from what may work later, because the
// first must not be tried again for days.
import { createTransport } from 'nodemailer'
import { FaqError } from '../../core/errors.ts'
import { type OutgoingMail, toMailOptions } from './outgoing-mail.ts'

export interface MailSender {
  /** Throws `undeliverable` where the address is refused for good; any other failure may be tried again. */
  readonly send: (mail: OutgoingMail) => Promise<void>
  readonly close: () => void
}

/** A mail server in the house answers at once; one that does not is down. */
const CONNECT_TIMEOUT_MS = 10_000
const SILENCE_TIMEOUT_MS = 30_000

/** `url` is smtp: or smtps:, with credentials inside where the server asks for them. */
export function openSmtpSender(url: string): MailSender {
  const transport = createTransport({
    url,
    connectionTimeout: CONNECT_TIMEOUT_MS,
    greetingTimeout: CONNECT_TIMEOUT_MS,
    socketTimeout: SILENCE_TIMEOUT_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return {
    send: async mail => {
      try {
        await transport.sendMail(toMailOptions(mail))
      } catch (error) {
        throw isRefusedForGood(error) ? new FaqError('undeliverable', { door: 'mail', reason: reasonOf(error) }) : error
      }
    },
    close: () => transport.close(),
  }
}

export interface SmtpRefusal {
  /** The library's. */
  readonly code: string
  /** The code with the server's own. */
  readonly reason: string
}

/** Greets the server and signs in, sends nothing; why that failed, or null. */
export async function verifySmtp(url: string, waitMaxMs: number): Promise<SmtpRefusal | null> {
  const waits = { connectionTimeout: waitMaxMs, greetingTimeout: waitMaxMs, socketTimeout: waitMaxMs }
  const transport = createTransport({ url, ...waits, disableFileAccess: true, disableUrlAccess: true })
  try {
    await transport.verify()
    return null
  } catch (error) {
    const { code = 'error', responseCode } = error as { readonly code?: string; readonly responseCode?: number }
    return { code, reason: responseCode === undefined ? code : `${code} ${responseCode}` }
  } finally {
    transport.close()
  }
}

/** 5xx of the address or the message itself (RFC 5321); a 5xx at sign-in is a wrong setting, which an operator corrects. */
function isRefusedForGood(error: unknown): boolean {
  const { code, responseCode } = error as { readonly code?: unknown; readonly responseCode?: unknown }
  return (code === 'EENVELOPE' || code === 'EMESSAGE') && typeof responseCode === 'number' && responseCode >= 500
}

function reasonOf(error: unknown): string {
  const { responseCode, command } = error as { readonly responseCode?: unknown; readonly command?: unknown }
  return `${String(command)} ${String(responseCode)}`
}
