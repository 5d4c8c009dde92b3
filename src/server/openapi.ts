// The OpenAPI 3.1 document, generated from the schemas that validate requests.
import { z } from 'zod'
import {
  askRequestSchema,
  askResponseSchema,
  entryIdSchema,
  entryListQuerySchema,
  entryListSchema,
  entrySchema,
} from './api-schemas.ts'
import { explanationSchema } from './explain-schemas.ts'
import { FIGURES_SECURITY_SCHEME, figuresPaths } from './openapi-figures.ts'
import { problemSchema } from './problem.ts'

/** Builds the document; the result is plain JSON. */
export function buildOpenApi(version: string): Readonly<Record<string, unknown>> {
  return {
    openapi: '3.1.0',
    info: { title: '全庁FAQ API', version, description: '職員の質問に、担当課の公式回答を返します。' },
    servers: [{ url: '/' }],
    paths: {
      '/api/v1/ask': { post: askOperation() },
      '/api/v1/explain': { post: explainOperation() },
      '/api/v1/entries': { get: listOperation() },
      '/api/v1/entries/{id}': { get: entryOperation() },
      ...figuresPaths({ toParameters, jsonResponse, toJsonSchema, problems }),
      '/healthz': { get: healthOperation('プロセスが動いているか') },
      '/readyz': { get: healthOperation('質問に答えられるか（準備中は 503）') },
    },
    components: {
      schemas: { Problem: toJsonSchema(problemSchema), Entry: toJsonSchema(entrySchema) },
      securitySchemes: FIGURES_SECURITY_SCHEME,
    },
  }
}

function askOperation() {
  return {
    operationId: 'ask',
    summary: '質問する',
    ...questionOperation(jsonResponse('判定と回答', toJsonSchema(askResponseSchema))),
  }
}

function explainOperation() {
  return {
    operationId: 'explain',
    summary: '質問にどう回答するかを、点の内訳とともに調べる（質問は記録しない）',
    ...questionOperation(jsonResponse('判定と、その根拠', toJsonSchema(explanationSchema))),
  }
}

/** What takes a question in its body. */
function questionOperation(response: ReturnType<typeof jsonResponse>) {
  return {
    requestBody: {
      required: true,
      content: { 'application/json': { schema: toJsonSchema(askRequestSchema, 'input') } },
    },
    responses: {
      200: response,
      ...problems({
        400: '入力の誤り',
        413: '64 KB を超える',
        415: 'JSON でない',
        503: '混雑（Retry-After 秒後に再試行）',
      }),
    },
  }
}

function listOperation() {
  return {
    operationId: 'listEntries',
    summary: '公開中のFAQを探す',
    parameters: toParameters(entryListQuerySchema, 'query'),
    responses: { 200: jsonResponse('FAQの一覧', toJsonSchema(entryListSchema)), ...problems({ 400: '入力の誤り' }) },
  }
}

function entryOperation() {
  return {
    operationId: 'getEntry',
    summary: 'FAQを1件読む',
    parameters: toParameters(entryIdSchema, 'path'),
    responses: {
      200: jsonResponse('FAQ', { $ref: '#/components/schemas/Entry' }),
      ...problems({ 404: '公開されていない' }),
    },
  }
}

function healthOperation(summary: string) {
  const schema = { type: 'object', properties: { status: { type: 'string' } }, required: ['status'] }
  return { summary, responses: { 200: jsonResponse('良好', schema), ...problems({ 503: '準備中' }) } }
}

function toJsonSchema(schema: z.ZodType, io: 'input' | 'output' = 'output'): Readonly<Record<string, unknown>> {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { target: 'draft-2020-12', io })
  return rest
}

function toParameters(schema: z.ZodObject, place: 'query' | 'path') {
  const { properties = {}, required = [] } = z.toJSONSchema(schema, { io: 'input' })
  return Object.entries(properties).map(([name, property]) => {
    const isRequired = place === 'path' || required.includes(name)
    return { name, in: place, required: isRequired, schema: property }
  })
}

function jsonResponse(description: string, schema: unknown) {
  return { description, content: { 'application/json': { schema } } }
}

function problems(byStatus: Readonly<Record<number, string>>) {
  const content = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } }
  return Object.fromEntries(Object.entries(byStatus).map(([status, description]) => [status, { description, content }]))
}
