// Whose allowance of tokens is used: a keyed hash, the same for one person wherever they set a model to work. Nothing else of them is
// kept beside what they used.
import type { WhoAsks } from '../../bot/web/who-asks.ts'
import type { Account } from '../core/access/account.ts'
import type { AskerKeys } from '../core/ports/asker-keys.ts'

export function askerOfAccount(askerKeys: AskerKeys): (account: Pick<Account, 'id'>) => string {
  return ({ id }) => askerKeys('account', id)
}

export interface WhoKeys {
  readonly askerKeys: AskerKeys
  /** Behind a proxy that is not trusted everybody has its address, which is nobody's. */
  readonly tellsClientsApart: boolean
}

export function askerOfWho({ askerKeys, tellsClientsApart }: WhoKeys): (who: WhoAsks) => string | null {
  const ofAccount = askerOfAccount(askerKeys)
  return ({ account, address }) => {
    if (account !== null) return ofAccount(account)
    return tellsClientsApart && address !== '' ? askerKeys('web', address) : null
  }
}
