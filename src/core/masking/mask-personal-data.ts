// Takes personal data out of a text before it leaves the building, and puts a readable word in its place. Names of people
// are not found: no pattern tells them from other words.
import { placeholders } from '../messages/ja/composed.ts'
import { findAddresses, findPostalCodes } from './find-addresses.ts'
import { findBankAccounts, findEmployeeNumbers, findMails, findMyNumbers, findPhones } from './find-numbers.ts'
import { foldText, withoutInvisible } from './fold-text.ts'
import { MASKED_KINDS, type MaskedKind } from './masked-kinds.ts'
import type { Span } from './span.ts'

export interface MaskOptions {
  /** How the office writes employee numbers: `#` a digit, `@` a letter, anything else itself. */
  readonly employeeNumberForms?: readonly string[]
  /** All when not given. */
  readonly kinds?: readonly MaskedKind[]
  /** In code points. What stands beyond is left out after it was looked at: no half of what is masked stays before the cut. */
  readonly lengthMax?: number
}

export interface MaskedText {
  readonly text: string
  /** What was found in what is left of it, each kind once. */
  readonly kinds: readonly MaskedKind[]
}

/** In one pass of each pattern over the text; every pattern is bounded, so the time is linear. */
export function maskPersonalData(text: string, options: MaskOptions = {}): MaskedText {
  const { employeeNumberForms = [], kinds = MASKED_KINDS, lengthMax } = options
  const visible = withoutInvisible(text)
  const folded = foldText(visible)
  const found = kinds.flatMap(kind => find(kind, folded, employeeNumberForms).map(span => ({ ...span, kind })))
  const end = lengthMax === undefined ? visible.length : indexAfter(visible, lengthMax)
  const spans = mergeOverlaps(found).filter(({ start }) => start < end)
  let masked = ''
  let from = 0
  for (const span of spans) {
    masked += visible.slice(from, span.start) + placeholders[span.kind]
    from = span.end
  }
  return {
    text: masked + visible.slice(from, end),
    kinds: MASKED_KINDS.filter(kind => spans.some(span => span.kind === kind)),
  }
}

function indexAfter(text: string, codePoints: number): number {
  let index = 0
  let count = 0
  for (const letter of text) {
    if (count >= codePoints) break
    index += letter.length
    count += 1
  }
  return index
}

function find(kind: MaskedKind, folded: string, forms: readonly string[]): readonly Span[] {
  switch (kind) {
    case 'my_number':
      return findMyNumbers(folded)
    case 'phone':
      return findPhones(folded)
    case 'mail':
      return findMails(folded)
    case 'postal_code':
      return findPostalCodes(folded)
    case 'address':
      return findAddresses(folded)
    case 'employee_number':
      return findEmployeeNumbers(folded, forms)
    case 'bank_account':
      return findBankAccounts(folded)
    default:
      return kind satisfies never
  }
}

type FoundSpan = Span & { readonly kind: MaskedKind }

/** Spans that overlap become one, named after the longer: nothing that was found stays because two kinds claim it. */
function mergeOverlaps(found: readonly FoundSpan[]): readonly FoundSpan[] {
  const merged: FoundSpan[] = []
  for (const span of found.toSorted((a, b) => a.start - b.start || b.end - a.end)) {
    const last = merged.at(-1)
    if (last === undefined || span.start >= last.end) {
      merged.push(span)
      continue
    }
    const longer = last.end - last.start >= span.end - span.start ? last : span
    merged[merged.length - 1] = { start: last.start, end: Math.max(last.end, span.end), kind: longer.kind }
  }
  return merged
}
