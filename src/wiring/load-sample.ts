// The sample entries, for a registry that has none.
import { readEntryFolder } from '../adapters/entry-files/read-entry-folder.ts'
import type { Product, SampleSummary } from '../cli/cli-deps.ts'
import type { Config } from '../config.ts'

/** Fills an empty registry from the entry files of the sample folder; a file with a problem loads nothing at all. */
export async function loadSample(
  product: Product,
  config: Config,
  onProgress: (done: number, total: number) => void = () => {},
): Promise<SampleSummary | null> {
  if (config.sampleDir === null || (await product.registry.findEntries({ limit: 1, offset: 0 })).total > 0) return null
  const files = await readEntryFolder(config.sampleDir)
  const inputs = files.flatMap(({ entries }) => entries.map(({ input }) => input))
  await product.registry.save(inputs, { actor: 'sample-data', onProgress })
  return { entries: inputs.length, sections: new Set(inputs.map(input => input.section.code)).size }
}
