// `zencho model list`: the model in use, those in the folder `models`, and those that we recommend.
import { existsSync, readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { readModelFolder } from '../adapters/transformers/model-folder.ts'
import { FaqError } from '../core/errors.ts'
import { cli } from '../core/messages/ja/cli.ts'
import type { CliDeps } from './cli-deps.ts'

/** docs/models.md has the measurements by which these were chosen. */
const RECOMMENDED = ['Xenova/multilingual-e5-small', 'cl-nagoya/ruri-v3-310m'] as const

export async function runModelList(options: { readonly json?: boolean }, deps: CliDeps): Promise<void> {
  const { embedder, folder, rerankerFolder } = deps.modelSettings()
  const found = findModels()
  if (options.json === true) {
    return deps.out(JSON.stringify({ embedder, folder, rerankerFolder, found, recommended: RECOMMENDED }, null, 2))
  }
  const { model: text } = cli
  const lines = [
    text.inUse(folder === null ? embedder : `${embedder} ${folder}`),
    ...(rerankerFolder === null ? [] : [text.rerankerInUse(rerankerFolder)]),
    '',
    text.foundTitle,
    ...(found.length === 0 ? [`  ${text.noneFound}`] : found.map(model => `  ${describe(model)}`)),
    '',
    text.recommendedTitle,
    ...RECOMMENDED.map(name => `  ${name}`),
  ]
  deps.out(lines.join('\n'))
}

interface FoundModel {
  readonly folder: string
  readonly name: string
  readonly kind: 'sentence' | 'reranker' | null
  /** Why it cannot be used; null when it looks whole. */
  readonly problem: string | null
}

function findModels(): readonly FoundModel[] {
  const home = resolve('models')
  if (!existsSync(home)) return []
  const folders = readdirSync(home, { withFileTypes: true }).filter(item => item.isDirectory())
  return folders.map(item => readFound(join(home, item.name)))
}

function readFound(folder: string): FoundModel {
  try {
    const { name, kind } = readModelFolder(folder)
    return { folder, name, kind, problem: null }
  } catch (error) {
    if (!(error instanceof FaqError)) throw error
    return { folder, name: folder, kind: null, problem: error.message }
  }
}

function describe({ folder, name, kind, problem }: FoundModel): string {
  return kind === null ? `${folder}: ${problem}` : `${name}（${cli.model.kinds[kind]}）${folder}`
}
