// `zencho doctor`: whether everything that the product stands on is as it should be, and what to do where it is not.
import type { Command } from 'commander'
import type { Finding } from '../core/checkup.ts'
import { cli } from '../core/messages/ja/cli.ts'
import { doctorTexts as texts } from '../core/messages/ja/doctor.ts'
import type { CliDeps } from './cli-deps.ts'

/** `fail` is called where something is wrong. */
export function addDoctorCommand(program: Command, deps: CliDeps, fail: () => void): void {
  const doctor = program.command('doctor').description(texts.description).option('--json', cli.options.json)
  doctor.action(async ({ json = false }: { readonly json?: boolean }) => {
    const findings = await deps.examine()
    const faults = count(findings, 'fault')
    if (faults > 0) fail()
    deps.out(json ? JSON.stringify({ ok: faults === 0, findings }, null, 2) : describe(findings))
  })
}

function describe(findings: readonly Finding[]): string {
  const lines = findings.flatMap(({ item, status, message, action }) => [
    texts.line(texts.marks[status], item, message),
    ...(action === null ? [] : [texts.action(action)]),
  ])
  return [...lines, verdict(findings)].join('\n')
}

function verdict(findings: readonly Finding[]): string {
  const [faults, notes] = [count(findings, 'fault'), count(findings, 'note')]
  if (faults > 0) return texts.faults(faults)
  return notes > 0 ? texts.noted(notes) : texts.allGood
}

function count(findings: readonly Finding[], status: Finding['status']): number {
  return findings.filter(finding => finding.status === status).length
}
