// What is wrong with an answer, whoever asked for it and whatever was asked: one judge for our crawler and for Wapiti's requests.
import { PROJECT } from '../stories/zencho-process.ts'
import { PLANTED } from './hostile.ts'
import { readPage } from './read-page.ts'
import { leaksIn, type Role } from './sealed.ts'

/** One thing that is wrong. */
export interface Finding {
  readonly what: string
  readonly role: Role
  /** The request that brought it about, shortened. */
  readonly request: string
  readonly evidence: string
}

export interface Seen {
  readonly role: Role
  readonly method: string
  readonly path: string
  readonly status: number
  readonly headers: Headers
  readonly text: string
}

/** Traces of the inside: stack frames, files of ours, SQL and its library. */
const INSIDES: readonly RegExp[] = [
  /\n\s+at .{1,200}:\d+:\d+/u,
  /node_modules\/|file:\/\/\/\S{1,200}\.[jt]s|\.ts:\d+/u,
  /SqliteError|SQLITE_[A-Z]+|better-sqlite3|kysely|near "[^"]{0,40}": syntax error|no such (?:table|column):/u,
  /(?:Type|Reference|Range|Syntax|URI|Zod)Error\b/u,
]

/** Where the same file is served to everybody. */
const isFile = (path: string) => /^\/(?:(?:[a-z]+\/)?assets\/|widget\.js$)/u.test(path)
/** Files of answers, too, are kept by browsers, which ask each time whether they still may. */
const isKept = (path: string) => isFile(path) || path.startsWith('/attachments/')

export function judge(seen: Seen): readonly Finding[] {
  const found: [what: string, evidence: string][] = []
  if (seen.status >= 500) found.push(['a fault', String(seen.status)])
  for (const each of headerProblems(seen)) found.push(['headers', each])
  for (const each of cookieProblems(seen)) found.push(['a cookie', each])
  for (const each of leaksIn(decoded(seen), seen.role)) found.push(['a sealed word', each])
  const away = leadsAway(seen.headers.get('location'))
  if (away !== null) found.push(['a way to another site', away])
  if (!isFile(seen.path)) {
    for (const inside of INSIDES) {
      const trace = inside.exec(seen.text)?.[0]
      if (trace !== undefined) found.push(['the inside', trace])
    }
    if (seen.text.includes(PROJECT)) found.push(['the inside', PROJECT])
  }
  if (isHtml(seen.headers)) for (const each of pageProblems(seen)) found.push(['a page', each])
  const request = `${seen.method} ${seen.path}`.slice(0, 300)
  return found.map(([what, evidence]) => ({ what, role: seen.role, request, evidence: evidence.slice(0, 200) }))
}

export function isHtml(headers: Headers): boolean {
  return headers.get('content-type')?.startsWith('text/html') === true
}

/** The body as people read it: a sealed word must not hide in percent signs, nor in a header. */
function decoded({ text, headers }: Seen): string {
  const shown = [...headers].map(([name, value]) => `${name}: ${value}`).join('\n')
  return `${shown}\n${text}`
}

const POLICY: Readonly<Record<string, string>> = {
  'default-src': "'self'",
  'script-src': "'self'",
  'style-src': "'self'",
  'object-src': "'none'",
  'base-uri': "'none'",
  'form-action': "'self'",
}
const PLAIN_HEADERS: Readonly<Record<string, string>> = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
}

/** What never was a request to the product: Node refuses it, and the connection ends. */
const UNREADABLE = new Set([408, 431])

function headerProblems({ headers, path, role, status }: Seen): readonly string[] {
  const policy = headers.get('content-security-policy') ?? ''
  const directives = new Map(
    policy.split(';').map(directive => {
      const [name = '', ...sources] = directive.trim().split(' ')
      return [name, sources.join(' ')] as const
    }),
  )
  // A document or file that loads nothing at all says so, and names its one stylesheet by its hash.
  const isClosed = directives.get('default-src') === "'none'"
  const isAsExpected = ([name, sources]: [string, string]) => {
    const found = directives.get(name)
    return isClosed ? /^'(?:none|sha256-.*)'$/u.test(found ?? "'none'") : found === sources
  }
  const wrong = Object.entries(POLICY).filter(entry => !isAsExpected(entry))
  const ancestors = directives.get('frame-ancestors') ?? ''
  return [
    ...wrong.map(([name]) => `content-security-policy: ${name} ${directives.get(name) ?? '(missing)'}`),
    ...(/unsafe|\*|data:|blob:/u.test(policy) ? [`content-security-policy: ${policy}`] : []),
    // The widget alone may be shown by other sites, by those that the settings name.
    ...(ancestors === "'none'" || (path.startsWith('/widget') && ancestors === 'https://portal.shiomi.invalid')
      ? []
      : [`frame-ancestors ${ancestors}`]),
    ...(UNREADABLE.has(status) ? [] : missingHeaders(headers)),
    ...['x-powered-by', 'server'].filter(name => headers.has(name)),
    ...(headers.has(PLANTED) ? ['a header that was planted'] : []),
    ...(role === 'anonymous' || isKept(path) || /\bno-store\b/u.test(headers.get('cache-control') ?? '')
      ? []
      : [`cache-control: ${headers.get('cache-control') ?? '(missing)'}`]),
  ]
}

function missingHeaders(headers: Headers): readonly string[] {
  return [
    ...Object.entries(PLAIN_HEADERS)
      .filter(([name, value]) => headers.get(name) !== value)
      .map(([name]) => `${name}: ${headers.get(name) ?? '(missing)'}`),
    ...(/max-age=31536000/u.test(headers.get('strict-transport-security') ?? '') ? [] : ['strict-transport-security']),
  ]
}

/** Behind TLS every cookie is the host's own, out of scripts' reach, and stays at home. */
function cookieProblems({ headers }: Seen): readonly string[] {
  return headers.getSetCookie().filter(cookie => {
    const ends = /=;|Expires=Thu, 01 Jan 1970/u.test(cookie)
    const kept = cookie.startsWith('__Host-') && /; Secure/u.test(cookie) && /; Path=\/(?:;|$)/u.test(cookie)
    return !ends && !(kept && /; HttpOnly/u.test(cookie) && /; SameSite=(?:Lax|Strict)/u.test(cookie))
  })
}

/** Null where a redirection stays on our own pages. */
function leadsAway(location: string | null): string | null {
  if (location === null || /^\/(?![/\\])/u.test(location)) return null
  return location
}

function pageProblems({ text, headers }: Seen): readonly string[] {
  const page = readPage(text)
  const isHashed = /style-src 'sha256-/u.test(headers.get('content-security-policy') ?? '')
  return [
    ...page.planted.map(what => `not escaped: ${what}`),
    ...page.inline.filter(what => !(isHashed && what === '<style>')).map(what => `inline: ${what}`),
    ...page.foreign.map(what => `loads from elsewhere: ${what}`),
  ]
}
