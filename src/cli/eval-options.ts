// The options of `zencho eval`: what is asked of it, checked before anything is read.
import { extname } from 'node:path'
import { type Command, InvalidArgumentError, Option } from 'commander'
import { BASELINES, type BaselineName } from '../adapters/baselines/open-baseline.ts'
import { evaluation as ja } from '../core/messages/ja/evaluation.ts'
import type { EvalOptions } from './eval.ts'

type RunEvalCommand = (folders: readonly string[], options: EvalOptions) => Promise<void>

/** `run` gets options of which each is right and which go together. */
export function addEvalOptions(command: Command, run: RunEvalCommand): void {
  command
    .option('--run <file>', ja.options.run)
    .option('--against <file>', ja.options.against)
    .option('--fail-on-loss', ja.options.failOnLoss)
    .addOption(
      new Option('--baseline <names>', `${ja.options.baseline}: ${BASELINES.join(', ')}`).argParser(addBaselines),
    )
    .option('--floors <file>', ja.options.floors)
    .option('--raise', ja.options.raise)
    .option('--out <file>', ja.options.out, parseReportName)
    .option('--plots <folder>', ja.options.plots)
    .option('--json', ja.options.json)
    .action(async (folders: readonly string[], options: EvalOptions) => {
      const { failOnLoss, against, raise, floors } = options
      if (failOnLoss === true && against === undefined) command.error(ja.usage.failOnLossNeeds)
      if (raise === true && floors === undefined) command.error(ja.usage.raiseNeeds)
      await run(folders, options)
    })
}

/** `a,b` and `a` again: each once, in the order of asking. */
function addBaselines(text: string, earlier: readonly BaselineName[] = []): readonly BaselineName[] {
  const names = text.split(',').map(part => {
    const name = BASELINES.find(known => known === part.trim())
    if (name === undefined) throw new InvalidArgumentError(ja.usage.baseline(BASELINES.join(', ')))
    return name
  })
  return [...new Set([...earlier, ...names])]
}

function parseReportName(path: string): string {
  if (!['.md', '.json'].includes(extname(path))) throw new InvalidArgumentError(ja.usage.outFormat)
  return path
}
