// A failure in plain words for the program that called, and the people behind it; what is inside goes to the log alone.
import { randomUUID } from 'node:crypto'
import { FaqError } from '../../src/core/errors.ts'
import { describeFault } from '../../src/core/messages/describe-fault.ts'
import type { McpDeps } from './mcp-deps.ts'

export function describeForProgram(error: unknown, log: McpDeps['log']): string {
  const fault = error instanceof FaqError ? error : unexpected(error, log)
  return (['ja', 'en'] as const)
    .map(language => describeFault(fault, language))
    .map(({ title, detail }) => `${title}: ${detail}`)
    .join('\n')
}

function unexpected(error: unknown, log: McpDeps['log']): FaqError {
  const reference = randomUUID().slice(0, 8)
  log('mcp_request_failed', {
    reference,
    error: error instanceof Error ? (error.stack ?? error.message) : String(error),
  })
  return new FaqError('internal', { reference }, { cause: error })
}
