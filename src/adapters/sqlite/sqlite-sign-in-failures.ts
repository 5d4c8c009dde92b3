// Guesses of passwords, counted in the database: neither a restart nor a new cookie makes them forgotten.
import { createHash } from 'node:crypto'
import type { Kysely, Transaction } from 'kysely'
import { type SignInLimits, secondsToWait } from '../../core/access/sign-in-limits.ts'
import { normalise } from '../../core/normalise.ts'
import type { BegunAttempt, SignInAttempt, SignInFailures } from '../../core/ports/sign-in-failures.ts'
import type { Tables } from './tables.ts'

export function openSqliteSignInFailures(query: Kysely<Tables>): SignInFailures {
  return {
    begin: (attempt, limits, now) =>
      query.transaction().execute(transaction => begin(transaction, attempt, { limits, now })),
    succeeded: id =>
      query.transaction().execute(async transaction => {
        const own = transaction.selectFrom('sign_in_failure').select('login').where('id', '=', id)
        const login = (await own.executeTakeFirst())?.login
        if (login === undefined) return
        await transaction.deleteFrom('sign_in_failure').where('id', '=', id).execute()
        await transaction.updateTable('sign_in_failure').set({ login: '' }).where('login', '=', login).execute()
      }),
    withdraw: async id => {
      await query.deleteFrom('sign_in_failure').where('id', '=', id).execute()
    },
  }
}

async function begin(
  transaction: Transaction<Tables>,
  { login: typed, address }: SignInAttempt,
  { limits, now }: { readonly limits: SignInLimits; readonly now: Date },
): Promise<BegunAttempt> {
  await forgetOthers(transaction, limits, now)
  const login = hashLogin(typed)
  const at = now.toISOString()
  const recent = {
    ofLogin: await times(transaction, 'login', { value: login, limit: limits.perLogin }),
    fromAddress: await times(transaction, 'address', { value: address, limit: limits.perAddress }),
  }
  const retryAfterS = secondsToWait(recent, now.getTime(), limits)
  if (retryAfterS !== null) return { kind: 'limited', retryAfterS }
  const row = transaction.insertInto('sign_in_failure').values({ login, address, at }).returning('id')
  return { kind: 'begun', id: (await row.executeTakeFirstOrThrow()).id }
}

/** What is past the window, and what lies in the future: a clock that was set back must not keep people out for a day. */
async function forgetOthers(transaction: Transaction<Tables>, { windowMs }: SignInLimits, now: Date): Promise<void> {
  const from = new Date(now.getTime() - windowMs).toISOString()
  await transaction
    .deleteFrom('sign_in_failure')
    .where(eb => eb.or([eb('at', '<=', from), eb('at', '>', now.toISOString())]))
    .execute()
}

async function times(
  transaction: Transaction<Tables>,
  column: 'login' | 'address',
  { value, limit }: { readonly value: string; readonly limit: number },
): Promise<readonly number[]> {
  const rows = await transaction
    .selectFrom('sign_in_failure')
    .select('at')
    .where(column, '=', value)
    .orderBy('at', 'desc')
    .limit(limit)
    .execute()
  return rows.map(({ at }) => Date.parse(at))
}

function hashLogin(login: string): string {
  return createHash('sha256').update(normalise(login)).digest('hex')
}
