// The results as Markdown tables: the product by size, then beside other engines, then the core alone.
import type { BenchResults, CorpusResult } from './bench-results.ts'
import { formatBeside } from './format-beside.ts'
import { formatCore } from './format-core.ts'
import { count, halves, latency, megabytes, milliseconds, seconds, table, withCpu } from './format-figures.ts'

type Measure = readonly [label: string, cell: (result: CorpusResult) => string | null | undefined]

const MEASURES: readonly Measure[] = [
  ['Text units', ({ build }) => build && count(build.units)],
  ['Import, one transaction', ({ build }) => seconds(build?.importMs)],
  ['Index: text units', ({ build }) => seconds(build?.unitsMs)],
  ['Index: vectors (model fitted, embedded, stored)', ({ build }) => seconds(build?.vectorsMs)],
  ['Index: graph', ({ build }) => seconds(build?.graphMs)],
  ['Index: taken over by the running process', ({ build }) => seconds(build?.loadMs)],
  ['Near words listed, in the background', ({ build }) => seconds(build?.nearListsMs)],
  ['Peak RSS of the building process', ({ build }) => megabytes(build?.peakRssBytes)],
  [
    'Database / graph on disk',
    ({ build }) => build && `${megabytes(build.databaseBytes)} / ${megabytes(build.graphBytes)}`,
  ],
  ['Cold start: open → words searchable', ({ ask, rank }) => seconds((ask ?? rank)?.coldStart.searchableMs)],
  ['Cold start: open → ready', ({ ask, rank }) => seconds((ask ?? rank)?.coldStart.readyMs)],
  ['Cold start: process → ready', ({ ask, rank }) => seconds((ask ?? rank)?.coldStart.fromProcessStartMs)],
  ['RSS after start', ({ ask }) => ask && megabytes(ask.rssAfterStartBytes)],
  ['RSS at the peak', ({ ask }) => ask && megabytes(ask.peakRssBytes)],
  ['`rank`, first time: p50 / p95 / p99 / max', ({ rank }) => withCpu(rank?.first)],
  ['`rank`, again', ({ rank }) => withCpu(rank?.again)],
  ['`ask` (logged), first time', ({ ask }) => withCpu(ask?.first)],
  ['`ask` (logged), again', ({ ask }) => withCpu(ask?.again)],
  ['HTTP: bare Express hello', ({ ask }) => latency(ask?.http.hello)],
  ['HTTP: POST /api/v1/ask', ({ ask }) => latency(ask?.http.ask)],
  ['HTTP: the same, 16 connections at once', ({ ask }) => latency(ask?.http.crowd)],
  ['HTTP: answers a second, 16 connections', ({ ask }) => ask && count(ask.http.crowd.perSecond)],
  ['Publish one entry → searchable: p50 / p99 of 20', ({ ask }) => ask && halves(ask.publishing.searchable)],
  ['200 changes, saving: whole / loop delay p99 / max', ({ ask }) => ask && loop(ask.publishing.saving)],
  ['200 changes, indexing: whole / loop delay p99 / max', ({ ask }) => ask && loop(ask.publishing.indexing)],
  ['`ask` while 200 changes are saved and indexed', ({ ask }) => latency(ask?.publishing.asking)],
]

/** Times in ms unless they say s; a dash stands for what could not be measured. */
export function formatTables({ corpora, core }: BenchResults): string {
  const bySize = corpora.toSorted((a, b) => a.prepared.entries - b.prepared.entries)
  const sizes = bySize.filter(({ kind }) => kind === 'generated')
  const head = ['Entries', ...sizes.map(({ prepared }) => count(prepared.entries))]
  const rows = MEASURES.map(([label, cell]) => [label, ...sizes.map(cell)])
  const notes = bySize.flatMap(result => notesOn(result).map(note => `- ${result.name}: ${note}`))
  const beside = [...bySize.filter(({ kind }) => kind === 'real'), ...sizes]
    .map(formatBeside)
    .filter(text => text !== null)
  return [
    ...(sizes.length > 0 ? [table([head, ...rows])] : []),
    ...(notes.length > 0 ? [notes.join('\n')] : []),
    ...(beside.length > 0 ? ['## Beside other engines', ...beside] : []),
    ...(core === undefined ? [] : ['## The core alone', formatCore(core)]),
  ].join('\n\n')
}

/** Stages of the product that failed, and what it logged as wrong, each once with its number. */
function notesOn({ failures, ask }: CorpusResult): readonly string[] {
  const failed = (['rank', 'ask'] as const).flatMap(stage => failures[stage] ?? [])
  const faults = Map.groupBy(ask?.faults ?? [], fault => fault)
  return [...failed, ...[...faults].map(([fault, same]) => `logged ${same.length} time(s): ${fault}`)]
}

function loop(delay: { readonly ms: number; readonly p99: number; readonly max: number }): string {
  return [delay.ms, delay.p99, delay.max].map(milliseconds).join(' / ')
}
