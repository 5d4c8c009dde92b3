// Port: what must hold before an entry is published in a section that asks for it: no evaluation question gets worse.
import type { EntryInput } from './registry.ts'

export type GateVerdict =
  | { readonly kind: 'open' }
  /** So many evaluation questions would get a worse answer. */
  | { readonly kind: 'closed'; readonly worse: number }

export interface PublishGate {
  /** `open` at once where the section asks for nothing. */
  readonly check: (entry: EntryInput) => Promise<GateVerdict>
}
