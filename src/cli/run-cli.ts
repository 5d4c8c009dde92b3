// The `zencho` command: one subcommand a file, one way to fail. Exit codes: 0 done, 1 a fault or a failed check, 2 wrong
// usage.
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander'
import { FaqError } from '../core/errors.ts'
import { describeFault } from '../core/messages/describe-fault.ts'
import { cli } from '../core/messages/ja/cli.ts'
import { runAsk } from './ask.ts'
import { addAuditCommands } from './audit.ts'
import { addBackupCommands } from './backup.ts'
import type { CliDeps } from './cli-deps.ts'
import { addDoctorCommand } from './doctor.ts'
import { runEval } from './eval.ts'
import { addEvalOptions } from './eval-options.ts'
import { EXPORT_ENCODINGS, EXPORT_FORMATS, runExport } from './export.ts'
import { runImport } from './import.ts'
import { runIndex } from './index-command.ts'
import { addKpiCommand } from './kpi.ts'
import { runMailIn } from './mail-in.ts'
import { runMcp } from './mcp.ts'
import { addModelCommands } from './model.ts'
import { addPrivacyCommands } from './privacy.ts'
import { addRestoreCommand } from './restore.ts'
import { addSectionCommands } from './section.ts'
import { runServe } from './serve.ts'
import { addSlackCommands } from './slack.ts'
import { runStatus } from './status.ts'
import { addTicketCommands } from './ticket.ts'
import { addUserCommands } from './user.ts'
import { addVerifyCommand } from './verify.ts'

/** Runs one command line; returns the exit code. */
export async function runCli(args: readonly string[], deps: CliDeps): Promise<number> {
  try {
    const exit = { code: 0 }
    await buildProgram(deps, code => void (exit.code = code)).parseAsync(args, { from: 'user' })
    return exit.code
  } catch (error) {
    return reportFailure(error, args.includes('--json'), deps)
  }
}

/** `exitWith` is called by a command that did its work and has more to tell than that, e.g. a check that does not hold. */
function buildProgram(deps: CliDeps, exitWith: (code: number) => void): Command {
  const program = new Command('zencho').description(cli.description).version(deps.version).exitOverride()
  program.configureOutput({ writeOut: text => deps.out(text.trimEnd()), writeErr: text => deps.err(text.trimEnd()) })
  program
    .command('serve')
    .description(cli.commands.serve)
    .action(async () => {
      if ((await runServe(deps)) === 'failed') exitWith(1)
    })
  const ask = program.command('ask').description(cli.commands.ask).argument('<question...>')
  ask.option('--section <code>', cli.options.section).option('--limit <n>', cli.options.limit, parseLimit)
  ask.option('--explain', cli.options.explain)
  addJson(ask).action((words, options) => runAsk(words.join(' '), options, deps))
  const importing = program.command('import').description(cli.commands.import).argument('<file...>')
  importing.option('--dry-run', cli.options.dryRun)
  addJson(importing).action((files, options) => runImport(files, options, deps))
  const exporting = program.command('export').description(cli.commands.export).argument('<file>')
  exporting.addOption(new Option('--format <format>', cli.options.format).choices(EXPORT_FORMATS))
  exporting.addOption(new Option('--encoding <encoding>', cli.options.encoding).choices(EXPORT_ENCODINGS))
  exporting.option('--section <code>', cli.options.section)
  addJson(exporting).action((file, options) => runExport(file, options, deps))
  addJson(program.command('index').description(cli.commands.index)).action(options => runIndex(options, deps))
  addJson(program.command('status').description(cli.commands.status)).action(options => runStatus(options, deps))
  const evaluating = program.command('eval').description(cli.commands.eval).argument('<folder...>')
  addEvalOptions(evaluating, async (folders, options) => {
    if ((await runEval(folders, options, deps)) === 'failed') exitWith(1)
  })
  program
    .command('mcp')
    .description(cli.commands.mcp)
    .action(() => runMcp(deps))
  const mailIn = program.command('mail-in').description(cli.commands.mailIn).option('--send', cli.options.send)
  mailIn.action(async options => exitWith(await runMailIn(options, deps)))
  addAuditCommands(program, deps, () => exitWith(1))
  addDoctorCommand(program, deps, () => exitWith(1))
  addBackupCommands(program, deps)
  addRestoreCommand(program, deps)
  addVerifyCommand(program, deps, () => exitWith(1))
  addKpiCommand(program, deps)
  addModelCommands(program, deps)
  addPrivacyCommands(program, deps)
  addSectionCommands(program, deps)
  addTicketCommands(program, deps)
  addUserCommands(program, deps)
  addSlackCommands(program, deps, () => exitWith(1))
  return program
}

function addJson(command: Command): Command {
  return command.option('--json', cli.options.json)
}

function parseLimit(text: string): number {
  const limit = Number(text)
  if (!Number.isInteger(limit) || limit < 1 || limit > 20) throw new InvalidArgumentError('1–20')
  return limit
}

function reportFailure(error: unknown, asJson: boolean, deps: CliDeps): number {
  // Help and version end here too, with exit code 0; commander has already written its message.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
  if (!(error instanceof FaqError)) throw error
  const { title, detail } = describeFault(error, 'ja')
  if (asJson) deps.out(JSON.stringify({ error: { code: error.code, title, detail, data: error.data } }))
  else deps.err(`${title}: ${detail}`)
  return 1
}
