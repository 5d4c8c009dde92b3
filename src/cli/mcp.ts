// `zencho mcp`: the FAQ for a program that starts us and speaks MCP over our input and output. Whatever else is to be said
// goes to the error stream.
import type { CliDeps } from './cli-deps.ts'
import { withProduct } from './with-product.ts'

export async function runMcp(deps: CliDeps): Promise<void> {
  await withProduct(deps, deps.serveMcp)
}
