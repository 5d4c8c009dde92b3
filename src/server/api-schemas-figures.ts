// The shapes of the figures that other systems fetch: what validates requests also writes the OpenAPI document. Figures are
// described by the catalogue's definitions.
import { z } from 'zod'
import { isCalendarDate } from '../core/fiscal-year.ts'
import { LIVE_FIGURES, SIDES } from '../core/kpi/plan.ts'
import { SMALL_GROUP_MIN } from '../core/kpi/small-groups.ts'
import { type FigureName, kpiDefinitions } from '../core/messages/ja/admin/kpi-definitions.ts'
import { sectionSchema } from './api-schemas.ts'

const count = (figure: FigureName) =>
  z.int().min(0).describe(`${kpiDefinitions[figure].name}: ${kpiDefinitions[figure].definition}`)
const share = (figure: FigureName) =>
  z.number().min(0).nullable().describe(`${kpiDefinitions[figure].name}（0–1）: ${kpiDefinitions[figure].definition}`)
const date = z.string().describe('YYYY-MM-DD（日本時間）')
const fiscalYear = z.int().describe('年度（4月が属する西暦年）')

export const asOfQuerySchema = z.object({
  as_of: z
    .string()
    .refine(isCalendarDate, 'YYYY-MM-DD')
    .optional()
    .describe('この日の終わりの時点（YYYY-MM-DD。既定は今日。先の日は指定できない）'),
})

export const yearQuerySchema = z.object({
  year: z.coerce.number().int().min(1990).max(9998).optional().describe('年度（4月が属する西暦年。既定は今年度）'),
})

export const registrationsSchema = z.object({
  asOf: date,
  fiscalYear,
  registered: count('registered'),
  registeredInYear: z.int().describe(kpiDefinitions.registeredInYear.definition),
  opening: count('opening'),
  published: count('published'),
  verified: count('verified'),
  archived: z.int().describe(kpiDefinitions.archived.definition),
  target: z.object({ fiscalYear, value: z.number() }).nullable().describe(kpiDefinitions.target.definition),
  remaining: z.number().nullable().describe(kpiDefinitions.remaining.definition),
  forecast: z
    .object({ expected: z.int(), low: z.int(), high: z.int() })
    .nullable()
    .describe(kpiDefinitions.forecast.definition),
  pacePerMonth: z.number().nullable().describe(kpiDefinitions.pace.definition),
})

const answers = {
  asked: count('questions'),
  answered: count('answered'),
  candidates: count('candidates'),
  unanswered: count('unanswered'),
  answerRate: share('answerRate'),
  zeroHitRate: share('zeroHitRate'),
  resolved: count('resolved'),
  unresolved: count('unresolved'),
  resolvedRate: share('resolvedRate'),
}

export const monthlySchema = z.object({
  fiscalYear,
  asOf: date,
  months: z.array(
    z.object({
      month: z.string().describe('YYYY-MM'),
      registered: z.int().describe('その月に登録したFAQの数（期首の登録数を含まない）'),
      registeredTotal: z.int().describe('月末（終わっていない月は基準日）の登録数（累計）'),
      ...answers,
    }),
  ),
})

export const sectionsSchema = z.object({
  fiscalYear,
  asOf: date,
  sections: z.array(
    z.object({
      section: sectionSchema,
      registered: z.int().describe('年度内の登録数。担当課が変わったFAQは、今の担当課で数える'),
      registeredTotal: z.int().describe('登録数（累計）。期首の登録数を含まない'),
      published: count('published'),
      verified: count('verified'),
    }),
  ),
})

export const questionsSchema = z.object({
  fiscalYear,
  asOf: date,
  ...answers,
  askers: z
    .int()
    .nullable()
    .describe(`${kpiDefinitions.askers.definition}（1–${SMALL_GROUP_MIN - 1}人のときは null）`),
  staff: z.int().nullable().describe(kpiDefinitions.staff.definition),
  usageRate: share('usageRate'),
  ticketDays: z.number().nullable().describe(kpiDefinitions.ticketDays.definition),
})

export const planSchema = z.object({
  asOf: date,
  indicators: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      unit: z.string(),
      section: z.object({ code: z.string().nullable(), name: z.string() }),
      live: z.enum(LIVE_FIGURES).nullable().describe('自動で計算する数値の種類。null は担当課が入力する指標'),
      note: z.string(),
      values: z.array(
        z.object({
          fiscalYear,
          side: z.enum(SIDES).describe('target 目標、actual 実績'),
          text: z.string().describe('計画に示すとおりの値'),
          number: z.number().nullable().describe('数値。文で示す値では null'),
          note: z.string().describe('例: 見込'),
          computed: z.boolean().describe('自動で計算した値'),
        }),
      ),
    }),
  ),
})
