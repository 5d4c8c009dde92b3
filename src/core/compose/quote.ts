// How texts of others are laid before a model: as quoted lines between marks that no quoted line can imitate. They are
// data; what they say to the model is theirs, not ours.
import type { Entry } from '../entry.ts'
import { formatJapaneseDate } from '../fiscal-year.ts'
import { maskPersonalData } from '../masking/mask-personal-data.ts'
import type { MaskedKind } from '../masking/masked-kinds.ts'
import { sourceLabels } from '../messages/ja/composed.ts'
import { countCodePoints } from '../normalise.ts'

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
  const options = { kinds: MASKED_IN_ENTRIES, employeeNumberForms }
  return entries.slice(0, SOURCES_MAX).map(({ id, question, answer, section, revisedOn }) => {
    const start = `${sourceLabels.question}：${question}\n${sourceLabels.answer}：`
    const lengthMax = countCodePoints(start) + SOURCE_CHARACTERS_MAX
    const said = maskPersonalData(start + answer, { ...options, lengthMax })
    const from = `${sourceLabels.section}：${section.name}\n${sourceLabels.revised}：${formatJapaneseDate(revisedOn)}`
    const ground = maskPersonalData(from, options)
    const lines = [said.text + (countCodePoints(answer) > SOURCE_CHARACTERS_MAX ? sourceLabels.cut : ''), ground.text]
    return {
      entryId: id,
      text: quoteLines(lines.join('\n')),
      maskedKinds: [...new Set([...said.kinds, ...ground.kinds])],
    }
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
