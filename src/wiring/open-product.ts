// The product on one database, put together of its parts: what answers, what people work with, what is learnt and counted.
import { openSqliteAuditLog } from '../adapters/sqlite/sqlite-audit-log.ts'
import { openSqliteEventInbox } from '../adapters/sqlite/sqlite-event-inbox.ts'
import { openSqliteKeptValues } from '../adapters/sqlite/sqlite-kept-values.ts'
import type { OpenProductOptions, Product } from '../cli/cli-deps.ts'
import type { Config } from '../config.ts'
import { openConversation } from '../core/conversation/conversation.ts'
import { type EntrySearch, searchEntries } from '../core/search-entries.ts'
import { tokenise } from '../core/tokenise.ts'
import type { Log } from './log.ts'
import { type OpenAsking, openAsking } from './open-asking.ts'
import { openBackups } from './open-backup.ts'
import { openComposing } from './open-composing.ts'
import { openWriting } from './open-drafting.ts'
import { openFeedback } from './open-feedback.ts'
import { openKpi } from './open-kpi.ts'
import { openLearning } from './open-learning.ts'
import { type OpenOffice, openOffice } from './open-office.ts'
import { openSuggestions } from './open-suggestions.ts'

/** Resolves when words can be searched. */
export async function openProduct(config: Config, log: Log, options: OpenProductOptions = {}): Promise<Product> {
  const dataDir = options.throwAwayIn ?? config.dataDir
  const asking = await openAsking(config, log, { dataDir, onProgress: options.onProgress })
  const { database, registry, questionLog, analyser, index, ways, now, newId } = asking
  const { query } = database
  const { composing, rewrite, modelUse } = openComposing(config, { database, analyser, clock: options.clock, now, log })
  const { personal, ...office } = await openOffice(asking, { config, dataDir, log })
  const learnt = openLearnt(asking, office, { config, log })
  const { editorial, people, exchange, bench, desk } = office
  return {
    databasePath: database.path,
    registry,
    questionLog,
    conversation: openConversation({ ask: ways.ask, questionLog, registry, rewrite, now }),
    ...ways,
    ...office,
    ...learnt,
    privacy: personal.privacy,
    auditLog: openSqliteAuditLog(query),
    inbox: openSqliteEventInbox(query),
    kept: openSqliteKeptValues(query),
    backups: openBackups(database.patientQuery, config.backup, { dataDir, editorial, people, now, log }),
    kpi: await openKpi(query, config, { registry, now, newId, log }),
    termsOf: text => tokenise(text, analyser),
    composing,
    modelUse,
    writing: openWriting(query, { composing, now, log }),
    indexState: index.state,
    settleIndex: index.settle,
    close: () => closeAll([learnt.learning, exchange, editorial, bench, desk, personal, index, database]),
  }
}

/** What is learnt of questions and of what people say of answers. */
function openLearnt(
  { database, registry, index, deps, now }: OpenAsking,
  { people, editorial }: Pick<OpenOffice, 'people' | 'editorial'>,
  { config, log }: { readonly config: Config; readonly log: Log },
): Pick<Product, 'suggestions' | 'learning' | 'feedback'> {
  const { outDoors, employeeNumberForms } = config
  const suggestions = openSuggestions(database.query, { outDoors, now })
  const search = (wanted: EntrySearch) => searchEntries(wanted, deps)
  const settleIndex = index.settle
  const learning = openLearning(database.query, config, { ...deps, now, suggestions, settleIndex, log, search })
  const feedback = openFeedback(database.query, {
    suggestions,
    accounts: people.accounts,
    registry,
    asking: deps,
    settleIndex,
    outDoors,
    employeeNumberForms,
    pokeNotices: () => void editorial.settleNotices(),
    now,
    log,
  })
  return { suggestions, learning, feedback }
}

/** In this order: what writes before what it writes to. */
async function closeAll(parts: readonly { readonly close: () => Promise<void> }[]): Promise<void> {
  for (const part of parts) await part.close()
}
