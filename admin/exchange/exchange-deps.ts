// What the pages for import and export ask of the product.
import type { Exchange } from '../../src/core/ports/exchange.ts'
import type { Registry } from '../../src/core/ports/registry.ts'

export interface ExchangeDeps {
  readonly exchange: Exchange
  readonly registry: Pick<Registry, 'sections'>
  readonly now: () => Date
  readonly newId: () => string
}
