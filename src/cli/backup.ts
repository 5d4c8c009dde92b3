// `zencho backup`: makes a backup, beside a running server too, and lists what is there.
import { type Command, InvalidArgumentError } from 'commander'
import type { MadeBackup } from '../core/backup/backup-manifest.ts'
import { backupTexts } from '../core/messages/ja/admin/backup.ts'
import { cli } from '../core/messages/ja/cli.ts'
import type { CliDeps } from './cli-deps.ts'

const { cli: texts, attachmentsMissing } = backupTexts

interface MakeOptions {
  readonly to?: string
  readonly keep?: number
  readonly json?: boolean
}

export function addBackupCommands(program: Command, deps: CliDeps): void {
  const backup = program.command('backup').description(texts.backup)
  backup.option('--to <folder>', texts.to).option('--keep <n>', texts.keep, parseCount)
  backup.option('--json', cli.options.json).action((options: MakeOptions) => runBackup(options, deps))
  const list = backup.command('list').description(texts.list).argument('[folder]', texts.listFolder)
  // The command above knows --json too, and takes it.
  list.option('--json', cli.options.json).action((folder: string | undefined, _options, command: Command) => {
    return runList(folder, command.optsWithGlobals(), deps)
  })
}

async function runBackup({ to, keep, json = false }: MakeOptions, deps: CliDeps): Promise<void> {
  const made = await deps.backups.make(to)
  if (!json) tellMade(made, deps)
  const dropped = keep === undefined ? [] : await deps.backups.dropOld(to, keep)
  if (json) deps.out(JSON.stringify({ ...made, dropped }, null, 2))
  else if (dropped.length > 0) deps.out(texts.dropped(dropped))
}

/** Before old ones are deleted: where that fails, it is known that this one was made. */
function tellMade(made: MadeBackup, { out, err }: CliDeps): void {
  out(texts.made(made))
  const missing = made.manifest.attachmentsMissing.length
  if (missing > 0) err(attachmentsMissing(missing))
}

async function runList(given: string | undefined, { json = false }: MakeOptions, deps: CliDeps): Promise<void> {
  const { folder, backups } = await deps.backups.list(given)
  if (json) return deps.out(JSON.stringify({ folder, backups }, null, 2))
  deps.out(backups.length === 0 ? texts.noneListed(folder) : backups.map(texts.listed).join('\n'))
}

function parseCount(text: string): number {
  if (!/^[1-9]\d{0,5}$/u.test(text)) throw new InvalidArgumentError(texts.keepExpected)
  return Number(text)
}
