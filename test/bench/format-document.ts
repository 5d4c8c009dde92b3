// docs/bench.md: the table, the machine it was measured on, and how to read it.
import { availableParallelism, cpus, loadavg, totalmem } from 'node:os'
import { formatTable } from './format-report.ts'
import type { SizeResult } from './measure-size.ts'

const READING = `## How to read it

Times are milliseconds unless they say s; four numbers are p50 / p95 / p99 / max. Every size is built and measured in
processes of its own. *CPU* is the mean processor time that a call took of the serving thread, which other programs
disturb least. The registry is the sample entries, then recombinations of them with nouns of the word table, offices,
months and numbers; as few hundred entries lend their words to all, lists of matches are longer than in real life. The
questions are the evaluation set and generated ones, after a warm-up of 200, one after the other. *First time* pays for
the near words of every word not asked before; *again* is the same list a second time. \`rank\` is retrieval and
judgement; MiniSearch and Orama get the product's terms and, the hybrid, its vectors of the questions, and 500 of the
questions; \`ask\` adds reading the entries and one durable write to the log. *Words searchable* is when the server can
begin to listen; *ready* is when the indexing thread has confirmed that nothing waits. *Loop delay* is how late a timer
of the serving thread fires, hence what everybody waits who asks at that moment: its maximum is the longest block, its
p99 is over samples of about a millisecond. The client of the HTTP rows runs on the same cores. Numbers of one run on a
shared machine move by a third either way: compare runs of one machine, and ratios to the Express row.`

/** `command` is what to type for the same measurement. */
export function formatDocument(results: readonly SizeResult[], command: string, startedAt: Date): string {
  const [cpu] = cpus()
  const load = loadavg().map(value => value.toFixed(1))
  const questions = Math.min(...results.map(result => result.questions))
  return `# Benchmark

${startedAt.toISOString().slice(0, 10)}, Node ${process.version}, ${cpu?.model.trim() ?? 'unknown processor'},
${availableParallelism()} cores, ${Math.round(totalmem() / 2 ** 30)} GiB of memory; load average at the end ${load.join(', ')}
(15 minutes: what else ran on the machine counts too); ${questions.toLocaleString('en')} questions. The command:

    ${command}

${formatTable(results)}

${READING}
`
}
