// The store of express-session over our port. The token itself is never stored: a copy of the database opens no session.
import { createHash } from 'node:crypto'
import { callbackify } from 'node:util'
import { type SessionData, Store } from 'express-session'
import { z } from 'zod'
import { isAlive } from '../../core/access/session-limits.ts'
import type { Sessions } from '../../core/ports/sessions.ts'

const storedSchema = z.looseObject({ accountId: z.string().optional() })

export interface SessionStoreDeps {
  readonly sessions: Sessions
  readonly now: () => Date
}

type Done<T> = (error?: unknown, value?: T | null) => void

export class SessionStore extends Store {
  private readonly deps: SessionStoreDeps

  constructor(deps: SessionStoreDeps) {
    super()
    this.deps = deps
  }

  override get(token: string, done: Done<SessionData | null>): void {
    this.settle(this.read(token), done)
  }

  override set(token: string, session: SessionData, done?: Done<void>): void {
    const { accountId } = storedSchema.parse(session)
    const options = { accountId: accountId ?? null, now: this.deps.now() }
    this.settle(this.deps.sessions.write(hashToken(token), JSON.stringify(session), options), done)
  }

  override destroy(token: string, done?: Done<void>): void {
    this.settle(this.deps.sessions.end(hashToken(token)), done)
  }

  override touch(token: string, _session: SessionData, done?: Done<void>): void {
    this.settle(this.deps.sessions.touch(hashToken(token), this.deps.now()), done)
  }

  private async read(token: string): Promise<SessionData | null> {
    const stored = await this.deps.sessions.read(hashToken(token))
    if (stored === null) return null
    return isAlive(stored, this.deps.now()) ? (JSON.parse(stored.data) as SessionData) : null
  }

  /** The library calls back; our ports promise. */
  private settle<T>(work: Promise<T>, done: Done<T> = () => {}): void {
    callbackify(() => work)(done)
  }
}

export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}
