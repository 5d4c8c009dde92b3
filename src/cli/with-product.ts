// Opens the product for one command and closes it whatever happens: with the sample data where there is nothing yet, or, for
// commands that ask nothing, as it is.
import type { CliDeps, Product } from './cli-deps.ts'
import { openProgressBar } from './progress-bar.ts'
import { loadSample } from './serve.ts'

export async function withProduct<T>(deps: CliDeps, use: (product: Product) => Promise<T>): Promise<T> {
  const bar = openProgressBar()
  const product = await deps.openProduct({ onProgress: bar.reportIndexing })
  try {
    await loadSample(product, deps)
    await product.settleIndex()
    bar.stop()
    return await use(product)
  } finally {
    bar.stop()
    await product.close()
  }
}

export async function withProductAsItIs<T>(deps: CliDeps, use: (product: Product) => Promise<T>): Promise<T> {
  const product = await deps.openProduct()
  try {
    return await use(product)
  } finally {
    await product.close()
  }
}
