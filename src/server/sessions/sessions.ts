// Sessions: a cookie with a random token, and who it belongs to, looked up anew for every request, so that a change of rights
// counts at once.
import { randomBytes } from 'node:crypto'
import type { CookieOptions, Request, RequestHandler, Response } from 'express'
import session from 'express-session'
import type { Account } from '../../core/access/account.ts'
import { boundsAt } from '../../core/access/session-limits.ts'
import { clientAddress } from '../../pages/client-address.ts'
import { setVisitor } from '../../pages/visitor.ts'
import { hashToken, SessionStore, type SessionStoreDeps } from './session-store.ts'

declare module 'express-session' {
  interface SessionData {
    accountId?: string
    /** What the browser calls itself, and where it signed in from, for its owner's list. */
    agent?: string
    address?: string
    /** What is kept for this browser while it is away. */
    kept?: string
  }
}

export interface SessionDeps extends SessionStoreDeps {
  readonly findAccount: (id: string) => Promise<Account | null>
  /** Whether people reach the product by https. */
  readonly secure: boolean
}

const TOKEN_BYTES = 32
/** Browsers name themselves in less. */
const AGENT_LENGTH_MAX = 300

/** Sets the visitor of every request that follows. */
export function sessions(deps: SessionDeps): readonly RequestHandler[] {
  // The browser keeps a __Host- cookie for this host alone, and only over https.
  const name = deps.secure ? '__Host-zencho' : 'zencho'
  const cookie: CookieOptions = { path: '/', httpOnly: true, sameSite: 'lax', secure: deps.secure }
  const cookies = session({
    name,
    secret: deps.sessions.secret,
    genid: () => randomBytes(TOKEN_BYTES).toString('base64url'),
    store: new SessionStore(deps),
    resave: false,
    saveUninitialized: false,
    proxy: true,
    cookie,
  })
  const identify: RequestHandler = async (request, response, next) => {
    // An address that is no path, as `*`, has no session.
    const accountId = (request.session as { readonly accountId?: string } | undefined)?.accountId
    const found = accountId === undefined ? null : await deps.findAccount(accountId)
    const account = found === null || found.disabled ? null : found
    // What a person sees is for that person; files that are the same for all say so themselves.
    if (account !== null) response.setHeader('Cache-Control', 'no-store')
    setVisitor(response, {
      account,
      sessionId: account === null ? null : hashToken(request.sessionID),
      signIn: person => signIn(request, person, deps),
      signOut: () => signOut(request, response, { name, cookie }),
      keep: value => keep(request, value, deps),
      takeKept: () => takeKept(request),
    })
    next()
  }
  return [...(deps.secure ? [sayHttps] : []), cookies, identify]
}

/**
 * People reach us by https, as PUBLIC_URL says, and TLS ends before us: the library would leave the cookie away where a proxy
 * forgets to say so. A browser that came by http all the same does not keep it.
 */
const sayHttps: RequestHandler = (request, _response, next) => {
  request.headers['x-forwarded-proto'] = 'https'
  next()
}

/** A new token with every sign-in: one that was planted before is worth nothing. */
async function signIn(request: Request, account: Account, deps: SessionDeps): Promise<void> {
  await deps.sessions.endOlder(boundsAt(deps.now()))
  await settle(done => request.session.regenerate(done))
  request.session.accountId = account.id
  request.session.agent = (request.get('User-Agent') ?? '').toWellFormed().slice(0, AGENT_LENGTH_MAX)
  request.session.address = clientAddress(request)
  await settle(done => request.session.save(done))
}

async function signOut(
  request: Request,
  response: Response,
  { name, cookie }: { readonly name: string; readonly cookie: CookieOptions },
): Promise<void> {
  await settle(done => request.session.destroy(done))
  response.clearCookie(name, cookie)
}

async function keep(request: Request, value: string, deps: SessionDeps): Promise<void> {
  await deps.sessions.endOlder(boundsAt(deps.now()))
  request.session.kept = value
  await settle(done => request.session.save(done))
}

async function takeKept(request: Request): Promise<string | null> {
  const { kept } = request.session
  if (kept === undefined) return null
  delete request.session.kept
  await settle(done => request.session.save(done))
  return kept
}

function settle(start: (done: (error?: unknown) => void) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    start(error => (error === undefined || error === null ? resolve() : reject(error)))
  })
}
