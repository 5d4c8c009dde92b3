// The JSON API under /api/v1. It knows nobody, so it gives what anybody may read.
import { json, type RequestHandler, Router } from 'express'
import type { z } from 'zod'
import { isAnswerFor, PUBLIC_SCOPE } from '../core/access/rights.ts'
import type { Answer, Question } from '../core/answer-question.ts'
import { type Entry, isReviewOverdue } from '../core/entry.ts'
import { FaqError } from '../core/errors.ts'
import type { Explanation, QuestionToExplain } from '../core/explain/explain-question.ts'
import { type CalendarDate, dateInJapan } from '../core/fiscal-year.ts'
import type { Registry } from '../core/ports/registry.ts'
import {
  askRequestSchema,
  type askResponseSchema,
  entryIdSchema,
  entryListQuerySchema,
  type entryListSchema,
  type entrySchema,
} from './api-schemas.ts'
import { parse } from './parse.ts'
import { BODY_BYTES_MAX } from './problem.ts'
import { refuseMethod } from './refuse-method.ts'

export interface ApiDeps {
  readonly ask: (question: Question) => Promise<Answer>
  readonly explain: (question: QuestionToExplain) => Promise<Explanation>
  readonly registry: Pick<Registry, 'entriesById' | 'findEntries'>
  readonly now: () => Date
}

export function apiRouter(deps: ApiDeps): Router {
  const router = Router()
  router
    .route('/ask')
    .post(requireJson, readJson, async (request, response) => {
      const { question, section, limit } = parse(askRequestSchema, request.body, 'body')
      const answer = await deps.ask({ text: question, channel: 'api', sectionCode: section, limit })
      response.json(toAskResponse(answer, dateInJapan(deps.now())))
    })
    .all(refuseMethod('POST'))
  router
    .route('/explain')
    .post(requireJson, readJson, async (request, response) => {
      const { question, section, limit } = parse(askRequestSchema, request.body, 'body')
      response.json(await deps.explain({ text: question, sectionCode: section, limit }))
    })
    .all(refuseMethod('POST'))
  router
    .route('/entries')
    .get(async (request, response) => {
      const { q, section, limit, offset } = parse(entryListQuerySchema, request.query, 'query')
      const reader = { scope: PUBLIC_SCOPE, today: dateInJapan(deps.now()) }
      const filter = { text: q, sectionCode: section, reader, limit, offset }
      const { total, entries } = await deps.registry.findEntries(filter)
      response.json({ total, entries: entries.map(entry => toEntryBody(entry, reader.today)) } satisfies z.infer<
        typeof entryListSchema
      >)
    })
    .all(refuseMethod('GET, HEAD'))
  router
    .route('/entries/:id')
    .get(async (request, response) => {
      response.json(toEntryBody(await openEntry(deps, request.params.id), dateInJapan(deps.now())))
    })
    .all(refuseMethod('GET, HEAD'))
  return router
}

const readJson = json({ limit: BODY_BYTES_MAX, strict: true })

const requireJson: RequestHandler = (request, _response, next) => {
  const got = request.headers['content-type'] ?? '(none)'
  next(request.is('application/json') ? undefined : new FaqError('unsupported_media_type', { got: got.slice(0, 100) }))
}

async function openEntry(deps: ApiDeps, id: string): Promise<Entry> {
  const [entry] = entryIdSchema.safeParse({ id }).success ? await deps.registry.entriesById([id]) : []
  if (entry === undefined || !isAnswerFor(entry, PUBLIC_SCOPE, dateInJapan(deps.now()))) {
    throw new FaqError('not_found', { what: 'entry', id: id.slice(0, 64) })
  }
  return entry
}

function toAskResponse(answer: Answer, today: CalendarDate): z.infer<typeof askResponseSchema> {
  const { questionId, outcome, confidence, candidates } = answer
  return {
    questionId,
    outcome,
    confidence,
    answer: answer.outcome === 'answered' ? toAnswerBody(answer.entry, today) : null,
    candidates: candidates.map(candidate => ({ ...candidate })),
  }
}

function toAnswerBody(entry: Entry, today: CalendarDate) {
  return {
    entryId: entry.id,
    question: entry.question,
    answer: entry.answer,
    section: { ...entry.section },
    revisedAt: entry.revisedOn,
    reviewBy: entry.reviewBy,
    reviewOverdue: isReviewOverdue(entry, today),
    ...(entry.basis.length > 0 && { basis: [...entry.basis] }),
    url: entryUrl(entry),
  }
}

function toEntryBody(entry: Entry, today: CalendarDate): z.infer<typeof entrySchema> {
  return {
    id: entry.id,
    question: entry.question,
    answer: entry.answer,
    section: { ...entry.section },
    status: entry.status,
    revision: entry.revision,
    registeredOn: entry.registeredOn,
    revisedAt: entry.revisedOn,
    phrasings: [...entry.phrasings],
    tags: [...entry.tags],
    basis: [...entry.basis],
    reviewBy: entry.reviewBy,
    reviewOverdue: isReviewOverdue(entry, today),
    url: entryUrl(entry),
  }
}

function entryUrl(entry: Entry): string {
  return `/entries/${encodeURIComponent(entry.id)}`
}
