// The texts by which the editors' list is searched: every pair of neighbouring letters as one token, so that any part of a text
// is found, whatever it consists of. Tokens are hexadecimal: nothing a person types can be read as a query's grammar.
import { type Kysely, sql, type Transaction } from 'kysely'
import type { WorkingEntry } from '../../core/entry.ts'
import { normalise } from '../../core/normalise.ts'
import { loadEntries, loadWorkingEntries } from './load-entries.ts'
import type { Tables } from './tables.ts'

type Listed = Omit<WorkingEntry, 'publishedRevision' | 'note'>

/** Hexadecimal digits of one letter: the highest code point has six, but none of those above 0xfffff is a letter of any script. */
const DIGITS = 5

/** Longer searches are no searches; a query stays below SQLite's limits of depth. */
const WORDS_MAX = 16
const LETTERS_MAX = 64

const SETTLE_CHUNK = 200

/** Writes what the list needs of an entry's revisions. `official` is null where no revision serves. */
export async function putListTexts(
  transaction: Kysely<Tables>,
  working: Listed,
  official: Listed | null,
): Promise<void> {
  const served = official ?? working
  const ownWork = official !== null && official.revision === working.revision ? '' : pairsOf(working)
  const { row } = await transaction
    .updateTable('entry_list')
    .set({ stale: 0, review_by: served.reviewBy, visible_to: JSON.stringify(served.visibleTo) })
    .where('entry_id', '=', working.id)
    .returning('row')
    .executeTakeFirstOrThrow()
  const officialPairs = official === null ? '' : pairsOf(official)
  await sql`insert or replace into entry_text (rowid, official, working) values (${row}, ${officialPairs}, ${ownWork})`.execute(
    transaction,
  )
}

/** Takes in what is not taken in yet, such as entries of an older program: a transaction a chunk, so that nobody waits. */
export async function settleListTexts(query: Kysely<Tables>): Promise<void> {
  while (await isAnyStale(query)) await query.transaction().execute(settleSome)
}

/** Looked for without the right to write: mostly there is nothing to do, and somebody else may hold it. */
async function isAnyStale(query: Kysely<Tables>): Promise<boolean> {
  const stale = query.selectFrom('entry_list').select('entry_id').where('stale', '=', 1).limit(1)
  return (await stale.executeTakeFirst()) !== undefined
}

async function settleSome(transaction: Transaction<Tables>): Promise<void> {
  const stale = await transaction
    .selectFrom('entry_list')
    .select(['entry_id', 'serving'])
    .where('stale', '=', 1)
    .orderBy('row')
    .limit(SETTLE_CHUNK)
    .execute()
  const ids = stale.map(row => row.entry_id)
  const official = new Map((await loadEntries(transaction, ids)).map(entry => [entry.id, entry]))
  for (const working of await loadWorkingEntries(transaction, ids)) {
    const serves = working.publishedRevision !== null
    await putListTexts(transaction, working, serves ? (official.get(working.id) ?? null) : null)
  }
}

function pairsOf({ id, question, answer, phrasings }: Listed): string {
  return [id, question, ...phrasings, answer].map(pairsOfText).join(' ')
}

/** 「年休 届」 → 年休 休 届: each letter with the one after it; the last of a word by itself. */
function pairsOfText(text: string): string {
  let pairs = ''
  let before = ''
  for (const letter of normalise(text)) {
    const code = letter === ' ' ? '' : codeOf(letter)
    pairs += before === '' ? ' ' : `${code} `
    pairs += code
    before = code
  }
  return pairs
}

function codeOf(letter: string): string {
  const known = CODES.get(letter)
  if (known !== undefined) return known
  const code = (letter.codePointAt(0) ?? 0).toString(16).padStart(DIGITS, '0').slice(-DIGITS)
  CODES.set(letter, code)
  return code
}

/** As many as there are letters in use. */
const CODES = new Map<string, string>()

/** The query for texts in which all words occur; null for a text without words. */
export function textQuery(text: string, column: 'official' | 'working'): string | null {
  const words = normalise(text)
    .split(' ')
    .filter(word => word !== '')
    .slice(0, WORDS_MAX)
  if (words.length === 0) return null
  const phrases = words.map(word => {
    const codes = Array.from(word, codeOf).slice(0, LETTERS_MAX)
    const pairs = codes.slice(1).map((code, i) => `${codes[i]}${code}`)
    return pairs.length === 0 ? `"${codes[0]}" *` : `"${pairs.join(' ')}"`
  })
  return `{${column}} : (${phrases.join(' AND ')})`
}
