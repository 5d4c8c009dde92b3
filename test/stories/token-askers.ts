// Whose tokens were counted, as the database names them: what a copy of it would tell.
import BetterSqlite3 from 'better-sqlite3'
import type { OpenedProduct } from './open-story.ts'

export function tokenAskers({ product }: Pick<OpenedProduct, 'product'>): readonly string[] {
  const database = new BetterSqlite3(product.databasePath, { readonly: true })
  try {
    const names = database.prepare("SELECT name FROM token_day WHERE name LIKE 'asker:%'").pluck().all()
    return names.map(name => String(name).slice('asker:'.length))
  } finally {
    database.close()
  }
}
