// As many entries as a drill wants, each asked for by a word that no other has: a form with a number of its own.
import type { EntryInput } from '../../src/core/ports/registry.ts'
import { manyEntries } from '../stories/many-entries.ts'

const PATTERNS = 200

/** The same ones for the same numbers. */
export function drillEntries(from: number, count: number): readonly EntryInput[] {
  const patterns = manyEntries(0, PATTERNS)
  return Array.from({ length: count }, (_, index) => {
    const number = from + index
    const pattern = patterns[number % PATTERNS]
    if (pattern === undefined) throw new Error('expected a pattern for every number')
    const name = `様式${nameOf(number)}`
    return {
      ...pattern,
      id: `drill-${String(number).padStart(5, '0')}`,
      question: `「${name}」で申請する、${pattern.question}`,
      answer: `${name}の提出先は担当課です。\n${pattern.answer}`,
    }
  })
}

const LETTERS = 'アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワ'

/** Five letters that read as one unknown word; far apart for numbers that are near. */
function nameOf(number: number): string {
  let rest = (number * 48_271 + 11) % LETTERS.length ** 5
  let name = ''
  for (let place = 0; place < 5; place += 1) {
    name += LETTERS[rest % LETTERS.length]
    rest = Math.floor(rest / LETTERS.length)
  }
  return name
}
