// How an uploaded file is to be read: what a person chose of encoding, sheet, header and columns.
import { COLUMNS } from '../../src/adapters/entry-files/fields.ts'
import { sectionsWhere } from '../../src/core/access/rights.ts'
import type { Section } from '../../src/core/entry.ts'
import type { ImportChoices, ImportJob, Inspection } from '../../src/core/exchange/import-job.ts'
import { DEFAULT_STATUSES } from '../../src/core/exchange/import-job.ts'
import { TABLE_ENCODINGS, TABLE_FIELDS, type TableField, type TableReading } from '../../src/core/exchange/reading.ts'
import { exchangeTexts as texts } from '../../src/core/messages/ja/admin/exchange.ts'
import { readField } from '../read-field.ts'
import type { SignedInVisit } from '../route.ts'
import type { ExchangeDeps } from './exchange-deps.ts'
import { readPage } from './read-page.ts'

export async function sendReadPage(visit: SignedInVisit, job: ImportJob, deps: ExchangeDeps): Promise<void> {
  const { inspection, choices } = job
  const remembered =
    inspection === null ? null : await deps.exchange.imports.rememberedColumns(visit.account.id, inspection.headerHash)
  const fits = (columns: readonly unknown[] | undefined | null) => columns?.length === inspection?.header.length
  const known = fits(choices?.columns) ? choices?.columns : fits(remembered) ? remembered : null
  const page = readPage({
    job,
    columns: known ?? inspection?.guessed ?? [],
    remembered: known !== null && known === remembered,
    defaultSection: choices?.defaultSection?.code ?? '',
    defaultStatus: choices?.defaultStatus ?? 'draft',
    sections: await editableSections(visit, deps),
    problems: [],
  })
  await visit.send({ ...page, place: '/admin/exchange' })
}

/** Reads the file once more, as the person wishes. */
export async function readAgain(visit: SignedInVisit, job: ImportJob, { exchange }: ExchangeDeps): Promise<void> {
  const inspection = await exchange.inspect(job, readWish(visit.request.body))
  await exchange.imports.noteInspection(job.id, inspection)
  visit.response.redirect(303, `/admin/exchange/jobs/${job.id}`)
}

const HEADER_LINE_MAX = 1_000_000

function readWish(fields: unknown): Partial<TableReading> {
  const encoding = TABLE_ENCODINGS.find(known => known === readField(fields, 'encoding'))
  const line = Number(readField(fields, 'headerLine'))
  return {
    ...(encoding !== undefined && { encoding }),
    sheet: readField(fields, 'sheet') || null,
    headerLine: Number.isInteger(line) && line > 1 && line <= HEADER_LINE_MAX ? line : null,
    skipHidden: readField(fields, 'skipHidden') === 'on',
  }
}

export async function startCheck(visit: SignedInVisit, job: ImportJob, deps: ExchangeDeps): Promise<void> {
  const { request, response, account } = visit
  const there = `/admin/exchange/jobs/${job.id}`
  const { inspection } = job
  if (inspection === null || inspection.problem !== null) return response.redirect(303, there)
  const sections = await editableSections(visit, deps)
  const columns = readColumns(request.body, inspection)
  const problems = checkColumns(columns)
  const defaultSection = sections.find(({ code }) => code === readField(request.body, 'defaultSection')) ?? null
  const defaultStatus = DEFAULT_STATUSES.find(known => known === readField(request.body, 'defaultStatus')) ?? 'draft'
  if (problems.length > 0) {
    const section = defaultSection?.code ?? ''
    const page = readPage({
      job,
      columns,
      remembered: false,
      defaultSection: section,
      defaultStatus,
      sections,
      problems,
    })
    return visit.send({ ...page, place: '/admin/exchange' }, 422)
  }
  const choices: ImportChoices = { columns, defaultSection, defaultStatus }
  await deps.exchange.check(job.id, choices, account)
  response.redirect(303, there)
}

function readColumns(fields: unknown, { header }: Inspection): readonly (TableField | null)[] {
  return header.map((_, index) => TABLE_FIELDS.find(field => field === readField(fields, `column${index}`)) ?? null)
}

/** Sentences with the field that they are about. */
function checkColumns(
  columns: readonly (TableField | null)[],
): readonly { readonly id: string; readonly text: string }[] {
  const missing = (['question', 'answer'] as const)
    .filter(field => !columns.includes(field))
    .map(field => ({ id: 'column0', text: texts.fieldMissing(COLUMNS[field]) }))
  const twice = columns.flatMap((field, index) =>
    field !== null && columns.indexOf(field) < index
      ? [{ id: `column${index}`, text: texts.fieldTwice(COLUMNS[field]) }]
      : [],
  )
  return [...missing, ...twice]
}

async function editableSections({ account }: SignedInVisit, { registry }: ExchangeDeps): Promise<readonly Section[]> {
  const own = sectionsWhere(account, 'entry.edit')
  const sections = await registry.sections()
  return own === null ? sections : sections.filter(({ code }) => own.includes(code))
}
