// The sentences of a fault in a language.
import type { FaqError, FaultCode, FaultData } from '../errors.ts'
import { faults as en } from './en/faults.ts'
import { type FaultText, faults as ja } from './ja/faults.ts'

export const LANGUAGES = ['ja', 'en'] as const
export type Language = (typeof LANGUAGES)[number]

/** Title and detail for people; never a stack, a query or a secret. */
export function describeFault<C extends FaultCode>(error: FaqError<C>, language: Language): FaultText {
  const text: (data: FaultData[C]) => FaultText = (language === 'ja' ? ja : en)[error.code]
  return text(error.data)
}
