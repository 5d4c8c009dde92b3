// `zencho model fetch`: a model from the hub to a folder, checked and recorded. The only command that asks the internet
// for anything.
import { basename, join, resolve } from 'node:path'
import { filesToFetch } from '../adapters/hub/files-to-fetch.ts'
import { fetchHubFile, findHubModel } from '../adapters/hub/hub-client.ts'
import { checkModel, recordModel } from '../adapters/transformers/check-model.ts'
import type { Dtype } from '../adapters/transformers/model-manifest.ts'
import { cli } from '../core/messages/ja/cli.ts'
import type { CliDeps } from './cli-deps.ts'
import { openProgressBar } from './progress-bar.ts'

export interface ModelFetchOptions {
  readonly to?: string
  readonly revision: string
  readonly dtype?: Dtype
  readonly json?: boolean
}

const KILOBYTE = 1_024

export async function runModelFetch(name: string, options: ModelFetchOptions, deps: CliDeps): Promise<void> {
  const { hubEndpoint: endpoint } = deps.modelSettings()
  const model = await findHubModel(endpoint, name, options.revision)
  const folder = resolve(options.to ?? join('models', basename(name)))
  const bar = openProgressBar()
  try {
    for (const file of filesToFetch(model, options.dtype ?? null)) {
      const total = Math.ceil(file.bytes / KILOBYTE)
      await fetchHubFile({ endpoint, model, file, target: join(folder, file.path) }, bytes =>
        bar.report(cli.model.fetching(file.path), Math.ceil(bytes / KILOBYTE), total),
      )
    }
  } finally {
    bar.stop()
  }
  await recordModel(folder, { name, revision: model.revision })
  const report = await checkModel(folder)
  deps.out(
    options.json === true
      ? JSON.stringify({ folder, revision: model.revision, ...report })
      : cli.model.fetched(folder, model.revision),
  )
}
