// What is taken off the end of a text is what the expression would have taken.
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { cutTail } from '../../src/core/cut-tail.ts'

test('takes off what an expression with a repetition at the end takes off', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('.', ',', 'a', '規', '😀') }), text => {
      expect(cutTail(text, unit => '.,'.includes(unit))).toBe(text.replace(/[.,]+$/u, ''))
    }),
  )
})
