// Tokens of other systems over SQLite. A copy of the database opens nothing: it holds hashes of 256 random bits.
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import type { Kysely, Selectable, Transaction } from 'kysely'
import { type ApiToken, type NewApiToken, stateOf, TOKEN_PREFIX, TOKEN_SCOPES } from '../../core/access/api-token.ts'
import { FaqError } from '../../core/errors.ts'
import type { ApiTokens, TokenCheck } from '../../core/ports/api-tokens.ts'
import { openAuditTrail } from './audit-trail.ts'
import type { Tables } from './tables.ts'

export interface SqliteApiTokensDeps {
  readonly now: () => Date
  readonly newId: () => string
}

const SECRET_BYTES = 32

/** A system that asks every second need not write every second. */
const USE_NOTED_EVERY_MS = 60_000

export function openSqliteApiTokens(query: Kysely<Tables>, deps: SqliteApiTokensDeps): ApiTokens {
  return {
    create: (token, actor) => query.transaction().execute(work => create(work, token, { ...deps, actor })),
    list: async () => {
      const rows = await query.selectFrom('api_token').selectAll().orderBy('created_at', 'desc').orderBy('id').execute()
      return rows.map(toToken)
    },
    revoke: (id, actor) => query.transaction().execute(work => revoke(work, id, { ...deps, actor })),
    check: secret => check(query, secret, deps.now()),
  }
}

interface WriteOptions extends SqliteApiTokensDeps {
  readonly actor: string
}

async function create(
  transaction: Transaction<Tables>,
  { name, scopes, expiresAt }: NewApiToken,
  { now, newId, actor }: WriteOptions,
): Promise<{ readonly token: ApiToken; readonly secret: string }> {
  const secret = TOKEN_PREFIX + randomBytes(SECRET_BYTES).toString('base64url')
  const [id, createdAt] = [newId(), now()]
  const token = { id, name, scopes, expiresAt, createdBy: actor, createdAt, lastUsedAt: null, revokedAt: null }
  const row = {
    id,
    name,
    token_hash: hashOf(secret),
    scopes: JSON.stringify(scopes),
    expires_at: expiresAt.toISOString(),
    created_by: actor,
    created_at: createdAt.toISOString(),
    last_used_at: null,
    revoked_at: null,
  }
  await transaction.insertInto('api_token').values(row).execute()
  const record = await openAuditTrail(transaction)
  const after = { name, scopes, expiresAt: row.expires_at }
  await record({ at: row.created_at, actor, action: 'token.created', subject: id, before: null, after })
  return { token, secret }
}

async function revoke(transaction: Transaction<Tables>, id: string, { now, actor }: WriteOptions): Promise<void> {
  const row = await transaction.selectFrom('api_token').selectAll().where('id', '=', id).executeTakeFirst()
  if (row === undefined) throw new FaqError('not_found', { what: 'token', id: id.slice(0, 64) })
  if (row.revoked_at !== null) return
  const at = now().toISOString()
  await transaction.updateTable('api_token').set({ revoked_at: at }).where('id', '=', id).execute()
  const record = await openAuditTrail(transaction)
  const before = { name: row.name, scopes: toToken(row).scopes, expiresAt: row.expires_at }
  await record({ at, actor, action: 'token.revoked', subject: id, before, after: null })
}

/** Found by the hash, so that the time it takes tells nothing of a secret; compared once more, whatever the index did. */
async function check(query: Kysely<Tables>, secret: string, now: Date): Promise<TokenCheck> {
  if (!secret.startsWith(TOKEN_PREFIX)) return { kind: 'unknown' }
  const hash = hashOf(secret)
  const row = await query.selectFrom('api_token').selectAll().where('token_hash', '=', hash).executeTakeFirst()
  if (row === undefined || !timingSafeEqual(Buffer.from(row.token_hash), Buffer.from(hash))) return { kind: 'unknown' }
  const token = toToken(row)
  const state = stateOf(token, now)
  if (state !== 'valid') return { kind: state }
  if (token.lastUsedAt === null || now.getTime() - token.lastUsedAt.getTime() >= USE_NOTED_EVERY_MS) {
    await query.updateTable('api_token').set({ last_used_at: now.toISOString() }).where('id', '=', token.id).execute()
  }
  return { kind: 'valid', token }
}

function toToken(row: Selectable<Tables['api_token']>): ApiToken {
  const scopes: unknown = JSON.parse(row.scopes)
  return {
    id: row.id,
    name: row.name,
    scopes: TOKEN_SCOPES.filter(scope => Array.isArray(scopes) && scopes.includes(scope)),
    expiresAt: new Date(row.expires_at),
    createdBy: row.created_by,
    createdAt: new Date(row.created_at),
    lastUsedAt: row.last_used_at === null ? null : new Date(row.last_used_at),
    revokedAt: row.revoked_at === null ? null : new Date(row.revoked_at),
  }
}

function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex')
}
