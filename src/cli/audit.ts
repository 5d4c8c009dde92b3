// `zencho audit`: proves that the audit trail is whole.
import type { Command } from 'commander'
import { FaqError } from '../core/errors.ts'
import { auditTexts as texts } from '../core/messages/ja/admin/audit.ts'
import { cli } from '../core/messages/ja/cli.ts'
import type { AuditSeal } from '../core/ports/audit-log.ts'
import type { CliDeps } from './cli-deps.ts'
import { withProductAsItIs } from './with-product.ts'

interface VerifyOptions {
  readonly seal?: string
  readonly json?: boolean
}

/** `fail` is called where the trail is broken. */
export function addAuditCommands(program: Command, deps: CliDeps, fail: () => void): void {
  const audit = program.command('audit').description(texts.cli.command)
  const verifying = audit.command('verify').description(texts.cli.verify).option('--seal <seal>', texts.cli.seal)
  verifying.option('--json', cli.options.json).action(async ({ seal, json = false }: VerifyOptions) => {
    const expected = seal === undefined ? undefined : readSeal(seal)
    const verdict = await withProductAsItIs(deps, product => product.auditLog.verify(expected))
    if (verdict.kind === 'broken') fail()
    if (json) return deps.out(JSON.stringify(verdict, null, 2))
    const { heading, text } = texts.verdict(verdict)
    deps.out(`${heading}: ${text}`)
    if (verdict.kind === 'intact' && verdict.seal !== null) deps.out(texts.seal(verdict.seal.seq, verdict.seal.hash))
  })
}

function readSeal(text: string): AuditSeal {
  const { seq, hash } = /^(?<seq>[1-9]\d*):(?<hash>[0-9a-f]{64})$/u.exec(text)?.groups ?? {}
  if (seq === undefined || hash === undefined) {
    throw new FaqError('bad_input', { field: 'seal', expected: 'N:SHA-256', got: text.slice(0, 100) })
  }
  return { seq: Number(seq), hash }
}
