// Routes of the admin door as data: what an address needs is stated beside it, so that one guard enforces it and a test can
// walk through all of them.
import type { Request, Response } from 'express'
import type { Account } from '../src/core/access/account.ts'
import type { Action } from '../src/core/access/rights.ts'
import type { AdminPage } from './layout.ts'

export type Method = 'get' | 'post'

/** What is parsed before the handler runs: a form, JSON, or nothing (uploads are read by their handler). */
export type Body = 'form' | 'json' | 'stream'

/** One request to one route. */
export interface Visit {
  readonly request: Request
  readonly response: Response
  /** null where nobody is signed in, on routes that are open to anybody. */
  readonly account: Account | null
  readonly send: (page: AdminPage, status?: number) => Promise<void>
}

export interface SignedInVisit extends Visit {
  readonly account: Account
}

/**
 * The section that a request is about, where the right is held in sections; null where there is no such thing (404), undefined
 * for a thing that is about to be made, for which the right in any section opens the door.
 */
export type SectionOf = (request: Request) => Promise<string | null | undefined>

export type Access =
  | { readonly kind: 'anybody' }
  | { readonly kind: 'signed-in' }
  | { readonly kind: 'action'; readonly action: Action; readonly sectionOf: SectionOf | null }

export interface AdminRoute {
  readonly method: Method
  /** Below /admin. */
  readonly path: string
  readonly access: Access
  readonly body: Body
  readonly handle: (visit: SignedInVisit) => Promise<void>
}

/** `GET /entries/:id`: the method and the path below /admin. */
export type Address = `${'GET' | 'POST'} /${string}`

type Right = Action | { readonly action: Action; readonly sectionOf: SectionOf }

/** A route that nobody has to sign in for. */
export function openRoute(address: Address, handle: (visit: Visit) => Promise<void>, body: Body = 'form'): AdminRoute {
  return { ...parseAddress(address), access: { kind: 'anybody' }, body, handle }
}

/** A route for everybody who is signed in. */
export function ownRoute(
  address: Address,
  handle: (visit: SignedInVisit) => Promise<void>,
  body: Body = 'form',
): AdminRoute {
  return { ...parseAddress(address), access: { kind: 'signed-in' }, body, handle }
}

/** A route that needs a right; with `sectionOf`, in the section that the request is about. */
export function guardedRoute(
  address: Address,
  right: Right,
  handle: (visit: SignedInVisit) => Promise<void>,
  body: Body = 'form',
): AdminRoute {
  const { action, sectionOf } = typeof right === 'string' ? { action: right, sectionOf: null } : right
  return { ...parseAddress(address), access: { kind: 'action', action, sectionOf }, body, handle }
}

function parseAddress(address: Address): Pick<AdminRoute, 'method' | 'path'> {
  const [method = '', path = ''] = address.split(' ')
  return { method: method === 'GET' ? 'get' : 'post', path }
}
