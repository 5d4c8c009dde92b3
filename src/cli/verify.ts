// `zencho verify`: looks the data over, beside a running server too. Exit code 1 where something is wrong that does not mend itself.
import type { Command } from 'commander'
import { isHarmless } from '../core/backup/data-problem.ts'
import { backupTexts } from '../core/messages/ja/admin/backup.ts'
import { cli } from '../core/messages/ja/cli.ts'
import type { CliDeps } from './cli-deps.ts'

const { cli: texts } = backupTexts

interface VerifyOptions {
  readonly deep?: boolean
  readonly json?: boolean
}

/** `fail` is called where something is wrong. */
export function addVerifyCommand(program: Command, deps: CliDeps, fail: () => void): void {
  const verify = program.command('verify').description(texts.verify).option('--deep', texts.deep)
  verify.option('--json', cli.options.json).action(async ({ deep = false, json = false }: VerifyOptions) => {
    const report = await deps.backups.verify({ deep })
    const serious = report?.problems.filter(problem => !isHarmless(problem)) ?? []
    if (serious.length > 0) fail()
    if (json) return deps.out(JSON.stringify({ ok: serious.length === 0, ...report }, null, 2))
    if (report === null) return deps.out(texts.noData)
    for (const problem of report.problems) deps.err(texts.problem(problem))
    if (report.facts !== null) {
      const { entries, auditEvents, attachments } = report.facts.counts
      deps.out(texts.counted(entries, auditEvents, attachments))
    }
    deps.out(serious.length === 0 ? texts.sound : texts.found(serious.length))
  })
}
