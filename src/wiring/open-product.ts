// The product on one database: registry, question log, index, and the ways to ask and to hand over.
import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { openLinderaAnalyser } from '../adapters/lindera/lindera-analyser.ts'
import { openHeldDatabase } from '../adapters/sqlite/hold-data-folder.ts'
import type { OpenDatabase } from '../adapters/sqlite/open-database.ts'
import { openSqliteAskerKeys } from '../adapters/sqlite/sqlite-asker-keys.ts'
import { openSqliteAuditLog } from '../adapters/sqlite/sqlite-audit-log.ts'
import { openSqliteEventInbox } from '../adapters/sqlite/sqlite-event-inbox.ts'
import { openSqliteKeptValues } from '../adapters/sqlite/sqlite-kept-values.ts'
import { openSqliteQuestionLog } from '../adapters/sqlite/sqlite-question-log.ts'
import { openSqliteRegistry } from '../adapters/sqlite/sqlite-registry.ts'
import { openSqliteTicketReminders } from '../adapters/sqlite/sqlite-ticket-reminders.ts'
import type { OpenProductOptions, Product } from '../cli/cli-deps.ts'
import type { Config } from '../config.ts'
import { PUBLIC_SCOPE } from '../core/access/rights.ts'
import { type AnswerDeps, answerQuestion, rankAndJudge } from '../core/answer-question.ts'
import { openConversation } from '../core/conversation/conversation.ts'
import { explainQuestion } from '../core/explain/explain-question.ts'
import { type CalendarDate, dateInJapan } from '../core/fiscal-year.ts'
import type { QuestionLog } from '../core/ports/question-log.ts'
import { searchEntries } from '../core/search-entries.ts'
import { remindOverdue } from '../core/ticket/remind-overdue.ts'
import { tokenise } from '../core/tokenise.ts'
import type { Log } from './log.ts'
import { openMeaningLikeness } from './meaning-likeness.ts'
import { openBackups } from './open-backup.ts'
import { openComposing } from './open-composing.ts'
import { openDesk } from './open-desk.ts'
import { openWriting } from './open-drafting.ts'
import { openEditing } from './open-editing.ts'
import { openExchange } from './open-exchange.ts'
import { openFeedback } from './open-feedback.ts'
import { type OpenIndex, openIndex } from './open-index.ts'
import { openKpi } from './open-kpi.ts'
import { openLearning } from './open-learning.ts'
import { openPeople } from './open-people.ts'
import { openPrivacyOn } from './open-privacy.ts'
import { openSuggestions } from './open-suggestions.ts'
import { openUpkeep } from './open-upkeep.ts'
import { openEditorial } from './open-workflow.ts'
import { turnsOfDay } from './turns-of-day.ts'
import { openBench } from './workbench.ts'

/** Longest wait of a question for the first index to be made. */
const FIRST_ANSWER_WAIT_MAX_MS = 20_000

const now = () => new Date()

