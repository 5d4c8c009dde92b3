// The shapes of the JSON API: what validates requests also writes the OpenAPI document.
import { z } from 'zod'
import { QUESTION_LENGTH_MAX } from '../core/answer-question.ts'
import { ENTRY_ID_FORM, ENTRY_STATUSES, SECTION_CODE_FORM } from '../core/entry.ts'
import { countCodePoints } from '../core/normalise.ts'
import { OUTCOMES } from '../core/search/judge.ts'

export const sectionSchema = z.object({ code: z.string(), name: z.string() })
export const confidenceSchema = z.number().min(0).max(1).describe('この項目が質問に答える確からしさ（0–1）')

export const askRequestSchema = z.object({
  question: z
    .string()
    .refine(text => text.trim() !== '' && countCodePoints(text.trim()) <= QUESTION_LENGTH_MAX, {
      message: `1–${QUESTION_LENGTH_MAX} code points`,
    })
    .describe(`質問（1–${QUESTION_LENGTH_MAX}字）`)
    .meta({ minLength: 1, maxLength: QUESTION_LENGTH_MAX }),
  section: z.string().regex(SECTION_CODE_FORM).optional().describe('担当課コードで絞り込む'),
  limit: z.int().min(1).max(20).optional().describe('候補の件数（既定 5）'),
})

export const candidateSchema = z.object({
  entryId: z.string(),
  question: z.string(),
  confidence: confidenceSchema,
  section: sectionSchema,
})

export const askResponseSchema = z.object({
  questionId: z.string(),
  outcome: z.enum(OUTCOMES),
  confidence: confidenceSchema,
  answer: z
    .object({
      entryId: z.string(),
      question: z.string(),
      answer: z.string().describe('Markdown'),
      section: sectionSchema,
      revisedAt: z.string().describe('改定日 YYYY-MM-DD'),
      reviewBy: z.string().nullable().describe('見直しの期限 YYYY-MM-DD'),
      reviewOverdue: z.boolean().describe('要確認：見直しの期限を過ぎている'),
      basis: z.array(z.string()).optional().describe('根拠'),
      url: z.string(),
    })
    .nullable(),
  candidates: z.array(candidateSchema),
})

export const entryIdSchema = z.object({ id: z.string().regex(ENTRY_ID_FORM) })

export const entrySchema = z.object({
  id: z.string(),
  question: z.string(),
  answer: z.string().describe('Markdown'),
  section: sectionSchema,
  status: z.enum(ENTRY_STATUSES),
  revision: z.int(),
  registeredOn: z.string().nullable().describe('登録日 YYYY-MM-DD'),
  revisedAt: z.string().describe('改定日 YYYY-MM-DD'),
  phrasings: z.array(z.string()),
  tags: z.array(z.string()),
  basis: z.array(z.string()),
  reviewBy: z.string().nullable().describe('見直しの期限 YYYY-MM-DD'),
  reviewOverdue: z.boolean().describe('要確認：見直しの期限を過ぎている'),
  url: z.string(),
})

export const entryListQuerySchema = z.object({
  q: z.string().max(200).optional().describe('番号・質問・回答に含まれる語（空白で区切るとすべてを含むもの）'),
  section: z.string().regex(SECTION_CODE_FORM).optional().describe('担当課コード'),
  limit: z.coerce.number().int().min(1).max(100).default(20),
  offset: z.coerce.number().int().min(0).max(1_000_000).default(0),
})

export const entryListSchema = z.object({ total: z.int(), entries: z.array(entrySchema) })
