// Suggested wordings on one database.
import { randomUUID } from 'node:crypto'
import type { OpenDatabase } from '../adapters/sqlite/open-database.ts'
import { openSqliteSuggestions } from '../adapters/sqlite/sqlite-suggestions.ts'
import type { Suggestions } from '../core/ports/suggestions.ts'

export function openSuggestions(query: OpenDatabase['query'], now: () => Date): Suggestions {
  return openSqliteSuggestions(query, { now, newId: randomUUID })
}
