// The targets of the registration count, from a YAML file that the office keeps.
import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { z } from 'zod'
import { FaqError } from '../../core/errors.ts'
import type { RegistrationTarget } from '../../core/kpi/registration-kpi.ts'

const FISCAL_YEAR_FORM = /^(?:19|20|21)\d{2}$/u

const schema = z.object({
  indicator: z.string().optional(),
  targets: z.record(z.string().regex(FISCAL_YEAR_FORM, 'expected a year such as 2024'), z.int().min(0)),
})

/** Throws `config` for a file that cannot be read or does not hold targets by year. */
export function readRegistrationTargets(file: string): readonly RegistrationTarget[] {
  const parsed = schema.safeParse(readYaml(file))
  if (!parsed.success) {
    const problems = parsed.error.issues.map(
      issue => `KPI_TARGETS_FILE ${file}: ${issue.path.join('.')}: ${reasonOf(issue)}`,
    )
    throw new FaqError('config', { problems })
  }
  return Object.entries(parsed.data.targets).map(([year, value]) => ({ fiscalYear: Number(year), value }))
}

/** A bad key hides what is wrong with it one level deeper. */
function reasonOf(issue: z.core.$ZodIssue): string {
  return issue.code === 'invalid_key' ? (issue.issues[0]?.message ?? issue.message) : issue.message
}

function readYaml(file: string): unknown {
  try {
    return parse(readFileSync(file, 'utf8'))
  } catch (cause) {
    throw new FaqError('config', { problems: [`KPI_TARGETS_FILE ${file}: ${(cause as Error).message}`] }, { cause })
  }
}
