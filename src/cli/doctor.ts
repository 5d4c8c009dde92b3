// `zencho doctor`: whether everything that the product stands on is as it should be, and what to do where it is not.
import type { Command } from 'commander'
import { countFindings, type Finding } from '../core/checkup.ts'
import { cli } from '../core/messages/ja/cli.ts'
import { doctorTexts as texts } from '../core/messages/ja/doctor.ts'
import type { CliDeps } from './cli-deps.ts'
import { describeFindings } from './describe-findings.ts'

/** `fail` is called where something is wrong. */
export function addDoctorCommand(program: Command, deps: CliDeps, fail: () => void): void {
  const doctor = program.command('doctor').description(texts.description).option('--json', cli.options.json)
  doctor.action(async ({ json = false }: { readonly json?: boolean }) => {
    const findings = await deps.examine()
    const faults = countFindings(findings, 'fault')
    if (faults > 0) fail()
    deps.out(
      json ? JSON.stringify({ ok: faults === 0, findings }, null, 2) : describeFindings(findings, verdict(findings)),
    )
  })
}

function verdict(findings: readonly Finding[]): string {
  const [faults, notes] = [countFindings(findings, 'fault'), countFindings(findings, 'note')]
  if (faults > 0) return texts.faults(faults)
  return notes > 0 ? texts.noted(notes) : texts.allGood
}
