// What staff said of entries, by the words of their questions, over SQLite. Words are compared by a digest, so that no second copy
// of what was typed is kept.
import { createHash } from 'node:crypto'
import { type Kysely, sql } from 'kysely'
import { sameText } from '../../core/learning/suggested-words.ts'
import { type HeardWords, VOICES_MAX, type Voices } from '../../core/ports/voices.ts'
import type { Tables } from './tables.ts'

/** Voices that get their digest in one transaction: some milliseconds. */
const DIGESTS_AT_ONCE = 500

export function openSqliteVoices(query: Kysely<Tables>): Voices {
  return {
    next: async limit => {
      await digestSome(query)
      const unheard = await query
        .selectFrom('voice')
        .select(['entry_id', 'words'])
        .where('heard', '=', sql.lit(0))
        .where('words', 'is not', null)
        .limit(limit)
        .execute()
      const each = new Map(unheard.map(row => [`${row.entry_id} ${row.words}`, row]))
      const heard: HeardWords[] = []
      for (const { entry_id, words } of each.values()) {
        const one = await hear(query, entry_id, words ?? '')
        if (one !== null) heard.push(one)
      }
      return heard
    },
    settle: heard =>
      query.transaction().execute(async transaction => {
        for (const { entryId, words, until } of heard) {
          const said = transaction.updateTable('voice').set({ heard: 1 }).where('entry_id', '=', entryId)
          await said.where('words', '=', words).where('at', '<=', until.toISOString()).execute()
        }
      }),
  }
}

/** A follow-up means something with the words before it alone: nobody else asks it like that. */
async function digestSome(query: Kysely<Tables>): Promise<void> {
  const rows = await query
    .selectFrom('voice')
    .innerJoin('question_log', 'question_log.id', 'voice.question_id')
    .select(['question_id', 'entry_id', 'text', 'searched_as'])
    .where('heard', '=', sql.lit(0))
    .where('words', 'is', null)
    .limit(DIGESTS_AT_ONCE)
    .execute()
  if (rows.length === 0) return
  await query.transaction().execute(async transaction => {
    for (const { question_id, entry_id, text, searched_as } of rows) {
      const found = searched_as === null ? { words: digestOf(text) } : { words: '', heard: 1 }
      const voice = transaction.updateTable('voice').set(found).where('question_id', '=', question_id)
      await voice.where('entry_id', '=', entry_id).execute()
    }
  })
}

function digestOf(text: string): string {
  return createHash('sha256').update(sameText(text)).digest('base64url')
}

/** Null where nothing of it is left: the questions were deleted meanwhile. */
async function hear(query: Kysely<Tables>, entryId: string, words: string): Promise<HeardWords | null> {
  const rows = await query
    .selectFrom('voice')
    .innerJoin('question_log', 'question_log.id', 'voice.question_id')
    .select(['said', 'clicked', 'asked_at', 'text'])
    // Of all of them, not of those below the limit: what is said late of an old question is settled too.
    .select(sql<string>`max(voice.at) over ()`.as('last_at'))
    .select(sql<string | null>`coalesce(asker, conversation_id)`.as('who'))
    .where('voice.entry_id', '=', entryId)
    .where('voice.words', '=', words)
    .orderBy('asked_at', 'desc')
    .orderBy('question_id')
    .limit(VOICES_MAX)
    .execute()
  const [newest] = rows
  if (newest === undefined) return null
  const voices = rows.map(({ said, clicked, asked_at, who }) => {
    return { said, clicked: clicked === 1, askedAt: new Date(asked_at), who }
  })
  return { entryId, words, text: newest.text, voices, until: new Date(newest.last_at) }
}
