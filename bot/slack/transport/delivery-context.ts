// What a listener may know of the delivery that called it, and the mark by which its answer is found again.
import { z } from 'zod'

export interface DeliveryFacts {
  /** The same however often Slack sends the event: a good id for what the listener writes down. */
  readonly key: string
  /** True when an earlier attempt broke off: an answer may be out that could not be found (a private one). */
  readonly again: boolean
  /** Call it when the answer is out and cannot be found again, as a private one: it will not be given twice. */
  readonly answered: () => Promise<void>
}

const factsSchema = z.object({
  key: z.string(),
  again: z.boolean(),
  answered: z.custom<DeliveryFacts['answered']>(value => typeof value === 'function'),
})

/** The facts from a listener's `context`. */
export function deliveryOf(context: { readonly [name: string]: unknown }): DeliveryFacts {
  return factsSchema.parse(context['delivery'])
}

export const ANSWER_EVENT_TYPE = 'zencho_answer'

/** For `metadata` of chat.postMessage: whoever posts an answer with it posts it once, whatever breaks off. */
export function answerMetadata(key: string) {
  return { event_type: ANSWER_EVENT_TYPE, event_payload: { delivery_key: key } }
}

const metadataSchema = z.object({
  event_type: z.literal(ANSWER_EVENT_TYPE),
  event_payload: z.object({ delivery_key: z.string() }),
})

/** The key in a message's metadata; null where it is another's or none. */
export function keyInMetadata(metadata: unknown): string | null {
  const parsed = metadataSchema.safeParse(metadata)
  return parsed.success ? parsed.data.event_payload.delivery_key : null
}
