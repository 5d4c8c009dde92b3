import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseTicketName } from '../../src/cli/find-ticket.ts'
import { ticketMessages } from '../../src/core/messages/ja/ticket.ts'

test.for([
  ['令和8年度第12号', 2026, 12],
  ['令和８年度 第１２号', 2026, 12],
  [' 令和8年度　第12号 ', 2026, 12],
  ['2026-12', 2026, 12],
  ['２０２６－１２', 2026, 12],
  ['令和31年度第3号', 2049, 3],
] as const)('%s names the ticket %d-%d', ([text, fiscalYear, number]) => {
  expect(parseTicketName(text)).toEqual({ fiscalYear, number })
})

test.for(['', '12', '令和8年度', '第12号', '昭和99年度第1号', '2026-', '2026-1-1', crypto.randomUUID()])(
  '%j is no name of a ticket',
  text => {
    expect(parseTicketName(text)).toBeNull()
  },
)

test('every name that people are told leads back to its ticket', () => {
  fc.assert(
    fc.property(fc.integer({ min: 2019, max: 2099 }), fc.integer({ min: 1, max: 999_999 }), (fiscalYear, number) => {
      expect(parseTicketName(ticketMessages.name({ fiscalYear, number }))).toEqual({ fiscalYear, number })
      expect(parseTicketName(`${fiscalYear}-${number}`)).toEqual({ fiscalYear, number })
    }),
    { numRuns: 30 },
  )
})
