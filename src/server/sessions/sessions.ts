// Sessions: a cookie with a random token, and who it belongs to, looked up anew for every request, so that a change of rights
// counts at once.
import { randomBytes } from 'node:crypto'
import type { Request, RequestHandler } from 'express'
import session from 'express-session'
import type { Account } from '../../core/access/account.ts'
import { setVisitor } from '../../pages/visitor.ts'
import { SessionStore, type SessionStoreDeps } from './session-store.ts'

declare module 'express-session' {
  interface SessionData {
    accountId?: string
  }
}

export interface SessionDeps extends SessionStoreDeps {
  readonly findAccount: (id: string) => Promise<Account | null>
  /** Whether people reach the product by https. */
  readonly secure: boolean
}

const TOKEN_BYTES = 32

/** Sets the visitor of every request that follows. */
export function sessions(deps: SessionDeps): readonly RequestHandler[] {
  const cookies = session({
    // The browser keeps a __Host- cookie for this host alone, and only over https.
    name: deps.secure ? '__Host-zencho' : 'zencho',
    secret: deps.sessions.secret,
    genid: () => randomBytes(TOKEN_BYTES).toString('base64url'),
    store: new SessionStore(deps),
    resave: false,
    saveUninitialized: false,
    proxy: true,
    cookie: { path: '/', httpOnly: true, sameSite: 'lax', secure: deps.secure },
  })
  const identify: RequestHandler = async (request, response, next) => {
    const { accountId } = request.session
    const found = accountId === undefined ? null : await deps.findAccount(accountId)
    const account = found === null || found.disabled ? null : found
    setVisitor(response, {
      account,
      signIn: person => signIn(request, person),
      signOut: () => settle(done => request.session.destroy(done)),
    })
    next()
  }
  return [cookies, identify]
}

/** A new token with every sign-in: one that was planted before is worth nothing. */
async function signIn(request: Request, account: Account): Promise<void> {
  await settle(done => request.session.regenerate(done))
  request.session.accountId = account.id
  await settle(done => request.session.save(done))
}

function settle(start: (done: (error?: unknown) => void) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    start(error => (error === undefined || error === null ? resolve() : reject(error)))
  })
}
