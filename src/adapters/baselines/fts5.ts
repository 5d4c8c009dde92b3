// SQLite's full-text search (FTS5), in memory: the search that the product's own database could do.
import type BetterSqlite3 from 'better-sqlite3'
import { normalise } from '../../core/normalise.ts'
import type { Baseline, BaselineEntry, TermsOf } from '../../core/ports/baseline.ts'
import { loadEngine } from './load-engine.ts'

/** Weights of question, phrasings and answer in bm25(): what staff say counts more than what is replied. */
const WEIGHTS = '2.0, 2.0, 1.0'

interface Tokens {
  readonly tokenizer: string
  /** What is stored, and what is asked for. */
  readonly write: (text: string) => string
  readonly read: (text: string) => readonly string[]
}

/**
 * Words cut by the product's analyser: SQLite knows none for Japanese, and its `unicode61` takes a sentence for one word.
 * Marks are letters to us (が is か with a mark in some texts), so none are removed.
 */
export function openFts5(entries: readonly BaselineEntry[], termsOf: TermsOf): Promise<Baseline> {
  const tokens = { tokenizer: 'unicode61 remove_diacritics 0', write: (text: string) => termsOf(text).join(' ') }
  return openTable(entries, { ...tokens, read: termsOf })
}

/** Three characters at a time, the tokenizer that SQLite offers for such languages; words of two are not found by it. */
export function openTrigramFts5(entries: readonly BaselineEntry[]): Promise<Baseline> {
  return openTable(entries, { tokenizer: 'trigram', write: normalise, read: text => threesOf(normalise(text)) })
}

async function openTable(entries: readonly BaselineEntry[], { tokenizer, write, read }: Tokens): Promise<Baseline> {
  const { default: Database } = await loadEngine(['better-sqlite3'], () => import('better-sqlite3'))
  const database: BetterSqlite3.Database = new Database(':memory:')
  database.exec(
    `create virtual table entry using fts5(id unindexed, question, phrasings, answer, tokenize = '${tokenizer}')`,
  )
  const insert = database.prepare('insert into entry values (?, ?, ?, ?)')
  const insertAll = database.transaction(() => {
    for (const { id, question, phrasings, answer } of entries) {
      insert.run(id, write(question), write(phrasings.join('\n')), write(answer))
    }
  })
  insertAll()
  const select = database.prepare<[string, number], { id: string; score: number }>(
    // bm25() is better the lower it is; a tie goes to the entry that came first.
    `select id, -bm25(entry, 0, ${WEIGHTS}) as score from entry where entry match ? order by score desc, rowid limit ?`,
  )
  return {
    rank: async (question, limit) => {
      const words = [...new Set(read(question))].map(quote)
      return words.length === 0 ? [] : select.all(words.join(' OR '), limit)
    },
    close: async () => void database.close(),
  }
}

/** As a string of FTS5's query language, in which nothing is an operator. */
function quote(word: string): string {
  return `"${word.replaceAll('"', '""')}"`
}

function threesOf(text: string): readonly string[] {
  const characters = [...text]
  return characters.slice(2).map((character, i) => `${characters[i]}${characters[i + 1]}${character}`)
}
