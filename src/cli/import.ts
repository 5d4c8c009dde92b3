// `zencho import`: entries from files, all or none. A running server finds them within a second.
import { checkEntryFile, readEntryFile } from '../adapters/entry-files/read-entry-file.ts'
import { FaqError } from '../core/errors.ts'
import { cli } from '../core/messages/ja/cli.ts'
import type { CliDeps } from './cli-deps.ts'
import { openProgressBar } from './progress-bar.ts'

/** A screen and a half of problems; the count tells of the rest. */
const PROBLEMS_SHOWN = 50

export async function runImport(
  files: readonly string[],
  options: { readonly dryRun?: boolean; readonly json?: boolean },
  deps: CliDeps,
): Promise<void> {
  await refuseProblems(files, deps)
  const inputs = (await Promise.all(files.map(file => readEntryFile(file)))).flatMap(({ entries }) =>
    entries.map(({ input }) => input),
  )
  if (options.dryRun === true) {
    return deps.out(options.json === true ? JSON.stringify({ checked: inputs.length }) : cli.dryRun(inputs.length))
  }
  const bar = openProgressBar()
  const product = await deps.openProduct({ onProgress: bar.reportIndexing })
  try {
    const onProgress = (done: number, total: number) => bar.report(cli.saving, done, total)
    const summary = await product.registry.save(inputs, { actor: 'zencho import', onProgress })
    await product.settleIndex()
    bar.stop()
    const { created, revised, unchanged } = summary
    deps.out(options.json === true ? JSON.stringify(summary) : cli.imported(created, revised, unchanged))
  } finally {
    bar.stop()
    await product.close()
  }
}

/** Shows every problem of every file before anything is written; then fails with the first. */
async function refuseProblems(files: readonly string[], deps: CliDeps): Promise<void> {
  const found = await Promise.all(
    files.map(async file => (await checkEntryFile(file)).map(problem => ({ file, ...problem }))),
  )
  const problems = found.flat()
  const [first] = problems
  if (first === undefined) return
  if (problems.length > 1) {
    for (const { file, line, reason } of problems.slice(0, PROBLEMS_SHOWN)) deps.err(cli.problem(file, line, reason))
    deps.err(cli.problemsFound(problems.length))
  }
  throw new FaqError('bad_row', first)
}
