// Findings of a check as lines: what was looked at, what was found, and what to do.
import type { Finding, FindingStatus } from '../core/checkup.ts'
import { findingTexts as texts } from '../core/messages/ja/finding.ts'

/** `verdict` ends it. */
export function describeFindings(
  findings: readonly Finding[],
  verdict: string,
  marks: Readonly<Record<FindingStatus, string>> = texts.marks,
): string {
  const lines = findings.flatMap(({ item, status, message, action }) => [
    texts.line(marks[status], item, message),
    ...(action === null ? [] : [texts.action(action)]),
  ])
  return [...lines, verdict].join('\n')
}
