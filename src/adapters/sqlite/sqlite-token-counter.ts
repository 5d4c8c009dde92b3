// Tokens of the day over SQLite: a restart does not forget them, and several processes share them, because a claim is one
// transaction under the write lock.
import type { Kysely, Transaction } from 'kysely'
import {
  ALL_TOKENS,
  ASKER_TOKENS,
  PURPOSE_TOKENS,
  type TokenClaim,
  type TokenCounter,
  type TokensOfDay,
  type TokensTaken,
  type TokenUsage,
} from '../../core/ports/token-counter.ts'
import type { Tables } from './tables.ts'

export interface TokenCounterQueries {
  /** Gives up where the file is locked for longer than an answer waits: then nothing is sent. */
  readonly hurried: Kysely<Tables>
  /** Waits for its turn: nobody waits for what is given back. */
  readonly patient: Kysely<Tables>
  readonly onFailure: (error: unknown) => void
}

export function openSqliteTokenCounter({ hurried, patient, onFailure }: TokenCounterQueries): TokenCounter {
  return {
    take: async (day, claims) => {
      try {
        return await hurried.transaction().execute(transaction => take(transaction, day, claims))
      } catch (error) {
        onFailure(error)
        return { kind: 'failed' }
      }
    },
    giveBack: async (day, names, tokens) => {
      try {
        await patient
          .updateTable('token_day')
          .set(eb => ({ tokens: eb.fn<number>('max', [eb.val(0), eb('tokens', '-', Math.trunc(tokens))]) }))
          .where('day', '=', day)
          .where('name', 'in', names)
          .execute()
      } catch (error) {
        onFailure(error) // then the day's allowance is a little smaller
      }
    },
  }
}

async function take(
  transaction: Transaction<Tables>,
  day: string,
  claims: readonly TokenClaim[],
): Promise<TokensTaken> {
  const names = claims.map(({ name }) => name)
  const rows = await transaction
    .selectFrom('token_day')
    .select(['name', 'tokens'])
    .where('day', '=', day)
    .where('name', 'in', names)
    .execute()
  const sums = new Map(rows.map(({ name, tokens }) => [name, tokens]))
  const over = claims.find(({ name, tokens, limit }) => (sums.get(name) ?? 0) + tokens > limit)
  if (over !== undefined) return { kind: 'over', name: over.name }
  if (!sums.has(ALL_TOKENS)) await forgetAskersBefore(transaction, day)
  for (const { name, tokens } of claims) {
    await transaction
      .insertInto('token_day')
      .values({ day, name, tokens })
      .onConflict(c => c.columns(['day', 'name']).doUpdateSet(eb => ({ tokens: eb('token_day.tokens', '+', tokens) })))
      .execute()
  }
  return { kind: 'taken' }
}

/** Who used a model is known for the day on which it limits them, and no longer. */
async function forgetAskersBefore(transaction: Transaction<Tables>, day: string): Promise<void> {
  await transaction.deleteFrom('token_day').where('day', '<', day).where('name', 'like', `${ASKER_TOKENS}%`).execute()
}

export function openSqliteTokenUsage(query: Kysely<Tables>): TokenUsage {
  return {
    tokensOn: async day => {
      const rows = query.selectFrom('token_day').select(['name', 'tokens']).where('day', '=', day)
      return toUsage(await rows.execute())
    },
  }
}

function toUsage(rows: readonly { readonly name: string; readonly tokens: number }[]): TokensOfDay {
  const below = (prefix: string) =>
    rows
      .filter(({ name }) => name.startsWith(prefix))
      .map(({ name, tokens }) => [name.slice(prefix.length), tokens] as const)
  const askers = below(ASKER_TOKENS).filter(([, tokens]) => tokens > 0)
  return {
    all: rows.find(({ name }) => name === ALL_TOKENS)?.tokens ?? 0,
    byPurpose: Object.fromEntries(below(PURPOSE_TOKENS)),
    askers: askers.length,
    askersWithAtLeast: least => askers.filter(([, tokens]) => tokens >= least).length,
  }
}
