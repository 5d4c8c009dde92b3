// The JSON API under /api/v1.
import { json, type RequestHandler, Router } from 'express'
import type { z } from 'zod'
import type { Answer, Question } from '../core/answer-question.ts'
import type { Entry } from '../core/entry.ts'
import { FaqError } from '../core/errors.ts'
import type { Explanation, QuestionToExplain } from '../core/explain/explain-question.ts'
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
}

export function apiRouter(deps: ApiDeps): Router {
  const router = Router()
  router
    .route('/ask')
    .post(requireJson, readJson, async (request, response) => {
      const { question, section, limit } = parse(askRequestSchema, request.body, 'body')
      const answer = await deps.ask({ text: question, channel: 'api', sectionCode: section, limit })
      response.json(toAskResponse(answer))
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
      const filter = { text: q, sectionCode: section, status: 'published' as const, limit, offset }
      const { total, entries } = await deps.registry.findEntries(filter)
      response.json({ total, entries: entries.map(toEntryBody) } satisfies z.infer<typeof entryListSchema>)
    })
    .all(refuseMethod('GET, HEAD'))
  router
    .route('/entries/:id')
    .get(async (request, response) => {
      response.json(toEntryBody(await publishedEntry(deps, request.params.id)))
    })
    .all(refuseMethod('GET, HEAD'))
  return router
}

const readJson = json({ limit: BODY_BYTES_MAX, strict: true })

const requireJson: RequestHandler = (request, _response, next) => {
  const got = request.headers['content-type'] ?? '(none)'
  next(request.is('application/json') ? undefined : new FaqError('unsupported_media_type', { got: got.slice(0, 100) }))
}

async function publishedEntry(deps: ApiDeps, id: string): Promise<Entry> {
  const [entry] = entryIdSchema.safeParse({ id }).success ? await deps.registry.entriesById([id]) : []
  if (entry?.status !== 'published') throw new FaqError('not_found', { what: 'entry', id: id.slice(0, 64) })
  return entry
}

function toAskResponse(answer: Answer): z.infer<typeof askResponseSchema> {
  const { questionId, outcome, confidence, candidates } = answer
  return {
    questionId,
    outcome,
    confidence,
    answer: answer.outcome === 'answered' ? toAnswerBody(answer.entry) : null,
    candidates: candidates.map(candidate => ({ ...candidate })),
  }
}

function toAnswerBody(entry: Entry) {
  return {
    entryId: entry.id,
    question: entry.question,
    answer: entry.answer,
    section: { ...entry.section },
    revisedAt: entry.revisedOn,
    ...(entry.basis.length > 0 && { basis: [...entry.basis] }),
    url: entryUrl(entry),
  }
}

function toEntryBody(entry: Entry): z.infer<typeof entrySchema> {
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
    url: entryUrl(entry),
  }
}

function entryUrl(entry: Entry): string {
  return `/entries/${encodeURIComponent(entry.id)}`
}
