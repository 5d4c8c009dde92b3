// What staff's reactions are used for, on one database: suggestions that people decide on, 解決率, and who is told of both.
// Nothing here is read where questions are answered.
import { randomUUID } from 'node:crypto'
import { setImmediate as pause } from 'node:timers/promises'
import type { OpenDatabase } from '../adapters/sqlite/open-database.ts'
import { openSqliteResolution } from '../adapters/sqlite/sqlite-resolution.ts'
import { openSqliteVoices } from '../adapters/sqlite/sqlite-voices.ts'
import { analyseQuestion } from '../core/analyse-question.ts'
import { type AnswerDeps, rankAndJudge } from '../core/answer-question.ts'
import { dateInJapan } from '../core/fiscal-year.ts'
import type { FeedbackUse } from '../core/learning/feedback-use.ts'
import { type Fall, findFalls } from '../core/learning/find-falls.ts'
import { learnFromFeedback } from '../core/learning/learn-from-feedback.ts'
import type { RankedNow } from '../core/learning/suggest-phrasings.ts'
import { tellOfFalls, tellOfSuggestions } from '../core/learning/tell-keepers.ts'
import { openFallWatch } from '../core/learning/watch-falls.ts'
import { keepLooking, type Looks } from '../core/looks.ts'
import { maskPersonalData } from '../core/masking/mask-personal-data.ts'
import type { Accounts } from '../core/ports/accounts.ts'
import type { Clock } from '../core/ports/clock.ts'
import type { OutDoor } from '../core/ports/outbox.ts'
import type { Registry } from '../core/ports/registry.ts'
import type { Suggestions } from '../core/ports/suggestions.ts'
import { CANDIDATES_SHOWN } from '../core/search/judge.ts'
import type { Log } from './log.ts'

/** Nobody waits for a suggestion; so often it is no work worth mentioning. */
const LOOK_EVERY_MS = 10 * 60 * 1000
/** A fall shows over months: pages need not count it anew each time. */
const FALLS_KEPT_MS = 10 * 60 * 1000

export interface OpenFeedbackDeps {
  readonly suggestions: Suggestions
  readonly accounts: Pick<Accounts, 'all'>
  readonly registry: Pick<Registry, 'entriesById'>
  readonly asking: Omit<AnswerDeps, 'questionLog' | 'now' | 'newId'>
  /** Resolves when everything that is published can be found: else everything would seem not to be. */
  readonly settleIndex: () => Promise<void>
  readonly outDoors: readonly OutDoor[]
  readonly employeeNumberForms: readonly string[]
  /** Called where notices may have to be sent. */
  readonly pokeNotices: () => void
  readonly now: () => Date
  readonly log: Log
}

type LookingDeps = Pick<OpenFeedbackDeps, 'log' | 'settleIndex'>

export function openFeedback(query: OpenDatabase['query'], deps: OpenFeedbackDeps): FeedbackUse {
  const { suggestions, asking, employeeNumberForms, now } = deps
  const resolution = openSqliteResolution(query, { ...deps, newId: randomUUID })
  const voices = openSqliteVoices(query)
  const today = () => dateInJapan(now())
  const rank = (text: string): Promise<RankedNow> =>
    rankAndJudge(text, asking, { limit: CANDIDATES_SHOWN, reader: { scope: null, today: today() } })
  const falls = keptFor(FALLS_KEPT_MS, () => findFalls(today(), resolution), now)
  const telling = { suggestions, resolution, accounts: deps.accounts.all, registry: deps.registry }
  const watchFalls = openFallWatch(resolution)
  const learn = async () => {
    await deps.settleIndex()
    const proposed = await learnFromFeedback({
      voices,
      suggestions,
      rank,
      termsOf: text => analyseQuestion(text, asking.analyser).terms,
      mask: text => maskPersonalData(text, { employeeNumberForms }).text,
      pause,
    })
    const told = await tellOfSuggestions(today(), telling)
    const fallen = await watchFalls(today(), found => tellOfFalls(found, today(), telling))
    if (told + fallen > 0) deps.pokeNotices()
    return proposed
  }
  return { resolution, rank, falls, learn, start: clock => startLooking(learn, clock, deps) }
}

/** What failed is told to the operator, and looked at again. Whoever closes does not wait for the index. */
function startLooking(learn: () => Promise<number>, clock: Clock, { settleIndex, log }: LookingDeps): Looks {
  const closing = Promise.withResolvers<void>()
  let closed = false
  const looks = keepLooking(async () => {
    await Promise.race([settleIndex(), closing.promise])
    if (!closed) await learn().catch((error: unknown) => log('feedback_not_looked_at', { error: String(error) }))
    return LOOK_EVERY_MS
  }, clock)
  return {
    look: looks.look,
    close: () => {
      closed = true
      closing.resolve()
      return looks.close()
    },
  }
}

function keptFor(ms: number, read: () => Promise<readonly Fall[]>, now: () => Date): () => Promise<readonly Fall[]> {
  let kept: { readonly until: number; readonly falls: Promise<readonly Fall[]> } | null = null
  return () => {
    const at = now().getTime()
    if (kept === null || at >= kept.until) kept = { until: at + ms, falls: read() }
    const { falls } = kept
    falls.catch(() => {
      kept = null // whoever waits hears of it; the next one asks anew
    })
    return falls
  }
}
