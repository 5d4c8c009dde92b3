// The plan's indicators from a YAML file: what fills an empty database.
import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { z } from 'zod'
import { FaqError } from '../../core/errors.ts'
import { GOALS, LIVE_FIGURES, numberIn, PLAN_LIMITS, type RecordedValue, type Side } from '../../core/kpi/plan.ts'
import type { PlannedIndicator } from '../../core/ports/plan-store.ts'

/** 令和 began in 2019: R1 is the fiscal year that began in that April. */
const REIWA_BEFORE = 2018
const YEAR_FORM = /^(?:R[1-9]\d?|20\d{2})$/u

const text = z.union([z.string(), z.number()]).transform(String).pipe(z.string().trim().min(1).max(PLAN_LIMITS.value))
const value = z.union([
  text.transform(typed => ({ value: typed, note: '' })),
  z.strictObject({ value: text, note: z.string().max(PLAN_LIMITS.note).default('') }),
])
const years = z.record(z.string().regex(YEAR_FORM, 'expected a year such as R6 or 2024'), value).default({})

const schema = z.strictObject({
  indicators: z.array(
    z.strictObject({
      name: z.string().trim().min(1).max(PLAN_LIMITS.name),
      unit: z.string().max(PLAN_LIMITS.unit).default(''),
      section: z.string().max(PLAN_LIMITS.section).default(''),
      section_code: z.string().nullable().default(null),
      live: z.enum(LIVE_FIGURES).nullable().default(null),
      goal: z.enum(GOALS).default('at_least'),
      note: z.string().max(PLAN_LIMITS.note).default(''),
      target: years,
      actual: years,
    }),
  ),
})

/** Throws `config` for a file that cannot be read or does not hold a plan. */
export function readPlan(file: string): readonly PlannedIndicator[] {
  const parsed = schema.safeParse(readYaml(file))
  if (!parsed.success) {
    const problems = parsed.error.issues.map(
      issue => `KPI_PLAN_FILE ${file}: ${issue.path.join('.')}: ${reasonOf(issue)}`,
    )
    throw new FaqError('config', { problems })
  }
  return parsed.data.indicators.map(({ section, section_code: sectionCode, target, actual, ...rest }) => ({
    indicator: { ...rest, sectionName: section, sectionCode },
    values: [...valuesOf('target', target), ...valuesOf('actual', actual)],
  }))
}

function valuesOf(
  side: Side,
  byYear: Readonly<Record<string, { readonly value: string; readonly note: string }>>,
): readonly RecordedValue[] {
  return Object.entries(byYear).map(([year, typed]) => ({
    fiscalYear: year.startsWith('R') ? Number(year.slice(1)) + REIWA_BEFORE : Number(year),
    side,
    text: typed.value,
    number: numberIn(typed.value),
    note: typed.note,
  }))
}

/** A bad key hides what is wrong with it one level deeper. */
function reasonOf(issue: z.core.$ZodIssue): string {
  return issue.code === 'invalid_key' ? (issue.issues[0]?.message ?? issue.message) : issue.message
}

function readYaml(file: string): unknown {
  try {
    return parse(readFileSync(file, 'utf8'))
  } catch (cause) {
    throw new FaqError('config', { problems: [`KPI_PLAN_FILE ${file}: ${(cause as Error).message}`] }, { cause })
  }
}
