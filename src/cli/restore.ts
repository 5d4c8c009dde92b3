// `zencho restore`: puts a backup in the place of the present data, which are kept beside.
import type { Command } from 'commander'
import { backupTexts } from '../core/messages/ja/admin/backup.ts'
import { cli } from '../core/messages/ja/cli.ts'
import type { CliDeps } from './cli-deps.ts'

const { cli: texts } = backupTexts

interface RestoreOptions {
  readonly to?: string
  readonly dryRun?: boolean
  readonly json?: boolean
}

export function addRestoreCommand(program: Command, deps: CliDeps): void {
  const restore = program.command('restore').description(texts.restore).argument('<from>', texts.from)
  restore.option('--to <folder>', texts.restoreTo).option('--dry-run', texts.dryRun).option('--json', cli.options.json)
  restore.action((from: string, options: RestoreOptions) => runRestore(from, options, deps))
}

async function runRestore(from: string, options: RestoreOptions, deps: CliDeps): Promise<void> {
  const { to, dryRun = false, json = false } = options
  const { manifest, aside } = await deps.backups.restore({ from, to, dryRun })
  if (json) return deps.out(JSON.stringify({ manifest, aside, dryRun }, null, 2))
  deps.out(dryRun ? texts.wouldRestore(manifest) : texts.restored(manifest))
  if (aside !== null) deps.out(texts.aside(aside))
  const missing = manifest.attachmentsMissing.length
  if (missing > 0) deps.err(texts.missingAttachments(missing))
}
