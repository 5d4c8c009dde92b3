// `npm run bench`: how fast, how large, how steady, at several sizes of the registry. The table goes to standard output.
import { writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { formatDocument } from './format-document.ts'
import { formatTable } from './format-report.ts'
import { measureSize, type SizeOptions, type SizeResult } from './measure-size.ts'

const DEFAULT_SIZES = '600,5663,100000'
/** Publishing changes 200 entries, and twenty more must differ from them. */
const SIZE_MIN = 300

interface BenchOptions {
  readonly sizes: readonly number[]
  readonly out: string | undefined
  readonly json: string | undefined
  readonly keep: string | undefined
}

function readOptions(args: readonly string[]): BenchOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      sizes: { type: 'string', default: DEFAULT_SIZES },
      out: { type: 'string' },
      json: { type: 'string' },
      keep: { type: 'string' },
    },
  })
  const sizes = values.sizes.split(',').map(Number)
  if (!sizes.every(size => Number.isInteger(size) && size >= SIZE_MIN)) {
    throw new RangeError(`expected --sizes as whole numbers from ${SIZE_MIN}, got "${values.sizes}"`)
  }
  return { sizes, out: values.out, json: values.json, keep: values.keep }
}

function say(text: string): void {
  process.stderr.write(`[${(performance.now() / 1000).toFixed(0)} s] ${text}\n`)
}

/** Sizes measured, in order; one that fails is told of and left out. */
async function measureAll(sizes: readonly number[], options: SizeOptions): Promise<readonly SizeResult[]> {
  const results: SizeResult[] = []
  for (const size of sizes) {
    try {
      results.push(await measureSize(size, options))
    } catch (error) {
      options.signal.throwIfAborted()
      say(`${size}: ${String(error)}`)
      process.exitCode = 1
    }
  }
  return results
}

async function runBench(args: readonly string[]): Promise<void> {
  const startedAt = new Date()
  const { sizes, out, json, keep } = readOptions(args)
  const stop = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort())
  const results = await measureAll(sizes, { signal: stop.signal, say, keep })
  if (results.some(({ failures }) => failures.length > 0)) process.exitCode = 1
  if (results.length === 0) return
  process.stdout.write(`${formatTable(results)}\n`)
  const command = ['npm run bench --', ...args].join(' ')
  if (json !== undefined) await writeFile(json, `${JSON.stringify(results, null, 2)}\n`)
  if (out !== undefined) await writeFile(out, formatDocument(results, command, startedAt))
}

/** Ended by a signal: the folders are gone by now, and there is nothing to report. */
const ENDED_BY_SIGNAL = 130

try {
  await runBench(process.argv.slice(2))
} catch (error) {
  if (!(error instanceof Error && error.name === 'AbortError')) throw error
  say('stopped by a signal')
  process.exitCode = ENDED_BY_SIGNAL
}
