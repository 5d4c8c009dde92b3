// What left the building, in the product's log for now. A table of the database can stand in its place: one function.
import type { OutboundLog } from '../../core/ports/outbound-log.ts'

/** `write` is the product's log; one that throws, writes nothing, so nothing is sent. */
export function openOutboundLog(write: (event: string, data: Readonly<Record<string, unknown>>) => void): OutboundLog {
  return {
    record: async sent => {
      try {
        write('text_sent', { ...sent, at: sent.at.toISOString() })
        return true
      } catch {
        return false
      }
    },
  }
}
