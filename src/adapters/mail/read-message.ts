// A message as a mail server hands it over (RFC 5322), read into what answering it needs. Encodings, folded headers and
// parts of many kinds are the library's work; attachments are left aside.
import { type ParsedMail, simpleParser } from 'mailparser'

export interface ReceivedMail {
  /** With its angle brackets; null without one. */
  readonly messageId: string | null
  /** Message ids of the thread, its first message first, with their angle brackets. */
  readonly references: readonly string[]
  /** The address in lower case; null where there is none that could be one. */
  readonly from: string | null
  /** Where the sender wants replies, in lower case; null where nothing is said of it. */
  readonly replyTo: string | null
  readonly subject: string
  /** The plain text, or the text of an HTML part; empty without either. */
  readonly text: string
  /** All headers as they came, unfolded, by name in lower case. */
  readonly headers: ReadonlyMap<string, readonly string[]>
}

/** More parts are no letter. */
const PARTS_MAX = 200

const MESSAGE_ID = /<[^<>\s]{1,250}>/gu
const ADDRESS = /^[^\s@<>()[\]\\,;:"]{1,64}@[^\s@<>()[\]\\,;:"]{1,253}$/u

/** null for what cannot be read as a message. */
export async function readMessage(raw: Buffer): Promise<ReceivedMail | null> {
  try {
    const options = {
      skipTextToHtml: true,
      skipImageLinks: true,
      checksumAlgo: false,
      ignoreEmbedded: true,
      maxChildNodes: PARTS_MAX,
    } as const
    return toReceivedMail(await simpleParser(raw, options))
  } catch {
    return null
  }
}

function toReceivedMail(parsed: ParsedMail): ReceivedMail {
  const headers = readHeaders(parsed)
  const idsOf = (name: string) => (headers.get(name)?.join(' ') ?? '').match(MESSAGE_ID) ?? []
  return {
    messageId: idsOf('message-id')[0] ?? null,
    references: [...new Set([...idsOf('references'), ...idsOf('in-reply-to')])],
    from: firstAddress(parsed.from),
    replyTo: firstAddress(parsed.replyTo),
    subject: parsed.subject ?? '',
    text: parsed.text ?? '',
    headers,
  }
}

function readHeaders({ headerLines }: ParsedMail): ReceivedMail['headers'] {
  const headers = new Map<string, string[]>()
  for (const { key, line } of headerLines) {
    const value = line
      .slice(line.indexOf(':') + 1)
      .replace(/\r?\n[ \t]+/gu, ' ')
      .trim()
    headers.set(key, [...(headers.get(key) ?? []), value])
  }
  return headers
}

/** One address only, also where the header names a group or several people. */
function firstAddress(header: ParsedMail['from']): string | null {
  const all = header?.value.flatMap(({ address, group }) => [address, ...(group ?? []).map(member => member.address)])
  return all?.map(address => address?.toLowerCase() ?? '').find(address => ADDRESS.test(address)) ?? null
}
