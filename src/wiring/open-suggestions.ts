// Suggested wordings on one database.
import { randomUUID } from 'node:crypto'
import type { OpenDatabase } from '../adapters/sqlite/open-database.ts'
import { openSqliteSuggestions } from '../adapters/sqlite/sqlite-suggestions.ts'
import type { OutDoor } from '../core/ports/outbox.ts'
import type { Suggestions } from '../core/ports/suggestions.ts'

export interface OpenSuggestionsDeps {
  readonly outDoors: readonly OutDoor[]
  readonly now: () => Date
}

export function openSuggestions(query: OpenDatabase['query'], deps: OpenSuggestionsDeps): Suggestions {
  return openSqliteSuggestions(query, { ...deps, newId: randomUUID })
}
