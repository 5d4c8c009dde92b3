// `zencho model`: sentence models and cross-encoders, from the hub or a folder to the settings.
import { resolve } from 'node:path'
import { type Command, Option } from 'commander'
import { checkModel, type ModelReport, recordModel } from '../adapters/transformers/check-model.ts'
import { DTYPES } from '../adapters/transformers/model-manifest.ts'
import { FaqError } from '../core/errors.ts'
import { cli } from '../core/messages/ja/cli.ts'
import type { CliDeps } from './cli-deps.ts'
import { type Settings, settingLines, writeSettings } from './env-file.ts'
import { runModelFetch } from './model-fetch.ts'
import { runModelList } from './model-list.ts'

interface JsonOption {
  readonly json?: boolean
}

export function addModelCommands(program: Command, deps: CliDeps): void {
  const { model: text, options } = cli
  const model = program.command('model').description(cli.commands.model)
  const listing = model.command('list').description(text.commands.list)
  listing.option('--json', options.json).action((given: JsonOption) => runModelList(given, deps))
  const fetching = model.command('fetch').description(text.commands.fetch).argument('<owner/name>')
  fetching.option('--to <folder>', text.options.to).option('--revision <revision>', text.options.revision, 'main')
  fetching.addOption(new Option('--dtype <dtype>', text.options.dtype).choices(DTYPES))
  fetching.option('--json', options.json).action((name, given) => runModelFetch(name, given, deps))
  const checking = model.command('check').description(text.commands.check).argument('[folder]')
  checking.option('--record', text.options.record).option('--json', options.json)
  checking.action((folder, given) => runModelCheck(folder, given, deps))
  const using = model.command('use').description(text.commands.use).argument('<folder|builtin>')
  using.option('--write', text.options.write).option('--json', options.json)
  using.action((choice, given) => runModelUse(choice, given, deps))
}

async function runModelCheck(
  given: string | undefined,
  { record = false, json = false }: JsonOption & { readonly record?: boolean },
  deps: CliDeps,
): Promise<void> {
  const folder = given ?? deps.modelSettings().folder
  if (folder === null) {
    throw new FaqError('bad_input', { field: 'folder', expected: cli.model.folderExpected, got: cli.model.nothing })
  }
  if (record) await recordModel(resolve(folder))
  const report = await checkModel(resolve(folder))
  deps.out(json ? JSON.stringify(report, null, 2) : describeReport(report))
}

function describeReport(report: ModelReport): string {
  const { model: text } = cli
  const { name, family, kind, dtype, filesChecked, dimensions, msPerText, deviation } = report
  const facts = [
    `${name}（${text.kinds[kind]}、${dtype}）`,
    ...(kind === 'sentence' ? [text.family(family), text.dimensions(dimensions)] : []),
    filesChecked === 0 ? text.noChecksums : text.checksums(filesChecked),
    deviation === null ? text.noGolden : text.golden(deviation),
    text.speed(msPerText),
  ]
  return facts.join('\n')
}

async function runModelUse(
  choice: string,
  { write = false, json = false }: JsonOption & { readonly write?: boolean },
  deps: CliDeps,
): Promise<void> {
  const settings = await settingsFor(choice)
  const backup = write ? await writeSettings('.env', settings) : null
  if (json) return deps.out(JSON.stringify({ settings, written: write, backup }))
  deps.out(settingLines(settings).join('\n'))
  deps.err(write ? cli.model.written(backup) : cli.model.toWrite)
}

/** A model that does not work is not chosen. */
async function settingsFor(choice: string): Promise<Settings> {
  if (choice === 'builtin') return { EMBEDDER: 'builtin' }
  const folder = resolve(choice)
  const { kind } = await checkModel(folder)
  return kind === 'reranker' ? { RERANKER_PATH: folder } : { EMBEDDER: 'transformers', MODEL_PATH: folder }
}
