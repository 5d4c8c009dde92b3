// How findings of a check are shown, whatever was checked.
import type { FindingStatus } from '../../checkup.ts'

const marks: Readonly<Record<FindingStatus, string>> = { good: '良好', note: '注意', fault: '異常', off: '未使用' }

export const findingTexts = {
  marks,
  line: (mark: string, item: string, message: string) => `[${mark}] ${item}: ${message}`,
  action: (text: string) => `       → ${text}`,
} as const
