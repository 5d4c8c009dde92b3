// The part of the product that answers: the database, the registry, the log of questions, the index, and the ways to ask.
import { randomUUID } from 'node:crypto'
import { setImmediate as nextTurn, setTimeout as wait } from 'node:timers/promises'
import { openLinderaAnalyser } from '../adapters/lindera/lindera-analyser.ts'
import { openHeldDatabase } from '../adapters/sqlite/hold-data-folder.ts'
import { openSqliteQuestionLog } from '../adapters/sqlite/sqlite-question-log.ts'
import { openSqliteRegistry } from '../adapters/sqlite/sqlite-registry.ts'
import type { OpenProductOptions, Product } from '../cli/cli-deps.ts'
import type { Config } from '../config.ts'
import { PUBLIC_SCOPE } from '../core/access/rights.ts'
import { openAdmission } from '../core/admission.ts'
import { type AnswerDeps, answerQuestion, rankAndJudge } from '../core/answer-question.ts'
import { explainQuestion } from '../core/explain/explain-question.ts'
import { dateInJapan } from '../core/fiscal-year.ts'
import type { Channel, QuestionLog } from '../core/ports/question-log.ts'
import { searchEntries } from '../core/search-entries.ts'
import type { Log } from './log.ts'
import { type OpenIndex, openIndex } from './open-index.ts'

/** Longest wait of a question for the first index to be made. */
const FIRST_ANSWER_WAIT_MAX_MS = 20_000

/** A person waits so long without doubt; longer, and it is better to know, and to come back in the few seconds that we name. */
const TURN_WAIT_MAX_MS = 2_000
/** Each holds some tens of kilobytes; those that wait for a model of language hold their place for seconds. */
const ASKS_HELD_MAX = 500
/** Node takes one new connection a turn: with several turns between two answers, those who wait outside are seen too. */
const TURNS_BETWEEN = 8
/** Nobody holds a line open for them, and what is refused is an answer lost. */
const PATIENT_CHANNELS: ReadonlySet<Channel> = new Set<Channel>(['slack', 'mail'])

const now = () => new Date()

async function letOthers(): Promise<void> {
  for (let turn = 0; turn < TURNS_BETWEEN; turn += 1) await nextTurn()
}

export type OpenAsking = Awaited<ReturnType<typeof openAsking>>

interface AskingOptions {
  readonly dataDir: string
  readonly onProgress: OpenProductOptions['onProgress'] | undefined
}

/** Resolves when words can be searched. */
export async function openAsking(config: Config, log: Log, { dataDir, onProgress }: AskingOptions) {
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
  const index = await openIndex(config, { database, dataDir, analyser, onProgress, log })
  const { thresholds } = config
  const parts = { analyser, registry, questionLog, now, newId: randomUUID }
  const deps: AnswerDeps = { ...parts, index: index.entries, thresholds, reranking: index.reranking }
  return { ...parts, database, index, deps, ways: waysToAsk(deps, index) }
}

/** On the very first start nothing can be found for some seconds: better a late answer than a wrong "not found". */
function waysToAsk(deps: AnswerDeps, index: OpenIndex): Pick<Product, 'ask' | 'search' | 'explain' | 'rank'> {
  const afterFirstIndex =
    <Q, A>(answer: (question: Q, deps: AnswerDeps) => Promise<A>) =>
    async (question: Q) => {
      await index.firstIndexMade(FIRST_ANSWER_WAIT_MAX_MS)
      return answer(question, deps)
    }
  const ask = afterFirstIndex(answerQuestion)
  const explain = afterFirstIndex(explainQuestion)
  const admission = openAdmission(
    { heldMax: ASKS_HELD_MAX, waitMaxMs: TURN_WAIT_MAX_MS },
    { letOthers, clock: () => performance.now() },
  )
  return {
    ask: question =>
      admission.admit(() => ask(question), PATIENT_CHANNELS.has(question.channel) ? 'patient' : undefined),
    search: afterFirstIndex(searchEntries),
    explain: question => admission.admit(() => explain(question)),
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
