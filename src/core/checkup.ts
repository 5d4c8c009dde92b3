// What `zencho doctor` finds: one finding for each thing that the product stands on.

export type FindingStatus = 'good' | 'note' | 'fault' | 'off'

export interface Finding {
  /** What was looked at, for people. */
  readonly item: string
  readonly status: FindingStatus
  readonly message: string
  /** What to do; null where nothing needs doing. */
  readonly action: string | null
}

export const good = (item: string, message: string): Finding => ({ item, status: 'good', message, action: null })
/** Set up by nobody, and needed by nobody. */
export const off = (item: string, message: string): Finding => ({ item, status: 'off', message, action: null })
export const note = (item: string, message: string, action: string | null): Finding => ({
  item,
  status: 'note',
  message,
  action,
})
export const fault = (item: string, message: string, action: string): Finding => ({
  item,
  status: 'fault',
  message,
  action,
})

export function countFindings(findings: readonly Finding[], status: FindingStatus): number {
  return findings.filter(finding => finding.status === status).length
}
