// The core alone with a million entries, as a table.
import { summariseBeside } from './ask-beside.ts'
import type { CoreResults } from './bench-results.ts'
import { count, megabytes, seconds, share, table, withCpu } from './format-figures.ts'

export function formatCore({ link, core, failure }: CoreResults): string {
  const rows: (readonly (string | undefined)[])[] = [['The core alone', core ? count(core.entries) : '']]
  if (link !== undefined) {
    rows.push(['Entries read and thinned, vectors made', seconds(link.embedMs)])
    rows.push([`Linked, ${count(link.vectors)} vectors in one thread`, seconds(link.linkMs)])
    rows.push(['Links and vectors written', seconds(link.writeMs)])
    rows.push(['Peak RSS of linking', megabytes(link.peakRssBytes)])
  }
  if (core !== undefined) {
    const [first, again] = [summariseBeside(core.first), summariseBeside(core.again)]
    rows.push(['Words and sounds put in, from stored terms', seconds(core.wordsMs)])
    rows.push(['Vectors and links read and verified', seconds(core.graphReadMs)])
    rows.push(['RSS before the first question', megabytes(core.rssBytes)])
    rows.push(['RSS at the peak', megabytes(core.peakRssBytes)])
    rows.push(['Rank and judge, first time: p50 / p95 / p99 / max', withCpu(first.latency)])
    rows.push(['Rank and judge, again', withCpu(again.latency)])
    rows.push([`nDCG@10 of ${again.judged} questions, copies counted as their entry`, share(again.ndcg10)])
    rows.push(['Of the six nearest units, found by the graph', share(core.recall)])
  }
  return [table(rows), ...(failure === undefined ? [] : ['', `- failed: ${failure.split('\n', 1)[0]}`])].join('\n')
}
