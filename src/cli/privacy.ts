// `zencho privacy`: takes out what is past its time, and answers a person who asks what is held about them, or wants it erased.
import { type Command, Option } from 'commander'
import { replaceFile } from '../adapters/entry-files/replace-file.ts'
import { FaqError } from '../core/errors.ts'
import { type CalendarDate, dateInJapan, isCalendarDate } from '../core/fiscal-year.ts'
import { privacyTexts } from '../core/messages/ja/admin/privacy.ts'
import { cli } from '../core/messages/ja/cli.ts'
import { type PersonRecord, PURGE_PARTS, type PurgeCounts } from '../core/ports/personal-data.ts'
import { type PersonName, readPerson } from '../core/privacy/person.ts'
import { countsOf } from '../core/privacy/privacy.ts'
import { personHtml, personMarkdown } from '../pages/person-document.ts'
import type { CliDeps } from './cli-deps.ts'
import { withProductAsItIs } from './with-product.ts'

const { cli: texts } = privacyTexts

/** Who did it, for the audit. */
const ACTOR = 'cli'
const FORMATS = ['json', 'html', 'md'] as const

interface PurgeOptions {
  readonly before?: string
  readonly dryRun?: boolean
  readonly json?: boolean
}

interface ExportOptions {
  readonly asker: readonly PersonName[]
  readonly format: (typeof FORMATS)[number]
  readonly out?: string
}

interface EraseOptions {
  readonly asker: readonly PersonName[]
  readonly dryRun?: boolean
  readonly yes?: boolean
  readonly json?: boolean
}

export function addPrivacyCommands(program: Command, deps: CliDeps): void {
  const privacy = program.command('privacy').description(texts.command)
  const purging = privacy.command('purge').description(texts.purge).option('--before <date>', texts.before)
  purging.option('--dry-run', texts.dryRun).option('--json', cli.options.json)
  purging.action((options: PurgeOptions) => runPurge(options, deps))
  const person = (command: Command) => command.requiredOption('--asker <who>', texts.asker, collectPerson)
  const exporting = person(privacy.command('export').description(texts.export)).option('--out <file>', texts.out)
  exporting.addOption(new Option('--format <format>', texts.format).choices(FORMATS).default('json'))
  exporting.action((options: ExportOptions) => runExport(options, deps))
  const erasing = person(privacy.command('erase').description(texts.erase)).option('--dry-run', texts.dryRun)
  erasing.option('--yes', texts.yes).option('--json', cli.options.json)
  erasing.action((options: EraseOptions) => runErase(options, deps))
  privacy
    .command('rotate')
    .description(texts.rotate)
    .action(() => runRotate(deps))
}

function collectPerson(text: string, before: readonly PersonName[] = []): readonly PersonName[] {
  return [...before, readPerson(text)]
}

async function runPurge({ before, dryRun, json }: PurgeOptions, deps: CliDeps): Promise<void> {
  const day = before === undefined ? undefined : readDay(before)
  await withProductAsItIs(deps, async ({ privacy }) => {
    const counts = dryRun === true ? await privacy.due(day) : (await privacy.purge(ACTOR, day)).counts
    if (json === true) return deps.out(JSON.stringify({ dryRun: dryRun === true, counts }, null, 2))
    deps.out([dryRun === true ? texts.wouldTake : texts.took, ...linesOf(counts)].join('\n'))
  })
}

function readDay(text: string): CalendarDate {
  const today = dateInJapan(new Date())
  if (isCalendarDate(text) && text <= today) return text
  throw new FaqError('bad_input', { field: 'before', expected: texts.beforeExpected(today), got: text.slice(0, 40) })
}

function linesOf(counts: PurgeCounts): readonly string[] {
  return PURGE_PARTS.map(part => texts.line(part, counts[part]))
}

async function runExport({ asker, format, out }: ExportOptions, deps: CliDeps): Promise<void> {
  const record = await withProductAsItIs(deps, ({ privacy }) => privacy.find(asker, { actor: ACTOR }))
  const text = await writtenAs(format, record, deps)
  if (out === undefined) return deps.out(text)
  await replaceFile(out, Buffer.from(`${text}\n`))
  deps.err(texts.written(out))
}

async function writtenAs(format: ExportOptions['format'], record: PersonRecord, deps: CliDeps): Promise<string> {
  const options = { organisation: deps.organisation(), at: new Date() }
  if (format === 'html') return personHtml(record, options)
  return format === 'md' ? personMarkdown(record, options) : JSON.stringify(record, null, 2)
}

async function runErase({ asker, dryRun, yes, json }: EraseOptions, deps: CliDeps): Promise<void> {
  if (dryRun !== true && yes !== true) {
    throw new FaqError('bad_input', { field: 'asker', expected: texts.yesExpected, got: '—' })
  }
  await withProductAsItIs(deps, async ({ privacy }) => {
    if (dryRun === true) {
      const held = countsOf(await privacy.find(asker, 'preview'))
      if (json === true) return deps.out(JSON.stringify({ dryRun: true, held }, null, 2))
      return deps.out([texts.holds, ...privacyTexts.heldLines(held).map(line => `  ${line}`)].join('\n'))
    }
    const { counts, forgotten } = await privacy.erase(asker, ACTOR)
    if (!forgotten) deps.err(texts.journalLeft)
    if (json === true) return deps.out(JSON.stringify({ dryRun: false, counts }, null, 2))
    deps.out([texts.took, ...privacyTexts.erasedLines(counts).map(line => `  ${line}`)].join('\n'))
  })
}

async function runRotate(deps: CliDeps): Promise<void> {
  await withProductAsItIs(deps, ({ privacy }) => privacy.renewSecret(ACTOR))
  deps.out(texts.rotated)
}
