// What administrators see of a chat model, and may stop: in one piece for the wiring.
import type { ModelSwitch } from '../ports/model-switch.ts'
import type { OutboundRecords } from '../ports/outbound-log.ts'
import type { TokenUsage } from '../ports/token-counter.ts'
import type { ModelAccess } from './ask-model.ts'

export interface ModelUse {
  readonly modelSwitch: ModelSwitch
  readonly outbound: OutboundRecords
  readonly usage: TokenUsage
  /** Null where no chat model is set up. */
  readonly access: Pick<ModelAccess, 'model' | 'circuits' | 'allowance' | 'clock'> | null
}
