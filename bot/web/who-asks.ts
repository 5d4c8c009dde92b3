// By what the person in front of the page is told apart, where it counts how much is asked for.
import type { Request, Response } from 'express'
import type { Account } from '../../src/core/access/account.ts'
import { clientAddress } from '../../src/pages/client-address.ts'
import { visitorOf } from '../../src/pages/visitor.ts'

export interface WhoAsks {
  /** Null for who is not signed in. */
  readonly account: Pick<Account, 'id'> | null
  /** '' where none is known. */
  readonly address: string
}

export function whoAsks(request: Pick<Request, 'ip'>, response: Response): WhoAsks {
  return { account: visitorOf(response).account, address: clientAddress(request) }
}
