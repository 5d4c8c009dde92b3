// docs/bench.md: the tables, the machine they were measured on, and how to read them.
import { availableParallelism, cpus, loadavg, totalmem } from 'node:os'
import type { BenchResults } from './bench-results.ts'
import { formatTables } from './format-report.ts'

const READING = `## How to read it

Times are milliseconds unless they say s; four numbers are p50 / p95 / p99 / max. Every size is built and measured in
processes of its own. *CPU* is the mean processor time that a call took of the serving thread, which other programs
disturb least. Generated registries are the sample entries, then recombinations of them with nouns of the word table, offices,
months and numbers; as few hundred entries lend their words to all, lists of matches are longer than in real life. The
questions are the evaluation set and generated ones, after a warm-up of 200, one after the other. *First time* pays for
the near words of words that have no list; *again* is the same list a second time. \`rank\` is retrieval and judgement; \`ask\`
adds reading the entries and one durable write to the log. *Words searchable* is when the server can begin to listen;
*ready* is when the indexing thread has confirmed that nothing waits. *Loop delay* is how late a timer of the serving
thread fires, hence what everybody waits who asks at that moment: its maximum is the longest block, its p99 is over samples
of about a millisecond. The client of the HTTP rows runs on the same cores.

**Beside other engines.** All are asked the same questions in the same order, for ten entries, one minute at most: an engine
that is slow answers fewer, *Asked* says how many, and it is compared with the product on these alone. *Judged* are those of
which it is known what answers them: of a generated registry the project's own evaluation questions, whose entries stand among
made-up ones that resemble them (these count as wrong, hence low figures); of the real sets all that have an answer. The
product's figures are for \`rank\`: its own analysis of the question, words, meaning, sounds and the judgement; it searches
phrasings, answers and negative phrasings. The others get questions, phrasings and answers with the product's terms, ready
made (without them they would do worse: docs/evaluation.md), so their building time is without the analysis, which is most of
the product's; NLP.js and trigrams take the text. The hybrid of Orama gets the product's vectors of entries and questions, and the
settings that make most of them (with its own it would find little more than words do).
NLP.js learns questions and phrasings alone: it has no place for an answer's text. *Memory* is what building (of the product:
opening) added to the process, of which 150 MB are the product's analyser and model whatever the size. An engine that is not built within
five minutes, or not with a heap of 8 GB, is *not built*, and not tried with more entries; nor is one tried that has taken so long
for fewer that it would need ten minutes even if it grew no faster than they.

**The core alone.** The entries of the largest registry, and copies with a tenth of words and sounds left out by chance,
straight into the core: no database, no server. Every unit has its vector. What is asked are the questions of the tables above.

Numbers of one run on a shared machine move by a third either way: compare runs of one machine, and ratios.

## Running it

\`npm run bench\` measures everything: the real sets that lie beside the project, 600, 5,663 and 100,000 entries, and the core
with a million, whose linking alone takes the better part of an hour. Parts of it:

    npm run bench -- --sizes 5663                               # one size and the real sets
    npm run bench -- --sizes 5663 --sets "" --stages rank,fts5  # two rows of one table
    npm run bench -- --sizes 100000 --keep DIR                  # leaves DIR/100000/data, a data folder with its index built
    npm run bench -- --sizes 100000 --reuse DATA_DIR            # measures a copy of a data folder with these entries
    npm run bench -- --json bench.json --resume                 # goes on where a run with this file was stopped
    npm run bench -- --sizes 100000 --keep DIR --stages rank --core 1000000

With \`--json\` every stage's figures are in the file when it ends. \`--resume\` measures what is missing there, in the same
processes and on the same questions; what failed is tried again, but for engines that were
not built. \`--out FILE\` writes this page.
`

export function formatDocument(results: BenchResults): string {
  const [cpu] = cpus()
  const load = loadavg().map(value => value.toFixed(1))
  const [first] = results.runs
  return `# Benchmark

${first?.startedAt.slice(0, 10) ?? ''}, Node ${process.version}, ${cpu?.model.trim() ?? 'unknown processor'},
${availableParallelism()} cores, ${Math.round(totalmem() / 2 ** 30)} GiB of memory; load average at the end ${load.join(', ')}
(15 minutes: what else ran on the machine counts too). The command:

${results.runs.map(({ command }) => `    ${command}`).join('\n')}

${formatTables(results)}

${READING}`
}
