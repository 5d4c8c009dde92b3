// What the workbench's thread costs at some sizes: `node test/bench/measure-workbench.ts 5663 100000`. Until its first answer, and for
// a preview of 900 questions: time and processor time; memory of the process with it and without. docs/workbench.md has figures.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readEntryFolder } from '../../src/adapters/entry-files/read-entry-folder.ts'
import { readEvaluationQueries } from '../../src/cli/read-evaluation-set.ts'
import type { EntryInput } from '../../src/core/ports/registry.ts'
import { openBenchProduct } from './bench-product.ts'
import { generateEntries } from './generate-entries.ts'
import { seededRandom } from './seeded-random.ts'
import { openWordStock } from './word-stock.ts'

const PROJECT = new URL('../../', import.meta.url)
const ENTRIES_PER_SAVE = 1_000
const QUESTIONS = 900

for (const size of process.argv.slice(2).map(Number)) {
  process.stdout.write(`${JSON.stringify({ size, ...(await measure(size)) })}\n`)
}

async function measure(size: number) {
  const folder = await mkdtemp(join(tmpdir(), 'zencho-bench-'))
  try {
    await fill(folder, size)
    const product = await openBenchProduct(folder)
    await product.settleIndex()
    const without = megabytes()
    const { workbench } = product.bench
    const start = await timed(() => workbench.run({ questions: [{ text: '年休', sectionCode: null }], trial: null }))
    const read = await readEvaluationQueries(new URL('faq-data/evaluation/queries.jsonl', PROJECT).pathname)
    const questions = Array.from({ length: QUESTIONS }, (_, i) => {
      return { text: `${read[i % read.length]?.text ?? ''}${i < read.length ? '' : ' 再'}`, sectionCode: null }
    })
    const [entry] = (await product.registry.findEntries({ limit: 1, offset: 0 })).entries
    const entries = entry === undefined ? [] : [{ id: entry.id, section: entry.section, content: entry }]
    const preview = await timed(() => workbench.run({ questions, trial: { entries, synonyms: null } }))
    const withIt = megabytes()
    await product.close()
    return { start, preview, withoutMb: without, withMb: withIt }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** Processor time says more than the clock where the machine has other work. */
async function timed(work: () => Promise<unknown>) {
  const [at, cpu] = [performance.now(), process.cpuUsage()]
  await work()
  const { user, system } = process.cpuUsage(cpu)
  return { ms: Math.round(performance.now() - at), cpuMs: Math.round((user + system) / 1_000) }
}

async function fill(folder: string, size: number): Promise<void> {
  const product = await openBenchProduct(folder)
  const files = await readEntryFolder(new URL('faq-data/entries', PROJECT).pathname)
  const random = seededRandom(2_026)
  const base = files.flatMap(file => file.entries.map(({ input }) => input))
  let some: EntryInput[] = []
  for (const entry of generateEntries(size, { base, random, words: await openWordStock(random) })) {
    some.push(entry)
    if (some.length < ENTRIES_PER_SAVE) continue
    await product.registry.save(some, { actor: 'bench' })
    some = []
  }
  if (some.length > 0) await product.registry.save(some, { actor: 'bench' })
  await product.settleIndex()
  await product.close()
}

function megabytes(): number {
  return Math.round(process.memoryUsage().rss / 1024 / 1024)
}