/** Resolves when words can be searched. */
export async function openProduct(config: Config, log: Log, options: OpenProductOptions = {}): Promise<Product> {
  const dataDir = options.throwAwayIn ?? config.dataDir
  const database = openHeldDatabase(dataDir)
  const registry = openSqliteRegistry(database.query, now)
  const questionLog = keepNobodyWaiting(
    openSqliteQuestionLog(
      database.query,
      error => log('question_not_logged', { error: String(error) }),
      database.patientQuery,
    ),
  )
  const analyser = openLinderaAnalyser()
  const index = await openIndex(config, { database, dataDir, analyser, onProgress: options.onProgress, log })
  const { thresholds } = config
  const { reranking } = index
  const newId = randomUUID
  const deps = { analyser, index: index.entries, registry, questionLog, thresholds, reranking, now, newId }
  const asking = waysToAsk(deps, index)
  const { composing, rewrite, modelUse } = openComposing(config, { database, analyser, clock: options.clock, now, log })
  const askerKeys = await openSqliteAskerKeys(database.query)
  const meaning = openMeaningLikeness(index.entries, analyser)
  const handing = { registry, questionLog, rank: asking.rank, askerKeys: askerKeys.keyOf, meaning }
  const desk = await openDesk(database.query, { config, ...handing, now, newId, log })
  const personal = openPrivacyOn(database, { config, askerKeys, now, log })
  const bench = await openBench(config, { database, index, registry, analyser, now, newId, log })
  const people = await openPeople(database.query, { config, now, newId })
  const editing = await openEditing(database.query, { dataDir, now, newId })
  const keeping = openUpkeep(database.query, {
    accounts: people.accounts,
    outDoors: config.outDoors,
    now,
    newId,
    log,
  })
  const telling = { outDoors: config.outDoors, now, newId }
  const reminders = openSqliteTicketReminders(database.query, telling)
  const overdue = (today: CalendarDate) =>
    remindOverdue(today, { reminders, accounts: people.accounts.all, outDoors: config.outDoors })
  const turnDay = turnsOfDay({ keeping, remindOverdue: overdue, personal }, log)
  const editorial = openEditorial(database.query, {
    registry,
    accounts: people.accounts,
    outDoors: config.outDoors,
    turnDay,
    gate: bench.gate,
    pokeIndex: () => void index.settle(),
    now,
    newId,
    log,
  })
  const suggestions = openSuggestions(database.query, { outDoors: config.outDoors, now })
  const learning = openLearning(database.query, config, {
    ...deps,
    suggestions,
    log,
    search: search => searchEntries(search, deps),
  })
  const exchange = openExchange(database, { search: asking.search, now, log })
  return {
    databasePath: database.path,
    registry,
    questionLog,
    conversation: openConversation({ ask: asking.ask, questionLog, registry, rewrite, now }),
    desk,
    bench,
    auditLog: openSqliteAuditLog(database.query),
    people,
    editorial,
    editing,
    suggestions,
    learning,
    feedback: openFeedback(database.query, {
      suggestions,
      accounts: people.accounts,
      registry,
      asking: deps,
      settleIndex: index.settle,
      outDoors: config.outDoors,
      employeeNumberForms: config.employeeNumberForms,
      pokeNotices: () => void editorial.settleNotices(),
      now,
      log,
    }),
    privacy: personal.privacy,
    keeping: { ...keeping, turnDay, duplicates: index.duplicates },
    exchange,
    inbox: openSqliteEventInbox(database.query),
    kept: openSqliteKeptValues(database.query),
    backups: openBackups(database.query, config.backup, { dataDir, editorial, people, now, log }),
    kpi: await openKpi(database.query, config, { registry, now, newId, log }),
    ...asking,
    termsOf: text => tokenise(text, analyser),
    composing,
    modelUse,
    writing: openWriting(database.query, { composing, now, log }),
    meaning,
    indexState: index.state,
    settleIndex: index.settle,
    close: () => closeAll([learning, exchange, editorial, bench, desk, personal, index, database]),
  }
}

/** On the very first start nothing can be found for some seconds: better a late answer than a wrong "not found". */
function waysToAsk(deps: AnswerDeps, index: OpenIndex): Pick<Product, 'ask' | 'search' | 'explain' | 'rank'> {
  const afterFirstIndex =
    <Q, A>(answer: (question: Q, deps: AnswerDeps) => Promise<A>) =>
    async (question: Q) => {
      await index.firstIndexMade(FIRST_ANSWER_WAIT_MAX_MS)
      return answer(question, deps)
    }
  return {
    ask: afterFirstIndex(answerQuestion),
    search: afterFirstIndex(searchEntries),
    explain: afterFirstIndex(explainQuestion),
    rank: (text, limit) => {
      return rankAndJudge(text, deps, { limit, reader: { scope: PUBLIC_SCOPE, today: dateInJapan(now()) } })
    },
  }
}

/** Ten times what a write takes when nobody is in its way. */
const LOG_WAIT_MAX_MS = 200

/** While a large import is written, an answer does not wait until its question is: that comes after. */
function keepNobodyWaiting(questionLog: QuestionLog): QuestionLog {
  return {
    ...questionLog,
    record: question => Promise.race([questionLog.record(question), wait(LOG_WAIT_MAX_MS, true, { ref: false })]),
  }
}

/** In this order: what writes before what it writes to. */
async function closeAll(parts: readonly Pick<OpenDatabase, 'close'>[]): Promise<void> {
  for (const part of parts) await part.close()
}
