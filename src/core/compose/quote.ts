// How texts of others are laid before a model: as quoted lines between marks that no quoted line can imitate. They are
// data; what they say to the model is theirs, not ours.
import type { Entry } from '../entry.ts'
import { formatJapaneseDate } from '../fiscal-year.ts'
import { maskPersonalData } from '../masking/mask-personal-data.ts'
import type { MaskedKind } from '../masking/masked-kinds.ts'
import { sourceLabels } from '../messages/ja/composed.ts'

/** What of an entry is laid before the model. */
export type ComposeSource = Pick<Entry, 'id' | 'question' | 'answer' | 'section' | 'revisedOn'>

export interface QuotedSource {
  readonly entryId: string
  /** Exactly what the model sees of the entry, between its marks. */
  readonly text: string
  readonly maskedKinds: readonly MaskedKind[]
}

/** More would not be read to the end, and cost the first word its time. */
const SOURCES_MAX = 5
const SOURCE_CHARACTERS_MAX = 2_000
const QUOTE_MARK = '｜'

/**
 * Of an entry's own text only what no answer needs is masked: a section's telephone and mail are a part of its answer.
 */
export const MASKED_IN_ENTRIES = ['my_number', 'bank_account', 'employee_number'] as const

export function quoteSources(
  entries: readonly ComposeSource[],
  employeeNumberForms: readonly string[],
): readonly QuotedSource[] {
  return entries.slice(0, SOURCES_MAX).map(({ id, question, answer, section, revisedOn }) => {
    const lines = [
      `${sourceLabels.question}：${question}`,
      `${sourceLabels.answer}：${cut(answer, SOURCE_CHARACTERS_MAX)}`,
      `${sourceLabels.section}：${section.name}`,
      `${sourceLabels.revised}：${formatJapaneseDate(revisedOn)}`,
    ]
    const { text, kinds } = maskPersonalData(lines.join('\n'), { kinds: MASKED_IN_ENTRIES, employeeNumberForms })
    return { entryId: id, text: quoteLines(text), maskedKinds: kinds }
  })
}

const LINE_BREAKS = /\r\n?|[\n\v\f\u0085\u2028\u2029]/gu
const UNSEEN = /[\p{Default_Ignorable_Code_Point}\p{Cc}\p{Co}]/gu
const CITATION = /\[(\s*\d[\d\s,]*)\]/gu

/**
 * Every line begins with the quote mark, nothing in it is invisible, and nothing in it looks like one of our citations.
 * So a quoted text can neither end its quotation nor hide in it.
 */
export function quoteLines(text: string): string {
  return text
    .toWellFormed()
    .replace(LINE_BREAKS, '\n')
    .split('\n')
    .map(line => QUOTE_MARK + line.replace(UNSEEN, '').replace(CITATION, '［$1］'))
    .join('\n')
}

/** What was quoted, without the marks of quotation: what a citation is checked against. */
export function unquote(quoted: string): string {
  return quoted
    .split('\n')
    .map(line => line.slice(QUOTE_MARK.length))
    .join('\n')
}

function cut(text: string, max: number): string {
  const points = [...text]
  return points.length <= max ? text : points.slice(0, max).join('') + sourceLabels.cut
}
