// How the product is: whether it answers, and what of it is not as it should be, for whoever watches over it.
import type { Product } from '../cli/cli-deps.ts'
import { restingPurposes } from '../core/compose/circuit.ts'
import type { Health } from '../server/app.ts'
import type { SlackBot } from './open-slack-bot.ts'

export async function healthOf(product: Product, slack: SlackBot | null): Promise<Health> {
  const state = await product.indexState()
  // A first start answers by words before it knows meanings: less surely, which whoever watches shall see.
  const lacksMeaning = state.entries > 0 && state.vectors === 0 ? 'no vectors yet: words alone answer' : null
  const backups = await product.backups.trouble()
  const troubles = [state.degraded, lacksMeaning, slack?.trouble(), backups, chatTrouble(product)]
  const told = troubles.filter(trouble => typeof trouble === 'string')
  return { ...state, degraded: told.length === 0 ? null : told.join('; ') }
}

/** A chat model costs no answer; whoever watches over the product hears of its trouble all the same. */
export function chatTrouble({ modelUse }: Pick<Product, 'modelUse'>): string | null {
  const resting = modelUse.access === null ? [] : restingPurposes(modelUse.access.circuits)
  return resting.length === 0 ? null : `chat model: left alone for ${resting.join(', ')}`
}
