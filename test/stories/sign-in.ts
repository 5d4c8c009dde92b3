// Signing in without typing: an account with these roles, and the cookie of a session of its own.
import { createHmac, randomBytes, randomUUID } from 'node:crypto'
import type { Product } from '../../src/cli/cli-deps.ts'
import type { Account, Grant } from '../../src/core/access/account.ts'
import { hashToken } from '../../src/server/sessions/session-store.ts'

/** A product, or as much of it as signing in asks for. */
export interface WithPeople {
  readonly product: Pick<Product, 'people'>
}

export interface SignedIn {
  readonly account: Account
  /** The value of a Cookie header. */
  readonly cookie: string
}

export interface PersonInWords {
  readonly login?: string
  readonly name?: string
  readonly mail?: string | null
  readonly sectionCode?: string | null
  readonly grants: readonly Grant[]
}

/** Creates the account and signs it in. Sections must be there already. */
export async function signInAs({ product }: WithPeople, person: PersonInWords): Promise<SignedIn> {
  const {
    login = `u-${randomUUID().slice(0, 8)}`,
    name = '汐見 花子',
    mail = null,
    sectionCode = null,
    grants,
  } = person
  const input = { login, name, mail, slackUser: null, sectionCode, grants, disabled: false }
  const account = await product.people.accounts.create(input, 'story')
  return { account, cookie: await newSession({ product }, account) }
}

/** A session of the account, as the browser that signed in holds it. */
export async function newSession({ product }: WithPeople, account: Account): Promise<string> {
  const { sessions } = product.people
  const token = randomBytes(32).toString('base64url')
  const data = { cookie: { originalMaxAge: null, path: '/', httpOnly: true, sameSite: 'lax' }, accountId: account.id }
  await sessions.write(hashToken(token), JSON.stringify(data), { accountId: account.id, now: new Date() })
  const signature = createHmac('sha256', sessions.secret).update(token).digest('base64').replace(/=+$/u, '')
  return `zencho=${encodeURIComponent(`s:${token}.${signature}`)}`
}

/** A form sent as a page of the product sends it. */
export function postForm(
  url: string,
  {
    cookie,
    fields,
  }: {
    readonly cookie?: string
    readonly fields: Readonly<Record<string, string>> | readonly (readonly [string, string])[]
  },
): Promise<Response> {
  return fetch(url, {
    method: 'POST',
    redirect: 'manual',
    headers: { Origin: new URL(url).origin, ...(cookie !== undefined && { Cookie: cookie }) },
    body: new URLSearchParams(
      Array.isArray(fields) ? fields.map(([k, v]) => [k, v] as [string, string]) : (fields as Record<string, string>),
    ),
  })
}
