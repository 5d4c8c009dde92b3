// A mail that leaves, and its form as a message. Composed by the library, which encodes and folds: no value can end its
// header. What could not be a header's value at all is made harmless before.
import MailComposer from 'nodemailer/lib/mail-composer'

export interface MailAddress {
  readonly name: string
  readonly address: string
}

export interface OutgoingMail {
  readonly from: MailAddress
  /** One address; nobody else gets a copy. */
  readonly to: string
  readonly subject: string
  readonly text: string
  readonly html: string
  /** Id of the message that this one replies to, with its angle brackets. */
  readonly inReplyTo: string | null
  readonly references: readonly string[]
  /** Set where the same mail may be tried again, so that a mail server can tell; null makes a new one. */
  readonly messageId: string | null
  readonly headers: Readonly<Record<string, string>>
}

/** People read as much of a subject; the rest only makes headers long. */
const SUBJECT_LENGTH_MAX = 200

/** What the library is given; without access to files and addresses, whatever stands in the texts. */
export function toMailOptions({
  from,
  to,
  subject,
  text,
  html,
  inReplyTo,
  references,
  messageId,
  headers,
}: OutgoingMail) {
  return {
    from: { name: oneLine(from.name), address: from.address },
    to: { name: '', address: to },
    subject: [...oneLine(subject)].slice(0, SUBJECT_LENGTH_MAX).join(''),
    text,
    html,
    ...(inReplyTo !== null && { inReplyTo }),
    ...(references.length > 0 && { references: [...references] }),
    ...(messageId !== null && { messageId }),
    headers: { ...headers },
    encoding: 'base64', // Japanese takes half as much as in quoted-printable
    disableFileAccess: true,
    disableUrlAccess: true,
  }
}

/** The whole message (RFC 5322), with the line ends that local programs expect and none at its end. */
export async function composeMessage(mail: OutgoingMail): Promise<string> {
  const message = new MailComposer({ ...toMailOptions(mail), newline: 'linux' }).compile()
  return (await message.build()).toString('utf8').trimEnd()
}

function oneLine(text: string): string {
  return text
    .toWellFormed()
    .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .trim()
}
