// Text from Slack to plain words, and plain words to text for Slack. Mentions that would ring at a whole channel become
// words on the way in, and nothing that came in is live on the way out.

/** What the person meant: links by their label, mentions as words, `&amp;` as the sign itself. */
export function readText(text: string, { botUserId = null }: { readonly botUserId?: string | null } = {}): string {
  const spoken = text.replace(CONTROL, (_whole, sign: string, target: string, label: string | undefined) => {
    if (sign === '@' && target === botUserId) return ' '
    return wordsFor(sign, target, label ?? '')
  })
  return decode(spoken).trim()
}

/** `<sign target | label>`: a link, a channel, a person, or a command to Slack. */
const CONTROL = /<([@#!]?)([^<>|\s][^<>|]*)(?:\|([^<>]*))?>/gu

function wordsFor(sign: string, target: string, label: string): string {
  if (sign === '') return label === '' ? target : label
  if (sign === '#') return `#${bare(label) || target}`
  if (sign === '@') return `@${bare(label) || target}`
  // <!date^…|fallback> is text; <!here>, <!channel>, <!everyone>, <!subteam^S1|@team> are mentions.
  if (target.startsWith('date^')) return label
  return `@${bare(label) || target.replace(/^subteam\^/u, '')}`
}

function bare(label: string): string {
  return label.replace(/^[@#]/u, '')
}

const ENTITIES: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>' }

/** Once: `&amp;lt;` is the text `&lt;`. */
function decode(text: string): string {
  return text.replace(/&(?:amp|lt|gt);/gu, entity => ENTITIES[entity] ?? entity)
}

/** Plain words for a `mrkdwn` or `text` field: shown as they are, whatever they spell. */
export function escapeText(text: string): string {
  return silenceBroadcasts(text.replace(/[&<>]/gu, sign => SIGNS[sign] ?? sign))
}

const SIGNS: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' }

/** Made mrkdwn: its links to pages and mail stay, everything else in angle brackets becomes words. */
export function neutraliseMrkdwn(mrkdwn: string): string {
  let safe = ''
  let end = 0
  for (const match of mrkdwn.matchAll(CONTROL)) {
    const [whole, sign = '', target = '', label = ''] = match
    const isLink = sign === '' && /^(?:https?:\/\/|mailto:)/u.test(target)
    safe += plain(mrkdwn.slice(end, match.index)) + (isLink ? whole : plain(wordsFor(sign, target, label)))
    end = match.index + whole.length
  }
  return safe + plain(mrkdwn.slice(end))
}

/** No bracket is left that what is taken away around it could complete. `>` alone is a quotation. */
function plain(text: string): string {
  return silenceBroadcasts(text.replaceAll('<', '&lt;'))
}

/** Slack makes `@channel` live where it links names; a full-width sign never is. */
function silenceBroadcasts(text: string): string {
  return text.replace(/@(?=(?:channel|here|everyone)\b)/giu, '\uFF20')
}
