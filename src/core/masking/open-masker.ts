// Masks the texts of one request, and knows at the end what was masked in any of them: that is what goes on record.
import { type MaskOptions, maskPersonalData } from './mask-personal-data.ts'
import { MASKED_KINDS, type MaskedKind } from './masked-kinds.ts'

export interface Masker {
  readonly mask: (text: string, options?: Pick<MaskOptions, 'kinds' | 'lengthMax'>) => string
  /** Of a text that was masked elsewhere and goes along. */
  readonly note: (kinds: readonly MaskedKind[]) => void
  /** What was found in all of them, each kind once. */
  readonly kinds: () => readonly MaskedKind[]
}

export function openMasker(employeeNumberForms: readonly string[]): Masker {
  const found = new Set<MaskedKind>()
  const note = (kinds: readonly MaskedKind[]) => {
    for (const kind of kinds) found.add(kind)
  }
  return {
    mask: (text, options = {}) => {
      const masked = maskPersonalData(text, { employeeNumberForms, ...options })
      note(masked.kinds)
      return masked.text
    },
    note,
    kinds: () => MASKED_KINDS.filter(kind => found.has(kind)),
  }
}
