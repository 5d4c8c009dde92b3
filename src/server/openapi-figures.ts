// The part of the OpenAPI document on figures, which need a token.
import type { z } from 'zod'
import {
  asOfQuerySchema,
  monthlySchema,
  planSchema,
  questionsSchema,
  registrationsSchema,
  sectionsSchema,
  yearQuerySchema,
} from './api-schemas-figures.ts'

/** How the document writes its pieces. */
export interface OpenApiParts {
  readonly toParameters: (schema: z.ZodObject, place: 'query' | 'path') => unknown
  readonly jsonResponse: (description: string, schema: unknown) => unknown
  readonly toJsonSchema: (schema: z.ZodType) => unknown
  readonly problems: (byStatus: Readonly<Record<number, string>>) => object
}

export const FIGURES_SECURITY_SCHEME = {
  token: { type: 'http', scheme: 'bearer', description: '管理ページの「APIトークン」で作成したトークン（zft_…）' },
}

export function figuresPaths(parts: OpenApiParts) {
  const operation = ({ id, summary, scope, query, schema }: FiguresOperation) => ({
    get: {
      operationId: id,
      summary: `${summary}（要: ${scope}）`,
      security: [{ token: [] }],
      parameters: query === null ? [] : parts.toParameters(query, 'query'),
      responses: {
        200: parts.jsonResponse(summary, parts.toJsonSchema(schema)),
        ...parts.problems({
          400: '入力の誤り',
          401: 'トークンがない、または使えない',
          403: 'トークンで許されていない',
          429: '取得が多すぎる',
        }),
      },
    },
  })
  return Object.fromEntries(OPERATIONS.map(described => [described.path, operation(described)]))
}

interface FiguresOperation {
  readonly path: string
  readonly id: string
  readonly summary: string
  readonly scope: string
  readonly query: z.ZodObject | null
  readonly schema: z.ZodType
}

const OPERATIONS: readonly FiguresOperation[] = [
  {
    path: '/api/v1/figures/registrations',
    id: 'figuresOfRegistrations',
    summary: 'ある日の終わりの登録数・公開中・検証済みと、目標・見込み',
    scope: 'figures:read',
    query: asOfQuerySchema,
    schema: registrationsSchema,
  },
  {
    path: '/api/v1/figures/monthly',
    id: 'figuresByMonth',
    summary: '年度の月別の登録数と質問',
    scope: 'figures:read',
    query: yearQuerySchema,
    schema: monthlySchema,
  },
  {
    path: '/api/v1/figures/sections',
    id: 'figuresBySection',
    summary: '年度の担当課別の登録数・公開中・検証済み',
    scope: 'figures:read',
    query: yearQuerySchema,
    schema: sectionsSchema,
  },
  {
    path: '/api/v1/figures/questions',
    id: 'figuresOfQuestions',
    summary: '年度の質問数・回答の質・利用率',
    scope: 'figures:read',
    query: yearQuerySchema,
    schema: questionsSchema,
  },
  {
    path: '/api/v1/plan',
    id: 'plan',
    summary: '計画の指標と、年度ごとの目標・実績',
    scope: 'plan:read',
    query: null,
    schema: planSchema,
  },
]
