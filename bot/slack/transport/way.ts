// How events come in: over a socket that we open, or by requests to an address of ours.
import type { Receiver } from '@slack/bolt'
import type { Router } from 'express'

export interface Way {
  readonly receiver: Receiver
  /** Null where nothing comes in by requests. */
  readonly router: Router | null
  readonly start: () => void
  readonly stop: (graceMs: number) => Promise<void>
}
